package checker

import (
	"maps"
	"slices"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/practice"
)

// What may be: a fact exists only with some values of its guards, and a few correlations exclude some values of facts
// together. Both stand in the schema, beside the facts of one object.

// A tie is facts of one object that guards or correlations bind to each other. What one of them may be depends on the others
// and on nothing else.
type tie struct {
	names   []string // sorted
	implies []practice.Implication
}

// tiesOf finds the ties of an object by the names of its facts; a fact without any is free.
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
	}
	return out
}

// tied is the tie that a fact of the object is in; nil where it is free.
func (t *tracked) tied(f *practice.Fact) *tie {
	return t.shape.ties[f.Name]
}

// tie is a name for what a question is settled together with: the fact itself, or all that it is tied to.
func (n *node) tie() string {
	if n.in != nil {
		if t := n.in.tied(n.fact); t != nil {
			return n.in.at + "//" + t.names[0]
		}
	}
	return n.at
}

// stated is what is known of tied facts, as JSON text.
func (t *tracked) stated(of *tie) map[string]string {
	if given, ok := t.said[of]; ok {
		return given
	}
	given := map[string]string{}
	for _, name := range of.names {
		if x := t.Object.Get(ast.InternedTerm(name)); x != nil {
			given[name] = brief(x)
		}
	}
	if t.said == nil {
		t.said = map[*tie]map[string]string{}
	}
	t.said[of] = given
	return given
}

// admits reports whether a missing fact of the object may take a value, given what is known and filled in: facts that are
// there need their guards, and the correlations must leave some completion.
func (t *tracked) admits(f *practice.Fact, v *ast.Term) bool {
	of := t.tied(f)
	if of == nil {
		return true
	}
	given := maps.Clone(t.stated(of))
	for _, name := range of.names {
		if _, ok := given[name]; !ok {
			if x := t.w.assigned[t.at+"/"+name]; x != nil {
				given[name] = brief(x)
			}
		}
	}
	if v != nil {
		given[f.Name] = brief(v)
	}
	return t.possible(of, given)
}

// possible reports whether a partial assignment of tied facts extends to an admissible one.
func (t *tracked) possible(of *tie, given map[string]string) bool {
	// facts that are there exist, and with them their guards
	need := map[string][]string{} // guard → the values it must be among
	var exist func(name string) bool
	done := map[string]bool{}
	exist = func(name string) bool {
		if done[name] {
			return true
		}
		done[name] = true
		c := t.shape.children[name]
		if c == nil {
			return true
		}
		for g, vals := range c.When {
			if old, ok := need[g]; ok {
				vals = intersect(old, vals)
			}
			need[g] = vals
			if len(vals) == 0 || !exist(g) {
				return false
			}
		}
		return true
	}
	for name := range given {
		if !exist(name) {
			return false
		}
	}
	for g, vals := range need {
		if v, ok := given[g]; ok && !slices.Contains(vals, v) {
			return false
		}
	}
	if len(of.implies) == 0 {
		return true
	}
	// correlations: search the facts they name
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
	return t.complete(of, given, need, free)
}

func (t *tracked) complete(of *tie, given map[string]string, need map[string][]string, free []string) bool {
	if len(free) == 0 {
		return !slices.ContainsFunc(of.implies, func(imp practice.Implication) bool { return excludes(imp, given) })
	}
	name := free[0]
	c := t.shape.children[name]
	var vals []string
	switch {
	case c == nil:
	case c.Type == "boolean":
		vals = []string{"true", "false"}
	default:
		for _, v := range c.Enum {
			vals = append(vals, strconv.Quote(v))
		}
	}
	exists := true
	for g, allowed := range whenOf(c) {
		if v, ok := given[g]; ok && !slices.Contains(allowed, v) {
			exists = false
		}
	}
	if !exists || len(vals) == 0 {
		return t.complete(of, given, need, free[1:])
	}
	defer delete(given, name)
	for _, v := range vals {
		if allowed, ok := need[name]; ok && !slices.Contains(allowed, v) {
			continue
		}
		given[name] = v
		if t.complete(of, given, need, free[1:]) {
			return true
		}
	}
	return false
}

func whenOf(c *practice.Fact) map[string][]string {
	if c == nil {
		return nil
	}
	return c.When
}

// excludes reports whether a correlation contradicts the facts.
func excludes(imp practice.Implication, given map[string]string) bool {
	return among(given, imp.If, false) && !among(given, imp.Then, true)
}

// among reports whether all named facts have one of the values; absent facts count as absent says.
func among(given map[string]string, want map[string][]string, absent bool) bool {
	for name, vals := range want {
		v, ok := given[name]
		if !ok {
			if !absent {
				return false
			}
			continue
		}
		if !slices.Contains(vals, v) {
			return false
		}
	}
	return true
}

func intersect(a, b []string) []string {
	var out []string
	for _, v := range a {
		if slices.Contains(b, v) {
			out = append(out, v)
		}
	}
	return out
}

// contradiction finds an object whose stated facts no completion can make true.
func (t *tracked) contradiction() (at, why string) {
	for _, c := range t.fact.Children {
		of := t.tied(c)
		if of == nil || of.names[0] != c.Name || t.possible(of, maps.Clone(t.stated(of))) {
			continue
		}
		for _, imp := range of.implies {
			if excludes(imp, t.stated(of)) {
				why = imp.Why
			}
		}
		if t.at == "" {
			return "/kind", why
		}
		return t.at, why
	}
	for _, c := range t.fact.Children {
		if v := t.Object.Get(ast.InternedTerm(c.Name)); v != nil {
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
