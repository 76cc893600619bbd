// Package schema is the door to the JSON Schemas (2020-12) of the program. Validator decides by a general library whether a
// value is valid, and words what is wrong in Chinese and English. Node reads the vocabulary that the schemas carry beside
// their constraints: the order of facts, their titles, and the x- keywords. The package knows what a schema says and nothing
// of what it is about.
package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// Validator is one compiled schema. It is immutable and safe for concurrent use.
type Validator struct{ schema *jsonschema.Schema }

const scheme = "credlint:///"

// loader gives the compiler the files of a Set, whose lock is held while it compiles.
type loader struct{ set *Set }

func (l loader) Load(url string) (any, error) {
	file, ok := strings.CutPrefix(url, scheme)
	if !ok {
		return nil, fmt.Errorf("%s: schemas refer to files of their own folder alone", url)
	}
	v, err := l.set.load(file)
	if err != nil {
		return nil, err
	}
	return plain(v), nil
}

func newCompiler(s *Set) *jsonschema.Compiler {
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	c.UseLoader(loader{s})
	return c
}

// Compile compiles the schema in a file with everything it refers to, which takes some 15 ms for a kind of practice. Patterns
// are regular expressions of package regexp, and formats are asserted.
func (s *Set) Compile(file string) (*Validator, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v, ok := s.validators[file]; ok {
		return v, nil
	}
	compiled, err := s.compiler.Compile(scheme + file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	v := &Validator{compiled}
	s.validators[file] = v
	return v, nil
}

// Fault is one violation of a schema.
type Fault struct {
	Pointer string // to the value (RFC 6901)
	Value   any    // the value there
	// Kind is one of package kind, with the bound that is violated. Lists of names in it are sorted.
	Kind jsonschema.ErrorKind
	// Choices are the faults of each alternative, of anyOf and of oneOf where no alternative is met.
	Choices [][]Fault
}

// Validate returns the violations of a value, ordered by pointer; none means that it is valid. Values are as encoding/json
// decodes them with UseNumber. Numbers are compared exactly, which takes as much memory as their exponent demands, so a
// reader of foreign text has to bound exponents and depth, as package source does.
func (v *Validator) Validate(value any) []Fault {
	err, _ := v.schema.Validate(value).(*jsonschema.ValidationError)
	if err == nil {
		return nil
	}
	return collect(err, value, nil)
}

// collect returns the faults in an error of the library. above is the place of the error that contains it.
func collect(e *jsonschema.ValidationError, root any, above []string) []Fault {
	at := e.InstanceLocation
	if _, ok := e.ErrorKind.(*kind.PropertyNames); ok {
		at = above // the library shares the memory of this one location with those it visits later
	}
	f := Fault{Pointer: pointer(at), Value: valueAt(root, at), Kind: e.ErrorKind}
	switch k := e.ErrorKind.(type) {
	case *kind.Schema, *kind.Group, *kind.Reference, *kind.AllOf:
		var faults []Fault
		for _, c := range e.Causes {
			faults = append(faults, collect(c, root, at)...)
		}
		sort(faults)
		return faults
	case *kind.AnyOf, *kind.OneOf:
		for _, c := range e.Causes {
			f.Choices = append(f.Choices, collect(c, root, at))
		}
	case *kind.AdditionalProperties:
		slices.Sort(k.Properties)
	}
	return []Fault{f}
}

// sort gives faults a fixed order, which the library does not: it visits properties as Go's maps do.
func sort(faults []Fault) {
	name := func(f Fault) string {
		if k, ok := f.Kind.(*kind.PropertyNames); ok {
			return k.Property
		}
		return ""
	}
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Pointer, b.Pointer), cmp.Compare(a.keyword(), b.keyword()), cmp.Compare(name(a), name(b)))
	})
}

// keyword is the keyword that is violated.
func (f Fault) keyword() string {
	switch f.Kind.(type) {
	case *kind.Not:
		return "not" // the library gives none
	case *kind.FalseSchema:
		return "false"
	}
	if path := f.Kind.KeywordPath(); len(path) > 0 {
		return path[0]
	}
	return ""
}

func pointer(location []string) string {
	var b strings.Builder
	for _, token := range location {
		b.WriteString("/" + escape(token))
	}
	return b.String()
}

func valueAt(v any, location []string) any {
	for _, token := range location {
		switch x := v.(type) {
		case map[string]any:
			v = x[token]
		case []any:
			i, err := strconv.Atoi(token)
			if err != nil || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}

// Leaves replaces each fault of anyOf and oneOf by the faults of the alternative that was most likely meant: the one with the
// fewest of its own, whose names fit, and of these the one with the fewest below.
func Leaves(faults []Fault) []Fault {
	var out []Fault
	for _, f := range faults {
		var nearest []Fault
		for _, c := range f.Choices {
			leaves := Leaves(c)
			own := func(of []Fault) (n int) {
				for _, leaf := range of {
					if leaf.Pointer == f.Pointer {
						n++
					}
				}
				return n
			}
			if nearest == nil || cmp.Or(cmp.Compare(own(leaves), own(nearest)), cmp.Compare(len(leaves), len(nearest))) < 0 {
				nearest = leaves
			}
		}
		if nearest == nil {
			nearest = []Fault{f}
		}
		out = append(out, nearest...)
	}
	return out
}
