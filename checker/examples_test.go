package checker_test

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
)

// TestExamples judges the shipped examples by all the law that comes with the program. What their authors predicted from
// the texts stands in them: "# expected: unlawful" in the head of each document, and "# want cn/credit_reporting_2013#14.2"
// on every line to blame, for the tool's own findings too. A mark that ends in "?" is a breach on some readings only.
func TestExamples(t *testing.T) {
	t.Parallel()
	testMarked(t, "../examples", 14)
}

// TestTraps judges practices that no clause could forbid, or that no law empowers, and the like ones that law provides for.
func TestTraps(t *testing.T) {
	t.Parallel()
	testMarked(t, "../testdata/acts", 6)
}

// testMarked judges the practices of a folder, at least so many, against the marks in them.
func testMarked(t *testing.T, folder string, least int) {
	loaded, err := practice.Load(context.Background(), []string{folder}, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range loaded.Findings {
		t.Errorf("%s:%d: %s", f.At.File, f.At.Line, f.Message.EN)
	}
	if len(loaded.Documents) < least {
		t.Errorf("only %d examples were read", len(loaded.Documents))
	}
	c, _ := shipped(t, checker.Options{})
	heads := map[string][]finding.Verdict{}
	for _, doc := range loaded.Documents {
		if heads[doc.File] == nil {
			heads[doc.File] = expected(t, doc.File)
		}
		if doc.Index >= len(heads[doc.File]) {
			t.Errorf("%s has %d heads and more documents", doc.File, len(heads[doc.File]))
			continue
		}
		want := heads[doc.File][doc.Index]
		t.Run(doc.ID, func(t *testing.T) {
			t.Parallel()
			testExample(t, c, doc, want)
		})
	}
}

func testExample(t *testing.T, c *checker.Checker, doc *practice.Document, want finding.Verdict) {
	got, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	if got.Verdict != want {
		t.Errorf("%s is %s, expected %s", doc.ID, got.Verdict, want)
		for _, f := range got.Findings {
			if f.Status == finding.Undetermined || f.Status == finding.Failed {
				t.Logf("%s:%d: %s: %s", f.At.File, f.At.Line, f.Rule, f.Message.EN)
			}
		}
	}
	for _, v := range got.Clauses {
		if v.NotProved {
			t.Errorf("%s could not be proved: an example must stay within the bound", v.Citation)
		}
	}
	var blamed, marked []string
	for _, f := range got.Findings {
		own := f.Citation == "" && f.Severity >= finding.Warning
		if f.Status != finding.Breached && !own {
			continue
		}
		rule := f.Rule
		if len(f.Reading) > 0 {
			rule += "?"
		}
		if f.At.File != doc.File {
			rule += " in " + f.At.File
		}
		blamed = append(blamed, fmt.Sprintf("%4d %s", f.At.Line, rule))
	}
	for _, m := range doc.Marks() {
		if m.Word != "want" {
			t.Errorf("%s:%d: %s is no mark of an example", m.File, m.Line, m.Word)
		}
		rule := m.Clause
		if m.File != doc.File {
			rule += " in " + m.File
		}
		marked = append(marked, fmt.Sprintf("%4d %s", m.Line, rule))
	}
	slices.Sort(blamed)
	slices.Sort(marked)
	// two findings of one clause on one line are one mark
	if diff := cmp.Diff(slices.Compact(marked), slices.Compact(blamed)); diff != "" {
		t.Errorf("lines to blame in %s (-marked +blamed):\n%s", doc.File, diff)
	}
}

var (
	documentStart = regexp.MustCompile(`(?m)^---(?:[ \t].*)?$`)
	expectation   = regexp.MustCompile(`(?m)^# expected: (\S+)$`)
)

// expected reads the verdict in the head of each document of a file.
func expected(t *testing.T, file string) []finding.Verdict {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	known := []finding.Verdict{finding.Unlawful, finding.Contested, finding.Open, finding.NotGoverned, finding.LawfulAsFarAsChecked}
	var out []finding.Verdict
	for i, part := range documentStart.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), -1) {
		found := expectation.FindAllStringSubmatch(part, -1)
		if len(found) != 1 {
			t.Fatalf("document %d of %s has %d lines \"# expected: …\", it must have one", i+1, file, len(found))
		}
		verdict := finding.Verdict(found[0][1])
		if !slices.Contains(known, verdict) {
			t.Fatalf("document %d of %s expects %q, which is none of %v", i+1, file, verdict, known)
		}
		out = append(out, verdict)
	}
	return out
}
