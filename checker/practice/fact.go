package practice

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/source"
	"github.com/credlint/credlint/schemas"
)

// Fact is one position of a kind's schema with every reference followed: what may stand there, what it is called, and
// what its absence means. The tree is the vocabulary that validation, questions and the check of the law share. It is
// read-only once built and safe for concurrent use.
type Fact struct {
	Name string // as in the practice; "" for the root and for the elements of an array
	// Type is object, array, string, integer, number, boolean, period or judgement.
	Type        string
	Enum        []string // allowed values of a string, in the order of the schema; nil where any text may stand
	Title       finding.Text
	Description finding.Text
	EnumTitles  map[string]finding.Text
	Required    bool
	// Absent says what it means that the fact is not written: unknown, false or not_applicable. A missing object is an
	// empty one, whatever stands here.
	Absent string
	// When maps a sibling to the values (JSON text: "\"written\"", "true") for which alone the fact exists.
	When map[string][]string
	// Implies are the correlations between the children of an object, few and each explained.
	Implies  []Implication
	Choice   string // given (what the world is) or measure (what the agency can do)
	Min, Max *int   // of a number, inclusive
	// MinItems and MaxItems bound an array; MaxItems 0 is no bound.
	MinItems, MaxItems int
	Format             string   // date, credit_code or ""
	Units              []string // of a period
	// Children are the properties of an object (and value and reason of a judgement), in the order of the schema.
	Children []*Fact
	Items    *Fact // the elements of an array

	pattern              *regexp.Regexp // of a string
	minLength, maxLength *int           // of a string, in characters
	unique               bool           // the elements of an array differ
	agency               bool           // may begin with the line that says it is an agency, which is no fact
}

// Implication is a correlation between the facts of one object: where all of If hold, all of Then must.
type Implication struct {
	If, Then map[string][]string // child → values as JSON text
	Why      string              // in English, as the schema gives it
}

// Child returns the property called name, or nil.
func (f *Fact) Child(name string) *Fact {
	if f == nil {
		return nil
	}
	for _, c := range f.Children {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Find returns the fact at a JSON pointer ("/items/0/category"; any number selects the elements of an array), or nil.
func (f *Fact) Find(pointer string) *Fact {
	for _, token := range tokens(pointer) {
		if f == nil {
			return nil
		}
		if f.Type == "array" {
			if _, err := strconv.Atoi(token); err != nil {
				return nil
			}
			f = f.Items
			continue
		}
		f = f.Child(token)
	}
	return f
}

// tokens splits a JSON pointer into its unescaped parts.
func tokens(pointer string) []string {
	if pointer == "" {
		return nil
	}
	parts := strings.Split(pointer[1:], "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(strings.ReplaceAll(p, "~1", "/"), "~0", "~")
	}
	return parts
}

// Kinds returns the kinds of practice that fsys has a schema for, sorted.
func Kinds(fsys fs.FS) []string {
	files, _ := fs.Glob(fsys, "kinds/*.json") // the pattern is well-formed
	for i, f := range files {
		files[i] = strings.TrimSuffix(path.Base(f), ".json")
	}
	slices.Sort(files)
	return files
}

// KindSchema returns the facts of a kind of practice, those of its agency under "agency". fsys is laid out as
// schemas.FS. An error means that the schemas themselves are broken or have no such kind.
func KindSchema(fsys fs.FS, kind string) (*Fact, error) {
	if !slices.Contains(Kinds(fsys), kind) {
		return nil, fmt.Errorf("no kind of practice is called %q; one of %s", kind, strings.Join(Kinds(fsys), ", "))
	}
	return facts(fsys, "kinds/"+kind+".json")
}

// AgencySchema returns the facts of an agency file.
func AgencySchema(fsys fs.FS) (*Fact, error) {
	return facts(fsys, "agency.json")
}

// facts reads the facts of a schema; those of the program are read once, together with what validates by them.
func facts(fsys fs.FS, file string) (*Fact, error) {
	if fsys == fs.FS(schemas.FS) {
		f, err := shipped.form(file)
		if err != nil {
			return nil, err
		}
		return f.facts, nil
	}
	r := &resolver{fsys: fsys, files: map[string]*source.Document{}}
	return r.root(file)
}

// resolver follows references between schema files. It reads them with their places, because a JSON object has no
// order and the schema's is the one people chose.
type resolver struct {
	fsys  fs.FS
	files map[string]*source.Document
}

func (r *resolver) root(file string) (*Fact, error) {
	n, err := r.node(file, "")
	if err != nil {
		return nil, err
	}
	return r.fact(n, "", 0)
}

// node is one position of a schema file. over holds the keywords beside the references that led here, which win.
type node struct {
	file, pointer string
	value         map[string]any
	over          map[string]any
}

func (n node) get(keyword string) any {
	if v, ok := n.over[keyword]; ok {
		return v
	}
	return n.value[keyword]
}

func (r *resolver) node(file, pointer string) (node, error) {
	doc, ok := r.files[file]
	if !ok {
		data, err := fs.ReadFile(r.fsys, file)
		if err != nil {
			return node{}, err
		}
		docs, problems, _ := source.JSON(data)
		if len(problems) > 0 {
			return node{}, fmt.Errorf("%s:%w", file, problems[0])
		}
		doc = &docs[0]
		r.files[file] = doc
	}
	v := doc.Value
	for _, token := range tokens(pointer) {
		i, err := strconv.Atoi(token)
		switch in := v.(type) {
		case map[string]any:
			v = in[token]
		case []any:
			if v = nil; err == nil && 0 <= i && i < len(in) {
				v = in[i]
			}
		default:
			v = nil
		}
		if v == nil {
			return node{}, fmt.Errorf("%s#%s: nothing stands there", file, pointer)
		}
	}
	m, ok := v.(map[string]any)
	if !ok {
		return node{}, fmt.Errorf("%s#%s: not a schema", file, pointer)
	}
	return node{file: file, pointer: pointer, value: m}, nil
}

// maxReferences bounds chains of references and the depth of the tree, either of which a circle would make endless.
const maxReferences = 32

func (r *resolver) follow(n node) (node, error) {
	for range maxReferences {
		ref, ok := n.value["$ref"].(string)
		if !ok {
			return n, nil
		}
		over := maps.Clone(n.value)
		delete(over, "$ref")
		maps.Copy(over, n.over)
		file, fragment, _ := strings.Cut(ref, "#")
		if file == "" {
			file = n.file
		} else {
			file = path.Join(path.Dir(n.file), file)
		}
		var err error
		if n, err = r.node(file, fragment); err != nil {
			return node{}, err
		}
		n.over = over
	}
	return node{}, fmt.Errorf("%s#%s: references go in a circle", n.file, n.pointer)
}

func (r *resolver) fact(n node, name string, depth int) (*Fact, error) {
	if depth > maxReferences {
		return nil, fmt.Errorf("%s#%s: nested too deep", n.file, n.pointer)
	}
	n, err := r.follow(n)
	if err != nil {
		return nil, err
	}
	// An agency may be a path or the facts themselves; as facts, only the latter has anything in it.
	if choices, ok := n.get("anyOf").([]any); ok {
		over := maps.Clone(n.value)
		delete(over, "anyOf")
		maps.Copy(over, n.over)
		found := false
		for i := range choices {
			c, err := r.node(n.file, n.pointer+"/anyOf/"+strconv.Itoa(i))
			if err == nil {
				c, err = r.follow(c)
			}
			if err != nil {
				return nil, err
			}
			if c.get("type") == "object" {
				maps.Copy(over, c.over)
				c.over = over
				n, found = c, true
				break
			}
		}
		if !found {
			return nil, fmt.Errorf("%s#%s: no choice of anyOf is an object", n.file, n.pointer)
		}
	}
	text := func(keyword string) string { s, _ := n.get(keyword).(string); return s }
	f := &Fact{
		Name:        name,
		Type:        text("type"),
		Title:       finding.Text{ZH: text("x-zh"), EN: text("title")},
		Description: finding.Text{ZH: text("x-zh-description"), EN: text("description")},
		Absent:      cmp.Or(text("x-absent"), "unknown"),
		Choice:      text("x-choice"),
		Format:      cmp.Or(text("x-format"), text("format")),
		Min:         integer(n.get("minimum")),
		Max:         integer(n.get("maximum")),
		When:        guards(n.get("x-when")),
	}
	f.minLength, f.maxLength = integer(n.get("minLength")), integer(n.get("maxLength"))
	f.unique = n.get("uniqueItems") == true
	if p := text("pattern"); p != "" {
		if f.pattern, err = regexp.Compile(p); err != nil {
			return nil, fmt.Errorf("%s#%s: %w", n.file, n.pointer, err)
		}
	}
	if i := integer(n.get("minItems")); i != nil {
		f.MinItems = *i
	}
	if i := integer(n.get("maxItems")); i != nil {
		f.MaxItems = *i
	}
	values, _ := n.get("enum").([]any)
	if c := n.get("const"); c != nil {
		values = []any{c}
	}
	for _, v := range values {
		if s, ok := v.(string); ok {
			f.Enum = append(f.Enum, s)
			f.Type = cmp.Or(f.Type, "string")
		}
	}
	if names, ok := n.get("x-enum").(map[string]any); ok {
		f.EnumTitles = map[string]finding.Text{}
		for value, v := range names {
			f.EnumTitles[value] = bilingual(v)
		}
	}
	if implies, ok := n.get("x-implies").([]any); ok {
		for _, v := range implies {
			m, _ := v.(map[string]any)
			why, _ := m["why"].(string)
			f.Implies = append(f.Implies, Implication{If: guards(m["if"]), Then: guards(m["then"]), Why: why})
		}
	}
	if f.Children, err = r.children(n, depth); err != nil {
		return nil, err
	}
	f.agency = n.file == "agency.json" && n.pointer == ""
	switch {
	case n.get("x-period") == true:
		f.Type = "period"
		for _, c := range f.Children {
			f.Units = append(f.Units, c.Name)
		}
	case n.get("x-declared") == true:
		f.Type = "judgement"
	case f.Type == "array":
		at := n.pointer + "/items"
		items, err := r.node(n.file, at)
		if err != nil {
			return nil, err
		}
		if f.Items, err = r.fact(items, "", depth+1); err != nil {
			return nil, err
		}
	case f.Type == "":
		return nil, fmt.Errorf("%s#%s: no type", n.file, n.pointer)
	}
	return f, nil
}

func (r *resolver) children(n node, depth int) ([]*Fact, error) {
	properties, _ := n.value["properties"].(map[string]any)
	names := slices.Collect(maps.Keys(properties))
	doc := r.files[n.file]
	slices.SortFunc(names, func(a, b string) int {
		at := func(name string) source.Span { return doc.Keys[n.pointer+"/properties/"+source.Escape(name)] }
		x, y := at(a), at(b)
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
	})
	required, _ := n.get("required").([]any)
	var facts []*Fact
	for _, name := range names {
		if n.file == "agency.json" && n.pointer == "" && name == "agency" {
			continue // says what kind of file it is, and nothing about the agency
		}
		c, err := r.node(n.file, n.pointer+"/properties/"+source.Escape(name))
		if err != nil {
			return nil, err
		}
		f, err := r.fact(c, name, depth+1)
		if err != nil {
			return nil, err
		}
		f.Required = slices.Contains(required, any(name))
		facts = append(facts, f)
	}
	return facts, nil
}

func integer(v any) *int {
	s, ok := v.(json.Number)
	if !ok {
		return nil
	}
	i, err := strconv.Atoi(string(s))
	if err != nil {
		return nil
	}
	return &i
}

func bilingual(v any) finding.Text {
	m, _ := v.(map[string]any)
	zh, _ := m["zh"].(string)
	en, _ := m["en"].(string)
	return finding.Text{ZH: zh, EN: en}
}

// guards reads {name: [values]} with the values as JSON text.
func guards(v any) map[string][]string {
	m, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	out := map[string][]string{}
	for name, v := range m {
		values, _ := v.([]any)
		for _, v := range values {
			out[name] = append(out[name], jsonText(v))
		}
	}
	return out
}

// jsonText writes a scalar as JSON.
func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // what source reads can be written
	}
	return string(b)
}
