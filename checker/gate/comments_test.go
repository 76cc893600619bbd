package gate

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/finding"
)

// What a comment names is one clause of one instrument, and what it covers is on its line.
func TestComments(t *testing.T) {
	for _, c := range []struct {
		name, comment string
		line          int
		waived        bool
		said          []string
	}{
		{name: "by number", comment: "waive 2.1 until 2026-03-01 because r", line: 4, waived: true},
		{name: "by citation", comment: "waive xx/a_2020#1 until 2026-03-01 by b because r", line: 4, waived: true},
		{name: "another line", comment: "waive 2.1 until 2026-03-01 because r", line: 5,
			said: []string{"3:1 warning waiver-unused the waiver sets nothing aside: nothing is found by this clause on line 5; what is found by it stands at p.yaml:4"}},
		{name: "a number of two instruments", comment: "waive 1 until 2026-03-01 because r", line: 4,
			said: []string{`3:1 review waiver-ambiguous "1" is a clause of 2 instruments, so that the waiver does not count; name the instrument: xx/a_2020#1, xx/b_2020#1`}},
		{name: "expired", comment: "waive 2.1 until 2026-02-28 because r", line: 4,
			said: []string{"3:1 review waiver-expired the waiver expired on 2026-02-28 and does not count; change the practice, have it approved again, or take the waiver out"}},
		{name: "no day", comment: "waive 2.1 until 2026-02-30 because r", line: 4,
			said: []string{`3:1 review waiver "2026-02-30" is not a day, so that the waiver does not count; write it as 2026-06-30`}},
		{name: "nobody may", comment: "waive xx/a_2020#3 until 2026-03-01 because r", line: 4,
			said: []string{"3:1 review waiver-not-allowed xx/a_2020#3 may not be waived, so that the waiver does not count; the right it protects is not the agency's to give up; change the practice"}},
		{name: "no visible reason", comment: "waive 2.1 until 2026-03-01 because \u3000", line: 4,
			said: []string{`3:1 error waiver-comment the comment begins with "credlint:" and cannot be read as a waiver: it has no reason (because); ` + commentForm.EN}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := finding.Judged{File: "p.yaml", Verdict: finding.Unlawful,
				Comments: []finding.Comment{{At: finding.Position{File: "p.yaml", Line: 3, Column: 1}, Line: c.line, Text: c.comment}}}
			for _, citation := range []string{"xx/a_2020#1", "xx/a_2020#2.1", "xx/a_2020#3", "xx/b_2020#1"} {
				p.Clauses = append(p.Clauses, finding.ClauseVerdict{Citation: citation, Status: finding.Breached})
				p.Findings = append(p.Findings, finding.Finding{Rule: citation, Citation: citation, Severity: finding.Error, Status: finding.Breached, At: finding.Position{File: "p.yaml", Line: 4, Column: 3}})
			}
			r := &finding.Report{Practices: []finding.Judged{p}}
			ApplyComments(r, tiny, today, false)
			waived := 0
			var said []string
			for _, f := range r.Practices[0].Findings {
				if f.Waived != nil {
					waived++
				}
				if isGateFinding(&f) {
					said = append(said, say(f))
				}
			}
			if diff := cmp.Diff(c.said, said); diff != "" || (waived == 1) != c.waived {
				t.Errorf("%d waived\n%s", waived, diff)
			}
		})
	}
}
