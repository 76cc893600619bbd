package checker

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/schemas"
)

var update = flag.Bool("update", false, "rewrite what tests compare with")

const inputSchema = "../schemas/input.json"

// inputSchemaOf is the schema of the prepared input, made from the kinds' schemas, the instruments and what an authority is.
func inputSchemaOf(t *testing.T, pack *law.Pack) []byte {
	t.Helper()
	type object = map[string]any
	defs := object{}
	var kinds []any
	for _, kind := range practice.Kinds(schemas.FS) {
		text, err := practice.Expand(schemas.FS, kind)
		if err != nil {
			t.Fatal(err)
		}
		// every kind brings definitions of its own; here they stand side by side
		text = bytes.ReplaceAll(text, []byte(`"#/$defs/`), []byte(`"#/$defs/`+kind+`.`))
		var schema object
		if err := json.Unmarshal(text, &schema); err != nil {
			t.Fatal(err)
		}
		inner, _ := schema["$defs"].(object)
		for name, d := range inner {
			defs[kind+"."+name] = d
		}
		for _, k := range []string{"$defs", "$schema", "$id"} {
			delete(schema, k)
		}
		bare(schema)
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
		t.Fatal(err)
	}
	return append(b, '\n')
}

// bare takes the words out of a schema: they stand in the kind's own, and law reads values.
func bare(v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, e := range v {
			_, text := e.(string)
			_, list := e.([]any)
			if strings.HasPrefix(name, "x-") || text && (name == "description" || name == "title") || list && name == "examples" {
				delete(v, name)
				continue
			}
			bare(e)
		}
	case []any:
		for _, e := range v {
			bare(e)
		}
	}
}

// TestInputSchema holds schemas/input.json to what it is generated from, and the input of every example to it.
func TestInputSchema(t *testing.T) {
	t.Parallel()
	c, pack := shippedLaw(t, Options{})
	want := inputSchemaOf(t, pack)
	if *update {
		if err := os.WriteFile(inputSchema, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(inputSchema)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the kinds and the instruments say; run go test ./checker -run TestInputSchema -update", inputSchema)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("input.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("input.json")
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := practice.Load(context.Background(), []string{"../examples"}, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(loaded.Documents) == 0 {
		t.Fatal("no examples")
	}
	for i, d := range loaded.Documents {
		if testing.Short() && i%4 > 0 {
			continue
		}
		text, err := c.Input(context.Background(), d)
		if err != nil {
			t.Errorf("%s: %v", d.ID, err)
			continue
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: its prepared input does not fit %s: %s", d.ID, inputSchema, strings.Join(slices.Collect(strings.Lines(err.Error())), " "))
		}
		delete(v.(map[string]any), "day")
		if schema.Validate(v) == nil {
			t.Errorf("%s: an input without a day fits the schema", d.ID)
		}
	}
}
