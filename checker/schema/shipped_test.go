package schema

import (
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"strconv"
	"testing"
)

// TestShipped reads every schema of the program, what is defined in it included, and holds it to a general validator: on
// documents drawn from the schema itself, some of them damaged, we find the same faults at the same places. A keyword we do
// not know would be an error here.
func TestShipped(t *testing.T) {
	t.Parallel()
	fsys := os.DirFS("../../schemas")
	var files []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == ".json" {
			files = append(files, name)
		}
		return err
	})
	if err != nil || len(files) < 10 {
		t.Fatalf("%d schemas: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			set := NewSet(fsys)
			data, err := fs.ReadFile(fsys, file)
			if err != nil {
				t.Fatal(err)
			}
			var parts struct {
				Defs map[string]json.RawMessage `json:"$defs"`
			}
			if err := json.Unmarshal(data, &parts); err != nil {
				t.Fatal(err)
			}
			for name := range parts.Defs {
				if _, err := set.Read(file, "/$defs/"+name); err != nil {
					t.Error(err)
				}
			}
			ours, err := set.Read(file, "")
			if err != nil {
				t.Fatal(err)
			}
			if ours.types == nil {
				return // holds definitions only
			}
			other := library(t, fsys, file)
			rng := rand.New(rand.NewPCG(1, 2))
			n, valid := 400, 0
			if testing.Short() || len(data) > 100_000 {
				n = 60
			}
			for i := range n {
				if compare(t, ours, other, drawn(rng, ours, float64(i%4)/100, 0)) {
					valid++
				}
				if t.Failed() {
					break
				}
			}
			t.Logf("%d of %d documents were valid", valid, n)
			if valid == n || valid == 0 {
				t.Errorf("%d of %d documents were valid: that shows nothing", valid, n)
			}
		})
	}
}

// drawn is a document of a schema at random. Each value in it is something else with the probability damage.
func drawn(rng *rand.Rand, s *Schema, damage float64, depth int) any {
	junk := []any{nil, "", "x", true, false, json.Number("-1"), json.Number("3"), json.Number("2.5"), json.Number("100000"), "2026-02-30", []any{}, []any{"a", "a"}, map[string]any{}, map[string]any{"days": json.Number("3"), "years": json.Number("1")}}
	if rng.Float64() < damage {
		return junk[rng.IntN(len(junk))]
	}
	types := s.types
	switch {
	case s.isConst:
		return s.constant
	case s.enum != nil:
		return s.enum[rng.IntN(len(s.enum))]
	case s.Ref != nil:
		return drawn(rng, s.Ref, damage, depth)
	case s.AnyOf != nil:
		return drawn(rng, s.AnyOf[rng.IntN(len(s.AnyOf))], damage, depth)
	case s.oneOf != nil:
		return drawn(rng, s.oneOf[rng.IntN(len(s.oneOf))], damage, depth)
	case types == nil:
		return junk[rng.IntN(len(junk))]
	}
	switch types[rng.IntN(len(types))] {
	case "object":
		out := map[string]any{}
		for _, p := range s.Properties {
			needed := false
			for _, r := range s.required {
				needed = needed || r == p.Name
			}
			if needed && rng.Float64() >= damage || !needed && depth < 8 && rng.IntN(4) == 0 {
				out[p.Name] = drawn(rng, p.Schema, damage, depth+1)
			}
			if s.maxProperties != nil && len(out) >= *s.maxProperties {
				break
			}
		}
		if s.additional != nil {
			out[[]string{"a", "other", "B"}[rng.IntN(3)]] = drawn(rng, s.additional, damage, depth+1)
		}
		if rng.Float64() < damage {
			out["~/"] = true
		}
		return out
	case "array":
		n := rng.IntN(3)
		if s.minItems != nil {
			n = max(n, *s.minItems)
		}
		out := make([]any, n)
		for i := range out {
			if out[i] = any("x"); s.Items != nil {
				out[i] = drawn(rng, s.Items, damage, depth+1)
			}
		}
		return out
	case "string":
		if s.date {
			return "2026-03-01"
		}
		for _, text := range []string{"x", "2026-03-01", "14.1", "5-12", "cn/x_2020", strconv.Itoa(rng.IntN(9) + 1), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"} {
			if s.pattern == nil || s.pattern.MatchString(text) {
				return text
			}
		}
		return "x"
	case "integer", "number":
		return json.Number(strconv.Itoa(rng.IntN(4)))
	case "boolean":
		return rng.IntN(2) == 0
	}
	return nil
}
