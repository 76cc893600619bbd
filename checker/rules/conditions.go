package rules

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// A Condition is a part of a rule's body that must be evaluated together: expressions that share variables. Conditions of one
// body are independent of each other.
type Condition struct {
	Exprs   ast.Body
	Bound   bool        // whether it holds variables that are bound from outside
	Rules   []*ast.Rule // where the condition is no more than the name of these rules, each true or undefined
	Negated bool        // the condition is the negation of these rules
}

// Conditions divides the body of a rule, once. The variables in bound are bound from outside and connect no expressions; they
// are the same at each call for a rule.
func (u *Unit) Conditions(r *ast.Rule, bound []ast.Var) []*Condition {
	if made, ok := u.conditions.Load(r); ok {
		return made.([]*Condition)
	}
	type group struct {
		exprs []*ast.Expr
		vars  ast.VarSet
		bound bool
	}
	var groups []*group
	for _, e := range r.Body {
		g := &group{exprs: []*ast.Expr{e}, vars: ast.NewVarSet()}
		ast.WalkVars(e, func(v ast.Var) bool {
			switch {
			case slices.Contains(bound, v):
				g.bound = true
			case !ast.RootDocumentNames.Contains(ast.NewTerm(v)) && !isOperator(e, v):
				g.vars.Add(v)
			}
			return false
		})
		for i := 0; i < len(groups); i++ {
			if other := groups[i]; len(other.vars.Intersect(g.vars)) > 0 {
				g.exprs = append(other.exprs, g.exprs...)
				g.vars.Update(other.vars)
				g.bound = g.bound || other.bound
				groups = slices.Delete(groups, i, i+1)
				i--
			}
		}
		groups = append(groups, g)
	}
	out := make([]*Condition, len(groups))
	for i, g := range groups {
		slices.SortStableFunc(g.exprs, func(a, b *ast.Expr) int { return a.Index - b.Index })
		out[i] = &Condition{Exprs: g.exprs, Bound: g.bound}
		if len(g.exprs) == 1 {
			out[i].Rules = u.named(g.exprs[0])
			out[i].Negated = out[i].Rules != nil && g.exprs[0].Negated
		}
	}
	made, _ := u.conditions.LoadOrStore(r, out)
	return made.([]*Condition)
}

// isOperator reports whether a variable is part of the name of the function that the expression calls.
func isOperator(e *ast.Expr, v ast.Var) bool {
	terms, ok := e.Terms.([]*ast.Term)
	if !ok {
		return false
	}
	ref, ok := terms[0].Value.(ast.Ref)
	return ok && ref[0].Value.Compare(v) == 0
}

// named are the rules that an expression names, if it does no more and each is true or undefined.
func (u *Unit) named(e *ast.Expr) []*ast.Rule {
	t, ok := e.Terms.(*ast.Term)
	if !ok || len(e.With) > 0 {
		return nil
	}
	ref, ok := t.Value.(ast.Ref)
	if !ok || !ref.IsGround() || !ref[0].Equal(ast.DefaultRootDocument) {
		return nil
	}
	if rules := u.Compiler.GetRulesExact(ref); TrueOrUndefined(rules) {
		return rules
	}
	return nil
}

// TrueOrUndefined reports whether each of the rules is true or undefined: no default, else, argument, key or other value.
func TrueOrUndefined(rules []*ast.Rule) bool {
	return !slices.ContainsFunc(rules, func(r *ast.Rule) bool {
		h := r.Head
		return r.Default || r.Else != nil || len(h.Args) > 0 || h.Key != nil || h.Value == nil || h.Value.Value.Compare(ast.Boolean(true)) != 0
	})
}
