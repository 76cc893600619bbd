package checker_test

import (
	"context"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/lawtest"
	"github.com/credlint/credlint/checker/practice"
)

// judgeTiny judges a practice of the made-up kinds by a pack and returns the statuses of the clauses.
func judgeTiny(t testing.TB, files fstest.MapFS, text string) (finding.Judged, map[string]finding.ClauseVerdict) {
	t.Helper()
	c := sound(t, files)
	j, err := c.Check(context.Background(), load(t, "../testdata/schemas", tinyHead+text))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]finding.ClauseVerdict{}
	for _, v := range j.Clauses {
		_, clause := finding.SplitCitation(v.Citation)
		out[clause] = v
	}
	return j, out
}

// TestBound asks more than can be settled within the bound: the clause is undetermined, says that this is not proved,
// has a finding, and the clauses beside it are judged as ever.
func TestBound(t *testing.T) {
	t.Parallel()
	files := lawtest.Files(t, "../testdata/packs/bound")
	list := func(n int) string { return "items: [" + strings.TrimSuffix(strings.Repeat("{}, ", n), ", ") + "]\n" }
	type want struct {
		status    finding.Status
		notProved bool
	}
	for _, test := range []struct {
		name, text string
		want       map[string]want
		verdict    finding.Verdict
	}{
		{"within the bound", list(5) + "colour: green\n", map[string]want{
			"1": {finding.Undetermined, false}, "2": {finding.Undetermined, false}, "3": {finding.Breached, false},
			"4": {finding.Met, false}, "5": {finding.Met, false}, "6": {finding.Undetermined, false}, "7": {finding.Met, false}}, finding.Unlawful},
		{"past it", list(25) + "colour: green\n", map[string]want{
			"1": {finding.Undetermined, true}, "2": {finding.Undetermined, true}, "3": {finding.Breached, false},
			"4": {finding.Undetermined, true}, "5": {finding.Met, false}, "6": {finding.Breached, false}, "7": {finding.Undetermined, true}}, finding.Unlawful},
		{"past it, and yet certain", list(15) + "colour: red\n", map[string]want{
			"1": {finding.Undetermined, true}, "2": {finding.Breached, false}, "3": {finding.Breached, false},
			"4": {finding.Undetermined, true}, "5": {finding.Breached, false}, "6": {finding.Undetermined, false}, "7": {finding.Undetermined, false}}, finding.Unlawful},
		{"past it, and stated", "items: [" + strings.TrimSuffix(strings.Repeat("{hot: true, tint: red}, ", 15), ", ") + "]\ncolour: green\n", map[string]want{
			"1": {finding.Breached, false}, "2": {finding.Breached, false}, "3": {finding.Breached, false},
			"4": {finding.Met, false}, "5": {finding.Met, false}, "6": {finding.Breached, false}, "7": {finding.Breached, false}}, finding.Unlawful},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			j, verdicts := judgeTiny(t, files, test.text)
			got := map[string]want{}
			for clause, v := range verdicts {
				got[clause] = want{v.Status, v.NotProved}
				named := slices.ContainsFunc(j.Findings, func(f finding.Finding) bool {
					return f.Citation == v.Citation && f.Status == finding.Undetermined && strings.Contains(f.Message.EN, "within the bound") && f.Message.ZH != ""
				})
				if named != v.NotProved {
					t.Errorf("%s: not proved is %v, said in a finding is %v", clause, v.NotProved, named)
				}
			}
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(want{})); diff != "" {
				t.Errorf("statuses (-want +got):\n%s", diff)
			}
			if j.Verdict != test.verdict {
				t.Errorf("the practice is %s, want %s", j.Verdict, test.verdict)
			}
		})
	}
}

// TestBoundNotReached requires that the answers for every example and for the cases beside the law are proved, under all law. The
// trial of the shipped law requires it of every case under the law it stands beside.
func TestBoundNotReached(t *testing.T) {
	t.Parallel()
	c, pack := shipped(t, checker.Options{})
	paths := []string{"../examples"}
	for _, in := range pack.Instruments {
		if dir := "../policies/" + in.Dir + "/cases"; exists(dir) {
			paths = append(paths, dir)
		}
	}
	loaded, err := practice.Load(context.Background(), paths, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(loaded.Documents) == 0 {
		t.Fatal("no documents")
	}
	every := 16
	if os.Getenv("CREDLINT_EXHAUSTIVE") != "" {
		every = 1
	} else {
		t.Log("a sample of the cases; CREDLINT_EXHAUSTIVE=1 takes all")
	}
	for i, doc := range loaded.Documents {
		if !strings.HasPrefix(doc.File, "../examples/") && i%every != 0 || testing.Short() && i%8 != 0 {
			continue
		}
		j, err := c.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range j.Clauses {
			if v.NotProved {
				t.Errorf("%s, document %d: %s reached the bound", doc.File, doc.Index+1, v.Citation)
			}
		}
	}
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }

// TestErrorsStayInTheirClause evaluates clauses that cannot be evaluated: each is a failure of that clause alone, named in
// a finding, and no practice passes for it.
func TestErrorsStayInTheirClause(t *testing.T) {
	t.Parallel()
	files := tinyPack(t)
	rules := map[string]string{
		"31": `breach["31"] contains {"at": ["colour"]} if to_number("seven") > 3`,
		"32": `breach["32"] contains {"at": ["items"]} if 1 / count(p.items) > 2`,
		"33": `breach["33"] contains {"at": ["size"]} if object.union(p.notice, p.colour)`,
		"34": `breach["34"] contains {"at": ["colour"]} if p.colour == "red"`,
	}
	for _, clause := range slices.Sorted(maps.Keys(rules)) {
		files[lawtest.TinyWords].Data = append(files[lawtest.TinyWords].Data, lawtest.ClauseWords(clause)...)
		files[lawtest.TinyRules].Data = append(files[lawtest.TinyRules].Data, "\n"+rules[clause]+"\n"...)
	}
	j, got := judgeTiny(t, files, "colour: red\nitems: []\nnotice: {purpose: true, rights: true}\n")
	_, sound := judgeTiny(t, tinyPack(t), "colour: red\nitems: []\nnotice: {purpose: true, rights: true}\n")
	for clause, v := range sound {
		if got[clause].Status != v.Status {
			t.Errorf("clause %s is %s beside clauses that fail, and %s without them", clause, got[clause].Status, v.Status)
		}
	}
	for clause, want := range map[string]finding.Status{"31": finding.Failed, "32": finding.Failed, "33": finding.Failed, "34": finding.Breached} {
		v := got[clause]
		if v.Status != want {
			t.Errorf("clause %s is %s, want %s", clause, v.Status, want)
		}
		said := slices.ContainsFunc(j.Findings, func(f finding.Finding) bool {
			return f.Citation == v.Citation && f.Status == finding.Failed && f.Severity == finding.Error && f.Message.ZH != "" && strings.Contains(f.Message.EN, "could not be evaluated")
		})
		if said != (want == finding.Failed) {
			t.Errorf("clause %s: a finding of failure is %v", clause, said)
		}
	}
	_, open := judgeTiny(t, files, "")
	for clause, want := range map[string]finding.Status{"31": finding.Failed, "32": finding.Failed, "34": finding.Undetermined, "1.1": finding.Undetermined} {
		if open[clause].Status != want {
			t.Errorf("with nothing stated clause %s is %s, want %s", clause, open[clause].Status, want)
		}
	}
}

// TestFailureIsNoPass holds the verdict of a practice of which a clause failed: it was not judged, whatever the others say.
func TestFailureIsNoPass(t *testing.T) {
	t.Parallel()
	files := lawtest.Files(t, "../testdata/packs/bound")
	rules := "cn/bound_2020/rules.rego"
	files[rules].Data = append(files[rules].Data, "\nbreach[\"5\"] contains {\"at\": [\"size\"]} if to_number(\"seven\") > p.size\n"...)
	j, got := judgeTiny(t, files, "colour: green\nsize: 3\nitems: []\n")
	if got["5"].Status != finding.Failed || j.Verdict != finding.NotJudged {
		t.Errorf("clause 5 is %s and the practice %s, want failed and not judged", got["5"].Status, j.Verdict)
	}
}
