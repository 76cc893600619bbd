package explore

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/decision"
	"github.com/credlint/credlint/checker/rules"
)

// Exploring a rule by evaluating all of it for every completion costs the product of the classes that its conditions ask for.
// Most conditions share no variable, and most are helpers that other clauses name too. Each is explored by itself, once a
// practice, and the trees are joined as the rule joins its conditions: rules of one name by or, conditions of a body by and,
// negation by not.

// treeKey identifies a memoised decision tree: the rule or condition, the values bound in it, and World.settled, the assumptions
// under which it was explored.
type treeKey struct {
	of      any // *ast.Rule, the first of its name; *rules.Condition
	bound   string
	settled string
}

// Head explores whether a head holds for a clause. Absent is the result where it has no rules.
func (x *Explorer) Head(u *rules.Unit, head rules.Head, clause string, absent *decision.Tree) (*decision.Tree, error) {
	named := u.Rules(head, clause)
	switch {
	case len(named) == 0:
		return absent, nil
	case x.blind || !rules.TrueOrUndefined(named):
		return x.explore(u, func() ast.Body { return ast.NewBody(ast.NewExpr(ast.NewTerm(u.Ref(head, clause)))) })
	}
	return x.named(u, named)
}

// Place explores whether a rule produces a place.
func (x *Explorer) Place(u *rules.Unit, p Place) (*decision.Tree, error) {
	return x.body(u, p.Rule, p.bind)
}

// named explores whether one of the rules of a name holds, each true or undefined.
func (x *Explorer) named(u *rules.Unit, of []*ast.Rule) (*decision.Tree, error) {
	return x.memo(treeKey{of: of[0]}, func() (*decision.Tree, error) {
		out := decision.No
		for _, r := range of {
			t, err := x.body(u, r, nil)
			if err != nil {
				return nil, err
			}
			if out, err = x.Or(out, t); err != nil {
				return nil, err
			}
			if out == decision.Yes {
				break
			}
		}
		return out, nil
	})
}

// body explores the body of a rule with the variables of its head bound.
func (x *Explorer) body(u *rules.Unit, r *ast.Rule, bind map[ast.Var]*ast.Term) (*decision.Tree, error) {
	whole := func() (*decision.Tree, error) {
		return x.explore(u, func() ast.Body { return substitute(r.Body, bind) })
	}
	if x.blind {
		return whole()
	}
	out := decision.Yes
	conditions := u.Conditions(r, slices.Collect(maps.Keys(bind)))
	for _, c := range conditions {
		t, err := x.condition(u, c, bind)
		if err == nil {
			out, err = x.And(out, t)
		}
		if err != nil && (len(conditions) == 1 || x.final(err)) {
			return nil, err
		}
		if err != nil {
			// Another condition of the body may exclude the completions for which this one fails or is too large.
			return whole()
		}
		if out == decision.No {
			break
		}
	}
	return out, nil
}

// final reports whether an error is one that evaluating the conditions of a body together does not avoid.
func (x *Explorer) final(err error) bool {
	return errors.As(err, new(ReadingError)) || errors.As(err, new(LimitError)) || x.ctx.Err() != nil
}

func (x *Explorer) condition(u *rules.Unit, c *rules.Condition, bind map[ast.Var]*ast.Term) (*decision.Tree, error) {
	switch {
	case c.Negated:
		return x.memo(treeKey{of: c}, func() (*decision.Tree, error) {
			t, err := x.named(u, c.Rules)
			if err != nil {
				return nil, err
			}
			return x.Not(t), nil
		})
	case c.Rules != nil:
		return x.named(u, c.Rules)
	case !c.Bound:
		return x.memo(treeKey{of: c}, func() (*decision.Tree, error) {
			return x.byParts(u, c.Exprs, nil)
		})
	}
	return x.memo(treeKey{of: c, bound: boundText(bind)}, func() (*decision.Tree, error) {
		return x.byParts(u, substitute(c.Exprs, bind), nil)
	})
}

// few is the number of evaluations up to which a body is explored as it is: to divide it costs as much.
const few = 16

// byParts explores a body. Where that takes more than a few evaluations, it is divided again, into functions and the bodies of these, as
// far as that goes; see rules.Unit.Parts. Exist has the references that are known to exist.
func (x *Explorer) byParts(u *rules.Unit, body ast.Body, exist map[string]bool) (*decision.Tree, error) {
	if t, err := x.exploreWithin(few, u, func() ast.Body { return body }); !errors.Is(err, ErrBound) {
		return t, err
	}
	exist = maps.Clone(exist)
	if exist == nil {
		exist = map[string]bool{}
	}
	parts := u.Parts(body, exist)
	if len(parts) == 1 && parts[0].Call == nil && parts[0].Rules == nil {
		return x.byElements(u, parts[0], body)
	}
	out := decision.Yes
	for _, c := range parts {
		t, err := x.part(u, c, exist)
		if err == nil {
			out, err = x.And(out, t)
		}
		if err != nil && x.final(err) {
			return nil, err
		}
		if err != nil { // as in body
			return x.explore(u, func() ast.Body { return body })
		}
		if out == decision.No {
			break
		}
	}
	return out, nil
}

// part explores one condition of a body that byParts divides.
func (x *Explorer) part(u *rules.Unit, c *rules.Condition, exist map[string]bool) (t *decision.Tree, err error) {
	switch {
	case c.Rules != nil:
		t, err = x.named(u, c.Rules)
	case c.Call != nil:
		t, err = x.memo(treeKey{of: c.Call.Rules[0], bound: argsText(c.Call.Args)}, func() (*decision.Tree, error) {
			out := decision.No
			for _, r := range c.Call.Rules {
				t, err := x.byParts(u, c.Call.Body(r), exist)
				if err == nil {
					out, err = x.Or(out, t)
				}
				if err != nil || out == decision.Yes {
					return out, err
				}
			}
			return out, nil
		})
	default:
		return x.byElements(u, c, c.Exprs)
	}
	if err == nil && c.Negated {
		t = x.Not(t)
	}
	return t, err
}

// argsText is the arguments of a call as text.
func argsText(args []*ast.Term) string {
	var b strings.Builder
	for _, a := range args {
		fmt.Fprint(&b, a.Value, ", ")
	}
	return b.String()
}

// byElements explores a condition that iterates over a list of the practice, or holds for every element of it: for each element
// by itself, and joins the trees. To explore all elements together costs the product of what they may be.
func (x *Explorer) byElements(u *rules.Unit, c *rules.Condition, body ast.Body) (*decision.Tree, error) {
	whole := func() (*decision.Tree, error) {
		return x.byCitations(u, c.Citations, func() ast.Body { return body })
	}
	if c.Every != nil {
		return x.byLength(c.Every.List, whole, func(n int) (*decision.Tree, error) {
			return x.joined(x.And, decision.Yes, n, func(k int) (*decision.Tree, error) {
				return x.byParts(u, c.Every.Element(k), nil)
			})
		})
	}
	for _, it := range c.Elements {
		if t := x.w.list(it.List); t == nil || t.Len() > 0 {
			return x.byLength(it.List, whole, func(n int) (*decision.Tree, error) {
				return x.joined(x.Or, decision.No, n, func(k int) (*decision.Tree, error) {
					return x.byParts(u, substitute(body, map[ast.Var]*ast.Term{it.Index: ast.InternedTerm(k)}), nil)
				})
			})
		}
	}
	return whole()
}

// byLength explores a condition on the elements of a list: elements returns the tree for a list of n elements. A missing list is
// tried with each length that the schema allows, up to MaxElements. Where the practice has no such list, or an empty one, whole
// explores the condition undivided.
func (x *Explorer) byLength(list []string, whole func() (*decision.Tree, error), elements func(n int) (*decision.Tree, error)) (*decision.Tree, error) {
	if t := x.w.list(list); t != nil {
		if t.Len() == 0 {
			return whole()
		}
		return elements(t.Len())
	}
	m := x.w.asked
	x.w.Reset()
	if m == nil || m.Kind == nil || m.Kind.Type != "array" || m.in == nil {
		return whole()
	}
	x.classify(m)
	next := make([]*decision.Tree, len(m.Classes))
	for i, c := range m.Classes {
		if !m.in.admits(m.Kind, c.value) {
			continue
		}
		x.w.assigned[m.Pointer] = c.value
		var err error
		if next[i], err = x.byLength(list, whole, elements); err != nil {
			delete(x.w.assigned, m.Pointer)
			return nil, err
		}
		delete(x.w.assigned, m.Pointer)
	}
	return x.node(m, next)
}

// joined joins n trees, of which one that is not neutral as a leaf decides. The last are joined first: where the trees ask of one
// element after the other, each is put before those that are joined already, and not at all their ends.
func (x *Explorer) joined(join func(a, b *decision.Tree) (*decision.Tree, error), neutral *decision.Tree, n int, tree func(int) (*decision.Tree, error)) (*decision.Tree, error) {
	trees := make([]*decision.Tree, n)
	for k := range n {
		t, err := tree(k)
		if err != nil || t == x.Not(neutral) {
			return t, err
		}
		trees[k] = t
	}
	out := neutral
	for _, t := range slices.Backward(trees) {
		var err error
		if out, err = join(t, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// list looks up an array of the practice by the names that lead to it. Nil means that there is none or that it is missing; in the
// latter case w.asked is set.
func (w *World) list(names []string) *ast.Array {
	steps := make([]any, len(names))
	for i, name := range names {
		steps[i] = name
	}
	w.Reset()
	list, _ := w.Read(steps).(*ast.Array)
	return list
}

// byCitations explores a query that depends on the citations as it is told. One that holds for some citation, or for every one,
// is explored with the citations of which facts are missing one by one, each as if it were the only one, and the trees are
// joined: to explore all together costs the product of what the citations may be.
func (x *Explorer) byCitations(u *rules.Unit, c rules.Citations, body func() ast.Body) (*decision.Tree, error) {
	w := x.w
	if c != rules.SomeCitation && c != rules.EveryCitation || len(w.cited) < 2 && len(w.silent) == 0 {
		return x.explore(u, body)
	}
	defer func() { w.part = nil }()
	out := decision.Leaf(c == rules.EveryCitation)
	join := func(t *decision.Tree, err error) (final bool, e error) {
		switch {
		case err != nil:
		case c == rules.SomeCitation:
			out, err = x.Or(out, t)
		default:
			out, err = x.And(out, t)
		}
		return err != nil || out == decision.Leaf(c == rules.SomeCitation), err
	}
	for left := w.cited; len(left) > 0; {
		if len(left) < len(w.cited) || len(w.silent) > 0 {
			w.part = w.withCitations(left, nil)
		}
		x.budget = Bound
		if err := x.ctx.Err(); err != nil {
			return nil, err
		}
		yes, known, err := w.Eval(x.ctx, u, body()) // of all that are left
		t, n := decision.Leaf(yes), 0
		if err == nil && !known {
			if n = slices.IndexFunc(left, func(t *ast.Term) bool { return t.Value.(*cited).n == w.asked.citation-1 }); n < 0 {
				n = 0 // what is missing is no fact of a citation
			}
			w.part = w.withCitations(left[n:n+1], nil)
			t, err = x.explore(u, body)
		}
		if final, err := join(t, err); final {
			return out, err
		}
		if known {
			break
		}
		left = slices.Concat(left[:n], left[n+1:])
	}
	for _, b := range w.silent {
		for i, entry := range b.entries {
			alone := uncited{steps: b.steps}
			alone.entries[i] = entry
			w.part = w.withCitations(nil, []uncited{alone})
			if final, err := join(x.explore(u, body)); final {
				return out, err
			}
		}
	}
	return out, nil
}

// boundText is the bound values as text.
func boundText(bind map[ast.Var]*ast.Term) string {
	var b strings.Builder
	for _, v := range slices.Sorted(maps.Keys(bind)) {
		fmt.Fprint(&b, bind[v].Value, " ")
	}
	return b.String()
}

// memo returns the tree of the practice for the key, made where there is none that this clause can use.
func (x *Explorer) memo(key treeKey, grow func() (*decision.Tree, error)) (*decision.Tree, error) {
	if x.blind {
		return grow()
	}
	key.settled = x.w.settled()
	if t, ok := x.w.trees[key]; ok {
		if t, ok := x.reclassify(t); ok {
			return t, nil
		}
	}
	if x.givenUp[key] {
		return nil, ErrBound
	}
	t, err := grow()
	if errors.Is(err, ErrBound) {
		if x.givenUp == nil {
			x.givenUp = map[treeKey]bool{}
		}
		x.givenUp[key] = true
	}
	if err != nil {
		return nil, err
	}
	if x.w.trees == nil {
		x.w.trees = map[treeKey]*decision.Tree{}
	}
	x.w.trees[key] = t
	return t, nil
}
