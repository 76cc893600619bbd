// Package explore finds out how the answer of a rule depends on the facts that a practice leaves out. A World gives law a
// practice and records the first missing fact that law asks for; an Explorer evaluates a condition again for each class of
// values of that fact, and builds a decision tree of the answers. The trees of conditions are joined without evaluations, so
// that the cost is a sum and not a product.
package explore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/credlint/credlint/checker/decision"
	"github.com/credlint/credlint/checker/rules"
)

// Bound is the number of evaluations that one condition may take before its answer is given up as not proved.
const Bound = 4096

// ErrBound says that a condition reached Bound, or a tree its greatest size.
var ErrBound = decision.ErrBound

// ReadingError says that law asked for a reading that has no choice.
type ReadingError struct{ Name string }

func (e ReadingError) Error() string { return "reading " + e.Name + " is open" }

// An Explorer explores the rules of one clause in a world.
type Explorer struct {
	ctx     context.Context
	w       *World
	analyse func() // sets facts, before the first classification

	facts         []*rules.Facts      // of the clause, and of the permits that its authority depends on
	classified    map[string]*Missing // by pointer
	units         []string            // of the period under classification
	readsPractice bool                // whether the classification looked at a value of the practice
	budget        int                 // evaluations left for the condition
	givenUp       map[treeKey]bool    // rules and conditions that reached Bound
	blind         bool                // every value of a fact is a class of its own, and every object plain
}

// Explorer returns an explorer of a clause. Facts returns the analysed facts of the clause, and of what it depends on; it is
// called when a missing fact is first classified, or at once where the law may use objects as one value.
func (w *World) Explorer(ctx context.Context, shipped bool, facts func() []*rules.Facts) *Explorer {
	x := &Explorer{ctx: ctx, w: w, classified: map[string]*Missing{}}
	w.whole, w.cancel.steps = nil, 0
	x.analyse = func() {
		if x.facts != nil {
			return
		}
		x.facts = facts()
		var wholes []string
		for _, f := range x.facts {
			wholes = append(wholes, f.Wholes(w.root.fact)...)
		}
		if len(wholes) > 0 && !x.blind {
			w.whole = func(at string) bool {
				return slices.ContainsFunc(wholes, func(p string) bool { return matches(p, strings.TrimPrefix(at, "/")) })
			}
		}
	}
	if !shipped { // the program's own law uses no object as one value, by test
		x.analyse()
	}
	return x
}

// Blind returns an explorer that relies on no analysis: it gives law plain values, and distinguishes all values of a fact.
// It is slower, and right where OPA panics on a tracked object.
func (w *World) Blind(ctx context.Context, facts []*rules.Facts) *Explorer {
	w.whole, w.cancel.steps = func(string) bool { return true }, 0
	return &Explorer{ctx: ctx, w: w, classified: map[string]*Missing{}, analyse: func() {}, facts: facts, blind: true}
}

// Eval evaluates a query in the world as it is. The answer is known unless a missing fact was asked for; an open reading is
// a ReadingError.
func (w *World) Eval(ctx context.Context, u *rules.Unit, body ast.Body) (yes, known bool, err error) {
	q := w.query(u, body)
	if c := w.helperCache(u); c != nil {
		q = q.WithVirtualCache(c)
	}
	return w.eval(ctx, q)
}

// Holds evaluates whether a head holds for a clause in the world as it is, like Eval. Outside of an exploration it has the steps
// of a clause.
func (w *World) Holds(ctx context.Context, u *rules.Unit, head rules.Head, clause string) (yes, known bool, err error) {
	if w.depth == 0 {
		w.cancel.steps = 0
	}
	return w.Eval(ctx, u, ast.NewBody(ast.NewExpr(ast.NewTerm(u.Ref(head, clause)))))
}

// Trace is Eval that also returns the facts that were read, by pointer, as JSON text; "" for a missing one.
func (w *World) Trace(ctx context.Context, u *rules.Unit, body ast.Body) (yes, known bool, read map[string]string, err error) {
	w.seen, w.cancel.steps = map[string]string{}, 0
	yes, known, err = w.Eval(ctx, u, body)
	read, w.seen = w.seen, nil
	return yes, known, read, err
}

func (w *World) query(u *rules.Unit, body ast.Body) *topdown.Query {
	input := w.input
	if w.part != nil {
		input = w.part
	}
	q := u.Query(body, input).WithCancel(&w.cancel)
	if w.Tracer != nil {
		q = q.WithQueryTracer(w.Tracer)
	}
	return q
}

func (w *World) eval(ctx context.Context, q *topdown.Query) (yes, known bool, err error) {
	w.Reset()
	w.Evaluations++
	if w.depth == 0 {
		w.cancel.begin()
	}
	w.depth++
	yes, err = rules.Holds(ctx, q)
	w.depth--
	if w.depth == 0 {
		w.MostSteps, w.MostClauseSteps = max(w.MostSteps, w.cancel.steps-w.cancel.start), max(w.MostClauseSteps, w.cancel.steps)
	}
	if given := w.cancel.limit(); given != nil {
		w.forget()
		return false, true, given
	}
	if err != nil || w.Undecided() {
		w.forget()
	}
	switch {
	case w.askedReading != "":
		return false, false, ReadingError{w.askedReading}
	case w.asked != nil:
		return false, false, nil
	case err != nil && ctx.Err() != nil:
		return false, true, ctx.Err()
	}
	return yes, true, err
}

// ActsAs is the tree of completions in which the agency is of one of some types.
func (x *Explorer) ActsAs(types []string) (*decision.Tree, error) {
	x.budget = Bound
	return x.grow(func() (yes, known bool, err error) {
		yes, known = x.w.ActsAs(types)
		return yes, known, nil
	})
}

// And is the tree of completions in which both hold.
func (x *Explorer) And(a, b *decision.Tree) (*decision.Tree, error) { return x.w.forest.And(a, b) }

// Or is the tree of completions in which one holds.
func (x *Explorer) Or(a, b *decision.Tree) (*decision.Tree, error) { return x.w.forest.Or(a, b) }

// Not is the tree of completions in which the other does not hold.
func (x *Explorer) Not(a *decision.Tree) *decision.Tree { return x.w.forest.Not(a) }

// Some is the tree over the other facts that holds where some answers to the facts of over make t hold.
func (x *Explorer) Some(t *decision.Tree, over func(*Missing) bool) (*decision.Tree, error) {
	return x.w.forest.Some(t, func(q decision.Question) bool { return over(q.(*Missing)) })
}

// Given is the rest of a tree once a missing fact has a value of one of its classes.
func (x *Explorer) Given(t *decision.Tree, a decision.Answer) (*decision.Tree, error) {
	return x.w.forest.Given(t, a)
}

// Meet reports whether both trees hold in some completion.
func (x *Explorer) Meet(a, b *decision.Tree) (bool, error) { return x.w.forest.Meet(a, b) }

// Decides reports whether a tree is a leaf once a missing fact has a value of one of its classes.
func (x *Explorer) Decides(t *decision.Tree, a decision.Answer, leaf *decision.Tree) bool {
	return x.w.forest.Decides(t, a, leaf)
}

// explore finds in which completions a query holds.
func (x *Explorer) explore(u *rules.Unit, body func() ast.Body) (*decision.Tree, error) {
	return x.exploreWithin(Bound, u, body)
}

// exploreWithin is explore with another bound of evaluations.
func (x *Explorer) exploreWithin(bound int, u *rules.Unit, body func() ast.Body) (*decision.Tree, error) {
	x.budget = bound
	x.w.assumes = !x.blind && x.w.GrantTree != nil
	var again *topdown.Query // evaluated again for each completion, hence without a cache
	t, err := x.grow(func() (yes, known bool, err error) {
		if len(x.w.assigned) == 0 {
			return x.w.Eval(x.ctx, u, body())
		}
		if again == nil {
			again = x.w.query(u, body())
		}
		return x.w.eval(x.ctx, again)
	})
	x.w.assumes = false
	if err != nil {
		return nil, err
	}
	return x.withPermits(t)
}

// withPermits puts the trees of permits into a tree that asks whether citations grant.
func (x *Explorer) withPermits(t *decision.Tree) (*decision.Tree, error) {
	nodes := map[string]*decision.Tree{}
	t.Nodes(nodes)
	for n := range x.w.cited {
		node := nodes[grantPointer(n)]
		if node == nil {
			continue
		}
		permit, err := x.w.GrantTree(x, n)
		if err != nil {
			return nil, err
		}
		var with [2]*decision.Tree // where it grants, where it does not
		for i, holds := range []*decision.Tree{permit, x.Not(permit)} {
			if with[i], err = x.Given(t, decision.Answer{Question: node.Question, Class: i}); err == nil {
				with[i], err = x.And(with[i], holds)
			}
			if err != nil {
				return nil, err
			}
		}
		if t, err = x.Or(with[0], with[1]); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// grow evaluates in the world as it is and, where a missing fact was asked for, for each class of its values.
func (x *Explorer) grow(eval func() (yes, known bool, err error)) (*decision.Tree, error) {
	if x.budget--; x.budget < 0 {
		return nil, ErrBound
	}
	if err := x.ctx.Err(); err != nil {
		return nil, err
	}
	yes, known, err := eval()
	if err != nil {
		return nil, err
	}
	if known {
		return decision.Leaf(yes), nil
	}
	m := x.w.asked
	if m.Kind != nil {
		x.classify(m)
	}
	next := make([]*decision.Tree, len(m.Classes))
	for i, c := range m.Classes {
		if m.in != nil && !m.in.admits(m.Kind, c.value) {
			continue
		}
		x.w.assigned[m.Pointer] = c.value
		next[i], err = x.grow(eval)
		delete(x.w.assigned, m.Pointer)
		if err != nil {
			return nil, err
		}
	}
	return x.node(m, next)
}

// node is the tree that asks for a missing fact, and continues with next for each class of its values; nil for one that is not admissible.
func (x *Explorer) node(m *Missing, next []*decision.Tree) (*decision.Tree, error) {
	t := x.w.forest.Node(m, next)
	if t == nil {
		return nil, fmt.Errorf("no value of %s is admissible", m.Pointer)
	}
	return t, nil
}

// reclassify turns the tree of another clause into one with the classes of this clause: that clause did not distinguish the
// members of its classes, so each class of this clause continues like the class that its first member was in. False is
// returned where that member was in none.
func (x *Explorer) reclassify(t *decision.Tree) (*decision.Tree, bool) {
	memo := map[*decision.Tree]*decision.Tree{nil: nil, decision.Yes: decision.Yes, decision.No: decision.No}
	var convert func(t *decision.Tree) (*decision.Tree, bool)
	convert = func(t *decision.Tree) (*decision.Tree, bool) {
		if out, ok := memo[t]; ok {
			return out, true
		}
		old := t.Question.(*Missing)
		m := &Missing{Pointer: old.Pointer, Kind: old.Kind, Known: old.Known, in: old.in, order: old.order}
		x.classify(m)
		next := make([]*decision.Tree, len(m.Classes))
		for i, c := range m.Classes {
			k := i
			if m.division != old.division {
				k = slices.IndexFunc(old.Classes, func(c2 Class) bool { return slices.Contains(c2.Members, c.Members[0]) })
			}
			if k < 0 {
				return nil, false
			}
			var ok bool
			if next[i], ok = convert(t.Next[k]); !ok {
				return nil, false
			}
		}
		memo[t] = x.w.forest.Node(m, next)
		return memo[t], true
	}
	return convert(t)
}
