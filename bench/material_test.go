package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
)

// TestMaterial writes what is measured twice: it is valid, and the same.
func TestMaterial(t *testing.T) {
	t.Parallel()
	a, b := material{t.TempDir()}, material{t.TempDir()}
	for _, m := range []material{a, b} {
		if err := m.write(context.Background(), "../examples"); err != nil {
			t.Fatal(err)
		}
	}
	for i := range many {
		one, err := os.ReadFile(a.file("many", i))
		if err != nil {
			t.Fatal(err)
		}
		two, err := os.ReadFile(b.file("many", i))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(one), string(two)); diff != "" {
			t.Fatalf("practice %d differs between two runs:\n%s", i, diff)
		}
	}
	if _, err := load(context.Background(), filepath.Join(a.dir, "many"), many); err != nil {
		t.Error(err)
	}
	shipped, err := law.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	for size, want := range map[string]int{"shipped": len(shipped.Instruments), "40": instruments} {
		entry, err := os.ReadFile(filepath.Join(a.dir, size, "main.rego"))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(entry), "deny contains"); n != want {
			t.Errorf("%d of %d instruments are asked:\n%s", n, want, entry)
		}
		if stray, _ := filepath.Glob(filepath.Join(a.dir, size, "law", "cn", "*", "*_test.rego")); len(stray) > 0 {
			t.Errorf("tests are among the rules: %v", stray)
		}
	}
}

// The larger law is as large as docs/speed.md says, and half of it governs the practices that are measured with it.
func TestCopies(t *testing.T) {
	t.Parallel()
	pack := t.TempDir()
	if _, err := writeCopies(pack); err != nil {
		t.Fatal(err)
	}
	all, err := law.Load(policies.FS, os.DirFS(pack))
	if err != nil {
		t.Fatal(err)
	}
	if len(all.Findings) > 0 {
		t.Errorf("the copies have defects: %v", all.Findings)
	}
	encoded := 0
	for _, in := range all.Instruments {
		for _, a := range in.Articles() {
			for _, c := range a.Clauses {
				if c.Status == "encoded" {
					encoded++
				}
			}
		}
	}
	if len(all.Instruments) != instruments || encoded < 1700 || encoded > 2300 {
		t.Errorf("%d instruments with %d encoded clauses, want %d with about 2,000", len(all.Instruments), encoded, instruments)
	}
	places, err := law.LoadPlaces(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"collection", "disclosure"} {
		if n := len(all.Applicable(places, nil, here, kind, "2026-03-01").Instruments); 2*n < instruments-8 || 2*n > instruments {
			t.Errorf("%d of %d instruments govern a %s, want about half", n, instruments, kind)
		}
	}
}

// Every fact whose guards hold is stated, and no draw breaks a guard or a correlation.
func TestGeneratorObject(t *testing.T) {
	yes := []string{"true"}
	kind := &practice.Fact{Type: "object", Children: []*practice.Fact{
		{Name: "guarded", Type: "boolean", When: map[string][]string{"guard": yes}}, // before its guard
		{Name: "guard", Type: "boolean"},
		{Name: "if", Type: "boolean"},
		{Name: "then", Type: "string", Enum: []string{"a", "b"}},
	}, Implies: []practice.Implication{{If: map[string][]string{"if": yes}, Then: map[string][]string{"then": {`"a"`}}}}}
	g := generator{Rand: rand.New(rand.NewPCG(1, 1))}
	seen := map[string]bool{}
	for range 200 {
		got, err := g.object(kind)
		if err != nil {
			t.Fatal(err)
		}
		_, guarded := got["guarded"]
		if guarded != (got["guard"] == true) {
			t.Errorf("guarded without its guard, or the other way round: %v", got)
		}
		if got["if"] == true && got["then"] != "a" {
			t.Errorf("the correlation is broken: %v", got)
		}
		seen[fmt.Sprint(got)] = true
	}
	if len(seen) != 9 { // three of guard and guarded, three of if and then
		t.Errorf("%d different objects, want all 9", len(seen))
	}
	kind.Implies = append(kind.Implies, practice.Implication{Then: map[string][]string{"then": {`"c"`}}})
	if got, err := g.object(kind); err == nil {
		t.Errorf("an object that nothing can satisfy was drawn: %v", got)
	}
}

// Each tool's own form of the same answer is read as the same.
func TestAnswers(t *testing.T) {
	for _, tt := range []struct {
		name string
		read func([]byte) (answer, error)
		text string
		want answer
		ok   bool
	}{
		{"opa eval", byEval, `{"result":[{"expressions":[{"value":{"cn/a":{"1":[{"at":[]},{"at":["x"]}],"2":[]},"cn/b":{"3":[{"at":[]}]}}}]}]}`, answer{1, 3}, true},
		{"opa eval, undefined", byEval, `{}`, answer{}, false},
		{"opa exec", byExec, `{"result":[{"path":"a","result":["1","2"]},{"path":"b","result":["3"]}]}`, answer{2, 3}, true},
		{"opa exec, an error", byExec, `{"result":[{"path":"a","error":{"code":"opa_undefined_error"}}]}`, answer{}, false},
		{"conftest", byConftest, `[{"filename":"a","failures":[{"msg":"1"},{"msg":"2"}]},{"filename":"b","successes":1},{"filename":"c","failures":[{"msg":"3"}]}]`, answer{3, 3}, true},
		{"conftest, no JSON", byConftest, `FAIL`, answer{}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.read([]byte(tt.text))
			if (err == nil) != tt.ok {
				t.Fatalf("error %v", err)
			}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(answer{})); diff != "" {
				t.Errorf("answer (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReplace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "speed.md")
	const before, after = "# Speed\n\n<!-- numbers -->\n```text\n", "```\n<!-- end of numbers -->\n\nEnd.\n"
	if err := os.WriteFile(file, []byte(before+"old\n"+after), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := replace(file, "$1 new\n"); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before+"$1 new\n"+after, string(got)); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
	if err := os.WriteFile(file, []byte("# Speed\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if replace(file, "x\n") == nil {
		t.Error("a document without a place for numbers was taken")
	}
}

// The document that make bench writes into has that place.
func TestDocumentHasItsPlace(t *testing.T) {
	text, err := os.ReadFile("../docs/speed.md")
	if err != nil {
		t.Fatal(err)
	}
	if !block.Match(text) {
		t.Error("docs/speed.md has no block for the numbers")
	}
}
