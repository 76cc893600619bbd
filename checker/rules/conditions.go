package rules

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// A Condition is a part of a rule's body that must be evaluated together: expressions that share variables. Conditions of one
// body are independent of each other.
type Condition struct {
	Exprs     ast.Body
	Bound     bool        // whether it holds variables that are bound from outside
	Rules     []*ast.Rule // where the condition is no more than the name of these rules, each true or undefined
	Negated   bool        // the condition is the negation of these rules
	Citations Citations
	Elements  []Elements
	Every     *Every // where the condition is no more than `every` over a list of the practice
	Call      *Call  // where the condition is no more than the call of a function, or its negation; see Parts
}

// A Call is the call of a function of which each rule is true or undefined, with arguments that do not change while facts are
// tried: constants, and references to objects that are known to exist.
type Call struct {
	Rules []*ast.Rule
	Args  []*ast.Term
}

// Body is the body of one of the rules, with the arguments put in.
func (c *Call) Body(r *ast.Rule) ast.Body {
	put := map[ast.Var]*ast.Term{}
	for i, a := range r.Head.Args {
		put[a.Value.(ast.Var)] = c.Args[i]
	}
	return replaced(r.Body, put)
}

// Parts divides a body whose places are bound further than Conditions can: variables that are no more than a name for a part of
// the practice, as item for input.practice.items[2], or for a constant of the law, connect nothing once that is written in their
// stead. Exist has the references that are known to exist, as text; those that the body asks for are added.
func (u *Unit) Parts(body ast.Body, exist map[string]bool) []*Condition {
	put := map[ast.Var]*ast.Term{}
	domains := domainsOf(body)
	var written ast.Body
	for _, e := range body {
		if !e.IsEquality() || e.Negated || len(e.With) > 0 {
			written = append(written, e)
			continue
		}
		name, ok := e.Operand(0).Value.(ast.Var)
		part := e.Operand(1)
		ref, isRef := part.Value.(ast.Ref)
		switch {
		case !ok || !isRef || !ref.IsGround() || put[name] != nil || domains[name]:
		case len(ref) > 2 && ref[0].Equal(ast.InputRootDocument) && ref[1].Equal(ast.InternedTerm("practice")):
			put[name] = part
			exist[ref.String()] = true
		default:
			if put[name] = u.constant(ref); put[name] != nil {
				continue // it is defined
			}
		}
		written = append(written, e)
	}
	defining := func(e *ast.Expr) bool {
		if !e.IsEquality() || e.Negated {
			return false
		}
		v, ok := e.Operand(0).Value.(ast.Var)
		return ok && put[v] == e.Operand(1)
	}
	for i, e := range written {
		if !defining(e) {
			written[i] = replaced(ast.Body{e}, put)[0]
		}
	}
	out := u.divide(written, written, nil)
	for _, c := range out {
		if len(c.Exprs) == 1 {
			c.Call = u.calls(c.Exprs[0], exist)
			c.Negated = c.Negated || c.Call != nil && c.Exprs[0].Negated
		}
	}
	return out
}

// constant is the value of a rule that is a constant; nil for another reference.
func (u *Unit) constant(ref ast.Ref) *ast.Term {
	of := u.Compiler.GetRulesExact(ref)
	if len(of) != 1 || of[0].Head.Key != nil || len(of[0].Head.Args) > 0 || of[0].Else != nil || len(of[0].Body) != 1 ||
		!of[0].Body[0].Equal(ast.NewExpr(ast.InternedTerm(true))) || of[0].Head.Value == nil || !ast.IsConstant(of[0].Head.Value.Value) {
		return nil
	}
	return of[0].Head.Value
}

// calls is the call that an expression is; nil for another.
func (u *Unit) calls(e *ast.Expr, exist map[string]bool) *Call {
	terms, ok := e.Terms.([]*ast.Term)
	if !ok || len(e.With) > 0 {
		return nil
	}
	name, ok := terms[0].Value.(ast.Ref)
	if !ok {
		return nil
	}
	of := u.Compiler.GetRulesExact(name)
	for _, r := range of {
		domains := domainsOf(r.Body)
		name := func(t *ast.Term) bool { v, ok := t.Value.(ast.Var); return ok && !domains[v] }
		if !isTrue(r) || len(r.Head.Args) != len(terms)-1 || slices.ContainsFunc(r.Head.Args, func(t *ast.Term) bool { return !name(t) }) {
			return nil
		}
	}
	for _, a := range terms[1:] {
		ref, isRef := a.Value.(ast.Ref)
		if isRef && !exist[ref.String()] || !isRef && !ast.IsConstant(a.Value) {
			return nil
		}
	}
	if len(of) == 0 {
		return nil
	}
	return &Call{of, terms[1:]}
}

// domainsOf are the variables that `every` goes through: OPA's evaluator takes a variable there and no reference.
func domainsOf(body ast.Body) map[ast.Var]bool {
	out := map[ast.Var]bool{}
	ast.WalkExprs(body, func(e *ast.Expr) bool {
		if every, ok := e.Terms.(*ast.Every); ok {
			if v, ok := every.Domain.Value.(ast.Var); ok {
				out[v] = true
			}
		}
		return false
	})
	return out
}

// replaced is a body with terms put in for variables, also where a reference begins with one. The terms are copied:
// OPA's transformer visits each replacement and assigns to its terms, and other goroutines read the terms of a rule.
func replaced(b ast.Body, put map[ast.Var]*ast.Term) ast.Body {
	if len(put) == 0 {
		return b
	}
	out := b.Copy()
	_, err := ast.TransformRefs(out, func(ref ast.Ref) (ast.Value, error) {
		if v, ok := ref[0].Value.(ast.Var); ok && put[v] != nil {
			if head, ok := put[v].Value.(ast.Ref); ok {
				return append(head.Copy(), ref[1:]...), nil
			}
		}
		return ref, nil
	})
	if err != nil {
		return b
	}
	x, err := ast.TransformVars(out, func(v ast.Var) (ast.Value, error) {
		if t := put[v]; t != nil {
			return ast.CopyValue(t.Value), nil
		}
		return v, nil
	})
	if err != nil {
		return b
	}
	return x.(ast.Body)
}

// Elements is an iteration over a list of the practice, input.practice.items[i]: the condition holds if it holds for some i.
type Elements struct {
	List  []string // the names that lead from the practice to the list
	Index ast.Var
}

// Every is `every key, value in input.practice.items { body }`: the condition holds if the body holds for each element.
type Every struct {
	List       []string // the names that lead from the practice to the list
	key, value ast.Var
	body       ast.Body
}

// everyOf is the `every` that expressions evaluated together are, as the compiler leaves it: the list is assigned to a variable
// that is the domain. Nil for others.
func everyOf(exprs []*ast.Expr) *Every {
	list, e := everyIn(exprs)
	if e == nil || len(list) < 3 || !list.IsGround() || !list[0].Equal(ast.InputRootDocument) || !list[1].Equal(ast.InternedTerm("practice")) {
		return nil
	}
	out := &Every{body: e.Body}
	for _, step := range list[2:] {
		name, ok := step.Value.(ast.String)
		if !ok {
			return nil
		}
		out.List = append(out.List, string(name))
	}
	if e.Key != nil {
		out.key, _ = e.Key.Value.(ast.Var)
	}
	var ok bool
	out.value, ok = e.Value.Value.(ast.Var)
	if !ok {
		return nil
	}
	return out
}

// everyIn is `every x in list { … }` with its list, where expressions are no more than that.
func everyIn(exprs []*ast.Expr) (list ast.Ref, every *ast.Every) {
	if len(exprs) != 2 || !exprs[0].IsEquality() || exprs[0].Negated || exprs[1].Negated || len(exprs[0].With)+len(exprs[1].With) > 0 {
		return nil, nil
	}
	every, ok := exprs[1].Terms.(*ast.Every)
	if !ok {
		return nil, nil
	}
	of, domain := exprs[0].Operand(1), exprs[0].Operand(0)
	if _, ok := domain.Value.(ast.Var); !ok {
		of, domain = domain, of
	}
	list, ok = of.Value.(ast.Ref)
	if !ok || !domain.Equal(every.Domain) || occurrences(every.Body, domain.Value) > 0 {
		return nil, nil
	}
	return list, every
}

// Element is the body for the element with an index.
func (e *Every) Element(index int) ast.Body {
	at := ast.Ref{ast.InputRootDocument, ast.InternedTerm("practice")}
	for _, name := range e.List {
		at = append(at, ast.InternedTerm(name))
	}
	at = append(at, ast.InternedTerm(index))
	body := e.body
	if e.key != "" {
		body = replaced(body, map[ast.Var]*ast.Term{e.key: ast.InternedTerm(index)})
	}
	return append(ast.NewBody(ast.Equality.Expr(ast.NewTerm(e.value), ast.NewTerm(at))), body...)
}

// elementsOf are the iterations over lists in expressions that are evaluated together.
func elementsOf(exprs []*ast.Expr, bound []ast.Var) []Elements {
	var out []Elements
	for _, e := range exprs {
		if e.Negated || len(e.With) > 0 {
			continue
		}
		if _, every := e.Terms.(*ast.Every); every {
			continue
		}
		for _, t := range e.Operands() {
			ref, ok := t.Value.(ast.Ref)
			if !ok || len(ref) < 4 || !ref[0].Equal(ast.InputRootDocument) || !ref[1].Equal(ast.InternedTerm("practice")) {
				continue
			}
			it := Elements{}
			for _, step := range ref[2:] {
				if name, ok := step.Value.(ast.String); ok {
					it.List = append(it.List, string(name))
					continue
				}
				it.Index, _ = step.Value.(ast.Var)
				break
			}
			known := func(o Elements) bool { return o.Index == it.Index }
			if it.Index != "" && len(it.List) > 0 && !slices.Contains(bound, it.Index) && !slices.ContainsFunc(out, known) {
				out = append(out, it)
			}
		}
	}
	return out
}

// Conditions divides the body of a rule, once. The variables in bound are bound from outside and connect no expressions; they
// are the same at each call for a rule.
func (u *Unit) Conditions(r *ast.Rule, bound []ast.Var) []*Condition {
	if made, ok := u.conditions.Load(r); ok {
		return made.([]*Condition)
	}
	made, _ := u.conditions.LoadOrStore(r, u.divide(r, r.Body, bound))
	return made.([]*Condition)
}

// divide divides a body. Scope is the rule or body in which its variables may occur.
func (u *Unit) divide(scope any, body ast.Body, bound []ast.Var) []*Condition {
	type group struct {
		exprs []*ast.Expr
		vars  ast.VarSet
		bound bool
	}
	var groups []*group
	for _, e := range body {
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
		out[i] = &Condition{Exprs: g.exprs, Bound: g.bound, Citations: u.ofGroup(scope, g.exprs), Elements: elementsOf(g.exprs, bound), Every: everyOf(g.exprs)}
		if len(g.exprs) == 1 {
			out[i].Rules = u.named(g.exprs[0])
			out[i].Negated = out[i].Rules != nil && g.exprs[0].Negated
		}
	}
	return out
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
	return !slices.ContainsFunc(rules, func(r *ast.Rule) bool { return len(r.Head.Args) > 0 || !isTrue(r) })
}
