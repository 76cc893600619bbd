package checker

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/credlint/credlint/checker/explore"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
)

// TestSteps judges examples and cases by all shipped law: as they are, with every second fact left out, and with their head alone;
// and heads that cite each article that permits. The bounds leave a margin of 5 times the most steps that are taken, which it
// prints. It takes a sample.
func TestSteps(t *testing.T) {
	t.Parallel()
	pack, err := law.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(pack, Options{})
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"../examples"}
	for _, in := range pack.Instruments {
		if dir := "../policies/" + in.Dir + "/cases"; isDir(dir) {
			paths = append(paths, dir)
		}
	}
	loaded, err := practice.Load(context.Background(), paths, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var evaluation, clause, practices, most int
	var worst, longest map[string]any
	judge := func(doc *practice.Document, value map[string]any) {
		d := *doc
		d.Value = value
		if j := prepareFor(c, &d); j != nil {
			j.judge()
			practices++
			evaluation = max(evaluation, j.w.MostSteps)
			if j.w.MostClauseSteps > clause {
				clause, longest = j.w.MostClauseSteps, value
			}
			if j.w.Evaluations > most {
				most, worst = j.w.Evaluations, value
			}
		}
	}
	every, everyArticle := 96, 24
	if exhaustive {
		every, everyArticle = 16, 1
	}
	heads := map[string]*practice.Document{} // by kind
	for i, doc := range loaded.Documents {
		if heads[doc.Kind] == nil && doc.Jurisdiction == "cn/shanghai" {
			heads[doc.Kind] = doc
		}
		if i%every != 0 {
			continue
		}
		kind, err := c.kinds[doc.Kind]()
		if err != nil {
			t.Fatal(err)
		}
		second := false
		for _, value := range []map[string]any{doc.Value, halved(kind, doc.Value, &second), headOf(kind, doc.Value)} {
			judge(doc, value)
		}
	}
	cites := map[string]bool{}
	for _, in := range pack.Instruments {
		for cl := range in.Clauses() {
			for _, kind := range cl.Kinds {
				doc := heads[kind]
				article, _, _ := strings.Cut(cl.Clause, ".")
				cite := in.Cite(article)
				if doc == nil || cl.Modality != law.Permission && cl.Modality != law.Power || cites[kind+cite] {
					continue
				}
				if cites[kind+cite] = true; len(cites)%everyArticle != 0 {
					continue
				}
				value := headOf(nil, doc.Value)
				value["basis"] = []any{map[string]any{"cite": cite}}
				judge(doc, value)
			}
		}
	}
	t.Logf("%d practices; at most %d of %d steps in an evaluation, %d of %d for a clause", practices, evaluation, explore.MaxSteps, clause, explore.MaxClauseSteps)
	t.Logf("the most steps for a clause took %s", asJSON(longest))
	t.Logf("the most evaluations, %d, took %s", most, asJSON(worst))
	if most > 100_000 {
		t.Errorf("it takes %d evaluations, more than can be waited for", most)
	}
	if clause == 0 || evaluation*5 > explore.MaxSteps || clause*5 > explore.MaxClauseSteps {
		t.Error("a clause comes near the bounds")
	}
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
