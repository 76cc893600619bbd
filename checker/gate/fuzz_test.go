package gate

import (
	"slices"
	"strings"
	"testing"

	"github.com/credlint/credlint/checker/finding"
)

// check tests an invariant of findings of a file: texts in both languages and a position in the text.
func check(t *testing.T, text string, fs []finding.Finding) {
	t.Helper()
	for _, f := range fs {
		if f.Message.ZH == "" || f.Message.EN == "" || (f.Hint.ZH == "") != (f.Hint.EN == "") {
			t.Errorf("not in two languages: %+v", f)
		}
		if f.At.Line < 1 || f.At.Column < 1 || f.At.Line > strings.Count(text, "\n")+strings.Count(text, "\r")+1 {
			t.Errorf("impossible place: %+v", f.At)
		}
	}
}

func FuzzWaivers(f *testing.F) {
	for _, s := range []string{"", waivers(good), waivers(good + good), waivers("  - {citation: xx/a_2020#3}\n  - [a]\n"), "waivers: credlint/v1\nentries: *x\n", `{"waivers": "credlint/v1", "entries": [{"pointer": 1}]}`,
		waivers("  - &x {citation: xx/a_2020#2.1}\n  - *x\n"), waivers("-\n  citation: x\n"), "\ufeff" + waivers("- reason: |\n    x\n"), "entries: [\n]\nwaivers: credlint/v1"} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, text string, json bool) {
		name := "w.yaml"
		if json {
			name = "w.json"
		}
		w := ReadWaivers(name, []byte(text), tiny, today)
		check(t, text, w.Findings)
		broken := slices.ContainsFunc(w.Findings, func(f finding.Finding) bool { return f.Severity == finding.Error })
		if broken && len(w.all) > 0 {
			t.Errorf("waivers of a file that cannot be read: %+v", w.all)
		}
		for _, i := range w.valid {
			if x := w.all[i]; strings.TrimSpace(x.Reason) == "" || strings.TrimSpace(x.ApprovedBy) == "" || x.Expires < today || x.Practice == "" || x.Citation != "xx/a_2020#1" && x.Citation != "xx/a_2020#2.1" {
				t.Errorf("counts: %+v", x)
			}
		}
		r := &finding.Report{Practices: []finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a", "?xx/a_2020#2.1 /b", "xx/a_2020#3 /c")}}
		w.Apply(r, "/here")
		check(t, text, r.Findings)
		if r.Practices[0].Findings[2].Waived != nil {
			t.Error("a clause that nobody may waive is waived")
		}
		if broken {
			return
		}
		x := Waiver{Citation: "xx/a_2020#2.1", Practice: "p \n'\"", Status: finding.Breached, Reason: text, ApprovedBy: "b", Expires: today}
		if added, _, err := Add(name, []byte(text), x, tiny, today); err == nil {
			if again := ReadWaivers(name, added, tiny, today); len(again.valid) != len(w.valid)+1 {
				t.Errorf("%d waivers count after one was added to %d:\n%s", len(again.valid), len(w.valid), added)
			}
		}
	})
}

func FuzzBaseline(f *testing.F) {
	for _, s := range []string{"", "{}", string(written(f, "b.json", judged("p", "p.yaml", "xx", "xx/a_2020#1 /a", "?xx/a_2020#3 /b"))), `{"format": "credlint.baseline/v1", "findings": [1]}`, `{"format": "credlint.baseline/v9"}`, `{"format": 1}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b := ReadBaseline("b.json", []byte(text))
		check(t, text, b.Findings)
		if len(b.Findings) > 0 && len(b.entries) > 0 {
			t.Error("a damaged baseline knows something")
		}
		r := &finding.Report{Practices: []finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a", "xx/a_2020#3 /c")}}
		b.Apply(r, tiny, "/here")
		check(t, text, r.Findings)
		if r.Practices[0].Findings[1].Known {
			t.Error("a breach of a clause that nobody may waive is known")
		}
	})
}
