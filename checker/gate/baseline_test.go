package gate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/credlint/credlint/checker/finding"
)

func written(t testing.TB, name string, practices ...finding.Judged) []byte {
	t.Helper()
	r := &finding.Report{Practices: practices}
	r.Finish()
	b, err := WriteBaseline(name, r, tiny, "/here")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWriteBaseline(t *testing.T) {
	p := judged("p", "plans/p.yaml", "xx", "xx/a_2020#2.1 /b", "?xx/a_2020#1 /a", "xx/a_2020#3 /c", "?xx/a_2020#3 /d", "xx/a_2020#1 /waived")
	p.Findings[4].Waived = &finding.Waiver{}
	p.Findings = append(p.Findings, finding.Finding{Rule: "xx/a_2020#1", Citation: "xx/a_2020#1", Severity: finding.Note, Status: finding.ByHand},
		finding.Finding{Rule: "xx/a_2020#2.1", Citation: "xx/a_2020#2.1", Severity: finding.Error, Status: finding.Failed},
		finding.Finding{Rule: "credlint/citation-repealed", Severity: finding.Warning, At: finding.Position{Pointer: "/basis/0/cite"}})
	r := &finding.Report{Practices: []finding.Judged{p}, Findings: []finding.Finding{
		{Rule: "credlint/unreadable", Severity: finding.Error}, {Rule: "credlint/waiver-expired", Severity: finding.Review},
		{Rule: "credlint/number-as-text", Severity: finding.Warning, At: finding.Position{File: "plans/agency.yaml", Pointer: "/<a>"}},
	}}
	r.Finish()
	got, err := WriteBaseline("known.json", r, tiny, "/here")
	if err != nil {
		t.Fatal(err)
	}
	want := `{
 "format": "credlint.baseline/v2",
 "findings": [
  {"fingerprint":"` + finding.Fingerprint("", "plans/agency.yaml", r.Findings[2]) + `","rule":"credlint/number-as-text","severity":"warning","status":"","practice":"","file":"plans/agency.yaml","pointer":"/<a>","subject":""},
`
	for _, s := range []string{
		"credlint/citation-repealed warning  /basis/0/cite", "xx/a_2020#1 review undetermined /a", "xx/a_2020#2.1 error breached /b", "xx/a_2020#3 review undetermined /d",
	} {
		f := strings.Split(s, " ")
		want += fmt.Sprintf("  {\"fingerprint\":%q,\"rule\":%q,\"severity\":%q,\"status\":%q,\"practice\":\"p\",\"file\":\"plans/p.yaml\",\"pointer\":%q,\"subject\":\"\"},\n",
			finding.Fingerprint("p", "", finding.Finding{Rule: f[0], At: finding.Position{Pointer: f[3]}}), f[0], f[1], f[2], f[3])
	}
	want = strings.TrimSuffix(want, ",\n") + "\n ]\n}\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if none := written(t, "known.json"); string(none) != "{\n \"format\": \"credlint.baseline/v2\",\n \"findings\": []\n}\n" {
		t.Errorf("of nothing:\n%s", none)
	}
	// From another folder it is the same, byte for byte.
	r.Practices[0].File, r.Findings[2].At.File = "p.yaml", "agency.yaml"
	if elsewhere, err := WriteBaseline("../known.json", r, tiny, "/here/plans"); err != nil || string(elsewhere) != string(got) {
		t.Errorf("from another folder (-want +got), %v:\n%s", err, cmp.Diff(string(got), string(elsewhere)))
	}
}

func TestApplyBaseline(t *testing.T) {
	type practices = []finding.Judged
	now := func(ps ...finding.Judged) practices { return ps }
	for name, tt := range map[string]struct {
		before, now practices
		aside       []string
		want        []string
	}{
		"the same, and one more": {
			now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")), now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /a", "xx/a_2020#1 /b", "xx/a_2020#2.1 /a"), judged("q", "q.yaml", "xx", "xx/a_2020#1 /a")),
			[]string{"p.yaml xx/a_2020#1 /a"}, nil,
		},
		"a renamed file": {
			now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")), now(judged("p", "new/name.yaml", "xx", "xx/a_2020#1 /a"), judged("q", "p.yaml", "xx", "xx/a_2020#1 /a")),
			[]string{"new/name.yaml xx/a_2020#1 /a"}, nil,
		},
		"a renamed file without an id": {
			now(judged("", "p.yaml", "xx", "xx/a_2020#1 /a")), now(judged("", "q.yaml", "xx", "xx/a_2020#1 /a")),
			nil, []string{"2:12 note baseline-not-checked findings of the baseline that are of what was not checked in this run: 1"},
		},
		"gone": {
			now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /a", "xx/a_2020#1 /b")), now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /b")),
			[]string{"p.yaml xx/a_2020#1 /b"}, []string{"4:18 note baseline-gone a finding of the baseline is gone: xx/a_2020#1 /a (p); write the baseline again, so that it is not known when it comes back"},
		},
		"another value": {
			now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /a@/a = 3")), now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /a@/a = 30")),
			nil, []string{"4:18 note baseline-changed what a finding of the baseline was about has changed, and it is not known any more: xx/a_2020#1 /a (p); deal with it, then write the baseline again"},
		},
		"one put in before it": {
			now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /a/0@/a/x = 3")), now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /a/0@/a/y = 3", "xx/a_2020#1 /a/1@/a/x = 3")),
			[]string{"p.yaml xx/a_2020#1 /a/1"}, nil,
		},
		"not checked": {
			now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /a"), judged("q", "q.yaml", "xx", "xx/a_2020#1 /a")), now(judged("q", "q.yaml", "xx", "xx/a_2020#1 /a")),
			[]string{"q.yaml xx/a_2020#1 /a"}, []string{"2:12 note baseline-not-checked findings of the baseline that are of what was not checked in this run: 1"},
		},
		"a question that became a breach": {
			now(judged("p", "p.yaml", "xx", "?xx/a_2020#1 /a")), now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")),
			nil, []string{"4:18 note baseline-worse a finding of the baseline has become worse and is not known any more: xx/a_2020#1 /a (p); deal with it, then write the baseline again"},
		},
		"a breach that became a question": {
			now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")), now(judged("p", "p.yaml", "xx", "?xx/a_2020#1 /a")),
			[]string{"p.yaml xx/a_2020#1 /a"}, nil,
		},
		"another reading": {
			now(judged("p", "p.yaml", "xx", "~xx/a_2020#1 /a")), now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")),
			nil, []string{"4:18 note baseline-gone a finding of the baseline is gone: xx/a_2020#1 /a (p); write the baseline again, so that it is not known when it comes back"},
		},
		"what nobody may waive": {
			now(judged("p", "p.yaml", "xx", "?xx/a_2020#3 /a")), now(judged("p", "p.yaml", "xx", "?xx/a_2020#3 /a", "xx/a_2020#3 /b")),
			[]string{"p.yaml xx/a_2020#3 /a"}, nil,
		},
		"two with one id": {
			now(judged("same", "p.yaml", "xx", "xx/a_2020#1 /a"), judged("same", "q.yaml", "xx", "xx/a_2020#1 /a")), now(judged("same", "p.yaml", "xx"), judged("same", "q.yaml", "xx", "xx/a_2020#1 /a")),
			[]string{"q.yaml xx/a_2020#1 /a"}, []string{"4:18 note baseline-gone a finding of the baseline is gone: xx/a_2020#1 /a (same); write the baseline again, so that it is not known when it comes back"},
		},
		"one id, another file": {
			now(judged("same", "p.yaml", "xx", "xx/a_2020#1 /a"), judged("same", "q.yaml", "xx")), now(judged("same", "p.yaml", "xx"), judged("same", "q.yaml", "xx", "xx/a_2020#1 /a")),
			nil, []string{"4:18 note baseline-gone a finding of the baseline is gone: xx/a_2020#1 /a (same); write the baseline again, so that it is not known when it comes back"},
		},
		"moved into another file": {
			now(judged("p", "p.yaml", "xx", "xx/a_2020#1 /a"), judged("q", "q.yaml", "xx")), now(judged("q", "p.yaml", "xx"), judged("p", "q.yaml", "xx", "xx/a_2020#1 /a")),
			[]string{"q.yaml xx/a_2020#1 /a"}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := ReadBaseline("known.json", written(t, "known.json", tt.before...))
			r := &finding.Report{Practices: tt.now}
			r.Finish()
			b.Apply(r, tiny, "/here")
			r.Finish()
			if diff := cmp.Diff(tt.aside, aside(r)); diff != "" {
				t.Errorf("known (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, saidOf(r.Findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if want := fmt.Sprintf("known from the baseline known.json: %d", len(tt.aside)); len(r.Narrowed) != 1 || r.Narrowed[0].EN != want {
				t.Errorf("narrowed is %v, want %s", r.Narrowed, want)
			}
		})
	}
}

// A clause that the run left out, or could not judge, has not been kept.
func TestBaselineOfWhatWasNotJudged(t *testing.T) {
	before := written(t, "known.json", judged("p", "p.yaml", "xx", "xx/a_2020#1 /a"))
	skipped, failed, broken := judged("p", "p.yaml", "xx"), judged("p", "p.yaml", "xx"), judged("p", "p.yaml", "xx")
	skipped.Clauses[0].Status, failed.Clauses[0].Status, broken.Verdict = finding.Skipped, finding.Failed, finding.NotJudged
	for what, p := range map[string]finding.Judged{"skipped": skipped, "failed": failed, "not judged": broken} {
		r := &finding.Report{Practices: []finding.Judged{p}}
		ReadBaseline("known.json", before).Apply(r, tiny, "/here")
		if len(r.Findings) != 1 || r.Findings[0].Rule != "credlint/baseline-not-checked" {
			t.Errorf("%s: %v", what, saidOf(r.Findings))
		}
	}
}

// The same breach is worse where the law behind it became binding.
func TestBaselineOfWhatBecameMoreSevere(t *testing.T) {
	before := judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")
	before.Findings[0].Severity = finding.Warning
	r := &finding.Report{Practices: []finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")}}
	b := ReadBaseline("known.json", written(t, "known.json", before))
	b.Apply(r, tiny, "/here")
	if r.Practices[0].Findings[0].Known || len(r.Findings) != 1 || r.Findings[0].Rule != "credlint/baseline-worse" {
		t.Errorf("%+v, %v", r.Practices[0].Findings[0], saidOf(r.Findings))
	}
	// Where a waiver covers it, nothing is left to say.
	r = &finding.Report{Practices: []finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")}}
	r.Practices[0].Findings[0].Waived = &finding.Waiver{}
	if b.Apply(r, tiny, "/here"); len(r.Findings) > 0 {
		t.Errorf("%v", saidOf(r.Findings))
	}
}

// A waived finding is not known as well, and its place in the baseline is not empty.
func TestBaselineBesideWaivers(t *testing.T) {
	b := ReadBaseline("known.json", written(t, "known.json", judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")))
	r := &finding.Report{Practices: []finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")}}
	ReadWaivers("w.yaml", []byte(waivers(good)), tiny, today).Apply(r, "/here")
	b.Apply(r, tiny, "/here")
	if f := r.Practices[0].Findings[0]; f.Waived == nil || f.Known || len(r.Findings) > 0 {
		t.Errorf("%+v, %v", f, saidOf(r.Findings))
	}
}

func TestReadBaselineRefuses(t *testing.T) {
	whole := string(written(t, "known.json", judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")))
	with := func(old, new string) string {
		if !strings.Contains(whole, old) {
			t.Fatalf("%q is not in %s", old, whole)
		}
		return strings.Replace(whole, old, new, 1)
	}
	for name, tt := range map[string]struct{ text, want string }{
		"empty":           {"", "1:1 error baseline the text holds no document; fill it in, or remove the file"},
		"cut":             {whole[:len(whole)-20], ""},
		"a report":        {`{"format": "credlint.report/v1", "findings": []}`, "1:1 error baseline this is no baseline; write the baseline again"},
		"a list":          {"[]", "1:1 error baseline this is no baseline; write the baseline again"},
		"another version": {with("baseline/v2", "baseline/v1"), `2:12 error baseline the baseline has the format "credlint.baseline/v1", and this program reads "credlint.baseline/v2"; write the baseline again`},
		"no list":         {`{"format": "credlint.baseline/v2"}`, "1:1 error baseline the baseline is damaged: findings is no list; write the baseline again"},
		"a short print":   {with(`"fingerprint":"`, `"fingerprint":"0`), "4:18 error baseline the baseline is damaged: a fingerprint has not 32 hexadecimal digits; write the baseline again"},
		"no rule":         {with(`"rule"`, `"rules"`), "4:3 error baseline the baseline is damaged: rule is no text; write the baseline again"},
		"no severity":     {with(`"error"`, `"fatal"`), `4:85 error baseline the baseline is damaged: unknown severity "fatal"; one of note, warning, review, error; write the baseline again`},
	} {
		t.Run(name, func(t *testing.T) {
			b := ReadBaseline("known.json", []byte(tt.text))
			got := saidOf(b.Findings)
			if tt.want == "" {
				if len(got) == 0 || b.Findings[0].Severity != finding.Error {
					t.Errorf("findings are %q", got)
				}
			} else if diff := cmp.Diff([]string{tt.want}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			r := &finding.Report{Practices: []finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")}}
			b.Apply(r, tiny, "/here")
			if n := aside(r); len(n) > 0 || len(r.Findings) != len(got) {
				t.Errorf("of a damaged baseline %q is known, and the report says %q", n, saidOf(r.Findings))
			}
		})
	}
	// What a later version adds does not hinder this one.
	if b := ReadBaseline("known.json", []byte(with(`"rule"`, `"since": 1, "rule"`))); len(b.Findings) > 0 {
		t.Error(saidOf(b.Findings))
	}
}

// More than is read again is not written.
func TestBaselineIsBounded(t *testing.T) {
	p := finding.Judged{ID: "p", File: "p.yaml"}
	for i := range 40_000 {
		p.Findings = append(p.Findings, finding.Finding{Rule: "xx/a_2020#1", Citation: "xx/a_2020#1", Severity: finding.Error, Status: finding.Breached, At: finding.Position{Pointer: fmt.Sprint("/", i)}})
	}
	_, err := WriteBaseline("known.json", &finding.Report{Practices: []finding.Judged{p}}, tiny, "/here")
	if err == nil || !strings.HasPrefix(err.Error(), "40000 findings are more than one baseline holds: ") {
		t.Errorf("%v", err)
	}
}

// A baseline of a report knows all of it that a baseline holds and nothing is gone; of another report it marks only what the
// first one had at least as bad, changes nothing else, and says of each entry that is not used what became of it.
func TestBaselineTouchesNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := drawn(t), drawn(t)
		before.Finish()
		after.Finish()
		text, err := WriteBaseline("known.json", before, tiny, "/here")
		if err != nil {
			t.Fatal(err)
		}
		again := cloned(before)
		ReadBaseline("known.json", text).Apply(again, tiny, "/here")
		for p, f := range again.All() {
			if p != nil && f.Known == (f.Citation == "xx/a_2020#3" && f.Status == finding.Breached) {
				t.Fatalf("of the report it was written from: known is %v of %+v", f.Known, f)
			}
			if isGateFinding(f) {
				t.Fatalf("of the report it was written from: %s", say(*f))
			}
		}
		untouched := cloned(after)
		b := ReadBaseline("known.json", text)
		b.Apply(after, tiny, "/here")
		marked := 0
		for i, p := range after.Practices {
			for j, f := range p.Findings {
				if f.Known {
					marked++
					had := slices.ContainsFunc(before.Practices, func(q finding.Judged) bool {
						return q.ID == p.ID && slices.ContainsFunc(q.Findings, func(g finding.Finding) bool {
							return g.Citation == f.Citation && g.At.Pointer == f.At.Pointer && g.Severity >= f.Severity && (g.Status == finding.Breached || f.Status != finding.Breached)
						})
					})
					if !had || f.Citation == "xx/a_2020#3" && f.Status == finding.Breached {
						t.Fatalf("known although it is new: %+v", f)
					}
				}
				f.Known = false
				if diff := cmp.Diff(untouched.Practices[i].Findings[j], f); diff != "" {
					t.Fatalf("a finding has changed: %s", diff)
				}
			}
		}
		told := 0
		for _, f := range after.Findings {
			switch f.Rule {
			case "credlint/baseline-gone", "credlint/baseline-worse", "credlint/baseline-changed":
				told++
			case "credlint/baseline-not-checked":
				n := 0
				fmt.Sscan(f.Message.EN[strings.LastIndexByte(f.Message.EN, ' '):], &n)
				told += n
			}
		}
		if told+marked != len(b.entries) {
			t.Fatalf("%d entries, of which %d are marked and %d told of", len(b.entries), marked, told)
		}
	})
}
