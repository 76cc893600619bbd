package practice

import (
	"encoding/json"
	"maps"
	"slices"
)

// This file decides what x-when and x-implies mean. Guards are the facts that x-when names.

// Siblings tells the value of a fact of one object, as JSON text, and whether it is known. A text that is not known is the
// value that the fact has if it exists; a known one is empty if the fact does not exist.
type Siblings func(name string) (text string, known bool)

// Exists reports whether all guards of f are known to have a value for which f exists. Guards are asked for in the order of
// their names, and none after one that does not allow f.
func (f *Fact) Exists(siblings Siblings) bool {
	for _, guard := range slices.Sorted(maps.Keys(f.When)) {
		if text, known := siblings(guard); !known || !slices.Contains(f.When[guard], text) {
			return false
		}
	}
	return true
}

// ExcludedBy returns the guards, sorted, that are known to have a value for which f does not exist. Where there is none, f
// exists or may exist.
func (f *Fact) ExcludedBy(siblings Siblings) []string {
	var guards []string
	for guard, allowed := range f.When {
		if text, known := siblings(guard); (known || text != "") && !slices.Contains(allowed, text) {
			guards = append(guards, guard)
		}
	}
	slices.Sort(guards)
	return guards
}

// Stated returns what object, which f describes, says of its facts: a scalar that is written, and false for a missing boolean
// whose absence means no. Anything else is not known.
func (f *Fact) Stated(object map[string]any) Siblings {
	var siblings Siblings
	siblings = func(name string) (string, bool) {
		c := f.Child(name)
		if c == nil {
			return "", false
		}
		v, written := object[name]
		switch v := v.(type) {
		case string, bool, json.Number:
			return jsonText(v), true
		}
		switch {
		case written || c.Absent != "false" || c.Type != "boolean":
			return "", false
		case len(c.ExcludedBy(siblings)) > 0:
			return "", true
		}
		return "false", c.Exists(siblings)
	}
	return siblings
}

// Capacities are the types of which an agency is, by its type and its further capacities; may are those of which it may be.
func Capacities(agency map[string]any) (is, may []string) {
	if t, ok := agency["type"].(string); ok {
		is = append(is, t)
	}
	all, _ := agency["capacities"].(map[string]any)
	for _, t := range slices.Sorted(maps.Keys(all)) {
		switch v := all[t].(type) {
		case *Partial:
			may = append(may, t)
		case bool:
			if v {
				is = append(is, t)
			}
		}
	}
	return is, may
}

// MayHave reports whether an agency, as far as it is stated, may be one that has the fact f.
func (f *Fact) MayHave(agency map[string]any) bool {
	is, may := Capacities(agency)
	_, unknown := agency["capacities"].(*Partial)
	return f.Of == nil || unknown || len(is) == 0 || slices.ContainsFunc(append(is, may...), func(t string) bool { return slices.Contains(f.Of, t) })
}

// Demands returns the values that guards must have for all facts of present to exist, guards of guards included; guards that
// are not in it are free. It is false if no value will do.
func (f *Fact) Demands(present []string) (map[string][]string, bool) {
	demands := map[string][]string{}
	seen := map[string]bool{}
	for queue := slices.Clone(present); len(queue) > 0; queue = queue[1:] {
		c := f.Child(queue[0])
		if c == nil || seen[c.Name] {
			continue
		}
		seen[c.Name] = true
		for guard, allowed := range c.When {
			if old, ok := demands[guard]; ok {
				allowed = slices.DeleteFunc(slices.Clone(old), func(v string) bool { return !slices.Contains(allowed, v) })
			}
			if len(allowed) == 0 {
				return nil, false
			}
			demands[guard] = allowed
			queue = append(queue, guard)
		}
	}
	return demands, true
}

// Excludes reports whether the implication contradicts what is known. What is not known contradicts nothing.
func (i Implication) Excludes(siblings Siblings) bool { return len(i.Contradicted(siblings)) > 0 }

// Contradicted returns the facts of Then, sorted, whose known value is none of those that must hold, or nothing where it is not
// known that all of If hold.
func (i Implication) Contradicted(siblings Siblings) []string {
	for name, values := range i.If {
		if text, known := siblings(name); !known || !slices.Contains(values, text) {
			return nil
		}
	}
	var names []string
	for name, values := range i.Then {
		if text, known := siblings(name); known && text != "" && !slices.Contains(values, text) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
