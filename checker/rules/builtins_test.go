package rules

import (
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// TestBuiltinsClassed fails when an update of OPA brings a builtin that nobody has classed, or takes one away.
func TestBuiltinsClassed(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, b := range ast.CapabilitiesForThisVersion().Builtins {
		known[b.Name] = true
		use := uses()[b.Name]
		switch {
		case use == unclassed:
			t.Errorf("%s is new: class it in builtins, as law may call it or with the reason why not", b.Name)
		case use == forLaw && (b.Nondeterministic || b.IsDeprecated()):
			t.Errorf("%s is for law, and is deprecated or depends on more than its arguments", b.Name)
		}
		if _, refused := refusal(b.Name); refused == (use == forLaw) {
			t.Errorf("%s: law may call it: %v, and there is a reason against it: %v", b.Name, use == forLaw, refused)
		}
	}
	seen := map[string]use{}
	for use := range reasons {
		for name := range strings.FieldsSeq(builtins[use]) {
			if seen[name] != unclassed || uses()[name] != use {
				t.Errorf("%s is classed twice", name)
			}
			seen[name] = use
		}
	}
	for name := range uses() {
		if !known[name] {
			t.Errorf("%s is no builtin of this OPA", name)
		}
	}
	for _, b := range Capabilities().Builtins {
		if uses()[b.Name] != forLaw {
			t.Errorf("%s may be called by law, and is not classed so", b.Name)
		}
	}
	if len(Capabilities().AllowNet) > 0 || Capabilities().AllowNet == nil {
		t.Error("schemas may be fetched from the network")
	}
}
