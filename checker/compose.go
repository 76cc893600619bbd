package checker

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Growing the tree of a rule by evaluating it again for every answer costs the product of what its conditions ask. Most
// conditions have nothing to do with each other: they share no variable, and most are helpers that other clauses name too.
// Each is explored by itself, once a practice, and the trees are joined as the rule joins its conditions, without
// evaluations: rules of one name by or, conditions of a body by and, not by not.

// A part of a body is what must be evaluated together: the expressions that share a variable.
type part struct {
	exprs   ast.Body
	vars    bool        // holds variables of the head, which a place binds
	rules   []*ast.Rule // the part is no more than the name of these rules, each true or undefined
	negated bool        // … and it is their negation
}

// parts cuts the body of a rule, once. The variables in free are bound from outside and tie nothing together.
func (u *unit) parts(r *ast.Rule, free ast.VarSet) []*part {
	if made, ok := u.cut.Load(r); ok {
		return made.([]*part)
	}
	var groups [][]*ast.Expr
	var names []ast.VarSet
	var bound []bool
	for _, e := range r.Body {
		own, tied := ast.NewVarSet(), false
		ast.WalkVars(e, func(v ast.Var) bool {
			switch {
			case free.Contains(v):
				tied = true
			case !ast.RootDocumentNames.Contains(ast.NewTerm(v)) && !isOperator(e, v):
				own.Add(v)
			}
			return false
		})
		group := []*ast.Expr{e}
		for i := 0; i < len(groups); i++ {
			if groups[i] != nil && len(names[i].Intersect(own)) > 0 {
				group = append(groups[i], group...)
				own.Update(names[i])
				tied = tied || bound[i]
				groups[i] = nil
			}
		}
		groups, names, bound = append(groups, group), append(names, own), append(bound, tied)
	}
	var out []*part
	for i, g := range groups {
		if g == nil {
			continue
		}
		slices.SortStableFunc(g, func(a, b *ast.Expr) int { return a.Index - b.Index })
		p := &part{exprs: g, vars: bound[i]}
		if len(g) == 1 {
			p.rules = u.named(g[0])
			p.negated = p.rules != nil && g[0].Negated
		}
		out = append(out, p)
	}
	made, _ := u.cut.LoadOrStore(r, out)
	return made.([]*part)
}

// isOperator reports whether a variable is part of the name of a function that the expression calls.
func isOperator(e *ast.Expr, v ast.Var) bool {
	terms, ok := e.Terms.([]*ast.Term)
	if !ok {
		return false
	}
	ref, ok := terms[0].Value.(ast.Ref)
	return ok && ref[0].Value.Compare(v) == 0
}

// named returns the rules that an expression is no more than the name of, if each is true or undefined.
func (u *unit) named(e *ast.Expr) []*ast.Rule {
	t, ok := e.Terms.(*ast.Term)
	if !ok || len(e.With) > 0 {
		return nil
	}
	ref, ok := t.Value.(ast.Ref)
	if !ok || !ref.IsGround() || !ref[0].Equal(ast.DefaultRootDocument) {
		return nil
	}
	rules := u.compiler.GetRulesExact(ref)
	for _, r := range rules {
		if !trueOrNothing(r) {
			return nil
		}
	}
	return rules
}

func trueOrNothing(r *ast.Rule) bool {
	h := r.Head
	return !r.Default && r.Else == nil && len(h.Args) == 0 && h.Key == nil && h.Value != nil && h.Value.Value.Compare(ast.Boolean(true)) == 0
}

// treeKey is what a tree is kept under for a practice: the rule or part, the place bound in it, and the readings settled.
type treeKey struct {
	of       any // *ast.Rule, the first of those of one name; *part
	bound    string
	readings string
}

// holds explores whether one of some rules of one name holds, each true or undefined.
func (x *explorer) holds(u *unit, rules []*ast.Rule) (*node, error) {
	return x.explored(treeKey{of: rules[0]}, func() (*node, error) {
		out := noLeaf
		for _, r := range rules {
			t, err := x.body(u, r, nil)
			if err != nil {
				return nil, err
			}
			if out, err = x.or(out, t); err != nil {
				return nil, err
			}
			if out == yesLeaf {
				break
			}
		}
		return out, nil
	})
}

// body explores the body of a rule whose head variables are bound.
func (x *explorer) body(u *unit, r *ast.Rule, bind map[ast.Var]*ast.Term) (*node, error) {
	whole := func() (*node, error) {
		return x.tree(u, topic{of: r, bound: boundIn(bind)}, func() ast.Body { return substitute(r.Body, bind) })
	}
	if x.blind {
		return whole()
	}
	free := ast.NewVarSet()
	for v := range bind {
		free.Add(v)
	}
	out := yesLeaf
	parts := u.parts(r, free)
	for _, p := range parts {
		t, err := x.part(u, p, bind)
		if err == nil {
			out, err = x.and(out, t)
		}
		if err != nil && (len(parts) == 1 || errors.As(err, new(readingError)) || x.ctx.Err() != nil) {
			return nil, err
		}
		if err != nil {
			// a condition that its neighbours keep from being asked such things, or one too large without them
			return whole()
		}
		if out == noLeaf {
			break
		}
	}
	return out, nil
}

func (x *explorer) part(u *unit, p *part, bind map[ast.Var]*ast.Term) (t *node, err error) {
	switch {
	case p.negated:
		return x.explored(treeKey{of: p}, func() (*node, error) {
			t, err := x.holds(u, p.rules)
			if err != nil {
				return nil, err
			}
			return x.w.not(t), nil
		})
	case p.rules != nil:
		return x.holds(u, p.rules)
	case !p.vars:
		return x.explored(treeKey{of: p}, func() (*node, error) { return x.tree(u, topic{of: p}, func() ast.Body { return p.exprs }) })
	}
	at := boundIn(bind)
	return x.explored(treeKey{of: p, bound: at}, func() (*node, error) {
		return x.tree(u, topic{of: p, bound: at}, func() ast.Body { return substitute(p.exprs, bind) })
	})
}

// boundIn is what a place binds, as text.
func boundIn(bind map[ast.Var]*ast.Term) string {
	var at strings.Builder
	for _, v := range slices.Sorted(maps.Keys(bind)) {
		fmt.Fprint(&at, bind[v].Value, " ")
	}
	return at.String()
}

// explored returns the tree of the practice for the key, made where there is none whose classes fit this clause.
func (x *explorer) explored(key treeKey, grow func() (*node, error)) (*node, error) {
	if x.blind {
		return grow()
	}
	key.readings = x.w.choices()
	if t, ok := x.w.trees[key]; ok {
		if t, ok := x.recut(t); ok {
			return t, nil
		}
	}
	t, err := grow()
	if err != nil {
		return nil, err
	}
	if x.w.trees == nil {
		x.w.trees = map[treeKey]*node{}
	}
	x.w.trees[key] = t
	return t, nil
}
