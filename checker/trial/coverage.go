package trial

import (
	"fmt"
	"slices"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/rules"
)

// statuses are those of the clauses of an instrument, one for each choice of the readings.
func statuses(in *law.Instrument, j finding.Judged) map[string][]finding.Status {
	out := map[string][]finding.Status{}
	for _, v := range j.Clauses {
		id, clause := finding.SplitCitation(v.Citation)
		if id != in.ID {
			continue
		}
		out[clause] = append(out[clause], v.Status)
		for _, r := range v.Readings {
			out[clause] = append(out[clause], r.Status)
		}
	}
	return out
}

// kept is what the cases show of a clause: a practice that breaches it, and in the same file one that does not.
type kept struct{ breached, both bool }

// count finds for every clause its pair of cases.
func (in *Instrument) count() {
	in.kept = map[string]kept{}
	for i := range in.Cases {
		bad, good := map[string]bool{}, map[string]bool{}
		for _, practice := range in.Cases[i].shown {
			for clause, list := range practice {
				bad[clause] = bad[clause] || slices.Contains(list, finding.Breached)
				for _, s := range list {
					good[clause] = good[clause] || s == finding.Met || s == finding.Exempt || s == finding.NotApplicable
				}
			}
		}
		for clause := range bad {
			k := in.kept[clause]
			in.kept[clause] = kept{k.breached || bad[clause], k.both || bad[clause] && good[clause]}
		}
	}
}

// Shown reports what the cases show of a clause: whether one breaches it, and whether another practice of the same file
// does not.
func (in *Instrument) Shown(clause string) (breached, kept bool) {
	k := in.kept[clause]
	return k.breached, k.both
}

// judges reports whether a clause can be breached, so that cases must show it.
func judges(c *law.Clause) bool {
	return c.Status == "encoded" && (c.Modality == law.Prohibition || c.Modality == law.Obligation)
}

// unpaired are findings about encoded prohibitions and obligations that no case breaches, or that none of the same file
// keeps: it is not shown on which side of the line they end.
func (in *Instrument) unpaired() []finding.Finding {
	var out []finding.Finding
	for i := range in.Law.Articles() {
		for k := range in.Law.Articles()[i].Clauses {
			c := &in.Law.Articles()[i].Clauses[k]
			if !judges(c) {
				continue
			}
			f := finding.Finding{Rule: "credlint/law", Severity: finding.Error, At: in.Law.At(fmt.Sprintf("/articles/%d/clauses/%d/clause", i, k))}
			switch breached, kept := in.Shown(c.Clause); {
			case !breached:
				f.Message = finding.Text{ZH: fmt.Sprintf("没有违反条款 %s 的案例", c.Clause), EN: fmt.Sprintf("clause %s is breached in no case", c.Clause)}
			case !kept:
				f.Message = finding.Text{ZH: fmt.Sprintf("违反条款 %s 的案例所在文件中，没有只改一个事实而符合该款的案例", c.Clause), EN: fmt.Sprintf("clause %s is kept in no case of a file in which it is breached", c.Clause)}
			default:
				continue
			}
			out = append(out, f)
		}
	}
	return out
}

// Article is how far one article is encoded, shown and reached.
type Article struct {
	Number string // "14", or "5-12" for a run
	// Encoded and Others count its clauses; an article without clauses is one of the others.
	Encoded, Others int
	Statuses        []string // of the others, each once: by_hand, definition, organisational
	// Pairs of Judging clauses have a case that breaches them and one that does not.
	Pairs, Judging int
	// Reached of Lines are evaluated in some case or test.
	Reached, Lines int
}

// Articles counts an instrument article by article, and the lines of what its articles share. The lines are those of
// Instrument.Lines, so that without them there are none.
func (in *Instrument) Articles() (articles []Article, shared Article) {
	byClause := map[string][]rules.Line{}
	for _, l := range in.Lines {
		byClause[l.Clause] = append(byClause[l.Clause], l)
	}
	add := func(a *Article, clause string) {
		for _, l := range byClause[clause] {
			a.Lines++
			if l.Reached {
				a.Reached++
			}
		}
		delete(byClause, clause)
	}
	add(&shared, "")
	for i := range in.Law.Articles() {
		one := &in.Law.Articles()[i]
		a := Article{Number: one.Article + one.Articles}
		other := func(status string) {
			a.Others++
			if !slices.Contains(a.Statuses, status) {
				a.Statuses = append(a.Statuses, status)
			}
		}
		if len(one.Clauses) == 0 {
			other(one.Status)
		}
		for k := range one.Clauses {
			c := &one.Clauses[k]
			if c.Status == "encoded" {
				a.Encoded++
			} else {
				other(c.Status)
			}
			if judges(c) {
				a.Judging++
				if _, both := in.Shown(c.Clause); both {
					a.Pairs++
				}
			}
			add(&a, c.Clause)
		}
		articles = append(articles, a)
	}
	return articles, shared
}
