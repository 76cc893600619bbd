package rules

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/policies"
)

// TestShippedLawIsBounded compiles all shipped law with every check, and prints how near it comes to the bounds.
func TestShippedLawIsBounded(t *testing.T) {
	t.Parallel()
	pack, err := law.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	compiler := NewPack(pack)
	grown, expressions, body := 0.0, 0, 0
	for _, in := range pack.Instruments {
		u, err := compiler.Whole(in)
		if err != nil {
			t.Fatal(err)
		}
		g := &growth{u: u, of: map[*ast.Rule]size{}}
		n := 0
		for _, m := range u.Compiler.Modules {
			for _, r := range m.Rules {
				g.rules([]*ast.Rule{r})
			}
			ast.WalkBodies(m, func(b ast.Body) bool {
				n += len(b)
				body = max(body, len(b))
				return false
			})
		}
		expressions = max(expressions, n)
		for _, s := range g.of {
			grown = max(grown, s.one())
		}
	}
	t.Logf("at most: growth %.0f of %d, expressions %d of %d, of a body %d of %d", grown, MaxGrowth, expressions, MaxExpressions, body, MaxBody)
	if grown == 0 || expressions == 0 || grown*5 > MaxGrowth || expressions*5 > MaxExpressions || body*5 > MaxBody {
		t.Error("shipped law comes near the bounds")
	}
}
