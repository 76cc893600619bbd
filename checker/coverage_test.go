package checker

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
)

// least is the part of an instrument's lines of Rego, in percent, that cases and OPA tests must reach together.
const least = 95

// TestCoverage runs the cases beside the law and the tests in Rego, and requires that they reach the lines of each
// instrument. It prints those they do not.
func TestCoverage(t *testing.T) {
	if testing.Short() {
		t.Skip("judges every case with a tracer")
	}
	t.Parallel()
	files := regoFiles(t)
	tested := regoTests(t, files)
	c, pack := shippedLaw(t, Options{})
	for _, in := range pack.Instruments {
		t.Run(in.ID, func(t *testing.T) {
			t.Parallel()
			cases := cover.New()
			for _, doc := range casesOf(t, in) {
				j := prepareFor(c, doc)
				if j == nil {
					continue
				}
				j.w.tracer = cases
				for _, u := range j.units {
					if u.in != in || j.broken[u] != nil {
						continue
					}
					for _, cl := range j.asked(u) {
						j.clause(u, cl)
					}
				}
			}
			own := map[string]*ast.Module{}
			for name := range in.Modules {
				own[name] = files[name]
			}
			byCases, byTests := cases.Report(own), tested.Report(own)
			lines, reached := 0, 0
			var missed []string
			for _, name := range sortedKeys(own) {
				for _, row := range linesOf(byCases.Files[name], byTests.Files[name]) {
					lines++
					if byCases.Files[name].IsCovered(row) || byTests.Files[name].IsCovered(row) {
						reached++
						continue
					}
					missed = append(missed, fmt.Sprintf("%s:%d: %s", name, row, strings.TrimSpace(strings.Split(string(in.Modules[name]), "\n")[row-1])))
				}
			}
			if lines == 0 {
				t.Fatal("no lines of Rego")
			}
			percent := 100 * float64(reached) / float64(lines)
			t.Logf("%.1f %% of %d lines", percent, lines)
			if len(missed) > 0 {
				t.Logf("not reached:\n%s", strings.Join(missed, "\n"))
			}
			if percent < least {
				t.Errorf("cases and tests reach %.1f %% of the lines, which must be %d", percent, least)
			}
		})
	}
}

// linesOf are the lines that the reports speak of, reached or not.
func linesOf(reports ...*cover.FileReport) []int {
	rows := map[int]bool{}
	for _, r := range reports {
		if r == nil {
			continue
		}
		for _, rs := range [][]cover.Range{r.Covered, r.NotCovered} {
			for _, span := range rs {
				for row := span.Start.Row; row <= span.End.Row; row++ {
					rows[row] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(rows))
}

// casesOf are the cases beside an instrument, none where it has none.
func casesOf(t testing.TB, in *law.Instrument) []*practice.Document {
	t.Helper()
	loaded, err := practice.Load(context.Background(), []string{"../policies/" + in.Dir + "/cases"}, practice.Options{})
	if err != nil {
		t.Logf("no cases: %v", err)
		return nil
	}
	return loaded.Documents
}

// regoFiles are all Rego files of the shipped law, tests with them, by path.
func regoFiles(t testing.TB) map[string]*ast.Module {
	t.Helper()
	out := map[string]*ast.Module{}
	err := fs.WalkDir(policies.FS, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "cases":
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".rego":
			return nil
		}
		b, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			return err
		}
		out[name], err = parseModule(name, b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// regoTests runs the tests in Rego and returns what they reach.
func regoTests(t testing.TB, files map[string]*ast.Module) *cover.Cover {
	t.Helper()
	reached := cover.New()
	modules := map[string]*ast.Module{}
	for name, m := range files {
		modules[name] = m.Copy()
	}
	results, err := tester.NewRunner().SetCoverageQueryTracer(reached).SetModules(modules).RunTests(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for r := range results {
		n++
		if !r.Pass() {
			t.Errorf("%s: %s: %v", r.Location, r.Name, r.Error)
		}
	}
	t.Logf("%d tests in Rego", n)
	return reached
}
