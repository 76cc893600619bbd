package practice

import (
	"context"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
)

// TestAcceptsOnlyWhatTheSchemaDoes damages real practices at random and holds the quick check to the schema: what it accepts
// is valid. It also says how many valid documents it accepts, which must be nearly all, or it would be of no use.
func TestAcceptsOnlyWhatTheSchemaDoes(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../examples/*.yaml")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d examples: %v", len(files), err)
	}
	loaded, err := Load(context.Background(), files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	accepted, valid, invalid := 0, 0, 0
	for _, doc := range loaded.Documents {
		form, err := shipped.form("kinds/" + doc.Kind + ".json")
		if err != nil {
			t.Fatal(err)
		}
		schema, err := form.schema()
		if err != nil {
			t.Fatal(err)
		}
		for n := range 60 {
			v := damage(rng, doc.Value, n%6).(map[string]any)
			ok := schema.Validate(v) == nil
			quick := form.facts.accepts(v)
			switch {
			case quick && !ok:
				b, _ := json.Marshal(v)
				t.Errorf("accepted although the schema refuses it: %v\n%s", schema.Validate(v), b)
			case ok && quick:
				accepted++
				valid++
			case ok:
				valid++
			default:
				invalid++
			}
		}
	}
	t.Logf("%d valid documents, %d of them accepted at once; %d invalid ones, none", valid, accepted, invalid)
	if accepted*10 < valid*9 || invalid < 100 {
		t.Errorf("%d of %d valid documents accepted, %d invalid ones tried", accepted, valid, invalid)
	}
}

// damage copies a value and changes n things in it.
func damage(rng *rand.Rand, v any, n int) any {
	junk := []any{nil, "", "x", true, false, json.Number("-1"), json.Number("3"), json.Number("2.5"), json.Number("100000"), "2026-02-30", []any{}, []any{"a", "a"}, map[string]any{}, map[string]any{"days": json.Number("3"), "years": json.Number("1")}}
	switch x := v.(type) {
	case map[string]any:
		out := maps.Clone(x)
		keys := slices.Sorted(maps.Keys(out))
		for _, k := range keys {
			out[k] = damage(rng, out[k], 0)
		}
		for range n {
			if len(keys) == 0 {
				break
			}
			k := keys[rng.IntN(len(keys))]
			switch rng.IntN(5) {
			case 0:
				delete(out, k)
			case 1:
				out["unknown"] = true
			case 2:
				out[k] = junk[rng.IntN(len(junk))]
			default:
				out[k] = damage(rng, out[k], 1)
			}
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i := range x {
			out[i] = damage(rng, x[i], 0)
		}
		if n > 0 && len(out) > 0 {
			i := rng.IntN(len(out))
			switch rng.IntN(3) {
			case 0:
				out = append(out, out[i])
			case 1:
				out = out[:i]
			default:
				out[i] = damage(rng, out[i], n)
			}
		}
		return out
	}
	if n > 0 {
		return junk[rng.IntN(len(junk))]
	}
	return v
}
