package checker

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/credlint/credlint/checker/practice"
)

// TestInputSchema holds the prepared input of every example to the generated schema, which must have no reference out of it.
func TestInputSchema(t *testing.T) {
	t.Parallel()
	c, pack := shippedLaw(t, Options{})
	got, err := InputSchema(pack)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Count(got, []byte(`"$ref"`)) != bytes.Count(got, []byte(`"$ref": "#/$defs/`)) {
		t.Error("a reference leads out of the schema")
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
			t.Errorf("%s: its prepared input does not fit the schema: %s", d.ID, strings.Join(slices.Collect(strings.Lines(err.Error())), " "))
		}
		delete(v.(map[string]any), "day")
		if schema.Validate(v) == nil {
			t.Errorf("%s: an input without a day fits the schema", d.ID)
		}
	}
}
