package checker

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
)

// outcome is what one clause says of a practice under one choice of the readings it asked for.
type outcome struct {
	status    finding.Status
	choices   []finding.Reading
	certain   []hit           // places breached in every completion
	asks      map[string]*ask // missing facts the status, or a further place, depends on
	notProved bool
	unsettled []hit // places where the unit of a stated period settles nothing
	err       error
}

// hit is a place where a clause is breached.
type hit struct {
	pointer string
	why     string
	place   place
}

// ask is a missing fact that matters to a clause, with the classes of answers under which it can still be kept.
type ask struct {
	node *node
	good []bool
}

// clause judges one clause. An open reading is judged under each choice; the results come in the order of the choices.
func (j *judging) clause(u *unit, c *law.Clause) []outcome {
	out := j.once(u, c)
	var open readingError
	if !errors.As(out.err, &open) {
		return []outcome{out}
	}
	var all []outcome
	for _, choice := range j.c.choices[open.name] {
		j.w.readings[open.name] = choice
		j.w.caches = nil
		for _, o := range j.clause(u, c) {
			r := finding.Reading{Name: open.name, Choice: choice}
			r.Title = j.c.titles[r]
			o.choices = append([]finding.Reading{r}, o.choices...)
			all = append(all, o)
		}
		delete(j.w.readings, open.name)
		j.w.caches = nil
	}
	if len(all) == 0 {
		return []outcome{{status: finding.Failed, err: fmt.Errorf("reading %q has no choices", open.name)}}
	}
	return all
}

// once judges a clause under the readings settled so far. Should OPA panic on an object of ours after all, everything is
// read as plain values: slower, and right.
func (j *judging) once(u *unit, c *law.Clause) outcome {
	out := j.attempt(u, c, false)
	if errors.As(out.err, new(panicked)) {
		out = j.attempt(u, c, true)
	}
	return out
}

func (j *judging) attempt(u *unit, c *law.Clause, plainly bool) (out outcome) {
	x := j.explorer(u, c.Clause)
	if plainly {
		x.blind, j.w.whole = true, func(string) bool { return true }
	}
	fail := func(err error) outcome {
		if errors.Is(err, errBound) {
			return outcome{status: finding.Undetermined, notProved: true}
		}
		return outcome{status: finding.Failed, err: err}
	}
	final, done, err := j.direct(x, u, c)
	if err != nil {
		return fail(err)
	}
	if done {
		return final
	}
	if x.facts == nil {
		j.analyse(x, u, c.Clause)
	}
	out, err = j.explore(x, u, c)
	if err != nil {
		return fail(err)
	}
	if out.status == finding.Breached {
		out.notProved = false // that a further place was given up leaves the breach proved
	}
	return out
}

// explorer makes what explores a clause, and tells the world what the clause uses as a whole.
func (j *judging) explorer(u *unit, clause string) *explorer {
	x := &explorer{ctx: j.ctx, w: j.w, input: j.input, practice: j.doc.Value, day: j.day, numbers: j.numbers, count: &j.evaluations, recall: j.c.recall}
	j.w.whole = nil
	if u.in.Shipped {
		return x // uses nothing as a whole, by test; what else it reads is only looked at where something is missing
	}
	j.analyse(x, u, clause)
	return x
}

// analyse tells the explorer what the clause reads, and the world what of that it uses as a whole.
func (j *judging) analyse(x *explorer, u *unit, clause string) {
	x.domains, x.units = map[string][]class{}, map[string][]string{}
	x.facts = []*facts{u.factsOf(clause)}
	if x.facts[0].authorities {
		x.facts = append(x.facts, j.permitFacts()...)
	}
	var wholes []string
	for _, f := range x.facts {
		wholes = append(wholes, f.wholes(j.kind)...)
	}
	if len(wholes) > 0 {
		j.w.whole = func(at string) bool {
			return slices.ContainsFunc(wholes, func(p string) bool { return matches(p, strings.TrimPrefix(at, "/")) })
		}
	}
}

// direct evaluates the clause once; done is false where something missing was asked for.
func (j *judging) direct(x *explorer, u *unit, c *law.Clause) (out outcome, done bool, err error) {
	applies, known, err := j.applies(x, u)
	if err != nil || !known {
		return out, false, err
	}
	if !applies {
		return outcome{status: finding.NotApplicable}, true, nil
	}
	if u.has(headEngaged, c.Clause) {
		yes, known, err := x.holdsNow(u, headEngaged, c.Clause)
		if err != nil || !known {
			return out, false, err
		}
		if !yes {
			return outcome{status: finding.NotApplicable}, true, nil
		}
	}
	if c.Status == "by_hand" {
		return outcome{status: finding.ByHand}, true, nil
	}
	if c.Modality == law.Permission || c.Modality == law.Power {
		yes, known, err := x.holdsNow(u, headPermit, c.Clause)
		if err != nil || !known {
			return out, false, err
		}
		if yes {
			return outcome{status: finding.Met}, true, nil
		}
		return outcome{status: finding.NotApplicable}, true, nil
	}
	hits, known, err := x.collect(u, headBreach, c.Clause)
	if err != nil || !known {
		return out, false, err
	}
	var loose []hit
	if len(hits) == 0 && u.has(headUnsettled, c.Clause) {
		if loose, known, err = x.collect(u, headUnsettled, c.Clause); err != nil || !known {
			return out, false, err
		}
	}
	if len(hits)+len(loose) == 0 {
		return outcome{status: finding.Met}, true, nil
	}
	if u.has(headExempt, c.Clause) {
		yes, known, err := x.holdsNow(u, headExempt, c.Clause)
		if err != nil || !known {
			return out, false, err
		}
		if yes {
			return outcome{status: finding.Exempt}, true, nil
		}
	}
	if len(hits) > 0 {
		return outcome{status: finding.Breached, certain: hits}, true, nil
	}
	return outcome{status: finding.Undetermined, unsettled: loose}, true, nil
}

// scope is whether an instrument applies to the practice, under the readings settled then; known is false where that hangs
// on a missing fact.
type scope struct{ yes, known bool }

// applies asks whether the instrument applies, once for all its clauses.
func (j *judging) applies(x *explorer, u *unit) (yes, known bool, err error) {
	if len(u.rules[headApplies]) == 0 {
		return true, true, nil
	}
	key := treeKey{of: u, readings: j.w.choices()}
	if s, ok := j.scopes[key]; ok && !x.blind {
		return s.yes, s.known, nil
	}
	if yes, known, err = x.holdsNow(u, headApplies, ""); err == nil {
		if j.scopes == nil {
			j.scopes = map[treeKey]scope{}
		}
		j.scopes[key] = scope{yes, known}
	}
	return yes, known, err
}

// collect evaluates the set of a clause's elements.
func (x *explorer) collect(u *unit, head, clause string) (hits []hit, known bool, err error) {
	a, known, err := x.put(u, topic{of: head, bound: clause}, func() (reply, error) {
		hits, err := x.placesOf(u, u.ref(head, clause))
		return reply{hits: hits}, err
	})
	return a.hits, known, err
}

func (x *explorer) placesOf(u *unit, ref ast.Ref) (hits []hit, err error) {
	v, err := value(x.ctx, u, ref, x.input, x.w)
	if err != nil || v == nil {
		return nil, err
	}
	set, ok := v.(ast.Set)
	if !ok {
		return nil, fmt.Errorf("%v is not a set of places; write `%v contains {\"at\": […]}`", ref, ref)
	}
	for _, t := range set.Slice() {
		obj, ok := t.Value.(ast.Object)
		if !ok {
			return nil, fmt.Errorf("%v holds %v, which is no object with \"at\"", ref, t)
		}
		var h hit
		if at := obj.Get(ast.InternedTerm("at")); at != nil {
			if arr, ok := at.Value.(*ast.Array); ok {
				arr.Foreach(func(s *ast.Term) { h.pointer += fmt.Sprintf("/%v", stepText(s)) })
			}
		}
		if why := obj.Get(ast.InternedTerm("why")); why != nil {
			if s, ok := why.Value.(ast.String); ok {
				h.why = string(s)
			}
		}
		hits = append(hits, h)
	}
	return hits, nil
}

func stepText(t *ast.Term) string {
	if s, ok := t.Value.(ast.String); ok {
		return string(s)
	}
	return t.Value.String()
}

// explore judges a clause over all completions of what is missing.
func (j *judging) explore(x *explorer, u *unit, c *law.Clause) (out outcome, err error) {
	stage := func(head, key string, absent *node) (*node, error) {
		rules := u.rules[head][key]
		switch {
		case len(rules) == 0:
			return absent, nil
		case x.blind || slices.ContainsFunc(rules, func(r *ast.Rule) bool { return !trueOrNothing(r) }):
			return x.tree(u, topic{of: head, bound: key}, func() ast.Body { return holdsBody(u.ref(head, key)) })
		}
		return x.holds(u, rules)
	}
	applies, err := stage(headApplies, "", yesLeaf)
	if err != nil {
		return out, err
	}
	engaged, err := stage(headEngaged, c.Clause, yesLeaf)
	if err != nil {
		return out, err
	}
	scope, err := x.and(applies, engaged)
	if err != nil {
		return out, err
	}
	if scope == noLeaf {
		return outcome{status: finding.NotApplicable}, nil
	}
	if c.Status == "by_hand" {
		return outcome{status: finding.ByHand}, nil
	}
	if c.Modality == law.Permission || c.Modality == law.Power {
		permit, err := stage(headPermit, c.Clause, noLeaf)
		if err != nil {
			return out, err
		}
		if permit, err = x.and(scope, permit); err != nil {
			return out, err
		}
		if permit != noLeaf {
			return outcome{status: finding.Met}, nil
		}
		return outcome{status: finding.NotApplicable}, nil
	}
	exempt, err := stage(headExempt, c.Clause, noLeaf)
	if err != nil {
		return out, err
	}
	bound, err := x.and(scope, x.w.not(exempt))
	if err != nil {
		return out, err
	}
	breaches, breached, err := j.possible(x, u, u.rules[headBreach][c.Clause], scope, bound, &out)
	if err != nil {
		return out, err
	}
	exempted := out.status == finding.Exempt
	loose, unclear, err := j.possible(x, u, u.rules[headUnsettled][c.Clause], scope, bound, &out)
	if err != nil {
		return out, err
	}
	if len(breaches)+len(loose) == 0 {
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
	// in which completions the clause is broken, or open whatever else is known
	broken, err := x.or(breached, unclear)
	if err != nil {
		return out, err
	}
	out.status = finding.Undetermined
	if breached == yesLeaf {
		out.status = finding.Breached
	}
	open := map[string]*node{}
	for _, p := range breaches {
		if out.status == finding.Breached && p.tree == yesLeaf {
			out.certain = append(out.certain, hit{p.place.pointer(), p.place.why, p.place})
		} else {
			p.tree.asks(open)
		}
	}
	for _, p := range loose {
		switch {
		case p.tree == yesLeaf:
			out.unsettled = append(out.unsettled, hit{p.place.pointer(), p.place.why, p.place})
		case out.status != finding.Breached:
			p.tree.asks(open)
		}
	}
	if out.status == finding.Undetermined {
		applies.asks(open)
		engaged.asks(open)
		exempt.asks(open)
	}
	out.asks = map[string]*ask{}
	hangs := broken.ties()
	for at, n := range open {
		a := &ask{node: n, good: make([]bool, len(n.classs))}
		for i := range n.classs {
			if a.good[i] = n.next[i] != nil; a.good[i] && out.status != finding.Breached && hangs[n.tie()] {
				left, err := x.given(broken, answer{n, i})
				a.good[i] = err != nil || left != yesLeaf // can still be kept, or was not proved to be broken
			}
		}
		out.asks[at] = a
	}
	return out, nil
}

// explored is a place with the completions in which it is breached.
type explored struct {
	place place
	tree  *node
}

// possible explores every place of the rules, keeps those that some completion within the bounds of the clause breaches, and
// joins in which completions one is. It notes in out what could not be proved, and that the clause is exempt where a place
// is breached in every completion and an exemption always holds.
func (j *judging) possible(x *explorer, u *unit, rules []*ast.Rule, scope, bound *node, out *outcome) (kept []explored, any *node, err error) {
	places, err := x.places(rules)
	if err != nil {
		return nil, nil, err
	}
	any = noLeaf
	for _, p := range places {
		t, err := x.body(u, p.rule, p.bind)
		if errors.Is(err, errBound) {
			out.notProved = true
			continue
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", p.rule.Location, err)
		}
		within, err := x.and(bound, t)
		if err != nil {
			return nil, nil, err
		}
		if within == noLeaf {
			if t == yesLeaf && scope != noLeaf {
				out.status = finding.Exempt
			}
			continue
		}
		kept = append(kept, explored{p, t})
		if any, err = x.or(any, t); err != nil {
			return nil, nil, err
		}
	}
	any, err = x.and(bound, any)
	return kept, any, err
}

// answers lists the members of the good classes of an ask, as a reader would write them.
func (a *ask) answers() []string {
	switch a.node.fact.Type {
	case "array":
		return nil
	case "integer", "number":
		return ranges(a, "")
	case "period":
		var out []string
		for _, u := range a.node.units {
			out = append(out, ranges(a, u)...)
		}
		return out
	}
	var out []string
	for i, good := range a.good {
		if good {
			out = append(out, a.node.classs[i].members...)
		}
	}
	return out
}

// ranges writes the good values of an ordered fact as ranges: "<= 5 years", ">= 2".
func ranges(a *ask, unit string) []string {
	type val struct {
		n    string
		good bool
	}
	var vals []val
	for i, c := range a.node.classs {
		for _, m := range c.members {
			if n, u, _ := strings.Cut(m, " "); u == unit && n != "unlimited" {
				vals = append(vals, val{n, a.good[i]})
			}
		}
	}
	slices.SortFunc(vals, func(a, b val) int { return cmp.Or(cmp.Compare(len(a.n), len(b.n)), cmp.Compare(a.n, b.n)) })
	suffix := ""
	if unit != "" {
		suffix = " " + unit
	}
	var out []string
	any := false
	for _, v := range vals {
		any = any || !v.good
	}
	for i := 0; i < len(vals); i++ {
		if !vals[i].good {
			continue
		}
		k := i
		for k+1 < len(vals) && vals[k+1].good {
			k++
		}
		switch {
		case i == 0 && k == len(vals)-1:
			if unit == "" || any {
				out = append(out, "any"+suffix)
			}
		case i == 0:
			out = append(out, "<= "+vals[k].n+suffix)
		case k == len(vals)-1:
			out = append(out, ">= "+vals[i].n+suffix)
		case i == k:
			out = append(out, vals[i].n+suffix)
		default:
			out = append(out, vals[i].n+" to "+vals[k].n+suffix)
		}
		i = k
	}
	return out
}

// holdsBody is a query that holds if the reference is true.
func holdsBody(ref ast.Ref) ast.Body { return ast.NewBody(ast.NewExpr(ast.NewTerm(ref))) }
