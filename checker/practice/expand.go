package practice

import (
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/credlint/credlint/checker/schema"
)

// A Form is what an expanded schema describes.
type Form int

const (
	Written  Form = iota // what a practice may say
	Prepared             // what law sees: facts that are unknown or partial are left out
)

// Expand returns the schema of a kind as one self-contained JSON Schema 2020-12: references are replaced by their targets, and
// x-when, x-implies and partial facts are written out too, so that any validator and editor can apply them.
func Expand(fsys fs.FS, kind string, form Form) ([]byte, error) {
	if _, err := KindSchema(fsys, kind); err != nil {
		return nil, err // lists the kinds, and refuses a reference that goes in a circle
	}
	return expandFile(fsys, "kinds/"+kind+".json", form)
}

// ExpandAgency is Expand for agency files.
func ExpandAgency(fsys fs.FS) ([]byte, error) {
	if _, err := AgencySchema(fsys); err != nil {
		return nil, err
	}
	return expandFile(fsys, "agency.json", Written)
}

func expandFile(fsys fs.FS, file string, form Form) ([]byte, error) {
	n, err := schema.NewSet(fsys).Read(file)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(form.expand(n), "", "  ")
}

func (form Form) expand(node *schema.Node) map[string]any {
	c := follow(node)
	out := map[string]any{}
	for _, n := range slices.Backward(c) {
		maps.Copy(out, n.Keywords())
	}
	if choices := c.end().AnyOf; choices != nil {
		expanded := make([]any, len(choices))
		for i, n := range choices {
			expanded[i] = form.expand(n)
		}
		out["anyOf"] = expanded
	}
	if items := c.end().Items; items != nil {
		out["items"] = form.expand(items)
	}
	properties := c.end().Properties
	if properties == nil {
		return out
	}
	expanded := make(map[string]any, len(properties))
	absent := map[string]bool{} // properties whose absence means false
	required, _ := out["required"].([]any)
	for _, property := range properties {
		p := form.expand(property.Node)
		absent[property.Name] = p["x-absent"] == "false" && p["type"] == "boolean"
		values, _ := p["enum"].([]any)
		needed := func(name any) bool { return name == property.Name }
		exact := slices.ContainsFunc(required, needed) && len(values) < 2 || p["x-exact"] == true
		switch {
		case form == Prepared:
			if !exact {
				required = slices.DeleteFunc(slices.Clone(required), needed)
			}
			if p["x-period"] == true {
				number := map[string]any{"type": "integer", "minimum": 0}
				p = map[string]any{"anyOf": []any{p, sums(p), map[string]any{
					"type": "object", "additionalProperties": false, "minProperties": 1, "properties": map[string]any{
						"days": number, "whole_months": number, "rest_days": number, "counts": map[string]any{"type": "array", "items": map[string]any{"anyOf": []any{p, sums(p)}}}}}}}
			}
		case !exact && form == Written && out["x-period"] != true && out["x-declared"] != true:
			p = orPartial(p)
		}
		expanded[property.Name] = p
	}
	if common := shared(expanded); len(common) > 0 && form == Written {
		expanded[each] = map[string]any{"title": "what the elements of a list share", "x-zh": "列表各项共同的内容",
			"type": "object", "additionalProperties": false, "properties": common}
	}
	out["properties"] = expanded
	if out["required"] != nil {
		out["required"] = required
	}
	// is says that a sibling has one of the values, in its absence too where that means false, or not known otherwise.
	is := func(name string, values any, unknown bool) map[string]any {
		list, _ := values.([]any)
		value := map[string]any{"enum": list}
		if unknown && form == Written {
			value = map[string]any{"anyOf": []any{value, notKnown, map[string]any{"type": "object"}}}
		}
		condition := map[string]any{"properties": map[string]any{name: value}}
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
		p, _ := expanded[name].(map[string]any)
		there := map[string]any{"required": []any{name}}
		if form == Written {
			there["properties"] = map[string]any{name: map[string]any{"not": notKnown}}
		}
		if when, ok := p["x-when"]; ok {
			rules = append(rules, map[string]any{"if": there, "then": all(when, true)})
		}
		if of, ok := p["x-of"].([]any); ok && form == Written {
			rules = append(rules, map[string]any{"if": there, "then": mayActAs(of)})
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

// notKnown says that a fact is not known.
var notKnown = map[string]any{"enum": []any{unknowns[0], unknowns[1]}}

// orPartial is the schema of a fact that may be unknown or partial.
func orPartial(p map[string]any) map[string]any {
	whole, out := map[string]any{}, map[string]any{}
	for name, v := range p {
		if strings.HasPrefix(name, "x-") || slices.Contains([]string{"title", "description", "examples"}, name) {
			out[name] = v
		} else {
			whole[name] = v
		}
	}
	object := func(properties map[string]any) map[string]any {
		return map[string]any{"type": "object", "additionalProperties": false, "minProperties": 1, "properties": properties}
	}
	list := func(name string) map[string]any {
		return object(map[string]any{name: map[string]any{"type": "array", "minItems": 1, "items": whole}})
	}
	choices := []any{whole, notKnown}
	period := p["x-period"] == true
	if period {
		day := map[string]any{"type": "string", "format": "date"}
		dates := object(map[string]any{"from": day, "to": day})
		dates["required"] = []any{"from", "to"}
		choices = append(choices, sums(whole), dates, map[string]any{"type": "array", "minItems": 2, "items": map[string]any{"anyOf": []any{whole, sums(whole)}}})
	}
	if p["x-list"] == true {
		choices = append(choices, map[string]any{"type": "array", "items": map[string]any{"enum": append(members(p), unknowns[0], unknowns[1])}})
	}
	if period || p["type"] != "object" && p["type"] != "array" && p["anyOf"] == nil {
		choices = append(choices, list("one_of"))
	}
	switch {
	case p["enum"] != nil || p["type"] == "boolean":
		choices = append(choices, list("not"))
	case period || p["type"] == "integer" || p["type"] == "number" || p["format"] == "date":
		choices = append(choices, object(map[string]any{"at_least": whole, "at_most": whole}))
	}
	out["anyOf"] = choices
	return out
}

// members are the names of the properties of an object.
func members(p map[string]any) (out []any) {
	properties, _ := p["properties"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		out = append(out, name)
	}
	return out
}

// mayActAs says that an agency is of one of some types, by its type or a further capacity, or that this is not known.
func mayActAs(types []any) map[string]any {
	var either []any
	for _, t := range types {
		name, _ := t.(string)
		either = append(either, map[string]any{"required": []any{name}, "properties": map[string]any{name: map[string]any{"not": map[string]any{"const": false}}}})
	}
	named := map[string]any{"type": "array", "contains": map[string]any{"enum": append(slices.Clone(types), unknowns[0], unknowns[1])}}
	capacities := map[string]any{"anyOf": []any{notKnown, named, map[string]any{"type": "object", "anyOf": either}}}
	return map[string]any{"anyOf": []any{
		map[string]any{"properties": map[string]any{"type": map[string]any{"enum": types}}},
		map[string]any{"required": []any{"capacities"}, "properties": map[string]any{"capacities": capacities}},
	}}
}

// sums is the schema of a period of several units, made of that of a period of one.
func sums(period map[string]any) map[string]any {
	units, _ := period["properties"].(map[string]any)
	units = maps.Clone(units)
	delete(units, "unlimited")
	return map[string]any{"type": "object", "additionalProperties": false, "minProperties": 2, "properties": units}
}

// shared are the elements of the lists among properties, of which nothing need be stated.
func shared(properties map[string]any) map[string]any {
	out := map[string]any{}
	for name, p := range properties {
		list, _ := p.(map[string]any)
		if choices, ok := list["anyOf"].([]any); ok {
			list, _ = choices[0].(map[string]any)
		}
		if items, ok := list["items"].(map[string]any); ok && items["type"] == "object" {
			items = maps.Clone(items)
			delete(items, "required")
			out[name] = items
		}
	}
	return out
}
