package checker_test

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
	"github.com/credlint/credlint/schemas"
)

// shipped is a checker over the law that comes with the program.
func shipped(t testing.TB, opt checker.Options) (*checker.Checker, *law.Pack) {
	t.Helper()
	pack, err := law.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	c, err := checker.New(pack, policies.FS, schemas.FS, opt)
	if err != nil {
		t.Fatal(err)
	}
	return c, pack
}

// TestCases judges the cases beside the law. In a file art_14_*.yaml every clause of article 14 must be determined, and
// breached exactly on the lines that say "# want 14.1"; "# ask 14.1" says that it is open there. Clauses of other articles
// of the instrument may not be breached unless a line says so.
func TestCases(t *testing.T) {
	t.Parallel()
	_, pack := shipped(t, checker.Options{})
	for _, f := range pack.Findings {
		t.Errorf("%s:%d: %s", f.At.File, f.At.Line, f.Message.EN)
	}
	for _, in := range pack.Instruments {
		dir := path.Join("..", "policies", in.Dir, "cases")
		files, _ := filepath.Glob(filepath.Join(dir, "*.yaml"))
		c, _ := shipped(t, checker.Options{Only: []string{in.ID}})
		for _, file := range files {
			if strings.HasPrefix(filepath.Base(file), "agency") {
				continue
			}
			t.Run(in.ID+"/"+strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
				t.Parallel()
				testCase(t, c, in, file)
			})
		}
	}
}

func testCase(t *testing.T, c *checker.Checker, in *law.Instrument, file string) {
	loaded, err := practice.Load(context.Background(), []string{file}, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range loaded.Findings {
		t.Errorf("%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message.EN)
	}
	article := ""
	if parts := strings.SplitN(filepath.Base(file), "_", 3); len(parts) > 1 && parts[0] == "art" {
		article = strings.TrimLeft(strings.TrimSuffix(parts[1], ".yaml"), "0")
	}
	want, got := map[string]bool{}, map[string]bool{}
	for _, at := range marks(t, filepath.Dir(file), file) {
		want[at] = true
	}
	for _, doc := range loaded.Documents {
		judged, err := c.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range judged.Findings {
			_, clause := finding.SplitCitation(f.Citation)
			place := fmt.Sprintf("%s:%d", filepath.Base(f.At.File), f.At.Line)
			switch {
			case f.Status == finding.Breached && f.Severity == finding.Error:
				got[place+" want "+clause] = true
			case f.Status == finding.Breached: // on some reading only
				got[place+" want "+clause+" "+f.Reading[0].Name+"="+f.Reading[0].Choice] = true
			case f.Status == finding.Failed, f.Severity == finding.Error:
				t.Errorf("%s: %s: %s", place, f.Rule, f.Message.EN)
			}
		}
		for _, v := range judged.Clauses {
			_, clause := finding.SplitCitation(v.Citation)
			if v.Status != finding.Undetermined || len(v.Readings) > 0 || !ofArticle(clause, article) {
				continue
			}
			found := false
			for _, f := range judged.Findings {
				if f.Citation == v.Citation && f.Status == finding.Undetermined {
					got[fmt.Sprintf("%s:%d ask %s", filepath.Base(f.At.File), f.At.Line, clause)] = true
					found = true
				}
			}
			if !found {
				t.Errorf("%s: %s is undetermined without a finding", doc.ID, v.Citation)
			}
			for _, q := range judged.Questions {
				if slices.Contains(q.Clauses, v.Citation) {
					t.Logf("%s: %s asks %s", doc.ID, clause, q.Fact)
				}
			}
		}
	}
	if diff := cmp.Diff(sorted(want), sorted(got)); diff != "" {
		t.Errorf("%s: marks (-) against findings (+):\n%s", file, diff)
	}
}

func ofArticle(clause, article string) bool {
	return article != "" && (clause == article || strings.HasPrefix(clause, article+"."))
}

// marks reads "# want 14.1, 14.2" and "# ask 14.1" of a case file and of the agency files it names.
func marks(t *testing.T, dir, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	agencies := map[string]bool{}
	for n, line := range strings.Split(string(text), "\n") {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "agency: "); ok && strings.HasSuffix(strings.Fields(name)[0], ".yaml") {
			agencies[strings.Fields(name)[0]] = true
		}
		for _, word := range []string{"want", "ask"} {
			_, list, ok := strings.Cut(line, "# "+word+" ")
			if !ok {
				continue
			}
			for _, clause := range strings.Split(list, ",") {
				out = append(out, fmt.Sprintf("%s:%d %s %s", filepath.Base(file), n+1, word, strings.TrimSpace(clause)))
			}
		}
	}
	for a := range agencies {
		if a = filepath.Join(dir, a); a != file {
			if _, err := os.Stat(a); err == nil {
				out = append(out, marks(t, dir, a)...)
			}
		}
	}
	return out
}

func sorted(m map[string]bool) []string {
	out := []string{}
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
