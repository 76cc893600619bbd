package report

import (
	"fmt"
	"slices"

	"github.com/credlint/credlint/checker/finding"
)

// findingGroup is a set of findings that differ only in their places: the first of them, embedded, and all of them.
type findingGroup struct {
	finding.Finding
	all []finding.Finding
}

// section has the findings of one practice that require the same kind of action, in the order of their first places.
type section struct {
	title  string
	groups []findingGroup
	count  int // of findings
}

// sections groups the findings of a practice by the action they require and omits empty sections. p is nil for findings
// without a practice. By-hand clauses are left to the list of unchecked items, and findings that a question covers to
// that question.
func (t *text) sections(p *finding.Judged, fs []finding.Finding) []section {
	all := []section{{title: t.page.Change}, {title: t.page.Open}, {title: t.page.Advice}, {title: t.page.Waived}, {title: t.page.Known}}
	index := map[string]int{} // of groups in their section
	for _, f := range fs {
		i := 2
		switch {
		case f.Status == finding.ByHand, t.coveredByQuestion(p, &f):
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
		s := &all[i]
		s.count++
		key := fmt.Sprintf("%d %q %q %q %q %v", i, f.Rule, f.Message, f.Hint, f.Reading, f.Related)
		if f.Waived != nil {
			key += fmt.Sprintf(" %q", *f.Waived)
		}
		if k, ok := index[key]; ok {
			s.groups[k].all = append(s.groups[k].all, f)
			continue
		}
		index[key] = len(s.groups)
		s.groups = append(s.groups, findingGroup{f, []finding.Finding{f}})
	}
	return slices.DeleteFunc(all, func(s section) bool { return s.count == 0 })
}
