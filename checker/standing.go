package checker

import (
	"maps"
	"slices"

	"github.com/credlint/credlint/checker/decision"
	"github.com/credlint/credlint/checker/explore"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
)

// An agency file by itself is judged by the clauses whose breach depends on facts of the agency alone: what it has arranged once,
// for all that it does. A clause binds where some practice of the agency is in its scope.

// ofAgency reports whether a fact is one of the agency.
func ofAgency(m *explore.Missing) bool { return isIn(m.Pointer, "/agency") }

// standing judges an agency by itself.
func (j *judging) standing() {
	var statuses tally
	kept := false
	for _, kind := range j.c.Kinds() {
		fact, err := j.c.Kind(kind)
		if err != nil {
			j.tool("credlint/schema", finding.Error, "", finding.Text{ZH: err.Error(), EN: err.Error()}, finding.Text{})
			continue
		}
		j.kind, j.units, j.alone = fact, nil, true
		doc := *j.doc
		doc.Kind, doc.Value = kind, maps.Clone(j.doc.Value)
		doc.Value["kind"], doc.Value["basis"] = kind, []any{}
		j.doc = &doc
		j.w = explore.NewWorld(&j.c.explored, fact, doc.Value)
		j.w.Open = func(at string, _ *practice.Fact) bool { return !isIn(at, "/agency") }
		g := j.c.governs(doc.Jurisdiction, kind, j.day)
		j.compile(g.Instruments)
		j.params = j.c.paramsOn(j.day)
		j.buildInput()
		for _, u := range j.units {
			for _, of := range j.c.clauses(u.Instrument, kind) {
				if of.clause.Status == "by_hand" || slices.ContainsFunc(j.out.Clauses, func(v finding.ClauseVerdict) bool { return v.Citation == of.citation }) {
					continue
				}
				v, outs := j.clauseVerdict(u, of)
				if v.Status == finding.NotApplicable { // another kind of practice may be in its scope
					continue
				}
				j.out.Clauses = append(j.out.Clauses, v)
				kept = kept || v.Status == finding.Met || v.Status == finding.Exempt
				statuses.add(v.Status, outs, u.Instrument.Rank.Binding())
			}
		}
		for _, n := range g.NotChecked {
			if !slices.Contains(j.out.NotChecked, n) {
				j.out.NotChecked = append(j.out.NotChecked, n)
			}
		}
	}
	slices.SortStableFunc(j.out.Clauses, func(a, b finding.ClauseVerdict) int {
		order := func(v finding.ClauseVerdict) int {
			id, _ := finding.SplitCitation(v.Citation)
			return slices.IndexFunc(j.out.Instruments, func(in finding.Instrument) bool { return in.ID == id })
		}
		if c := order(a) - order(b); c != 0 {
			return c
		}
		return finding.CompareCitations(a.Citation, b.Citation)
	})
	j.questions()
	j.out.Verdict = statuses.verdict()
	if j.out.Verdict == finding.LawfulAsFarAsChecked && !kept {
		j.notGoverned()
	}
}

// aloneWithin is the scope of a clause for an agency by itself: over its facts, where some practice is in the scope and not exempt.
// It is empty where a breach is about the practice, or depends on a fact of it: the clause says nothing of the agency by itself.
func (s *search) aloneWithin(scope *decision.Tree, clause string) (*decision.Tree, error) {
	places, err := s.w.Places(s.u.Rules(rules.Breach, clause))
	if err != nil || len(places) == 0 || slices.ContainsFunc(places, func(p explore.Place) bool { return !isIn(p.Pointer(), "/agency") }) {
		return decision.No, err
	}
	exempt, err := s.x.Head(s.u, rules.Exempt, clause, decision.No)
	if err == nil {
		scope, err = s.x.And(scope, s.x.Not(exempt))
	}
	if err == nil {
		scope, err = s.x.Some(scope, func(m *explore.Missing) bool { return !ofAgency(m) })
	}
	if err != nil || scope == decision.No {
		return decision.No, err
	}
	s.scope = scope
	for _, head := range []rules.Head{rules.Breach, rules.Unsettled} {
		if err := s.places(head, clause); err != nil {
			return nil, err
		}
	}
	if s.notProved {
		return decision.No, nil
	}
	nodes := map[string]*decision.Tree{}
	for _, p := range s.found {
		p.tree.Nodes(nodes)
	}
	for _, n := range nodes {
		if !ofAgency(n.Question.(*explore.Missing)) {
			return decision.No, nil
		}
	}
	return scope, nil
}
