package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Set is a folder of schemas that refer to each other by relative paths. Files are read, and schemas compiled, when they
// are first asked for, and once. Safe for concurrent use.
type Set struct {
	fsys fs.FS

	mu         sync.Mutex
	files      map[string]any // parsed: *object, []any, string, json.Number, bool or nil
	nodes      map[place]*Node
	compiler   *jsonschema.Compiler
	validators map[string]*Validator
}

type place struct{ file, pointer string }

// NewSet returns the schemas in fsys.
func NewSet(fsys fs.FS) *Set {
	s := &Set{fsys: fsys, files: map[string]any{}, nodes: map[place]*Node{}, validators: map[string]*Validator{}}
	s.compiler = newCompiler(s)
	return s
}

// Node is one position in a schema of the vocabulary: what it says about names, order and meaning. Whether a value is valid
// is not asked here; see Validator. It is immutable and safe for concurrent use.
type Node struct {
	File, Pointer string // the pointer is one of RFC 6901 in the file

	Ref        *Node      // target of $ref; both apply
	Properties []Property // in the order of the file
	Items      *Node
	AnyOf      []*Node

	keywords map[string]any
}

// Property is a named child of an object.
type Property struct {
	Name string
	Node *Node
}

// Get returns the value of a keyword as encoding/json decodes it with UseNumber, or nil. Keywords whose value is a schema are
// fields of Node instead.
func (n *Node) Get(keyword string) any { return n.keywords[keyword] }

// Keywords returns all keywords that Get knows. The map must not be changed.
func (n *Node) Keywords() map[string]any { return n.keywords }

func (n *Node) fault(format string, args ...any) error {
	return fmt.Errorf("%s#%s: %s", n.File, n.Pointer, fmt.Sprintf(format, args...))
}

// plainKeywords are the keywords that Get returns, besides those that begin with "x-".
var plainKeywords = strings.Fields(`$schema $id title description default examples type enum const format pattern required
	additionalProperties minimum maximum minItems maxItems uniqueItems minLength maxLength minProperties maxProperties`)

// Read reads the root of a schema of the vocabulary and all nodes below it. An error names the file and the pointer: text
// that is no JSON, a reference that leads nowhere or in a circle, or a keyword that the vocabulary does not have. A
// misspelt keyword would otherwise be an annotation to the validator, and pass everything.
func (s *Set) Read(file string) (*Node, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.node(file, "")
	if err != nil {
		clear(s.nodes) // some may be half made
		return nil, err
	}
	return n, nil
}

// node returns the target of a reference. Each is made once, because a schema may contain itself.
func (s *Set) node(file, pointer string) (*Node, error) {
	if made, ok := s.nodes[place{file, pointer}]; ok {
		return made, nil
	}
	v, err := s.load(file)
	if err != nil {
		return nil, err
	}
	n := &Node{File: file, Pointer: pointer}
	if v, err = lookup(v, pointer); err != nil {
		return nil, n.fault("%s", err)
	}
	s.nodes[place{file, pointer}] = n // before its children, which may refer to it
	return n, s.fill(n, v)
}

func lookup(v any, pointer string) (any, error) {
	if pointer == "" {
		return v, nil
	}
	for token := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		o, ok := v.(*object)
		if !ok {
			return nil, errors.New("there is nothing here")
		}
		if v, ok = o.values[unescape(token)]; !ok {
			return nil, errors.New("there is nothing here")
		}
	}
	return v, nil
}

func (s *Set) child(parent *Node, token string, v any) (*Node, error) {
	n := &Node{File: parent.File, Pointer: parent.Pointer + token}
	return n, s.fill(n, v)
}

func (s *Set) fill(n *Node, v any) error {
	o, ok := v.(*object)
	if !ok {
		return n.fault("a schema is an object")
	}
	n.keywords = make(map[string]any, len(o.names))
	for _, name := range o.names {
		if err := s.keyword(n, name, o.values[name]); err != nil {
			return err
		}
	}
	if n.reaches(n, nil) {
		return n.fault("references go in a circle")
	}
	return nil
}

// reaches reports whether target describes the same value as n does, through references and alternatives.
func (n *Node) reaches(target *Node, seen []*Node) bool {
	if n.Ref == nil && n.AnyOf == nil {
		return false
	}
	seen = append(seen, n)
	return slices.ContainsFunc(append([]*Node{n.Ref}, n.AnyOf...), func(c *Node) bool {
		return c == target || c != nil && !slices.Contains(seen, c) && c.reaches(target, seen)
	})
}

func (s *Set) keyword(n *Node, name string, v any) (err error) {
	switch name {
	case "$ref":
		text, _ := v.(string)
		file, fragment, _ := strings.Cut(text, "#")
		if file == "" {
			file = n.File
		} else {
			file = path.Join(path.Dir(n.File), file)
		}
		n.Ref, err = s.node(file, fragment)
		return err
	case "properties":
		o, ok := v.(*object)
		if !ok {
			return n.fault("properties must be an object")
		}
		n.Properties = make([]Property, len(o.names))
		for i, name := range o.names {
			n.Properties[i].Name = name
			if n.Properties[i].Node, err = s.child(n, "/properties/"+escape(name), o.values[name]); err != nil {
				return err
			}
		}
		return nil
	case "items":
		n.Items, err = s.child(n, "/items", v)
		return err
	case "anyOf":
		list, _ := v.([]any)
		if len(list) == 0 {
			return n.fault("anyOf must be a list of schemas")
		}
		n.AnyOf = make([]*Node, len(list))
		for i, v := range list {
			if n.AnyOf[i], err = s.child(n, "/anyOf/"+strconv.Itoa(i), v); err != nil {
				return err
			}
		}
		return nil
	case "$defs":
		return nil // read where something refers to them
	}
	if _, isSchema := v.(*object); name == "additionalProperties" && isSchema || !slices.Contains(plainKeywords, name) && !strings.HasPrefix(name, "x-") {
		return n.fault("the vocabulary has no keyword %q of this form", name)
	}
	n.keywords[name] = plain(v)
	return nil
}

// load parses a file, once.
func (s *Set) load(file string) (any, error) {
	if v, ok := s.files[file]; ok {
		return v, nil
	}
	data, err := fs.ReadFile(s.fsys, file)
	if err != nil {
		return nil, err
	}
	v, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	s.files[file] = v
	return v, nil
}

// object is a JSON object with its names in the order they are written.
type object struct {
	names  []string
	values map[string]any
}

// parse decodes JSON with exact numbers and the order of names, which encoding/json gives as tokens alone.
func parse(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	v, err := parseValue(d)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("text after the end of the schema")
	}
	return v, nil
}

func parseValue(d *json.Decoder) (any, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	var v any
	switch t {
	case json.Delim('{'):
		o := &object{values: map[string]any{}}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			key := name.(string) // the decoder accepts no other key
			if _, twice := o.values[key]; twice {
				return nil, fmt.Errorf("name %q is written twice", key)
			}
			o.names = append(o.names, key)
			if o.values[key], err = parseValue(d); err != nil {
				return nil, err
			}
		}
		v = o
	case json.Delim('['):
		list := []any{}
		for d.More() {
			e, err := parseValue(d)
			if err != nil {
				return nil, err
			}
			list = append(list, e)
		}
		v = list
	default:
		return t, nil
	}
	_, err = d.Token() // the closing bracket
	return v, err
}

// plain converts a parsed value into the one that encoding/json decodes.
func plain(v any) any {
	switch v := v.(type) {
	case *object:
		out := make(map[string]any, len(v.names))
		for name, e := range v.values {
			out[name] = plain(e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = plain(e)
		}
		return out
	}
	return v
}

// escape writes a name as one token of a JSON pointer, and unescape reads it.
func escape(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}

func unescape(token string) string {
	return strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
}
