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

// treeKey is the key of a tree of the practice: the rule or condition, the values bound in it, and the settled readings.
type treeKey struct {
	of       any // *ast.Rule, the first of its name; *rules.Condition
	bound    string
	readings string
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
		if err != nil && (len(conditions) == 1 || errors.As(err, new(ReadingError)) || x.ctx.Err() != nil) {
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
			return x.explore(u, func() ast.Body { return c.Exprs })
		})
	}
	return x.memo(treeKey{of: c, bound: boundText(bind)}, func() (*decision.Tree, error) {
		return x.explore(u, func() ast.Body { return substitute(c.Exprs, bind) })
	})
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
	key.readings = x.w.settled()
	if t, ok := x.w.trees[key]; ok {
		if t, ok := x.reclassify(t); ok {
			return t, nil
		}
	}
	t, err := grow()
	if err != nil {
		return nil, err
	}
	if x.w.trees == nil {
		x.w.trees = map[treeKey]*decision.Tree{}
	}
	x.w.trees[key] = t
	return t, nil
}
