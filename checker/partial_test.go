package checker

import (
	"context"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
)

// What the oracle makes of partial facts. It reads what the practice says, and not the engine's notion of what that admits.

// nowhere is the value of a fact that does not exist.
const nowhere = "\x00"

// left lists the values that a partial fact leaves.
func (o *oracle) left(f *practice.Fact, path string, p *practice.Partial) ([]any, error) {
	if p.Unknown() {
		switch {
		case f.Type == "object":
			all := map[string]any{}
			for _, c := range f.Children {
				all[c.Name] = p
			}
			return o.complete(f, path, all)
		case f.Absent == "not_applicable":
			out, err := o.values(f, path)
			return append(out, nowhere), err
		}
		return o.values(f, path)
	}
	if p.OneOf != nil {
		return p.OneOf, nil
	}
	all, err := o.values(f, path)
	for _, bound := range p.Listed() {
		all = append(all, bound)
		switch bound := bound.(type) {
		case json.Number:
			n, _ := bound.Int64()
			all = append(all, json.Number(strconv.FormatInt(n-1, 10)), json.Number(strconv.FormatInt(n+1, 10)))
		case string:
			day, _ := time.Parse(time.DateOnly, bound)
			all = append(all, day.AddDate(0, 0, -1).Format(time.DateOnly), day.AddDate(0, 0, 1).Format(time.DateOnly))
		case map[string]any:
			for u, n := range bound {
				n, _ := n.(json.Number).Int64()
				all = append(all, map[string]any{u: json.Number(strconv.FormatInt(n+1, 10))})
				if n > 0 {
					all = append(all, map[string]any{u: json.Number(strconv.FormatInt(n-1, 10))})
				}
			}
		}
	}
	return slices.DeleteFunc(all, func(v any) bool {
		return p.AtLeast != nil && !notBelow(v, p.AtLeast) || p.AtMost != nil && !notBelow(p.AtMost, v)
	}), err
}

// notBelow reports whether one of two values, in one unit, is at least the other; years are counted as twelve months.
func notBelow(a, b any) bool {
	in := func(v any) (string, float64) {
		switch v := v.(type) {
		case json.Number:
			n, _ := v.Float64()
			return "", n
		case string:
			n, _ := strconv.ParseFloat(strings.ReplaceAll(v, "-", ""), 64)
			return "day", n
		}
		for u, n := range v.(map[string]any) {
			number, ok := n.(json.Number)
			n, _ := number.Float64()
			switch {
			case !ok:
				return "any", 1e9 // without an end
			case u == "years":
				return "months", 12 * n
			}
			return u, n
		}
		return "", 0
	}
	u, x := in(a)
	v, y := in(b)
	return (u == v || u == "any" || v == "any") && x >= y
}

// blur says of some facts of an object less than their value, or that they are not known. What is said remains true of the values.
func blur(rng *rand.Rand, f *practice.Fact, value map[string]any, share float64) map[string]any {
	o := &oracle{}
	out := map[string]any{}
	for _, c := range f.Children {
		v, there := value[c.Name]
		hit := rng.Float64() < share && !c.Exact && c.Name != "basis" && c.Name != "title"
		switch {
		case !hit && !there:
		case !hit:
			out[c.Name] = v
			if m, ok := v.(map[string]any); ok && c.Type == "object" {
				out[c.Name] = blur(rng, c, m, share)
			}
			if list, ok := v.([]any); ok && c.Items.Type == "object" {
				var elements []any
				for _, e := range list {
					elements = append(elements, blur(rng, c.Items, e.(map[string]any), share))
				}
				out[c.Name] = slices.Clip(append([]any{}, elements...))
			}
		case c.Type == "array" && c.Required:
			out[c.Name] = v
		case !there || rng.IntN(4) == 0 || slices.Contains([]string{"object", "array", "judgement"}, c.Type):
			out[c.Name] = []string{"unknown", "不详"}[rng.IntN(2)]
		default:
			out[c.Name] = saidOf(rng, o, c, v)
		}
	}
	return out
}

// saidOf is a partial fact that is true of a value.
func saidOf(rng *rand.Rand, o *oracle, f *practice.Fact, v any) any {
	all, _ := o.values(f, "")
	rng.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	same := func(a, b any) bool { return jsonText(a) == jsonText(b) }
	switch {
	case (f.Type == "integer" || f.Type == "period" || f.Format == "date") && rng.IntN(3) > 0 && !same(v, map[string]any{"unlimited": true}):
		said := map[string]any{"at_least": v}
		for _, w := range all {
			if m, ok := w.(map[string]any); ok && m["unlimited"] == true {
				continue
			}
			if notBelow(w, v) && !same(w, v) {
				said["at_most"] = w
			}
		}
		if rng.IntN(3) == 0 {
			delete(said, "at_least")
		} else if rng.IntN(2) == 0 {
			delete(said, "at_most")
		}
		if len(said) == 0 {
			return v
		}
		return said
	case (len(f.Enum) > 0 || f.Type == "boolean") && rng.IntN(2) == 0:
		var not []any
		for _, w := range all[:1+rng.IntN(len(all))] {
			if !same(v, w) {
				not = append(not, w)
			}
		}
		if len(not) == 0 {
			return "unknown"
		}
		return map[string]any{"not": not}
	}
	return map[string]any{"one_of": append(slices.Clone(all[:min(len(all), 1+rng.IntN(3))]), v)}
}

// reread reads a practice from its text; nil where it is not valid.
func reread(t *testing.T, schemas string, value map[string]any) *practice.Document {
	t.Helper()
	opt := practice.Options{Stdin: strings.NewReader(asJSON(value)), StdinName: "p.json"}
	if schemas != "" {
		opt.Schemas = os.DirFS(schemas)
	}
	loaded, err := practice.Load(context.Background(), []string{"-"}, opt)
	if err != nil {
		t.Fatal(err)
	}
	if len(loaded.Documents) == 0 {
		return nil
	}
	return loaded.Documents[0]
}

// TestPartialTiny holds verdicts on partial facts to brute force, on the made-up law.
func TestPartialTiny(t *testing.T) {
	t.Parallel()
	pack, err := law.Load(os.DirFS("../testdata/packs/tiny"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(pack, Options{Tables: policies.FS, Schemas: os.DirFS("../testdata/schemas")})
	if err != nil {
		t.Fatal(err)
	}
	kind, err := c.kinds["collection"]()
	if err != nil {
		t.Fatal(err)
	}
	n, limit := 15, 600
	if exhaustive {
		n, limit = 3000, 3000
	} else {
		t.Log(sampled)
	}
	head := map[string]any{"practice": practice.Version, "kind": "collection", "id": "tiny", "jurisdiction": "cn", "day": "2026-01-01", "basis": []any{},
		"agency": map[string]any{"agency": practice.Version, "name": "x", "type": "organ"}}
	type object = map[string]any
	some := func(values ...any) object { return object{"one_of": values} }
	planted := []object{ // what is said of one fact narrows others
		{"colour": some("red", "green"), "shade": "light"},
		{"colour": some("red", "green"), "gloss": true},
		{"colour": some("red", "blue"), "shade": "unknown", "gloss": "unknown"},
		{"shade": object{"not": []any{"light"}}, "gloss": some(true, false)},
		{"consent": object{"form": some("oral", "written"), "express": false}},
		{"consent": object{"form": some("none", "written"), "informed": some(true, false)}},
		{"consent": object{"form": object{"not": []any{"oral"}}, "express": some(true, false)}},
		{"consent": "unknown", "notice": "不详", "items": "unknown"},
		{"size": object{"at_least": 10}, "limit": object{"at_most": 12}},
		{"start": object{"at_least": "2020-01-01", "at_most": "2020-06-01"}},
		{"kept": object{"at_least": object{"years": 3}}, "term": object{"years": 5}},
		{"kept": object{"at_most": object{"days": 21}}, "term": "unknown"},
		{"kept": object{"months": 10, "days": 59}, "colour": "red"}, // periods of more than a number
		{"kept": []any{object{"working_days": 20}, object{"days": 28}}, "colour": "red"},
		{"kept": object{"from": "2020-01-01", "to": "2021-01-01"}, "colour": "red"},
		{"term": object{"from": "2019-05-31", "to": "2020-05-31"}, "kept": object{"at_least": object{"months": 11}, "at_most": object{"years": 2}}},
	}
	for _, value := range []object{
		{"colour": some("green", "grey"), "shade": "light"},
		{"colour": some("green", "grey"), "gloss": some(true, false)},
		{"shade": some("light", "dark"), "colour": some("green", "grey")},
	} {
		maps.Copy(value, head)
		doc := reread(t, "../testdata/schemas", value)
		if doc != nil && prepareFor(c, doc) != nil {
			t.Errorf("no contradiction: %s", asJSON(value))
		}
	}
	var sum counts
	for i := range len(planted) + n {
		rng := rand.New(rand.NewPCG(3, uint64(i)))
		var value object
		if i < len(planted) {
			value = planted[i]
			maps.Copy(value, head)
		} else {
			value = blur(rng, kind, randomPractice(rng, kind, head, float64(i%8)/4), 0.3)
		}
		doc := reread(t, "../testdata/schemas", value)
		if i < len(planted) && doc == nil {
			t.Errorf("not valid: %s", asJSON(value))
		}
		if doc == nil {
			sum.add(0, 0, 0, 1)
			continue
		}
		j := prepareFor(c, doc)
		if j == nil {
			continue
		}
		u := j.units[0]
		for _, cl := range j.asked(u) {
			reads, err := c.Facts(u.Instrument.Cite(cl.Clause))
			if err != nil {
				t.Fatal(err)
			}
			reads = append(reads, "colour", "claimed", "shade", "gloss")
			all, err := (&oracle{limit: limit, keep: func(path string) bool {
				name, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
				return slices.ContainsFunc(reads, func(r string) bool { r, _, _ = strings.Cut(r, "."); return r == name })
			}}).all(j)
			if err != nil || len(all.values) == 0 {
				continue
			}
			verdicts, tried := compare(t, j, u, []*law.Clause{cl}, all)
			sum.add(0, verdicts, tried, 0)
		}
		sum.add(1, 0, 0, 0)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d practices with partial facts, %d not valid; %d verdicts over %d completions", sum.documents, sum.left, sum.verdicts, sum.completions)
	if sum.verdicts < 10*n {
		t.Errorf("only %d verdicts were compared", sum.verdicts)
	}
}

// TestPartialExamples says of some facts of the examples less than their value, and holds every clause of all law to brute force.
func TestPartialExamples(t *testing.T) {
	t.Parallel()
	c, docs := examples(t)
	n, limit := 2, 200
	if exhaustive {
		n, limit = 40, 1000
	} else {
		t.Log(sampled)
	}
	var sum counts
	t.Run("examples", func(t *testing.T) {
		for _, doc := range docs {
			t.Run(doc.ID, func(t *testing.T) {
				t.Parallel()
				kind, err := c.kinds[doc.Kind]()
				if err != nil {
					t.Fatal(err)
				}
				random := newRandom(doc.File, doc.ID, "partial")
				for i := range n {
					full, ok := random.object(kind, doc.Value)
					if !ok {
						t.Fatal("the example admits no completion")
					}
					value := blur(random.Rand, kind, full, 0.01*float64(1+i%3))
					read := reread(t, "", value)
					if read == nil {
						sum.add(0, 0, 0, 1)
						continue
					}
					silent(t, &sum, prepareFor(c, read), &oracle{limit: limit})
				}
			})
		}
	})
	t.Logf("%d practices with partial facts, %d clause verdicts over %d completions by brute force, %d left out as not valid or too many to try",
		sum.documents, sum.verdicts, sum.completions, sum.left)
	if sum.verdicts < 500 {
		t.Errorf("only %d verdicts were compared", sum.verdicts)
	}
}
