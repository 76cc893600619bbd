package finding

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCompareCitationsCountsAsTheLawDoes(t *testing.T) {
	want := []string{
		"",
		"cn/civil_code_2020#1029",
		"cn/credit_reporting_2013",
		"cn/credit_reporting_2013#9",
		"cn/credit_reporting_2013#14",
		"cn/credit_reporting_2013#14.1",
		"cn/credit_reporting_2013#14.2",
		"cn/credit_reporting_2013#14.10",
		"cn/credit_reporting_2013#120",
		"cn/credit_reporting_2013#120-1",
		"cn/shanghai/social_credit_2017#2",
		"credlint/citation-repealed",
	}
	got := slices.Clone(want)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	slices.SortFunc(got, CompareCitations)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("order (-want +got):\n%s", d)
	}
}

func TestCompareCitationsIsATotalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := rapid.StringMatching(`[ab]?#?[0-9]{0,3}[.a-]?[0-9]{0,2}`)
		a, b, c := g.Draw(t, "a"), g.Draw(t, "b"), g.Draw(t, "c")
		if (CompareCitations(a, b) == 0) != (a == b) {
			t.Fatalf("%q and %q compare as %d", a, b, CompareCitations(a, b))
		}
		if CompareCitations(a, b) != -CompareCitations(b, a) {
			t.Fatalf("%q and %q are not ordered one way", a, b)
		}
		if CompareCitations(a, b) < 0 && CompareCitations(b, c) < 0 && CompareCitations(a, c) >= 0 {
			t.Fatalf("%q < %q < %q is not transitive", a, b, c)
		}
	})
}

func TestSortKeepsOneFindingForAPlaceAndClause(t *testing.T) {
	at := Position{File: "a.yaml", Line: 3, Column: 5, EndLine: 3, EndColumn: 9, Pointer: "/items/0"}
	clause := func(s Severity, why string) Finding {
		return Finding{Rule: "cn/x_2020#1", Citation: "cn/x_2020#1", Severity: s, Message: Text{EN: why}, At: at}
	}
	own := func(s string) Finding {
		return Finding{Rule: "credlint/schema", Severity: Error, Message: Text{EN: s}, At: at}
	}
	local := clause(Error, "a")
	local.Reading = []Reading{{Name: "state_organ_basis", Choice: "law"}}
	other := clause(Review, "a")
	other.Rule, other.Citation = "cn/x_2020#2", "cn/x_2020#2"

	tests := []struct {
		name string
		in   []Finding
		want []string
	}{
		{"the worst of one clause", []Finding{clause(Review, "b"), other, clause(Error, "c"), clause(Error, "d")}, []string{"error cn/x_2020#1 c", "review cn/x_2020#2 a"}},
		{"own findings that differ", []Finding{own("b"), own("a"), own("b")}, []string{"error credlint/schema a", "error credlint/schema b"}},
		{"two readings", []Finding{local, clause(Error, "a")}, []string{"error cn/x_2020#1 a", "error cn/x_2020#1 a"}},
		{"none", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range Sort(tt.in) {
				got = append(got, fmt.Sprintf("%s %s %s", f.Severity, f.Rule, f.Message.EN))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestSortOrdersSheetsByRow(t *testing.T) {
	cell := func(c Cell, row, column int) Finding {
		return Finding{Rule: string(c), At: Position{File: "a.xlsx", Line: row, Column: column, Cell: c}}
	}
	var got []string
	for _, f := range Sort([]Finding{cell("measures!A1", 1, 1), cell("items!C10", 10, 3), cell("items!AA5", 5, 27), cell("items!C5", 5, 3)}) {
		got = append(got, f.Rule)
	}
	if d := cmp.Diff([]string{"items!C5", "items!AA5", "items!C10", "measures!A1"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestSeverityNames(t *testing.T) {
	for s := Note; s <= Error; s++ {
		b, err := s.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var back Severity
		if err := back.UnmarshalText(b); err != nil || back != s {
			t.Errorf("%s reads back as %s, %v", b, back, err)
		}
	}
	var s Severity
	const want = `unknown severity "fatal"; one of note, warning, review, error`
	if err := s.UnmarshalText([]byte("fatal")); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err := Severity(7).MarshalText(); err == nil || Severity(7).String() != "severity(7)" {
		t.Errorf("severity 7 is written as %s, %v", Severity(7), err)
	}
}

func TestCellIsNullWhenEmpty(t *testing.T) {
	for _, c := range []Cell{"", "items!C5", `it's "a"!B2`} {
		b, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if (c == "") != (string(b) == "null") {
			t.Errorf("%q is written as %s", c, b)
		}
		var back Cell
		if err := json.Unmarshal(b, &back); err != nil || back != c {
			t.Errorf("%s reads back as %q, %v", b, back, err)
		}
	}
}

func TestTextIn(t *testing.T) {
	tests := []struct {
		text       Text
		lang, want string
	}{
		{Text{ZH: "甲", EN: "a"}, "zh", "甲"},
		{Text{ZH: "甲", EN: "a"}, "en", "a"},
		{Text{ZH: "甲"}, "en", "甲"},
		{Text{EN: "a"}, "zh", "a"},
		{Text{}, "zh", ""},
	}
	for _, tt := range tests {
		if got := tt.text.In(tt.lang); got != tt.want {
			t.Errorf("%v in %s is %q, want %q", tt.text, tt.lang, got, tt.want)
		}
	}
}

func TestFinishCountsAndIsIdempotent(t *testing.T) {
	f := func(s Severity, w *Waiver) Finding {
		return Finding{Rule: fmt.Sprint(s, w != nil), Severity: s, Waived: w, Reading: []Reading{}}
	}
	r := Report{
		Practices: []Judged{
			{File: "b.yaml", ID: "second", Verdict: Unlawful, Findings: []Finding{f(Error, nil), f(Error, &Waiver{Reason: "r"}), f(Note, nil)}},
			{File: "a.yaml", ID: "first", Verdict: Open, Questions: []Question{{Fact: "/x"}}},
			{File: "a.yaml", ID: "a later document", Verdict: LawfulAsFarAsChecked},
			{File: "c.yaml", ID: "no verdict"},
			{File: "e.yaml", ID: "known", Verdict: Unlawful, Findings: []Finding{{Severity: Error, Known: true}}},
			{File: "d.yaml", Verdict: Contested, Clauses: []ClauseVerdict{{Citation: "cn/x#1", Readings: []ReadingStatus{{}}}}, Findings: []Finding{f(Review, nil), f(Warning, nil)}},
		},
		Findings: []Finding{f(Error, nil)},
	}
	r.Finish()
	want := Summary{Practices: 6, Unlawful: 2, Contested: 1, Undetermined: 1, LawfulAsFarAsChecked: 1, NotJudged: 1, Error: 2, Review: 1, Warning: 1, Note: 1, Waived: 1, Known: 1}
	if d := cmp.Diff(want, r.Summary); d != "" {
		t.Errorf("summary (-want +got):\n%s", d)
	}
	var order []string
	for _, p := range r.Practices {
		order = append(order, p.ID)
	}
	if d := cmp.Diff([]string{"first", "a later document", "second", "no verdict", "", "known"}, order); d != "" {
		t.Errorf("order (-want +got):\n%s", d)
	}
	if r.Practices[0].Questions[0].LawfulIf == nil || r.Practices[4].Clauses[0].Readings[0].Choices == nil || r.Narrowed == nil || r.Practices[2].Findings == nil {
		t.Error("a list is nil after Finish")
	}
	if r.Findings[0].Reading != nil {
		t.Error("an empty reading is not null")
	}
	first, _ := json.Marshal(r)
	r.Finish()
	second, _ := json.Marshal(r)
	if d := cmp.Diff(string(first), string(second)); d != "" {
		t.Errorf("finishing twice changes the report:\n%s", d)
	}
	n := 0
	for p, f := range r.All() {
		if f == nil || (n == 0) != (p == nil) {
			t.Errorf("finding %d belongs to %v", n, p)
		}
		if n++; n == 3 {
			break
		}
	}
}
