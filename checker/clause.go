package checker

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/credlint/credlint/checker/decision"
	"github.com/credlint/credlint/checker/explore"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/rules"
)

// outcome is the result of judging one clause, under one choice of each reading that its rules read.
type outcome struct {
	status    finding.Status
	choices   []finding.Reading
	breaches  []explore.Place // breached in every completion
	either    []explore.Place // where none of them is so for certain, those of which one is, however the facts are
	unsettled []explore.Place // the unit of the stated period settles nothing, in every completion
	asks      map[string]*ask // pointer → missing fact that the status, or a further breach, depends on
	notProved bool
	err       error
}

// failure says why a clause could not be judged.
func failure(err error) finding.Text {
	if limit := (explore.LimitError{}); errors.As(err, &limit) {
		return finding.Text{ZH: "该条款的规则未能求值，未能判断：" + limit.Reason.ZH, EN: "the rule of this clause could not be evaluated: " + limit.Reason.EN}
	}
	why := rules.ErrorText(err)
	return finding.Text{ZH: "该条款的规则求值出错，未能判断：" + why, EN: "the rule of this clause could not be evaluated: " + why}
}

// ask is a missing fact that matters to a clause.
type ask struct {
	fact *explore.Missing
	good []bool // the classes of answers with which the clause can still be kept
	idle []bool // the classes of answers with which it does not apply
}

// gate reports whether an answer takes the practice out of the scope of the clause.
func (a *ask) gate() bool { return slices.Contains(a.idle, true) }

// clause judges a clause. Where its rules read an open reading it is judged under each choice, in the order of the choices.
func (j *judging) clause(u *rules.Unit, c *law.Clause) []outcome {
	if j.c.coverage != nil {
		j.cover(u, c)
	}
	out := j.underChoices(u, c)
	var open explore.ReadingError
	if !errors.As(out.err, &open) {
		return []outcome{out}
	}
	var all []outcome
	for _, choice := range j.c.choices[open.Name] {
		j.w.Under(open.Name, choice, func() {
			for _, o := range j.clause(u, c) {
				r := finding.Reading{Name: open.Name, Choice: choice}
				r.Title = j.c.titles[r]
				o.choices = append([]finding.Reading{r}, o.choices...)
				all = append(all, o)
			}
		})
	}
	if len(all) == 0 {
		return []outcome{{status: finding.Failed, err: fmt.Errorf("reading %q has no choices", open.Name)}}
	}
	return all
}

// underChoices judges a clause under the readings settled so far. Should OPA panic on a tracked object, the clause is judged
// again over plain values: slower, and right.
func (j *judging) underChoices(u *rules.Unit, c *law.Clause) outcome {
	out, err := j.judgeClause(j.explorer(u, c.Clause), u, c)
	if errors.As(err, new(rules.PanicError)) {
		out, err = j.judgeClause(j.w.Blind(j.ctx, j.facts(u, c.Clause)), u, c)
	}
	switch {
	case errors.Is(err, explore.ErrBound):
		return outcome{status: finding.Undetermined, notProved: true}
	case err != nil:
		return outcome{status: finding.Failed, err: err}
	}
	if out.status == finding.Breached {
		out.notProved = false // a further place was given up; the breach is proved
	}
	return out
}

// cover evaluates the rules of a clause as a whole: exploring evaluates conditions, and never the head of a rule.
func (j *judging) cover(u *rules.Unit, c *law.Clause) {
	for _, scope := range []struct {
		head   rules.Head
		clause string
	}{{rules.Applies, ""}, {rules.Engaged, c.Clause}} {
		if !u.Has(scope.head, scope.clause) {
			continue
		}
		if yes, known, err := j.w.Holds(j.ctx, u, scope.head, scope.clause); !yes || !known || err != nil {
			return
		}
	}
	for _, head := range []rules.Head{rules.Breach, rules.Unsettled, rules.Exempt, rules.Permit} {
		if u.Has(head, c.Clause) {
			_, _, _ = j.w.Holds(j.ctx, u, head, c.Clause) // an error is the outcome of the clause itself
		}
	}
}

// explorer makes an explorer of a clause.
func (j *judging) explorer(u *rules.Unit, clause string) *explore.Explorer {
	return j.w.Explorer(j.ctx, u.Instrument.Shipped, func() []*rules.Facts { return j.facts(u, clause) })
}

// facts are the facts that a clause reads. A clause that reads authorities also depends on the facts that the permits of the
// cited articles read.
func (j *judging) facts(u *rules.Unit, clause string) []*rules.Facts {
	out := []*rules.Facts{u.Facts(clause)}
	if out[0].Authorities {
		out = append(out, j.permitFacts()...)
	}
	return out
}

// judgeClause judges a clause over all completions of the missing facts.
func (j *judging) judgeClause(x *explore.Explorer, u *rules.Unit, c *law.Clause) (out outcome, err error) {
	applies, err := applies(x, u, c)
	if err != nil {
		return out, err
	}
	if applies == decision.No {
		return outcome{status: finding.NotApplicable}, nil
	}
	engaged, err := x.Head(u, rules.Engaged, c.Clause, decision.Yes)
	if err != nil {
		return out, err
	}
	scope, err := x.And(applies, engaged)
	if err != nil {
		return out, err
	}
	if j.alone {
		if scope, err = (&search{x: x, w: j.w, u: u}).aloneWithin(scope, c.Clause); err != nil {
			return out, err
		}
		applies, engaged = scope, scope
	}
	switch {
	case scope == decision.No:
		return outcome{status: finding.NotApplicable}, nil
	case c.Status == "by_hand":
		return outcome{status: finding.ByHand}, nil
	case c.Modality == law.Permission || c.Modality == law.Power:
		permit, err := x.Head(u, rules.Permit, c.Clause, decision.No)
		if err == nil {
			permit, err = x.And(scope, permit)
		}
		if err == nil { // a citation that is not there permits nothing
			permit, err = j.citingNothing(x, permit)
		}
		if permit == decision.No {
			return outcome{status: finding.NotApplicable}, err
		}
		return outcome{status: finding.Met}, err
	}
	breaches := search{x: x, w: j.w, u: u, scope: scope}
	unsettled := breaches
	if err := breaches.places(rules.Breach, c.Clause); err != nil {
		return out, err
	}
	if err := unsettled.places(rules.Unsettled, c.Clause); err != nil {
		return out, err
	}
	out.notProved = breaches.notProved || unsettled.notProved
	if len(breaches.found)+len(unsettled.found) == 0 {
		out.status = finding.Met
		if out.notProved {
			out.status = finding.Undetermined
		}
		return out, nil
	}
	exempt, err := x.Head(u, rules.Exempt, c.Clause, decision.No)
	if err != nil {
		return out, err
	}
	if j.alone {
		exempt = decision.No // the scope is without the exemptions
	}
	bound, err := x.And(scope, x.Not(exempt))
	if err != nil {
		return out, err
	}
	exempted := false // a place is breached in every completion, and every completion is exempt
	for _, s := range []*search{&breaches, &unsettled} {
		e, err := s.within(bound)
		if err != nil {
			return out, err
		}
		exempted = exempted || e
	}
	if len(breaches.found)+len(unsettled.found) == 0 {
		switch {
		case out.notProved:
			out.status = finding.Undetermined
		case exempted:
			out.status = finding.Exempt
		default:
			out.status = finding.Met
		}
		return out, nil
	}
	out.status = finding.Undetermined
	if breaches.any == decision.Yes {
		out.status = finding.Breached
	}
	open := map[string]*decision.Tree{}
	for _, p := range breaches.found {
		if out.status == finding.Breached && p.tree == decision.Yes {
			out.breaches = append(out.breaches, p.place)
		} else {
			p.tree.Nodes(open)
		}
	}
	if out.status == finding.Breached && len(out.breaches) == 0 {
		for _, p := range breaches.found {
			out.either = append(out.either, p.place)
		}
	}
	for _, p := range unsettled.found {
		switch {
		case p.tree == decision.Yes:
			out.unsettled = append(out.unsettled, p.place)
		case out.status != finding.Breached:
			p.tree.Nodes(open)
		}
	}
	if out.status == finding.Undetermined {
		for _, t := range []*decision.Tree{applies, engaged, exempt} {
			t.Nodes(open)
		}
	}
	// A class of answers is good if the clause can still be kept with it, or is not proved to be broken.
	broken, err := x.Or(breaches.any, unsettled.any)
	if err != nil {
		return out, err
	}
	out.asks = map[string]*ask{}
	ties := broken.Ties()
	scoped := map[string]*decision.Tree{}
	scope.Nodes(scoped)
	for at, n := range open {
		a := &ask{fact: n.Question.(*explore.Missing), good: make([]bool, len(n.Next)), idle: make([]bool, len(n.Next))}
		for i, next := range n.Next {
			a.good[i] = next != nil // else no admissible completion has such an answer
			if a.good[i] && out.status != finding.Breached && ties[n.Question.Tie()] {
				a.good[i] = !x.Decides(broken, decision.Answer{Question: n.Question, Class: i}, decision.Yes)
			}
			if s := scoped[at]; s != nil && next != nil && s.Question.Division() == n.Question.Division() {
				a.idle[i] = x.Decides(scope, decision.Answer{Question: n.Question, Class: i}, decision.No)
			}
		}
		out.asks[at] = a
	}
	return out, nil
}

// citingNothing restricts a tree to the completions in which every basis that is left out or unknown is empty.
func (j *judging) citingNothing(x *explore.Explorer, t *decision.Tree) (*decision.Tree, error) {
	for _, steps := range j.silent {
		nodes := map[string]*decision.Tree{}
		t.Nodes(nodes)
		if n := nodes[pointer(steps)]; n != nil {
			var err error
			if t, err = x.Given(t, decision.Answer{Question: n.Question, Class: 0}); err != nil {
				return nil, err
			}
		}
	}
	return t, nil
}

// search is the exploration of all places of one head.
type search struct {
	x         *explore.Explorer
	w         *explore.World
	u         *rules.Unit
	scope     *decision.Tree
	wanted    func(at string) bool // where set, other places are left out
	found     []explored
	any       *decision.Tree // the completions in which one place is breached
	notProved bool
}

// explored is a place with the completions in which it is breached.
type explored struct {
	place explore.Place
	tree  *decision.Tree
}

// places finds the places that are breached in some completion within the scope.
func (s *search) places(head rules.Head, clause string) error {
	places, err := s.w.Places(s.u.Rules(head, clause))
	if err != nil {
		return err
	}
	for _, p := range places {
		if s.wanted != nil && !s.wanted(p.Pointer()) {
			continue
		}
		t, err := s.x.Place(s.u, p)
		if errors.Is(err, explore.ErrBound) {
			s.notProved = true
			continue
		}
		if topdown.IsError(err) { // it names its place
			return err
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.Rule.Location, err)
		}
		met, err := s.x.Meet(s.scope, t)
		if err != nil {
			return err
		}
		if met {
			s.found = append(s.found, explored{p, t})
		}
	}
	return nil
}

// within leaves the places that are breached in some completion in which the clause binds. It reports whether one is left out
// that is breached in every completion.
func (s *search) within(bound *decision.Tree) (exempted bool, err error) {
	s.any = decision.No
	var found []explored
	for _, p := range slices.Backward(s.found) { // trees ask of one element after the other: the last is joined first
		met, err := s.x.Meet(bound, p.tree)
		if err != nil {
			return false, err
		}
		if !met {
			exempted = exempted || p.tree == decision.Yes
			continue
		}
		found = append(found, p)
		if s.any, err = s.x.Or(p.tree, s.any); err != nil {
			return false, err
		}
	}
	slices.Reverse(found)
	s.found = found
	s.any, err = s.x.And(bound, s.any)
	return exempted, err
}

// answers are the members of some classes, as a reader would write them.
func (a *ask) answers(in func(class int) bool) []string {
	switch a.fact.Kind.Type {
	case "array":
		return nil
	case "integer", "number":
		return a.ranges("", in)
	case "period":
		var out []string
		for _, unit := range a.fact.Units {
			out = append(out, a.ranges(unit, in)...)
		}
		return out
	}
	var out []string
	for i, c := range a.fact.Classes {
		if in(i) && c.Members[0] != "" { // it may also not exist
			out = append(out, c.Members...)
		}
	}
	return out
}

// ranges are the values of an ordered fact in some classes as ranges: "<= 5 years", ">= 2".
func (a *ask) ranges(unit string, in func(class int) bool) []string {
	type value struct {
		n    string
		good bool
	}
	var values []value
	excluded := false
	for i, c := range a.fact.Classes {
		for _, m := range c.Members {
			if n, u, _ := strings.Cut(m, " "); u == unit && n != "unlimited" {
				values = append(values, value{n, in(i)})
				excluded = excluded || !in(i)
			}
		}
	}
	slices.SortFunc(values, func(a, b value) int { return cmp.Or(cmp.Compare(len(a.n), len(b.n)), cmp.Compare(a.n, b.n)) })
	least, most := false, false // the values that are left have an end
	if known := a.fact.Known; known != nil {
		least, most = known.OneOf != nil || known.AtLeast != nil, known.OneOf != nil || known.AtMost != nil
	}
	suffix := ""
	if unit != "" {
		suffix = " " + unit
	}
	var out []string
	for i := 0; i < len(values); i++ {
		if !values[i].good {
			continue
		}
		k := i
		for k+1 < len(values) && values[k+1].good {
			k++
		}
		switch {
		case i == 0 && k == len(values)-1:
			if unit == "" || excluded {
				out = append(out, "any"+suffix)
			}
		case i == 0 && !least:
			out = append(out, "<= "+values[k].n+suffix)
		case k == len(values)-1 && !most:
			out = append(out, ">= "+values[i].n+suffix)
		case i == k:
			out = append(out, values[i].n+suffix)
		default:
			out = append(out, values[i].n+" to "+values[k].n+suffix)
		}
		i = k
	}
	return out
}
