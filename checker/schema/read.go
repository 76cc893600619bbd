package schema

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/valyala/fastjson"
)

// Set is a folder of schemas that refer to each other by relative paths. Safe for concurrent use.
type Set struct {
	fsys fs.FS

	mu    sync.Mutex
	files map[string]*fastjson.Value
	made  map[place]*Schema
}

type place struct{ file, pointer string }

// NewSet returns the schemas in fsys. They are read when they are asked for.
func NewSet(fsys fs.FS) *Set {
	return &Set{fsys: fsys, files: map[string]*fastjson.Value{}, made: map[place]*Schema{}}
}

// Read returns the schema at a pointer ("" for the whole) in a file. An error names the file and the place: what cannot
// be read, a keyword that is not known or has no sense, or a reference that leads nowhere or in a circle.
func (s *Set) Read(file, pointer string) (*Schema, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	made, err := s.at(file, pointer)
	if err != nil {
		clear(s.made) // some may be half made
		return nil, err
	}
	return made, nil
}

// at makes the schema at a place, once: a schema may hold itself.
func (s *Set) at(file, pointer string) (*Schema, error) {
	if made, ok := s.made[place{file, pointer}]; ok {
		return made, nil
	}
	v, ok := s.files[file]
	if !ok {
		data, err := fs.ReadFile(s.fsys, file)
		if err != nil {
			return nil, err
		}
		if v, err = new(fastjson.Parser).ParseBytes(data); err != nil { // a parser of its own: its memory is the file's
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		s.files[file] = v
	}
	for token := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		if pointer != "" {
			v = v.Get(strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~"))
		}
	}
	if v == nil {
		return nil, fmt.Errorf("%s#%s: nothing stands there", file, pointer)
	}
	out := &Schema{File: file, token: pointer}
	s.made[place{file, pointer}] = out // before what is inside of it, which may be itself
	return out, s.fill(out, v)
}

// inside makes a schema that stands in another one.
func (s *Set) inside(up *Schema, token string, v *fastjson.Value) (*Schema, error) {
	out := &Schema{File: up.File, up: up, token: token}
	return out, s.fill(out, v)
}

// fill makes of a schema what v says.
func (s *Set) fill(out *Schema, v *fastjson.Value) error {
	object, err := v.Object()
	if err != nil {
		return out.fault("a schema is an object")
	}
	out.words = make([]word, 0, object.Len())
	var faults []error
	object.Visit(func(name []byte, v *fastjson.Value) {
		if err := s.keyword(out, string(name), v); err != nil {
			faults = append(faults, err)
		}
	})
	if len(faults) > 0 {
		return faults[0]
	}
	if out.returns(out, nil) {
		return out.fault("references go in a circle")
	}
	return nil
}

func (s *Schema) fault(format string, args ...any) error {
	return fmt.Errorf("%s#%s: %s", s.File, s.Pointer(), fmt.Sprintf(format, args...))
}

// returns reports whether holding a value to s would hold the same value to a schema again, and so without an end.
func (s *Schema) returns(to *Schema, seen []*Schema) bool {
	if s.Ref == nil && s.AnyOf == nil && s.oneOf == nil && s.allOf == nil && s.not == nil && s.condition == nil {
		return false
	}
	same := slices.Concat([]*Schema{s.Ref, s.not, s.condition, s.consequence, s.alternative}, s.AnyOf, s.oneOf, s.allOf)
	return slices.ContainsFunc(same, func(c *Schema) bool {
		return c == to || c != nil && !slices.Contains(seen, c) && c.returns(to, append(seen, s))
	})
}

// keyword takes in one keyword.
func (s *Set) keyword(to *Schema, name string, v *fastjson.Value) error {
	one := func(into **Schema) (err error) {
		*into, err = s.inside(to, "/"+name, v)
		return err
	}
	several := func(into *[]*Schema) error {
		for i, v := range v.GetArray() {
			c, err := s.inside(to, "/"+name+"/"+strconv.Itoa(i), v)
			if err != nil {
				return err
			}
			*into = append(*into, c)
		}
		if *into == nil {
			return to.fault("%s must be a list of schemas", name)
		}
		return nil
	}
	switch name {
	case "$ref":
		file, fragment, _ := strings.Cut(string(v.GetStringBytes()), "#")
		if file == "" {
			file = to.File
		} else {
			file = path.Join(path.Dir(to.File), file)
		}
		var err error
		to.Ref, err = s.at(file, fragment)
		return err
	case "properties":
		properties, err := v.Object()
		if err != nil {
			return to.fault("properties must be an object")
		}
		to.Properties = make([]Property, 0, properties.Len())
		var faults []error
		properties.Visit(func(key []byte, v *fastjson.Value) {
			p := Property{Name: string(key)}
			var err error
			if p.Schema, err = s.inside(to, "/properties/"+escape(p.Name), v); err != nil {
				faults = append(faults, err)
			}
			to.Properties = append(to.Properties, p)
		})
		return errors.Join(faults...)
	case "items":
		return one(&to.Items)
	case "anyOf":
		return several(&to.AnyOf)
	case "oneOf":
		return several(&to.oneOf)
	case "allOf":
		return several(&to.allOf)
	case "not":
		return one(&to.not)
	case "if":
		return one(&to.condition)
	case "then":
		return one(&to.consequence)
	case "else":
		return one(&to.alternative)
	case "propertyNames":
		return one(&to.names)
	case "additionalProperties":
		if v.Type() == fastjson.TypeObject {
			return one(&to.additional)
		}
		to.closed = v.Type() == fastjson.TypeFalse
	case "$defs":
		return nil // read where something refers to them
	}
	value := plain(v)
	to.words = append(to.words, word{name, value})
	ok := true
	switch name {
	case "type":
		if t, single := value.(string); single {
			to.types = []string{t}
		} else {
			to.types, ok = texts(value)
		}
		for _, t := range to.types {
			ok = ok && slices.Contains([]string{"null", "boolean", "string", "array", "object", "number", "integer"}, t)
		}
	case "required":
		to.required, ok = texts(value)
	case "enum":
		to.enum, ok = value.([]any)
	case "const":
		to.isConst, to.constant = true, value
	case "minimum", "maximum":
		n, isNumber := value.(json.Number)
		if !isNumber {
			return to.fault("%s must be a number", name)
		}
		bound := &to.minimum
		if name == "maximum" {
			bound = &to.maximum
		}
		*bound, ok = number(n)
	case "minItems":
		to.minItems, ok = natural(value)
	case "maxItems":
		to.maxItems, ok = natural(value)
	case "minLength":
		to.minLength, ok = natural(value)
	case "maxLength":
		to.maxLength, ok = natural(value)
	case "minProperties":
		to.minProperties, ok = natural(value)
	case "maxProperties":
		to.maxProperties, ok = natural(value)
	case "uniqueItems":
		to.unique, ok = value.(bool)
	case "pattern":
		text, isText := value.(string)
		if !isText {
			return to.fault("pattern must be text")
		}
		var err error
		if to.pattern, err = regexp.Compile(text); err != nil {
			return to.fault("%s", err)
		}
	case "format":
		to.date = true
		ok = value == "date"
	case "additionalProperties":
		_, ok = value.(bool)
	case "$schema", "$id", "title", "description", "default", "examples":
	default:
		if !strings.HasPrefix(name, "x-") {
			return to.fault("keyword %q is not known", name)
		}
	}
	if !ok {
		return to.fault("%s makes no sense of %s", name, v)
	}
	return nil
}

// plain is a value as encoding/json decodes it with UseNumber.
func plain(v *fastjson.Value) any {
	switch v.Type() {
	case fastjson.TypeString:
		return string(v.GetStringBytes())
	case fastjson.TypeNumber:
		return json.Number(v.String())
	case fastjson.TypeTrue:
		return true
	case fastjson.TypeFalse:
		return false
	case fastjson.TypeArray:
		list := v.GetArray()
		out := make([]any, len(list))
		for i, e := range list {
			out[i] = plain(e)
		}
		return out
	case fastjson.TypeObject:
		object := v.GetObject()
		out := make(map[string]any, object.Len())
		object.Visit(func(name []byte, e *fastjson.Value) { out[string(name)] = plain(e) })
		return out
	}
	return nil
}

func texts(v any) ([]string, bool) {
	list, ok := v.([]any)
	out := make([]string, 0, len(list))
	for _, e := range list {
		s, text := e.(string)
		ok = ok && text
		out = append(out, s)
	}
	return out, ok
}

func natural(v any) (*int, bool) {
	n, _ := v.(json.Number)
	i, err := strconv.Atoi(string(n))
	return &i, err == nil && i >= 0
}
