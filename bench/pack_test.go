package main

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/practice"
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
	entry, err := os.ReadFile(filepath.Join(a.dir, "pack", "main.rego"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(entry), "data.policies.cn.shanghai.social_credit_2017.breach") {
		t.Errorf("the law of Shanghai is not asked:\n%s", entry)
	}
	if stray, _ := filepath.Glob(filepath.Join(a.dir, "pack", "law", "cn", "*", "*_test.rego")); len(stray) > 0 {
		t.Errorf("tests are in the pack: %v", stray)
	}
}

// What may be left out is: a third of it, and nothing of the practice it was taken from.
func TestWithout(t *testing.T) {
	child := func(name string, f practice.Fact) *practice.Fact { f.Name = name; return &f }
	boolean := practice.Fact{Type: "boolean"}
	kind := &practice.Fact{Type: "object", Children: []*practice.Fact{
		child("id", practice.Fact{Type: "string", Required: true}),
		child("a", boolean), child("b", boolean),
		child("deep", practice.Fact{Type: "object", Children: []*practice.Fact{child("c", boolean), child("d", boolean)}}),
		child("list", practice.Fact{Type: "array", Items: &practice.Fact{Type: "object", Children: []*practice.Fact{child("e", boolean), child("f", boolean)}}}),
	}}
	text := `{"id":"x","a":true,"b":true,"deep":{"c":true,"d":true},"list":[{"e":true,"f":true}]}`
	var value map[string]any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i := range uint64(50) {
		got, err := json.Marshal(without(kind, value, rand.New(rand.NewPCG(i, 0))))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(got), "true"); n != 4 {
			t.Errorf("of six optional facts %d are left, want 4: %s", n, got)
		}
		if !strings.Contains(string(got), `"id":"x"`) || !strings.Contains(string(got), `"list":[{`) {
			t.Errorf("what is required, or a list, is gone: %s", got)
		}
		seen[string(got)] = true
	}
	if len(seen) < 10 {
		t.Errorf("only %d choices in 50 draws", len(seen))
	}
	if got, _ := json.Marshal(value); !sameJSON(t, got, []byte(text)) {
		t.Errorf("the practice itself was changed: %s", got)
	}
}

func sameJSON(t *testing.T, a, b []byte) bool {
	t.Helper()
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		t.Fatal("no JSON")
	}
	return cmp.Equal(x, y)
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
