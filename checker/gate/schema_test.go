package gate

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/source"
	"github.com/credlint/credlint/schemas"
)

func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	raw, err := schemas.FS.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The schema that editors have and the reader agree about every file, but for what hangs on the law and the day.
func TestWaiversAreWhatTheSchemaSays(t *testing.T) {
	s := schema(t, "waivers.json")
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.SampledFrom([]any{"r", "", " ", "/a", "undetermined", "2026-12-31", "2026-02-30", "xx/a_2020#1", 1, true, nil, []any{"r"}, map[string]any{}})
		entry := map[string]any{"citation": "xx/a_2020#1", "practice": "p", "reason": "r", "approved_by": "b", "expires": "2026-12-31"}
		for range rapid.IntRange(0, 2).Draw(t, "changes") {
			key := rapid.SampledFrom(append(slices.Clone(waiverKeys), "reasons")).Draw(t, "key")
			if rapid.Bool().Draw(t, "remove") {
				delete(entry, key)
			} else {
				entry[key] = value.Draw(t, "value")
			}
		}
		file := map[string]any{"waivers": "credlint/v1", "entries": []any{entry}}
		switch rapid.IntRange(0, 6).Draw(t, "of the file") {
		case 0:
			file["waivers"] = value.Draw(t, "version")
		case 1:
			file["entries"] = value.Draw(t, "entries")
		case 2:
			file["more"] = 1
		}
		text, err := json.Marshal(file)
		if err != nil {
			t.Fatal(err)
		}
		w := ReadWaivers("w.json", text, tiny, today)
		// A clause that the law does not have has the form of one.
		ofForm := slices.DeleteFunc(slices.Clone(w.Findings), func(f finding.Finding) bool {
			citation, _ := entry["citation"].(string)
			return f.Rule == "credlint/waiver-unknown" && strings.Contains(citation, "#")
		})
		docs, _, _ := source.JSON(text)
		if err := s.Validate(docs[0].Value); (err == nil) != (len(ofForm) == 0) {
			t.Fatalf("%s\nthe schema says %v, the reader %q", text, err, saidOf(w.Findings))
		}
	})
}

func TestBaselinesAreWhatTheSchemaSays(t *testing.T) {
	s := schema(t, "baseline.json")
	text := written(t, "b.json", judged("p", "p.yaml", "xx", "xx/a_2020#1 /a", "?xx/a_2020#3 /b"), judged("", "q.yaml", "xx", "~xx/a_2020#1 "))
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Error(err)
	}
	known := v.(map[string]any)["findings"].([]any)[0].(map[string]any)
	for key := range known {
		was := known[key]
		known[key] = 1
		if damaged, _ := json.Marshal(v); s.Validate(v) == nil || len(ReadBaseline("b.json", damaged).Findings) == 0 {
			t.Errorf("%s may be a number", key)
		}
		known[key] = was
	}
}
