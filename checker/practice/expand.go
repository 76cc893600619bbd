package practice

import (
	"encoding/json"
	"io/fs"
	"maps"
	"slices"

	"github.com/credlint/credlint/checker/schema"
)

// Expand returns the schema of a kind as one self-contained JSON Schema 2020-12: references are replaced by their targets, and
// x-when and x-implies are written as if and then too, so that any validator and editor can apply them.
func Expand(fsys fs.FS, kind string) ([]byte, error) {
	if _, err := KindSchema(fsys, kind); err != nil {
		return nil, err // lists the kinds, and refuses a reference that goes in a circle
	}
	return expandFile(fsys, "kinds/"+kind+".json")
}

// ExpandAgency is Expand for agency files.
func ExpandAgency(fsys fs.FS) ([]byte, error) {
	if _, err := AgencySchema(fsys); err != nil {
		return nil, err
	}
	return expandFile(fsys, "agency.json")
}

func expandFile(fsys fs.FS, file string) ([]byte, error) {
	n, err := schema.NewSet(fsys).Read(file)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(expand(n), "", "  ")
}

func expand(node *schema.Node) map[string]any {
	c := follow(node)
	out := map[string]any{}
	for _, n := range slices.Backward(c) {
		maps.Copy(out, n.Keywords())
	}
	if choices := c.end().AnyOf; choices != nil {
		expanded := make([]any, len(choices))
		for i, n := range choices {
			expanded[i] = expand(n)
		}
		out["anyOf"] = expanded
	}
	if items := c.end().Items; items != nil {
		out["items"] = expand(items)
	}
	properties := c.end().Properties
	if properties == nil {
		return out
	}
	expanded := make(map[string]any, len(properties))
	absent := map[string]bool{} // properties whose absence means false
	for _, property := range properties {
		p := expand(property.Node)
		expanded[property.Name] = p
		absent[property.Name] = p["x-absent"] == "false" && p["type"] == "boolean"
	}
	out["properties"] = expanded
	// is says that a sibling has one of the values, in its absence too where that means false, or not known otherwise.
	is := func(name string, values any, unknown bool) map[string]any {
		list, _ := values.([]any)
		condition := map[string]any{"properties": map[string]any{name: map[string]any{"enum": list}}}
		if holds := absent[name] && slices.Contains(list, any(false)) || !absent[name] && unknown; !holds {
			condition["required"] = []any{name}
		}
		return condition
	}
	all := func(conditions any, unknown bool) map[string]any {
		m, _ := conditions.(map[string]any)
		var list []any
		for _, name := range slices.Sorted(maps.Keys(m)) {
			list = append(list, is(name, m[name], unknown))
		}
		return map[string]any{"allOf": list}
	}
	var rules []any
	for _, name := range slices.Sorted(maps.Keys(expanded)) {
		if when, ok := expanded[name].(map[string]any)["x-when"]; ok {
			rules = append(rules, map[string]any{"if": map[string]any{"required": []any{name}}, "then": all(when, true)})
		}
	}
	implies, _ := out["x-implies"].([]any)
	for _, rule := range implies {
		m, _ := rule.(map[string]any)
		rules = append(rules, map[string]any{"if": all(m["if"], false), "then": all(m["then"], true)})
	}
	if len(rules) > 0 {
		out["allOf"] = rules
	}
	return out
}
