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

// TestSteps judges examples and cases by all shipped law: as they are, with every second fact left out, and examples with their
// head alone; a head that cites a permit of many conditions takes up to a minute, see docs/bounds.md. The bounds leave a
// margin of 10 times the most steps that are taken, which it prints. It takes a sample.
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
	evaluation, clause, practices := 0, 0, 0
	for i, doc := range loaded.Documents {
		if i%96 != 0 {
			continue
		}
		kind, err := c.kinds[doc.Kind]()
		if err != nil {
			t.Fatal(err)
		}
		second := false
		values := []map[string]any{doc.Value, halved(kind, doc.Value, &second)}
		if strings.HasPrefix(doc.File, "../examples/") {
			values = append(values, headOf(kind, doc.Value))
		}
		for _, value := range values {
			d := *doc
			d.Value = value
			if j := prepareFor(c, &d); j != nil {
				j.judge()
				practices++
				evaluation, clause = max(evaluation, j.w.MostSteps), max(clause, j.w.MostClauseSteps)
			}
		}
	}
	t.Logf("%d practices; at most %d of %d steps in an evaluation, %d of %d for a clause", practices, evaluation, explore.MaxSteps, clause, explore.MaxClauseSteps)
	if clause == 0 || evaluation*10 > explore.MaxSteps || clause*10 > explore.MaxClauseSteps {
		t.Error("a clause comes near the bounds")
	}
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
