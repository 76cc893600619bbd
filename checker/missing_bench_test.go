package checker_test

import (
	"context"
	"testing"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/practice"
)

// BenchmarkCheck judges the examples as they are, and the same with their optional facts left out, with law compiled.
func BenchmarkCheck(b *testing.B) {
	c, _ := shipped(b, checker.Options{})
	loaded, err := practice.Load(context.Background(), []string{"../examples"}, practice.Options{})
	if err != nil {
		b.Fatal(err)
	}
	bare := make([]*practice.Document, len(loaded.Documents))
	for i, d := range loaded.Documents {
		e := *d
		e.Value = map[string]any{}
		for _, name := range []string{"practice", "kind", "id", "jurisdiction", "agency", "day", "basis"} {
			if v, ok := d.Value[name]; ok {
				e.Value[name] = v
			}
		}
		agency, _ := e.Value["agency"].(map[string]any)
		e.Value["agency"] = map[string]any{"type": agency["type"]}
		bare[i] = &e
	}
	for _, set := range []struct {
		name string
		docs []*practice.Document
	}{{"complete", loaded.Documents}, {"bare", bare}} {
		b.Run(set.name, func(b *testing.B) {
			for b.Loop() {
				for _, d := range set.docs {
					if _, err := c.Check(context.Background(), d); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/float64(len(set.docs)), "ms/practice")
		})
	}
}
