package schema

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestShipped compiles every schema of the program, reads those of the vocabulary, and looks for keywords that no draft
// knows: the validator takes a misspelt one for an annotation.
func TestShipped(t *testing.T) {
	fsys := os.DirFS("../../schemas")
	vocabulary := 0
	err := fs.WalkDir(fsys, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(file) != ".json" {
			return err
		}
		set := NewSet(fsys)
		if _, err := set.Compile(file); err != nil {
			t.Error(err)
		}
		if path.Dir(file) == "kinds" || file == "agency.json" {
			vocabulary++
			if _, err := set.Read(file); err != nil {
				t.Error(err)
			}
		}
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return err
		}
		for _, name := range unknownKeywords(doc) {
			t.Errorf("%s: no keyword is called %q", file, name)
		}
		return nil
	})
	if err != nil || vocabulary < 6 {
		t.Errorf("%d schemas of the vocabulary: %v", vocabulary, err)
	}
	if got := unknownKeywords(map[string]any{"properties": map[string]any{"minimun": map[string]any{"allOf": []any{map[string]any{"maximun": 1}}}}}); !slices.Equal(got, []string{"maximun"}) {
		t.Errorf("found %q", got)
	}
}

func unknownKeywords(schema any) []string {
	object, _ := schema.(map[string]any)
	var out []string
	for name, v := range object {
		var below []any
		switch name {
		case "properties", "patternProperties", "$defs":
			for _, e := range v.(map[string]any) {
				below = append(below, e)
			}
		case "anyOf", "oneOf", "allOf":
			below = v.([]any)
		case "items", "not", "if", "then", "else", "propertyNames", "additionalProperties":
			below = []any{v}
		case "$ref":
		default:
			if !slices.Contains(plainKeywords, name) && !strings.HasPrefix(name, "x-") {
				out = append(out, name)
			}
		}
		for _, e := range below {
			out = append(out, unknownKeywords(e)...)
		}
	}
	return out
}
