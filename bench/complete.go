package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/schemas"
)

// generator makes practices that state every fact of their kind, with values drawn from those that the schema admits. The
// schema cannot say which values go together in life, so such practices are odd; they are all valid and all different.
type generator struct {
	*rand.Rand
	citations []string // to draw from; made-up ones would resolve to nothing
}

// practice is one of a kind, without its id.
func (g *generator) practice(kind string) (map[string]any, error) {
	fact, err := practice.KindSchema(schemas.FS, kind)
	if err != nil {
		return nil, err
	}
	value, err := g.object(fact)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", kind, err)
	}
	value["practice"], value["kind"], value["jurisdiction"] = practice.Version, kind, here
	value["day"] = fmt.Sprintf("2026-%02d-%02d", 1+g.IntN(6), 1+g.IntN(28))
	return value, nil
}

// object draws until the correlations between the facts of the object hold.
func (g *generator) object(f *practice.Fact) (map[string]any, error) {
	const tries = 1000
	for range tries {
		out := map[string]any{}
		for _, c := range guardsFirst(f) {
			if !hasAll(out, c.When, false) || !c.MayHave(out) {
				continue
			}
			var err error
			if out[c.Name], err = g.value(c); err != nil {
				return nil, err
			}
		}
		if !slices.ContainsFunc(f.Implies, func(imp practice.Implication) bool {
			return hasAll(out, imp.If, false) && !hasAll(out, imp.Then, true)
		}) {
			return out, nil
		}
	}
	return nil, fmt.Errorf("%q: none of %d draws is admissible", f.Name, tries)
}

// hasAll reports whether each fact named has one of the values listed for it (as JSON text); absent is the answer for a fact
// that the object does not state.
func hasAll(object map[string]any, conditions map[string][]string, absent bool) bool {
	for name, values := range conditions {
		v, ok := object[name]
		if !ok {
			if !absent {
				return false
			}
			continue
		}
		text, err := json.Marshal(v)
		if err != nil || !slices.Contains(values, string(text)) {
			return false
		}
	}
	return true
}

// guardsFirst are the facts of an object, each after those that decide whether it exists.
func guardsFirst(f *practice.Fact) []*practice.Fact {
	var out []*practice.Fact
	var add func(c *practice.Fact)
	add = func(c *practice.Fact) {
		if slices.Contains(out, c) {
			return
		}
		for _, guard := range f.Children { // in their order, not in that of a map
			_, ok := c.When[guard.Name]
			if ok || c.Of != nil && (guard.Name == "type" || guard.Name == "capacities") {
				add(guard)
			}
		}
		out = append(out, c)
	}
	for _, c := range f.Children {
		add(c)
	}
	return out
}

func (g *generator) value(f *practice.Fact) (any, error) {
	switch f.Type {
	case "object":
		if f.Listed { // few of them are true: a body acts in one to three capacities
			out := map[string]any{}
			for i, k := range g.Perm(len(f.Children)) {
				out[f.Children[k].Name] = i == 0 || i < 3 && g.IntN(2) == 0
			}
			return out, nil
		}
		return g.object(f)
	case "array":
		if len(f.Items.Enum) > 0 {
			out := make([]any, 1+g.IntN(min(3, len(f.Items.Enum)))) // no value twice
			for i, k := range g.Perm(len(f.Items.Enum))[:len(out)] {
				out[i] = f.Items.Enum[k]
			}
			return out, nil
		}
		out := make([]any, max(f.MinItems, 1)+g.IntN(3))
		for i := range out {
			var err error
			if out[i], err = g.value(f.Items); err != nil {
				return nil, err
			}
		}
		return out, nil
	case "judgement":
		return map[string]any{"value": g.IntN(2) == 0, "reason": "drawn"}, nil
	case "period":
		unit := f.Units[g.IntN(len(f.Units))]
		if unit == "unlimited" {
			return map[string]any{unit: true}, nil
		}
		return map[string]any{unit: 1 + g.IntN(12)}, nil
	case "boolean":
		return g.IntN(2) == 0, nil
	case "integer", "number":
		least, most := 0, 100
		if f.Min != nil {
			least = *f.Min
		}
		if f.Max != nil {
			most = min(*f.Max, least+100)
		}
		return least + g.IntN(most-least+1), nil
	case "string":
		switch {
		case len(f.Enum) > 0:
			return f.Enum[g.IntN(len(f.Enum))], nil
		case f.Format == "date":
			return fmt.Sprintf("2025-%02d-%02d", 1+g.IntN(12), 1+g.IntN(28)), nil
		case f.Format == "credit_code":
			return "91350100M000100Y43", nil
		case f.Name == "cite":
			return g.citations[g.IntN(len(g.citations))], nil
		case f.Example != nil: // a place, say, that stands in the table
			return f.Example, nil
		}
		return "drawn", nil
	}
	return nil, fmt.Errorf("%q has a type that cannot be drawn: %s", f.Name, f.Type)
}
