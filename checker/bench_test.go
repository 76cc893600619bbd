package checker

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
)

// benchChecker is a checker of the shipped law that has compiled nothing yet.
func benchChecker(b *testing.B) *Checker {
	b.Helper()
	pack, err := law.Load(policies.FS)
	if err != nil {
		b.Fatal(err)
	}
	c, err := New(pack, Options{})
	if err != nil {
		b.Fatal(err)
	}
	return c
}

func benchDocuments(b *testing.B, path string) []*practice.Document {
	b.Helper()
	loaded, err := practice.Load(context.Background(), []string{path}, practice.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if len(loaded.Documents) == 0 || len(loaded.Failed) > 0 {
		b.Fatalf("%s: %d practices, %d not valid", path, len(loaded.Documents), len(loaded.Failed))
	}
	return loaded.Documents
}

// BenchmarkColdStart is what one call of the program does for one practice: read the law, compile what governs, judge.
func BenchmarkColdStart(b *testing.B) {
	for b.Loop() {
		c := benchChecker(b)
		for _, d := range benchDocuments(b, "../examples/metro_fare_evasion.yaml") {
			if _, err := c.Check(context.Background(), d); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkCheck judges every example with law compiled: as it is, with every second optional fact left out, and with no more
// than its head and the type of its agency. Beside the time it reports the evaluations of OPA for a practice.
func BenchmarkCheck(b *testing.B) {
	c := benchChecker(b)
	for _, set := range []struct {
		name  string
		value func(kind *practice.Fact, value map[string]any) map[string]any
	}{
		{"complete", func(_ *practice.Fact, value map[string]any) map[string]any { return value }},
		{"half-empty", func(kind *practice.Fact, value map[string]any) map[string]any {
			second := false
			return halved(kind, value, &second)
		}},
		{"bare", headOf},
	} {
		b.Run(set.name, func(b *testing.B) {
			docs := benchDocuments(b, "../examples")
			for i, d := range docs {
				kind, err := c.kinds[d.Kind]()
				if err != nil {
					b.Fatal(err)
				}
				e := *d
				e.Value = set.value(kind, d.Value)
				docs[i] = &e
				j := prepareFor(c, &e)
				if j == nil {
					b.Fatalf("%s cannot be judged", d.ID)
				}
				j.judge() // compiles and analyses what governs, once
			}
			evaluations := 0
			for b.Loop() {
				evaluations = 0
				for _, d := range docs {
					j := prepareFor(c, d)
					j.judge()
					evaluations += j.w.Evaluations
				}
			}
			n := float64(len(docs))
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/1e6/float64(b.N)/n, "ms/practice")
			b.ReportMetric(float64(evaluations)/n, "evaluations/practice")
		})
	}
}

// halved is a practice without every second of the single facts that may be left out, counted through all its objects.
func halved(f *practice.Fact, value map[string]any, second *bool) map[string]any {
	out := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(value)) {
		c, v := f.Child(name), value[name]
		inner, isObject := v.(map[string]any)
		list, isList := v.([]any)
		switch {
		case c == nil:
			out[name] = v
		case c.Type == "object" && isObject:
			out[name] = halved(c, inner, second)
		case c.Type == "array" && c.Items.Type == "object" && isList:
			elements := make([]any, len(list))
			for i, e := range list {
				elements[i] = e
				if m, ok := e.(map[string]any); ok {
					elements[i] = halved(c.Items, m, second)
				}
			}
			out[name] = elements
		case c.Required:
			out[name] = v
		default:
			if *second = !*second; *second {
				out[name] = v
			}
		}
	}
	return out
}

// headOf is the head of a practice: what its schema requires to say which law governs it.
func headOf(_ *practice.Fact, value map[string]any) map[string]any {
	out := map[string]any{}
	for _, name := range []string{"practice", "kind", "id", "jurisdiction", "day", "basis"} {
		if v, ok := value[name]; ok {
			out[name] = v
		}
	}
	agency, _ := value["agency"].(map[string]any)
	out["agency"] = map[string]any{"type": agency["type"]}
	return out
}
