package policies_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/policies"
)

// TestBooleans holds the style that docs/writing-a-law.md asks of booleans: a fact is written bare or negated, and compared with
// false alone.
func TestBooleans(t *testing.T) {
	t.Parallel()
	read := 0
	err := fs.WalkDir(policies.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".rego") {
			return err
		}
		text, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			return err
		}
		read++
		for _, wrong := range comparedBooleans(t, name, string(text)) {
			t.Error(wrong)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if read == 0 {
		t.Error("there are no rules")
	}
}

func TestComparedBooleans(t *testing.T) {
	t.Parallel()
	tests := []struct {
		condition string
		wrong     bool
	}{
		{"input.x", false},
		{"not input.x", false},
		{"input.x == false", false},
		{"input.x == true", true},
		{"true == input.x", true},
		{"not input.x == true", true},
		{"not input.x == false", true},
		{"input.x != true", true},
		{"input.x != false", true},
		{"every x in input.xs { x == true }", true},
		{`input.x == "true"`, false},
	}
	for _, test := range tests {
		found := comparedBooleans(t, "x.rego", "package x\n\nheld if { "+test.condition+" }\n")
		if (len(found) > 0) != test.wrong {
			t.Errorf("%s: found %v", test.condition, found)
		}
	}
}

// comparedBooleans returns a message for each comparison with a boolean but the affirmative one with false.
func comparedBooleans(t *testing.T, name, text string) []string {
	t.Helper()
	module, err := ast.ParseModule(name, text)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.WalkExprs(module, func(e *ast.Expr) bool {
		if !e.IsCall() {
			return false
		}
		operator := e.Operator().String()
		if operator != ast.Equality.Name && operator != ast.Equal.Name && operator != ast.NotEqual.Name {
			return false
		}
		for _, operand := range e.Operands() {
			b, ok := operand.Value.(ast.Boolean)
			if ok && (bool(b) || e.Negated || operator == ast.NotEqual.Name) {
				out = append(out, e.Location.String()+": "+string(e.Location.Text)+": write the fact bare or negated")
			}
		}
		return false
	})
	return out
}
