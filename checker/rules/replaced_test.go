package rules

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Terms of rules are read by many goroutines, and a transformation of a body writes to the terms that it passes.
func TestReplacedCopiesTerms(t *testing.T) {
	set := ast.SetTerm(ast.StringTerm("a"), ast.StringTerm("b"))
	ref := ast.MustParseTerm("input.practice.items[0]")
	body := ast.MustParseBody("x in ranks; item.category == y")
	shared := map[*ast.Term]bool{}
	for _, put := range []*ast.Term{set, ref} {
		ast.WalkTerms(put, func(t *ast.Term) bool { shared[t] = t != put; return false })
	}
	out := replaced(body, map[ast.Var]*ast.Term{"ranks": set, "item": ref})
	if got, want := out.String(), `internal.member_2(x, {"a", "b"}); equal(input.practice.items[0].category, y)`; got != want {
		t.Errorf("replaced: %s, want %s", got, want)
	}
	ast.WalkTerms(out, func(x *ast.Term) bool {
		if shared[x] {
			t.Errorf("%v is shared with what was put in", x)
		}
		return false
	})
}
