package report

import (
	"fmt"

	"github.com/credlint/credlint/checker/finding"
)

// said is what findings that agree in all but their places say: the first of them, and all.
type said struct {
	finding.Finding
	all []finding.Finding
}

// section is the findings of one practice that ask the same of the reader, in the order of their first places.
type section struct {
	title string
	said  []said
	count int // of findings
}

// sections are the findings of a practice, which is nil for those of none, by what they ask of the reader; empty ones are
// left out. Notes on clauses for a person to judge stand in the list of what was not checked, and a question stands for
// the clauses that hang on it.
func (t *text) sections(p *finding.Judged, fs []finding.Finding) []section {
	change, open, advice := section{title: t.page.Change}, section{title: t.page.Open}, section{title: t.page.Advice}
	waived, familiar := section{title: t.page.Waived}, section{title: t.page.Known}
	known := map[string]int{} // where in its section it was said
	all := []*section{&change, &open, &advice, &waived, &familiar}
	for _, f := range fs {
		i := 2
		switch {
		case f.Status == finding.ByHand, t.asked(p, &f):
			continue
		case f.Waived != nil:
			i = 3
		case f.Known:
			i = 4
		case f.Severity == finding.Error:
			i = 0
		case f.Severity == finding.Review:
			i = 1
		case f.Severity == finding.Note && t.o.Quiet:
			continue
		}
		s := all[i]
		s.count++
		key := fmt.Sprintf("%d %q %q %q %q %v", i, f.Rule, f.Message, f.Hint, f.Reading, f.Related)
		if f.Waived != nil {
			key += fmt.Sprintf(" %q", *f.Waived)
		}
		if at, ok := known[key]; ok {
			s.said[at].all = append(s.said[at].all, f)
			continue
		}
		known[key] = len(s.said)
		s.said = append(s.said, said{f, []finding.Finding{f}})
	}
	var out []section
	for _, s := range all {
		if s.count > 0 {
			out = append(out, *s)
		}
	}
	return out
}
