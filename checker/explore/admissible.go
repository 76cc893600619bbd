package explore

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/practice"
)

// Which completions are admissible the schema says: a fact exists only with some values of its guards (x-when), and
// implications (x-implies) exclude some values of facts together. Both stand beside the facts of one object.

// A tie is a set of facts of one object that guards or implications bind to each other. The admissible values of one of them
// depend on the others and on nothing else.
type tie struct {
	names   []string // sorted
	keys    []*ast.Term
	implies []practice.Implication
	decides map[string]bool // the facts whose value matters; of the others it matters that they are stated
	memo    sync.Map        // whether an assignment extends to an admissible one, by its values as text
}

// tiesOf finds the ties of an object by the names of their facts. A fact without a tie is free.
func tiesOf(f *practice.Fact) map[string]*tie {
	out := map[string]*tie{}
	bind := func(names []string) *tie {
		if len(names) == 0 {
			return nil
		}
		one := &tie{}
		for _, n := range names {
			old := out[n]
			if old == nil {
				old = &tie{names: []string{n}}
			}
			if old == one {
				continue
			}
			one.names = append(one.names, old.names...)
			one.implies = append(one.implies, old.implies...)
			for _, m := range old.names {
				out[m] = one
			}
		}
		return one
	}
	for _, c := range f.Children {
		if len(c.When) > 0 {
			bind(append(sortedKeys(c.When), c.Name))
		}
	}
	for _, imp := range f.Implies {
		if t := bind(append(sortedKeys(imp.If), sortedKeys(imp.Then)...)); t != nil {
			t.implies = append(t.implies, imp)
		}
	}
	for _, t := range out {
		slices.Sort(t.names)
		t.keys = t.keys[:0]
		for _, name := range t.names {
			t.keys = append(t.keys, ast.StringTerm(name))
		}
	}
	for _, c := range f.Children {
		for g := range c.When {
			out[g].decide(g)
		}
	}
	for _, imp := range f.Implies {
		for _, side := range []map[string][]string{imp.If, imp.Then} {
			for name := range side {
				out[name].decide(name)
			}
		}
	}
	return out
}

// decide records that other facts depend on the value of a fact.
func (t *tie) decide(name string) {
	if t.decides == nil {
		t.decides = map[string]bool{}
	}
	t.decides[name] = true
}

// tied is the tie of a fact of the object; nil for a free fact.
func (t *tracked) tied(f *practice.Fact) *tie {
	return t.shape.ties[f.Name]
}

// stated is a tied fact as text: its value as JSON where that matters, otherwise "there"; "" where it is missing.
func (t *tracked) stated(of *tie, i int) string {
	x := t.Object.Get(of.keys[i])
	switch {
	case x == nil:
		return ""
	case of.decides[of.names[i]]:
		return brief(x)
	}
	return "there"
}

// given are the tied facts as text, with the facts that are filled in, and with the value v of the fact f.
func (t *tracked) given(of *tie, f *practice.Fact, v *ast.Term) []string {
	out := make([]string, len(of.names))
	for i, name := range of.names {
		switch {
		case v != nil && name == f.Name:
			if out[i] = "there"; of.decides[name] {
				out[i] = brief(v)
			}
		default:
			if out[i] = t.stated(of, i); out[i] != "" {
				continue
			}
			if x := t.w.assigned[t.at+"/"+name]; x != nil {
				if out[i] = "there"; of.decides[name] {
					out[i] = brief(x)
				}
			} else if p := t.partial[name]; p != nil && !p.Unknown() {
				out[i] = "there"
				for _, v := range p.OneOf {
					if of.decides[name] {
						out[i] += oneOf + plain(v).String()
					}
				}
			}
		}
	}
	return out
}

// oneOf stands before each value that a tied fact of which only some are left may have.
const oneOf = "\x01"

// admits reports whether a missing fact of the object may take a value beside the facts that are stated and filled in: these
// need their guards, and the implications must leave some completion.
func (t *tracked) admits(f *practice.Fact, v *ast.Term) bool {
	of := t.tied(f)
	return of == nil || t.possible(of, t.given(of, f, v))
}

// possible reports whether tied facts, "" where one is missing, extend to an admissible assignment. Results are memoised.
func (t *tracked) possible(of *tie, values []string) bool {
	key := strings.Join(values, "\x00")
	if ok, known := of.memo.Load(key); known {
		return ok.(bool)
	}
	given, left := map[string]string{}, map[string][]string{}
	for i, name := range of.names {
		if some := strings.Split(values[i], oneOf); len(some) > 1 {
			left[name] = some[1:]
		} else if values[i] != "" {
			given[name] = values[i]
		}
	}
	ok := t.extends(of, given, left)
	of.memo.Store(key, ok)
	return ok
}

// extends reports whether a partial assignment of tied facts extends to an admissible one; left are the values that others may have.
func (t *tracked) extends(of *tie, given map[string]string, left map[string][]string) bool {
	// stated facts exist, and with them their guards
	need, ok := t.fact.Demands(slices.Concat(sortedKeys(given), sortedKeys(left))) // guard → the values it must be among
	if !ok {
		return false
	}
	for g, vals := range need {
		if v, ok := given[g]; ok && !slices.Contains(vals, v) {
			return false
		}
		if some, ok := left[g]; ok && !slices.ContainsFunc(some, func(v string) bool { return slices.Contains(vals, v) }) {
			return false
		}
	}
	if len(of.implies) == 0 {
		return true
	}
	// implications: search the facts they name
	var free []string
	for _, imp := range of.implies {
		for _, side := range []map[string][]string{imp.If, imp.Then} {
			for name := range side {
				if _, ok := given[name]; !ok && !slices.Contains(free, name) {
					free = append(free, name)
				}
			}
		}
	}
	slices.Sort(free)
	return t.complete(of, given, need, left, free)
}

func (t *tracked) complete(of *tie, given map[string]string, need, left map[string][]string, free []string) bool {
	if len(free) == 0 {
		return !slices.ContainsFunc(of.implies, func(imp practice.Implication) bool { return imp.Excludes(known(given)) })
	}
	name := free[0]
	c := t.shape.children[name]
	var vals []string
	switch {
	case c == nil:
	case left[name] != nil:
		vals = left[name]
	case c.Type == "boolean":
		vals = []string{"true", "false"}
	default:
		for _, v := range c.Enum {
			vals = append(vals, strconv.Quote(v))
		}
	}
	if len(vals) == 0 || len(c.ExcludedBy(known(given))) > 0 {
		return t.complete(of, given, need, left, free[1:])
	}
	defer delete(given, name)
	for _, v := range vals {
		if allowed, ok := need[name]; ok && !slices.Contains(allowed, v) {
			continue
		}
		given[name] = v
		if t.complete(of, given, need, left, free[1:]) {
			return true
		}
	}
	return false
}

// known tells the facts of an assignment; a missing fact is not known.
func known(given map[string]string) practice.Siblings {
	return func(name string) (string, bool) { v, ok := given[name]; return v, ok }
}

// contradiction finds an object whose stated facts no completion can make true.
func (t *tracked) contradiction() (at, why string) {
	for _, c := range t.fact.Children {
		of := t.tied(c)
		if of == nil || of.names[0] != c.Name || t.possible(of, t.given(of, nil, nil)) {
			continue
		}
		given := map[string]string{}
		for i, name := range of.names {
			if v := t.stated(of, i); v != "" {
				given[name] = v
			}
		}
		for _, imp := range of.implies {
			if imp.Excludes(known(given)) {
				why = imp.Why
			}
		}
		if t.at == "" {
			return "/kind", why
		}
		return t.at, why
	}
	for _, c := range t.fact.Children {
		if v := t.Object.Get(t.shape.names[c.Name]); v != nil {
			if at, why := contradicts(v); at != "" {
				return at, why
			}
		}
	}
	return "", ""
}

func contradicts(v *ast.Term) (at, why string) {
	switch x := v.Value.(type) {
	case *tracked:
		return x.contradiction()
	case *ast.Array:
		for i := range x.Len() {
			if at, why := contradicts(x.Elem(i)); at != "" {
				return at, why
			}
		}
	}
	return "", ""
}
