package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// findingGroup is a set of findings of one rule that require the same: the first of them, embedded, and all of them. They differ
// in their places, and those about elements of one list in their messages too.
type findingGroup struct {
	finding.Finding
	all []finding.Finding
}

// groupKey is equal for findings of one group.
func groupKey(f *finding.Finding) string {
	said := fmt.Sprintf("%q", f.Message)
	if list, _, ok := elementOf(f.At.Pointer); ok {
		said = list
	}
	key := fmt.Sprintf("%q %v %s %s %q %q %v %v", f.Rule, f.Severity, f.Status, said, f.Hint, f.Reading, f.Related, f.Known)
	if f.Waived != nil {
		key += fmt.Sprintf(" %q", *f.Waived)
	}
	return key
}

// elementOf splits the pointer of a list element or of anything in it: "/items/3/source" gives "items" and "/items/3".
func elementOf(pointer string) (list, element string, ok bool) {
	parts := strings.SplitN(pointer, "/", 4)
	if len(parts) < 3 || parts[2] == "" || strings.Trim(parts[2], "0123456789") != "" {
		return "", "", false
	}
	return parts[1], "/" + parts[1] + "/" + parts[2], true
}

// elementName returns the name of the list element that a position is in, or "".
func (t *words) elementName(p *finding.Judged, at finding.Position) string {
	_, element, ok := elementOf(at.Pointer)
	if !ok || p == nil {
		return ""
	}
	for _, e := range p.Elements {
		if e.Pointer == element {
			return e.Name.In(t.lang)
		}
	}
	return ""
}

// place returns where another finding of a group is: the name of its element and its position, and its message if it differs.
func (t *words) place(p *finding.Judged, g *findingGroup, f *finding.Finding) string {
	s := strings.TrimSpace(t.elementName(p, f.At) + " " + formatPosition(f.At))
	if f.Message != g.Message {
		s += t.colon + f.Message.In(t.lang)
	}
	return s
}

// message returns the message of a group with the number of its elements.
func (t *words) message(g *findingGroup) string {
	if _, _, ok := elementOf(g.At.Pointer); ok && len(g.all) > 1 {
		return g.Message.In(t.lang) + t.hits(len(g.all))
	}
	return g.Message.In(t.lang)
}

// elementRow is the row of an element in the table of elements by result: the clauses by severity, worst first.
type elementRow struct {
	finding.Element
	cells [len(resulted)][]finding.Finding
}

var resulted = [...]finding.Severity{finding.Error, finding.Review, finding.Warning}

// elementRows lists the elements of a practice with the findings that are about each and are not set aside, one a clause. It is
// empty for a practice with a single element, of which the findings say all.
func elementRows(p *finding.Judged) []elementRow {
	if len(p.Elements) < 2 {
		return nil
	}
	rows, index := make([]elementRow, len(p.Elements)), map[string]int{}
	for i, e := range p.Elements {
		rows[i].Element, index[e.Pointer] = e, i
	}
	for _, f := range p.Findings {
		_, element, _ := elementOf(f.At.Pointer)
		i, ok := index[element]
		column := slices.Index(resulted[:], f.Severity)
		if !ok || column < 0 || f.SetAside() {
			continue
		}
		if cell := &rows[i].cells[column]; !slices.ContainsFunc(*cell, func(other finding.Finding) bool { return other.Rule == f.Rule }) {
			*cell = append(*cell, f)
		}
	}
	return rows
}

// ruleName returns the clause of a finding as lawyers cite it, or the name of a rule of the tool itself.
func (t *words) ruleName(f *finding.Finding) string {
	return cmp.Or(f.Law.In(t.lang), f.Citation, t.ownRule(f.Rule))
}

// clauseName returns a clause number as lawyers write it in Chinese, and unchanged in English.
func (t *words) clauseName(number string) string {
	if t.lang == "zh" {
		return finding.Lawyers(number).ZH
	}
	return number
}

// keptItems names the clauses that are met, an item for each instrument. Of an article all of whose clauses that apply are met, the
// article is named.
func (t *words) keptItems(p *finding.Judged) []string {
	titles := t.instrumentTitles(p)
	var out []string
	for _, in := range p.Instruments {
		var order []string                    // of articles with a clause that is met
		kept := map[string][]string{}         // clauses by article
		partly, count := map[string]bool{}, 0 // articles of which not all is met
		for _, c := range p.Clauses {
			id, number := finding.SplitCitation(c.Citation)
			if id != in.ID {
				continue
			}
			article, _, _ := strings.Cut(number, ".")
			switch {
			case c.Status == finding.Met && !c.NotProved:
				if kept[article] == nil {
					order = append(order, article)
				}
				kept[article] = append(kept[article], number)
				count++
			case c.Status != finding.NotApplicable && c.Status != finding.Exempt:
				partly[article] = true
			}
		}
		if count > 0 {
			out = append(out, titleWithID(titles[in.ID], in.ID)+t.colon+t.keptClauses(count)+t.colon+t.keptNumbers(order, kept, partly))
		}
	}
	return out
}

// keptNumbers writes articles, consecutive ones as a range, and the clauses of those that are met in part.
func (t *words) keptNumbers(order []string, kept map[string][]string, partly map[string]bool) string {
	var parts []string
	for i := 0; i < len(order); i++ {
		if partly[order[i]] {
			for _, number := range kept[order[i]] {
				parts = append(parts, t.clauseName(number))
			}
			continue
		}
		end := i
		for end+1 < len(order) && !partly[order[end+1]] && following(order[end], order[end+1]) {
			end++
		}
		name := t.clauseName(order[i])
		if end > i+1 { // two stand side by side
			name, i = name+t.to+t.clauseName(order[end]), end
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, t.comma)
}

func following(a, b string) bool {
	n, err := strconv.Atoi(a)
	m, err2 := strconv.Atoi(b)
	return err == nil && err2 == nil && m == n+1
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
		case f.Status == finding.ByHand, t.coveredByQuestion(p, &f), t.o.Quiet && f.SetAside():
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
		key := groupKey(&f)
		if k, ok := index[key]; ok {
			s.groups[k].all = append(s.groups[k].all, f)
			continue
		}
		index[key] = len(s.groups)
		s.groups = append(s.groups, findingGroup{f, []finding.Finding{f}})
	}
	return slices.DeleteFunc(all, func(s section) bool { return s.count == 0 })
}
