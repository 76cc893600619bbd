package rules

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Citations says how the truth of a condition depends on the list of cited articles, input.authorities.
type Citations int

// How a condition depends on the list.
const (
	NoCitation    Citations = iota // not at all
	SomeCitation                   // it holds if it holds for one citation, given to it as the whole list
	EveryCitation                  // it holds if it holds for each citation, given to it as the whole list
	AllCitations                   // in some other way: it must be given the list as it is
)

// negated is the dependency of the negation.
func (c Citations) negated() Citations {
	switch c {
	case SomeCitation:
		return EveryCitation
	case EveryCitation:
		return SomeCitation
	}
	return c
}

// ofGroup finds how expressions that are evaluated together depend on the list. Scope is the rule or body in which their variables
// may occur.
func (u *Unit) ofGroup(scope any, exprs []*ast.Expr) Citations {
	if overEvery(exprs) && u.ofTerms(exprs[1]) == NoCitation {
		return EveryCitation
	}
	out := NoCitation
	for _, e := range exprs {
		switch c := u.ofExpr(scope, e); {
		case c == NoCitation:
		case out != NoCitation || c == AllCitations || c == EveryCitation && len(exprs) > 1:
			return AllCitations
		default:
			out = c
		}
	}
	return out
}

// overEvery reports whether expressions are `every x in input.authorities { … }`. The index must not be read.
func overEvery(exprs []*ast.Expr) bool {
	list, every := everyIn(exprs)
	return every != nil && isCitations(list) && len(list) == 2 && (every.Key == nil || occurrences(every.Body, every.Key.Value) == 0)
}

// ofExpr finds how an expression depends on the list.
func (u *Unit) ofExpr(scope any, e *ast.Expr) Citations {
	c := u.ofTerms(e)
	if c == NoCitation {
		return c
	}
	if len(e.With) > 0 {
		return AllCitations
	}
	// the name of true rules, or a call of a function that is true or undefined
	var name ast.Ref
	var args []*ast.Term
	switch t := e.Terms.(type) {
	case *ast.Term:
		name, _ = t.Value.(ast.Ref)
	case []*ast.Term:
		name, _ = t[0].Value.(ast.Ref)
		args = t[1:]
	}
	if len(name) > 0 && name[0].Equal(ast.DefaultRootDocument) && name.IsGround() {
		of := u.Compiler.GetRulesExact(name)
		for _, a := range args {
			if u.ofTerms(a) != NoCitation {
				return AllCitations
			}
		}
		if len(of) == 0 || len(of[0].Head.Args) != len(args) || slices.ContainsFunc(of, func(r *ast.Rule) bool { return !isTrue(r) }) {
			return AllCitations
		}
		if c = u.ofRules(of); e.Negated {
			c = c.negated()
		}
		return c
	}
	// input.authorities[i], where i occurs nowhere else: one iteration over the list
	if e.Negated {
		return AllCitations
	}
	var lists []ast.Ref
	closed := false
	ast.WalkTerms(e, func(t *ast.Term) bool {
		switch x := t.Value.(type) {
		case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension:
			closed = true
		case ast.Ref:
			if isCitations(x) {
				lists = append(lists, x)
			} else if c := u.ofRef(x); c != NoCitation {
				closed = true
			}
		}
		return false
	})
	if _, every := e.Terms.(*ast.Every); every || closed || len(lists) != 1 || len(lists[0]) < 3 {
		return AllCitations
	}
	index, ok := lists[0][2].Value.(ast.Var)
	if !ok || occurrences(scope, index) != 1 {
		return AllCitations
	}
	return SomeCitation
}

// ofTerms is NoCitation where nothing in x reads the list.
func (u *Unit) ofTerms(x any) Citations {
	out := NoCitation
	ast.WalkRefs(x, func(ref ast.Ref) bool {
		if isCitations(ref) || u.ofRef(ref) != NoCitation {
			out = AllCitations
		}
		return out != NoCitation
	})
	return out
}

// ofRef is how what a reference names depends on the list; for the list itself see isCitations.
func (u *Unit) ofRef(ref ast.Ref) Citations {
	switch {
	case ref[0].Equal(ast.InputRootDocument):
		if len(ref) == 1 || !ref[1].IsGround() {
			return AllCitations
		}
	case ref[0].Equal(ast.DefaultRootDocument):
		return u.ofRules(u.Compiler.GetRulesDynamicWithOpts(ref, ast.RulesOptions{IncludeHiddenModules: true}))
	}
	return NoCitation
}

// isCitations reports whether a reference is to the list, or into it.
func isCitations(ref ast.Ref) bool {
	return len(ref) > 1 && ref[0].Equal(ast.InputRootDocument) && ref[1].Equal(ast.InternedTerm("authorities"))
}

// ofRules finds how rules of one name depend on the list.
func (u *Unit) ofRules(rules []*ast.Rule) Citations {
	out := NoCitation
	for _, r := range rules {
		switch c := u.ofRule(r); {
		case c == NoCitation:
		case c == EveryCitation && len(rules) > 1, c == AllCitations:
			return AllCitations
		default:
			out = c
		}
	}
	return out
}

func (u *Unit) ofRule(r *ast.Rule) Citations {
	if c, ok := u.citations.Load(r); ok {
		return c.(Citations)
	}
	out := NoCitation
	switch {
	case u.ofTerms(r) == NoCitation:
	case !isTrue(r):
		out = AllCitations
	default:
		var args []ast.Var
		ast.WalkVars(r.Head.Args, func(v ast.Var) bool { args = append(args, v); return false })
		for _, c := range u.Conditions(r, args) {
			switch {
			case c.Citations == NoCitation:
			case out == NoCitation || out == EveryCitation && c.Citations == EveryCitation:
				out = c.Citations
			default:
				out = AllCitations
			}
		}
	}
	u.citations.Store(r, out)
	return out
}

// isTrue reports whether a rule or function is true or undefined.
func isTrue(r *ast.Rule) bool {
	h := r.Head
	return !r.Default && r.Else == nil && h.Key == nil && h.Value != nil && h.Value.Value.Compare(ast.Boolean(true)) == 0
}

// occurrences counts a variable in x.
func occurrences(x any, v ast.Value) int {
	n := 0
	ast.WalkVars(x, func(w ast.Var) bool {
		if w.Compare(v) == 0 {
			n++
		}
		return false
	})
	return n
}
