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

const today = "2026-03-01"

// tiny is law of three clauses, of which nobody may waive the last.
var tiny = Law{
	Clause: func(c string) (known, waivable bool) {
		return slices.Contains([]string{"xx/a_2020#1", "xx/a_2020#2.1", "xx/a_2020#3"}, c), c != "xx/a_2020#3"
	},
	SuggestClauses: func(c string) []string {
		if strings.HasPrefix(c, "xx/a_2020#2") {
			return []string{"xx/a_2020#2.1"}
		}
		return nil
	},
	Nearest: func(written string, names []string) (near []string) {
		for _, n := range names {
			if written != "" && (n[0] == written[0] && len(n) >= len(written)-1 && len(n) <= len(written)+2) {
				near = append(near, n)
			}
		}
		return near
	},
}

// waivers is a file with the version and these entries.
func waivers(entries string) string { return "waivers: credlint/v1\nentries:\n" + entries }

const good = "  - {citation: xx/a_2020#1, practice: p, reason: r, approved_by: b, expires: 2026-03-01}\n"

// say is a finding as line:column severity rule message; hint.
func say(f finding.Finding) string {
	s := fmt.Sprintf("%d:%d %s %s %s", f.At.Line, f.At.Column, f.Severity, strings.TrimPrefix(f.Rule, "credlint/"), f.Message.EN)
	if f.Hint.EN != "" {
		s += "; " + f.Hint.EN
	}
	return s
}

func saidOf(fs []finding.Finding) (out []string) {
	for _, f := range fs {
		out = append(out, say(f))
	}
	return out
}

func TestReadWaivers(t *testing.T) {
	with := func(old, new string) string { return waivers(strings.Replace(good, old, new, 1)) }
	for name, tt := range map[string]struct {
		text   string
		counts int
		want   []string
	}{
		"counts on its last day": {waivers(good), 1, nil},
		"no entries":             {"waivers: credlint/v1\nentries: []\n", 0, nil},
		"JSON is YAML":           {`{"waivers": "credlint/v1", "entries": [{"citation": "xx/a_2020#1", "practice": "p", "reason": "r", "approved_by": "b", "expires": "2026-03-02"}]}`, 1, nil},
		"all keys":               {with("reason", "place: xx, pointer: /a/0, status: undetermined, reason"), 1, nil},
		"an id of digits":        {with("practice: p", "practice: 2026"), 1, nil},

		"empty":           {"", 0, []string{"1:1 error waivers the text holds no document; fill it in, or remove the file"}},
		"comments alone":  {"# none\n", 0, []string{"1:1 error waivers the text holds no document; fill it in, or remove the file"}},
		"syntax":          {"waivers: [", 0, []string{`1:11 error waivers the YAML syntax is broken here: did not find expected node content`}},
		"two documents":   {waivers(good) + "---\na: 1\n", 0, []string{"1:1 error waivers the file holds 2 documents, and must hold one; put them into one, or into files of their own"}},
		"a practice":      {"practice: credlint/v1\n", 0, []string{`1:1 error waivers this is no file of waivers; begin with "waivers: credlint/v1" and list the waivers under "entries"`}},
		"a list":          {"- citation: x\n", 0, []string{`1:1 error waivers this is no file of waivers; begin with "waivers: credlint/v1" and list the waivers under "entries"`}},
		"another version": {"waivers: credlint/v2\nentries: []\n", 0, []string{`1:10 error waivers the file of waivers is not of the version "credlint/v1"; begin with "waivers: credlint/v1" and list the waivers under "entries"`}},
		"misspelt list":   {"waivers: credlint/v1\nentires: []\n", 0, []string{`1:1 error waivers the file of waivers has no entries; begin with "waivers: credlint/v1" and list the waivers under "entries"`, `2:1 error waivers unknown key "entires" in a file of waivers; did you mean "entries"`}},
		"no list":         {"waivers: credlint/v1\nentries:\n", 0, []string{`2:1 error waivers entries must be a list; begin each with "- "; write [] if there is none`}},
		"too many":        {waivers(strings.Repeat("  - a\n", MaxWaivers+1)), 0, []string{"2:1 error waivers the file holds more than 10000 waivers"}},
		"twice a key":     {with("reason: r", "reason: r, reason: s"), 0, []string{`3:53 error waivers key "reason" is written twice; it stands already on line 3; keep one of the two`}},

		"no keys":            {waivers("  - xx/a_2020#1\n"), 0, []string{"3:5 review waiver a waiver must be keys with values, so that this one does not count; write citation, practice, place, pointer, of, status, reason, approved_by, expires"}},
		"no reason":          {with("reason: r, ", ""), 0, []string{"3:5 review waiver the waiver gives no reason and does not count; say why in reason"}},
		"blank reason":       {with("reason: r", `reason: " "`), 0, []string{"3:50 review waiver the waiver gives no reason and does not count; say why in reason"}},
		"no value":           {with("reason: r", "reason:"), 0, []string{"3:42 review waiver the waiver gives no reason and does not count; say why in reason"}},
		"no approver":        {with("approved_by: b, ", ""), 0, []string{"3:5 review waiver the waiver does not say who approved it and does not count; name the person or office in approved_by"}},
		"no last day":        {with(", expires: 2026-03-01", ""), 0, []string{"3:5 review waiver the waiver has no last day and does not count; write its last day in expires, such as 2026-06-30"}},
		"no day":             {with("2026-03-01", "2026-02-30"), 0, []string{`3:78 review waiver "2026-02-30" is not a day, so that the waiver does not count; write it as 2026-06-30`}},
		"expired":            {with("2026-03-01", "2026-02-28"), 0, []string{"3:78 review waiver-expired the waiver expired on 2026-02-28 and does not count; change the practice, have it approved again, or take the waiver out"}},
		"no clause":          {with("citation: xx/a_2020#1, ", ""), 0, []string{"3:5 review waiver the waiver names no clause and does not count; name one, such as cn/shanghai/social_credit_2017#35.1"}},
		"no practice":        {with("practice: p, ", ""), 0, []string{"3:5 review waiver the waiver names no practice and does not count; name its id or its file"}},
		"an instrument":      {with("#1", ""), 0, []string{`3:16 review waiver-unknown "xx/a_2020" names no clause; a waiver names one exactly, so that this one does not count; write it as cn/shanghai/social_credit_2017#35.1`}},
		"an article":         {with("#1", "#2"), 0, []string{`3:16 review waiver-unknown no clause is "xx/a_2020#2" in the law at hand, so that the waiver does not count; did you mean "xx/a_2020#2.1"`}},
		"unknown clause":     {with("#1", "#9"), 0, []string{`3:16 review waiver-unknown no clause is "xx/a_2020#9" in the law at hand, so that the waiver does not count`}},
		"nobody may":         {with("#1", "#3"), 0, []string{"3:16 review waiver-not-allowed xx/a_2020#3 may not be waived, so that the waiver does not count; the right it protects is not the agency's to give up; change the practice"}},
		"misspelt key":       {with("reason: r", "reasons: r"), 0, []string{`3:42 review waiver a waiver has no key "reasons", so that this one does not count; did you mean "reason"`}},
		"strange key":        {with("reason: r", "reason: r, until: x"), 0, []string{`3:53 review waiver a waiver has no key "until", so that this one does not count; one of "citation", "practice", "place", "pointer", "of", "status", "reason", "approved_by", "expires"`}},
		"no text":            {with("reason: r", "reason: [r]"), 0, []string{"3:50 review waiver reason must be text, so that the waiver does not count"}},
		"a place of nothing": {with("reason", "pointer:, reason"), 0, []string{"3:42 review waiver pointer must be text, so that the waiver does not count"}},
		"no pointer":         {with("reason", "pointer: 'items[0]', reason"), 0, []string{`3:51 review waiver "items[0]" is no JSON pointer, so that the waiver does not count; write it as the JSON report does, such as /items/0/category`}},
		"no status":          {with("reason", "status: breach, reason"), 0, []string{`3:50 review waiver unknown status "breach", so that the waiver does not count; did you mean "breached"`}},
		"duplicate":          {waivers(good + good), 1, []string{"4:5 review waiver-duplicate the waiver on line 3 is for the same, so that this one does not count; keep one of the two"}},
		"expired, again":     {waivers(strings.Replace(good, "03-01", "02-01", 1) + good), 1, []string{"3:78 review waiver-expired the waiver expired on 2026-02-01 and does not count; change the practice, have it approved again, or take the waiver out"}},
		"another pointer":    {waivers(good + strings.Replace(good, "reason", "pointer: '', reason", 1)), 2, nil},
		"another status":     {waivers(good + strings.Replace(good, "reason", "status: undetermined, reason", 1)), 2, nil},
		"another place":      {waivers(good + strings.Replace(good, "reason", "place: xx, reason", 1)), 2, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := ReadWaivers("waivers.yaml", []byte(tt.text), tiny, today)
			if diff := cmp.Diff(tt.want, saidOf(w.Findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if len(w.valid) != tt.counts {
				t.Errorf("%d waivers count, want %d", len(w.valid), tt.counts)
			}
			for _, f := range w.Findings {
				if f.Message.ZH == "" || f.Hint.IsZero() != (f.Hint.ZH == "") {
					t.Errorf("not in Chinese: %+v", f)
				}
			}
		})
	}
}

// judged is a practice with findings of clauses at pointers, "xx/a_2020#1 /a" for a breach; "?" before it for what is
// undetermined, and "~" for what is breached on some readings. What follows "@" is the subject.
func judged(id, file, place string, findings ...string) finding.Judged {
	p := finding.Judged{ID: id, File: file, Jurisdiction: place, Verdict: finding.Unlawful}
	for _, c := range []string{"xx/a_2020#1", "xx/a_2020#2.1", "xx/a_2020#3"} {
		p.Clauses = append(p.Clauses, finding.ClauseVerdict{Citation: c, Status: finding.Met})
	}
	for _, s := range findings {
		f := finding.Finding{Severity: finding.Error, Status: finding.Breached}
		s, f.Subject, _ = strings.Cut(s, "@")
		if rest, ok := strings.CutPrefix(s, "?"); ok {
			s, f.Severity, f.Status = rest, finding.Review, finding.Undetermined
		} else if rest, ok := strings.CutPrefix(s, "~"); ok {
			s, f.Severity, f.Reading = rest, finding.Review, []finding.Reading{{Name: "n", Choice: "c"}}
		}
		f.Citation, f.At.Pointer, _ = strings.Cut(s, " ")
		f.Rule, f.At.File, f.Message = f.Citation, file, finding.Text{ZH: "一", EN: "one"}
		p.Findings = append(p.Findings, f)
	}
	return p
}

// aside are the findings that were set aside, as file citation pointer.
func aside(r *finding.Report) (out []string) {
	for p, f := range r.All() {
		if p != nil && f.SetAside() {
			out = append(out, strings.TrimSpace(p.File+" "+f.Citation+" "+f.At.Pointer))
		}
	}
	return out
}

func TestApplyWaivers(t *testing.T) {
	entry := func(more string) string {
		return "  - {" + more + ", reason: r, approved_by: b, expires: 2026-12-31}\n"
	}
	for name, tt := range map[string]struct {
		entries   string
		practices []finding.Judged
		aside     []string
		want      []string
	}{
		"a clause in a practice": {
			entry("citation: xx/a_2020#1, practice: p"),
			[]finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a", "xx/a_2020#1 /b", "~xx/a_2020#1 /c", "xx/a_2020#2.1 /a"), judged("q", "q.yaml", "xx", "xx/a_2020#1 /a")},
			[]string{"p.yaml xx/a_2020#1 /a", "p.yaml xx/a_2020#1 /b", "p.yaml xx/a_2020#1 /c"}, nil,
		},
		"one place of it": {
			entry("citation: xx/a_2020#1, practice: p, pointer: /a"),
			[]finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a", "xx/a_2020#1 /a/b", "xx/a_2020#1 ")},
			[]string{"p.yaml xx/a_2020#1 /a"}, nil,
		},
		"what was approved, wherever it stands": {
			entry(`citation: xx/a_2020#1, practice: p, pointer: /a/0, of: '/a/x = 1'`),
			[]finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a/1@/a/x = 1", "xx/a_2020#1 /a/0@/a/y = 1")},
			[]string{"p.yaml xx/a_2020#1 /a/1"}, nil,
		},
		"several that were approved": {
			entry(`citation: xx/a_2020#1, practice: p, of: ['/a/x = 1', '/b']`),
			[]finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a/1@/a/x = 1", "xx/a_2020#1 /b@/b", "xx/a_2020#1 /c@/c = 2")},
			[]string{"p.yaml xx/a_2020#1 /a/1", "p.yaml xx/a_2020#1 /b"}, nil,
		},
		"another value": {
			entry(`citation: xx/a_2020#1, practice: p, pointer: /a/0, of: '/a/x = 1'`),
			[]finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a/0@/a/x = 2")},
			nil, []string{`3:61 review waiver-changed the waiver was not given for /a/x = 2, and does not count; have it approved again, and write of: /a/x = 2`},
		},
		"a value that nobody named": {
			entry(`citation: xx/a_2020#1, practice: p, pointer: /a/0`),
			[]finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a/0@/a/x = 2")},
			nil, []string{`3:51 review waiver-changed the waiver was not given for /a/x = 2, and does not count; have it approved again, and write of: /a/x = 2`},
		},
		"something that is missing": {
			entry(`citation: xx/a_2020#1, practice: p, pointer: /a/0/b`),
			[]finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a/0/b@/a/x/b")},
			[]string{"p.yaml xx/a_2020#1 /a/0/b"}, nil,
		},
		"the practice itself": {
			entry("citation: xx/a_2020#1, practice: p, pointer: ''"),
			[]finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a", "xx/a_2020#1 ")},
			[]string{"p.yaml xx/a_2020#1"}, nil,
		},
		"a file": {
			entry("citation: xx/a_2020#1, practice: plans/p.yaml"),
			[]finding.Judged{judged("same", "up/plans/p.yaml", "xx", "xx/a_2020#1 /a"), judged("same", "up/plans/q.yaml", "xx", "xx/a_2020#1 /a"), judged("same", "plans/p.yaml", "xx", "xx/a_2020#1 /a")},
			[]string{"up/plans/p.yaml xx/a_2020#1 /a"}, nil,
		},
		"an id that two bear": {
			entry("citation: xx/a_2020#1, practice: same"),
			[]finding.Judged{judged("same", "p.yaml", "xx", "xx/a_2020#1 /a"), judged("same", "q.yaml", "xx", "xx/a_2020#1 /a")},
			nil, []string{`3:39 review waiver-ambiguous "same" is 2 practices, so that the waiver does not count; give each practice an id of its own, or name its file or its place`},
		},
		"an id and a file": {
			entry("citation: xx/a_2020#1, practice: p.yaml"),
			[]finding.Judged{judged("p", "up/p.yaml", "xx", "xx/a_2020#1 /a"), judged("p.yaml", "up/q.yaml", "xx", "xx/a_2020#1 /a")},
			nil, []string{`3:39 review waiver-ambiguous "p.yaml" is 2 practices, so that the waiver does not count; give each practice an id of its own, or name its file or its place`},
		},
		"an id that two places bear": {
			entry("citation: xx/a_2020#1, practice: same, place: xx/north"),
			[]finding.Judged{judged("same", "p.yaml", "xx", "xx/a_2020#1 /a"), judged("same", "q.yaml", "xx/north", "xx/a_2020#1 /a")},
			[]string{"q.yaml xx/a_2020#1 /a"}, nil,
		},
		"another place": {
			entry("citation: xx/a_2020#1, practice: p, place: xx/north"),
			[]finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")},
			nil, []string{`3:49 warning waiver-unused the waiver sets nothing aside: "p" is of the place xx; correct it or take it out`},
		},
		"not checked": {
			entry("citation: xx/a_2020#1, practice: q"), []finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")},
			nil, []string{`3:39 note waiver-unused the waiver sets nothing aside: "q" was not checked in this run; take it out if there is no such practice`},
		},
		"kept by now": {
			entry("citation: xx/a_2020#1, practice: p"), []finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#2.1 /a")},
			nil, []string{`3:16 warning waiver-unused the waiver sets nothing aside: the practice keeps to the clause; take it out`},
		},
		"elsewhere by now": {
			entry("citation: xx/a_2020#1, practice: p, pointer: /a"), []finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /c", "xx/a_2020#1 /b")},
			nil, []string{`3:51 warning waiver-unused the waiver sets nothing aside: nothing is found by this clause at "/a"; what is found by it stands at /b, /c`},
		},
		"a breach and a question": {
			entry("citation: xx/a_2020#1, practice: p"), []finding.Judged{judged("p", "p.yaml", "xx", "?xx/a_2020#1 /a")},
			nil, []string{`3:16 warning waiver-unused the waiver sets nothing aside: the clause is undetermined, and the waiver is for a breach; state the facts, or have it approved as "status: undetermined"`},
		},
		"a question that became a breach": {
			entry("citation: xx/a_2020#1, practice: p, status: undetermined"), []finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a", "~xx/a_2020#1 /b")},
			nil, []string{`3:50 warning waiver-unused the waiver sets nothing aside: the clause is breached, and the waiver is for an open question; change the practice, or have the breach itself approved`},
		},
		"a question": {
			entry("citation: xx/a_2020#1, practice: p, status: undetermined"), []finding.Judged{judged("p", "p.yaml", "xx", "?xx/a_2020#1 /a", "xx/a_2020#1 /b")},
			[]string{"p.yaml xx/a_2020#1 /a"}, nil,
		},
		"the narrower one": {
			entry("citation: xx/a_2020#1, practice: p") + entry("citation: xx/a_2020#1, practice: p, pointer: /a"), []finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#1 /a")},
			[]string{"p.yaml xx/a_2020#1 /a"}, []string{`3:16 warning waiver-unused the waiver sets nothing aside: others cover all of it; take it out`},
		},
		"one that does not count": {
			entry("citation: xx/a_2020#3, practice: p"), []finding.Judged{judged("p", "p.yaml", "xx", "xx/a_2020#3 /a")},
			nil, []string{`3:16 review waiver-not-allowed xx/a_2020#3 may not be waived, so that the waiver does not count; the right it protects is not the agency's to give up; change the practice`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := ReadWaivers("up/waivers.yaml", []byte(waivers(tt.entries)), tiny, today)
			r := &finding.Report{Practices: tt.practices}
			w.Apply(r, "/here")
			r.Finish()
			if diff := cmp.Diff(tt.aside, aside(r)); diff != "" {
				t.Errorf("waived (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, saidOf(r.Findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			want := fmt.Sprintf("waived by up/waivers.yaml as of 2026-03-01: %d", len(tt.aside))
			if len(r.Narrowed) != 1 || r.Narrowed[0].EN != want {
				t.Errorf("narrowed is %v, want %s", r.Narrowed, want)
			}
			for _, p := range r.Practices {
				if p.Verdict != finding.Unlawful {
					t.Error("a verdict has changed")
				}
			}
		})
	}
}

// What the run did not judge does not make a waiver one that nobody needs.
func TestUnusedWaiverOfWhatWasNotJudged(t *testing.T) {
	failed := judged("p", "p.yaml", "xx")
	failed.Verdict, failed.Clauses = finding.NotJudged, nil
	for what, change := range map[string]struct {
		p    finding.Judged
		want string
	}{
		"failed": {failed, "note the waiver sets nothing aside: the clause was not judged in this run"},
		"skipped": {finding.Judged{ID: "p", Verdict: finding.LawfulAsFarAsChecked, Clauses: []finding.ClauseVerdict{{Citation: "xx/a_2020#1", Status: finding.Skipped}}},
			"note the waiver sets nothing aside: the clause was not judged in this run"},
		"by hand": {finding.Judged{ID: "p", Verdict: finding.LawfulAsFarAsChecked, Clauses: []finding.ClauseVerdict{{Citation: "xx/a_2020#1", Status: finding.ByHand}}},
			"warning the waiver sets nothing aside: the clause is for a person to judge, and nothing is found by it"},
		"of another kind": {finding.Judged{ID: "p", Verdict: finding.LawfulAsFarAsChecked}, "warning the waiver sets nothing aside: the clause does not judge this practice"},
	} {
		r := &finding.Report{Practices: []finding.Judged{change.p}}
		ReadWaivers("w.yaml", []byte(waivers(good)), tiny, today).Apply(r, "/here")
		if got := r.Findings[0].Severity.String() + " " + r.Findings[0].Message.EN; got != change.want {
			t.Errorf("%s: %s, want %s", what, got, change.want)
		}
	}
}

// drawn is a report of few distinct practices, clauses and places, so that a waiver for one could meet another.
func drawn(t *rapid.T) *finding.Report {
	r := &finding.Report{}
	for i := range rapid.IntRange(1, 4).Draw(t, "practices") {
		var fs []string
		for range rapid.IntRange(0, 6).Draw(t, "findings") {
			fs = append(fs, rapid.SampledFrom([]string{"", "?", "~"}).Draw(t, "status")+
				rapid.SampledFrom([]string{"xx/a_2020#1", "xx/a_2020#2.1", "xx/a_2020#3"}).Draw(t, "citation")+
				rapid.SampledFrom([]string{" ", " /a", " /a/0", " /b"}).Draw(t, "pointer"))
		}
		r.Practices = append(r.Practices, judged(rapid.SampledFrom([]string{"p", "q", "f1.yaml"}).Draw(t, "id"), fmt.Sprintf("f%d.yaml", i), rapid.SampledFrom([]string{"xx", "xx/north"}).Draw(t, "place"), fs...))
	}
	r.Findings = []finding.Finding{{Rule: "credlint/unreadable", Severity: finding.Error, Message: finding.Text{EN: "x"}}}
	return r
}

func drawnWaiver(t *rapid.T) Waiver {
	x := Waiver{
		Citation: rapid.SampledFrom([]string{"xx/a_2020#1", "xx/a_2020#2.1", "xx/a_2020#3"}).Draw(t, "citation"),
		Practice: rapid.SampledFrom([]string{"p", "q", "f1.yaml", "nothing"}).Draw(t, "practice"), Place: rapid.SampledFrom([]string{"", "", "xx", "xx/north"}).Draw(t, "place"),
		Status: rapid.SampledFrom([]finding.Status{finding.Breached, finding.Undetermined}).Draw(t, "status"),
		Reason: rapid.SampledFrom([]string{"r", "因系统改造：至年底", "a: b # c", "- x\ny", "'"}).Draw(t, "reason"), ApprovedBy: "法制科", Expires: rapid.SampledFrom([]string{"2026-03-01", "2027-01-01", "2026-02-28"}).Draw(t, "expires"),
	}
	if rapid.Bool().Draw(t, "at a pointer") {
		p := rapid.SampledFrom([]string{"", "/a", "/a/0"}).Draw(t, "pointer")
		x.Pointer = &p
	}
	return x
}

// A waiver never removes a finding, changes nothing but the mark, and marks only findings of its clause, its one practice,
// its status and its place, and none of a clause that nobody may waive.
func TestWaiverTouchesNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawnWaiver(t)
		r, untouched := drawn(t), (*finding.Report)(nil)
		r.Finish()
		untouched = cloned(r)
		text, _, err := Add("w.yaml", nil, x, tiny, "2020-01-01")
		if (err == nil) != (x.Citation != "xx/a_2020#3") {
			t.Fatalf("%+v: %v", x, err)
		}
		if err != nil {
			text = []byte(waivers("  - {citation: xx/a_2020#3, practice: p, reason: r, approved_by: b, expires: 2027-01-01}\n"))
		}
		ReadWaivers("w.yaml", text, tiny, today).Apply(r, "/here")
		r.Finish()
		named := 0
		for _, p := range untouched.Practices {
			if (p.ID == x.Practice || p.File == x.Practice) && (x.Place == "" || p.Jurisdiction == x.Place) {
				named++
			}
		}
		waived := 0
		for i, p := range untouched.Practices {
			q := r.Practices[i]
			if len(p.Findings) != len(q.Findings) || p.Verdict != q.Verdict {
				t.Fatalf("practice %d has %d findings, had %d", i, len(q.Findings), len(p.Findings))
			}
			for j, f := range p.Findings {
				g := q.Findings[j]
				want := named == 1 && (p.ID == x.Practice || p.File == x.Practice) && (x.Place == "" || p.Jurisdiction == x.Place) &&
					f.Citation == x.Citation && f.Citation != "xx/a_2020#3" && f.Status == x.Status && (x.Pointer == nil || *x.Pointer == f.At.Pointer) && x.Expires >= today
				if (g.Waived != nil) != want {
					t.Fatalf("%+v\nwaived %v, want %v:\n%+v", x, g.Waived, want, f)
				}
				if g.Waived != nil {
					waived++
				}
				g.Waived = nil
				if diff := cmp.Diff(f, g); diff != "" {
					t.Fatalf("a finding has changed: %s", diff)
				}
			}
		}
		var rest []finding.Finding // findings that are not about waivers
		for _, f := range r.Findings {
			if !isGateFinding(&f) {
				rest = append(rest, f)
			}
		}
		if diff := cmp.Diff(untouched.Findings, rest); diff != "" {
			t.Fatalf("findings of no practice have changed: %s", diff)
		}
		if waived == 0 && len(rest) == len(r.Findings) {
			t.Fatalf("%+v is unused and nothing says so", x)
		}
	})
}

func cloned(r *finding.Report) *finding.Report {
	c := *r
	c.Findings = slices.Clone(r.Findings)
	c.Practices = slices.Clone(r.Practices)
	for i := range c.Practices {
		c.Practices[i].Findings = slices.Clone(c.Practices[i].Findings)
	}
	return &c
}
