package trial

import (
	"fmt"
	"slices"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/rules"
)

// clauseStatuses returns the statuses of the clauses of an instrument, under each choice of the readings.
func clauseStatuses(in *law.Instrument, j finding.Judged) map[string][]finding.Status {
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

// shownBy tells whether a case breaches a clause, and whether some file has both a case that breaches it and one that does not.
type shownBy struct{ breached, both bool }

// countPairs sets pairs from the cases.
func (in *Instrument) countPairs() {
	in.pairs = map[string]shownBy{}
	for i := range in.Cases {
		bad, good := map[string]bool{}, map[string]bool{}
		for _, practice := range in.Cases[i].statuses {
			for clause, list := range practice {
				bad[clause] = bad[clause] || slices.Contains(list, finding.Breached)
				for _, s := range list {
					good[clause] = good[clause] || s == finding.Met || s == finding.Exempt || s == finding.NotApplicable
				}
			}
		}
		for clause := range bad {
			k := in.pairs[clause]
			in.pairs[clause] = shownBy{k.breached || bad[clause], k.both || bad[clause] && good[clause]}
		}
	}
}

// Shown reports whether a case breaches a clause, and whether another case of the same file does not breach it.
func (in *Instrument) Shown(clause string) (breached, kept bool) {
	k := in.pairs[clause]
	return k.breached, k.both
}

// needsCases reports whether a clause can be breached and therefore needs cases.
func needsCases(c *law.Clause) bool {
	return c.Status == "encoded" && (c.Modality == law.Prohibition || c.Modality == law.Obligation)
}

// missingCases returns findings about encoded prohibitions and obligations without a case that breaches them, or without a case
// in the same file that does not. Only such a pair shows where the limit of a clause is.
func (in *Instrument) missingCases() []finding.Finding {
	var out []finding.Finding
	for c := range in.Law.Clauses() {
		if !needsCases(c) {
			continue
		}
		f := finding.Finding{Rule: "credlint/law", Severity: finding.Error, At: in.Law.At(in.Law.Pointer(c) + "/clause")}
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
	return out
}

// Article has the coverage of one article.
type Article struct {
	Number string // "14", or "5-12" for a range
	// Encoded and Others count its clauses; an article without clauses counts as one of Others.
	Encoded, Others int
	Statuses        []string // distinct statuses of Others: by_hand, definition, organisational
	// Judging counts the clauses that need cases, Pairs those of them with a case on either side in one file.
	Pairs, Judging int
	// Lines counts the lines of rules, Reached the lines that a case or test evaluated.
	Reached, Lines int
}

// Articles returns the coverage of every article, and that of the lines that articles share. Counts of lines are 0 without
// Options.Coverage.
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
			if needsCases(c) {
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
