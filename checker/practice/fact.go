package practice

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/schema"
	"github.com/credlint/credlint/schemas"
)

// Fact is one position of a kind's schema with references resolved: its type and bounds, its titles, and the meaning of its
// absence. Validation, questions and the lint of law share this tree. It is read-only once built and safe for concurrent use.
type Fact struct {
	Name string // as in the practice; "" for the root and for the elements of an array
	// Type is object, array, string, integer, number, boolean, period or judgement.
	Type string
	Enum []string // allowed values of a string, in the order of the schema; nil where any text may stand
	// Unclassed is a value beside those of Enum, or "": the thing has no name there. Which of the values it is, is not known.
	Unclassed   string
	Title       finding.Text
	Description finding.Text
	EnumTitles  map[string]finding.Text
	Required    bool
	// Exact facts are stated whole, and may not be unknown or partial: other parts of the program read them.
	Exact bool
	// Absent says what it means that the fact is not written: unknown, false or not_applicable. A missing object is an
	// empty one, whatever stands here.
	Absent string
	// When maps a sibling to the values (JSON text: "\"written\"", "true") for which alone the fact exists.
	When map[string][]string
	// Implies are the correlations between the children of an object, few and each explained.
	Implies []Implication
	// Act says what a practice does, one by one: "each" element of the list or member that is true is an act, or the "whole" is
	// one; "means" are elements or members by which the acts are done. Empty for all other facts.
	Act string
	// Adverse are the values of acts that burden the subject, for which a public body needs authority; "" is every value.
	Adverse []string
	// Public are the values that are public bodies, of the type of an agency.
	Public []string
	// Listed objects have booleans alone, and may be written as the list of those that are true.
	Listed bool
	// Of are the types of an agency that has the fact, be it by its type or a further capacity; nil: every one.
	Of       []string
	Choice   string // given (what the world is) or measure (what the agency can do)
	Min, Max *int   // of a number, inclusive
	// MinItems and MaxItems bound an array; MaxItems 0 is no bound.
	MinItems, MaxItems int
	Format             string   // date, credit_code or ""
	Units              []string // of a period
	// Children are the properties of an object (and value and reason of a judgement), in the order of the schema.
	Children []*Fact
	Items    *Fact    // the elements of an array
	Short    []string // of the root: paths of the facts that nearly every document states, as in "items.source"
	Example  any      // the first example of the schema, as package source reads JSON; nil where there is none
}

// Implication is a correlation between the facts of one object: where all facts of If have one of the values, all facts of
// Then must.
type Implication struct {
	If, Then map[string][]string // child → values as JSON text
	Why      string              // in English, as the schema gives it
}

// Written are the values that may stand in a practice: those of Enum and Unclassed.
func (f *Fact) Written() []string {
	if f.Unclassed == "" {
		return f.Enum
	}
	return append(slices.Clone(f.Enum), f.Unclassed)
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

// Members is what an element of the list is, as which a listed object may be written.
func (f *Fact) Members() *Fact {
	m := &Fact{Type: "string", EnumTitles: map[string]finding.Text{}}
	for _, c := range f.Children {
		m.Enum = append(m.Enum, c.Name)
		m.EnumTitles[c.Name] = c.Title
	}
	return m
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

// facts reads the facts of a schema. The forms of the shipped schemas are cached.
func facts(fsys fs.FS, file string) (*Fact, error) {
	if fsys == fs.FS(schemas.FS) {
		f, err := shipped.form(file)
		if err != nil {
			return nil, err
		}
		return f.facts, nil
	}
	f, err := newVocabulary(fsys).form(file)
	if err != nil {
		return nil, err
	}
	return f.facts, nil
}

// chain is a node of a schema and the nodes that its $ref leads to, one behind the other. A keyword of an earlier node wins.
type chain []*schema.Node

func follow(n *schema.Node) chain {
	c := chain{n}
	for ; n.Ref != nil; n = n.Ref {
		c = append(c, n.Ref)
	}
	return c
}

func (c chain) get(keyword string) any {
	for _, n := range c {
		if v := n.Get(keyword); v != nil {
			return v
		}
	}
	return nil
}

// end is the last node, which has the properties and the elements.
func (c chain) end() *schema.Node { return c[len(c)-1] }

// object extends the chain by the alternative of anyOf that is an object. An agency is a path or an object, and only the
// object has facts.
func (c chain) object() (chain, error) {
	for _, n := range c.end().AnyOf {
		if a := follow(n); a.get("type") == "object" {
			return append(slices.Clone(c), a...), nil
		}
	}
	if c.end().AnyOf != nil {
		return nil, c.fault("no choice of anyOf is an object")
	}
	return c, nil
}

func (c chain) fault(format string, args ...any) error {
	return fmt.Errorf("%s#%s: %s", c.end().File, c.end().Pointer, fmt.Sprintf(format, args...))
}

// maxDepth bounds a schema that contains itself.
const maxDepth = 50

// newFact makes the fact of a node and of all nodes below it.
func newFact(node *schema.Node, name string, depth int) (*Fact, error) {
	n, err := follow(node).object()
	if err != nil {
		return nil, err
	}
	if depth > maxDepth {
		return nil, n.fault("nested too deep")
	}
	text := func(keyword string) string { s, _ := n.get(keyword).(string); return s }
	f := &Fact{
		Name:        name,
		Type:        text("type"),
		Title:       finding.Text{ZH: text("x-zh"), EN: text("title")},
		Description: finding.Text{ZH: text("x-zh-description"), EN: text("description")},
		Absent:      cmp.Or(text("x-absent"), "unknown"),
		Choice:      text("x-choice"),
		Act:         text("x-act"),
		Adverse:     names(n.get("x-adverse")),
		Public:      names(n.get("x-public")),
		Listed:      n.get("x-list") == true,
		Of:          names(n.get("x-of")),
		Unclassed:   text("x-unclassed"),
		Format:      cmp.Or(text("x-format"), text("format")),
		Min:         integer(n.get("minimum")),
		Max:         integer(n.get("maximum")),
		When:        guards(n.get("x-when")),
	}
	if examples, ok := n.get("examples").([]any); ok && len(examples) > 0 {
		f.Example = examples[0]
	}
	if i := integer(n.get("minItems")); i != nil {
		f.MinItems = *i
	}
	if i := integer(n.get("maxItems")); i != nil {
		f.MaxItems = *i
	}
	short, _ := n.get("x-short").([]any)
	for _, path := range short {
		f.Short = append(f.Short, fmt.Sprint(path))
	}
	values, _ := n.get("enum").([]any)
	if c := n.get("const"); c != nil {
		values = []any{c}
	}
	for _, v := range values {
		if s, ok := v.(string); ok && s != f.Unclassed {
			f.Enum = append(f.Enum, s)
			f.Type = cmp.Or(f.Type, "string")
		}
	}
	if names, ok := n.get("x-enum").(map[string]any); ok {
		f.EnumTitles = make(map[string]finding.Text, len(names))
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
	if f.Children, err = children(n, depth); err != nil {
		return nil, err
	}
	switch {
	case n.get("x-period") == true:
		f.Type = "period"
		for _, c := range f.Children {
			f.Units = append(f.Units, c.Name)
		}
	case n.get("x-declared") == true:
		f.Type = "judgement"
	case f.Type == "array":
		items := n.end().Items
		if items == nil {
			return nil, n.fault("no items")
		}
		if f.Items, err = newFact(items, "", depth+1); err != nil {
			return nil, err
		}
	case f.Type == "":
		return nil, n.fault("no type")
	}
	return f, nil
}

func children(n chain, depth int) ([]*Fact, error) {
	required, _ := n.get("required").([]any)
	var facts []*Fact
	for _, p := range n.end().Properties {
		if n.end().File == "agency.json" && n.end().Pointer == "" && p.Name == "agency" {
			continue // says what kind of file it is, and nothing about the agency
		}
		f, err := newFact(p.Node, p.Name, depth+1)
		if err != nil {
			return nil, err
		}
		f.Required = slices.Contains(required, any(p.Name))
		f.Exact = f.Required && len(f.Enum) < 2 || follow(p.Node).get("x-exact") == true
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

// names are the strings of a list; true is one empty string.
func names(v any) []string {
	if v == true {
		return []string{""}
	}
	list, _ := v.([]any)
	var out []string
	for _, e := range list {
		if s, ok := e.(string); ok {
			out = append(out, s)
		}
	}
	return out
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
		panic(err) // the values that package source reads can be encoded
	}
	return string(b)
}
