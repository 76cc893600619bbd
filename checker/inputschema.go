package checker

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/schemas"
)

// InputSchema returns the JSON Schema (2020-12) of the document that Input returns and every rule reads, generated from the
// schemas of the kinds and from the parameters and readings of the pack's instruments. It refers to its own $defs alone. The
// facts have no titles in it: they are in the schema of their kind.
func InputSchema(pack *law.Pack) ([]byte, error) {
	type object = map[string]any
	defs := object{}
	var kinds []any
	for _, kind := range practice.Kinds(schemas.FS) {
		text, err := practice.Expand(schemas.FS, kind, practice.Prepared)
		if err != nil {
			return nil, err
		}
		// every kind brings definitions of its own; here they stand side by side
		text = bytes.ReplaceAll(text, []byte(`"#/$defs/`), []byte(`"#/$defs/`+kind+`.`))
		var schema object
		if err := json.Unmarshal(text, &schema); err != nil {
			return nil, err
		}
		inner, _ := schema["$defs"].(object)
		for name, d := range inner {
			defs[kind+"."+name] = d
		}
		for _, k := range []string{"$defs", "$schema", "$id"} {
			delete(schema, k)
		}
		stripTitles(schema)
		defs[kind] = schema
		kinds = append(kinds, object{"$ref": "#/$defs/" + kind})
	}
	params, readings := object{}, object{}
	for _, in := range pack.Instruments {
		names := object{}
		for _, name := range sortedKeys(in.Params()) {
			names[name] = object{"description": "the value of the day: a number, or a period of one unit", "type": []string{"integer", "string", "object"}}
		}
		params[in.ID] = object{"type": "object", "additionalProperties": false, "properties": names}
		for _, r := range in.Readings {
			var choices []string
			for _, c := range r.Choices {
				choices = append(choices, c.ID)
			}
			readings[r.ID] = object{"description": r.Question.EN, "enum": choices}
		}
	}
	answer := object{"enum": []string{"yes", "no"}, "description": "left out where the register does not know"}
	ranks := rankNames()
	b, err := json.MarshalIndent(object{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"title":       "the prepared input: what law sees of a practice",
		"description": "What credlint check --print-input prints and every rule reads. Generated from the schemas of the kinds and from the instruments.",
		"type":        "object", "additionalProperties": false, "required": []string{"practice", "day", "authorities", "params", "readings"},
		"properties": object{
			"practice": object{"description": "the practice, its agency put in, with what its absence decides written out", "oneOf": kinds},
			"day":      object{"description": "the day it is judged on", "type": "string", "format": "date"},
			"authorities": object{"description": "each cited article as the register resolved it, those of the practice first", "type": "array", "items": object{
				"type": "object", "additionalProperties": false, "required": []string{"at", "for", "instrument", "article", "jurisdiction"},
				"properties": object{
					"at":           object{"description": "where it is cited, as steps from the practice", "type": "array", "items": object{"type": []string{"string", "integer"}}},
					"for":          object{"description": "the acts it is cited for", "type": "array", "items": object{"type": "string"}},
					"instrument":   object{"description": "its id where it is encoded, else its title", "type": "string"},
					"article":      object{"description": "the clause cited, 14.1", "type": "string"},
					"jurisdiction": object{"description": "the place whose law it is", "type": "string"},
					"rank":         object{"enum": ranks}, "in_force": answer, "has_article": answer, "governs": answer,
					"grants": object{"description": "whether the article grants the practice; left out where that hangs on a missing fact", "type": "boolean"},
				}}},
			"params":   object{"description": "the numbers of the day, by instrument", "type": "object", "additionalProperties": false, "properties": params},
			"readings": object{"description": "the open questions of law that were settled", "type": "object", "additionalProperties": false, "properties": readings},
		},
		"$defs": defs,
	}, "", " ")
	if err != nil {
		return nil, err
	}
	return append(b, '\n'), nil
}

// stripTitles removes titles, descriptions, examples and x- keywords from a schema.
func stripTitles(v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, e := range v {
			_, text := e.(string)
			_, list := e.([]any)
			if strings.HasPrefix(name, "x-") || text && (name == "description" || name == "title") || list && name == "examples" {
				delete(v, name)
				continue
			}
			stripTitles(e)
		}
	case []any:
		for _, e := range v {
			stripTitles(e)
		}
	}
}
