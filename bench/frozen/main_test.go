package main

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/practice"
)

func TestCompare(t *testing.T) {
	const before = `{"tool": {"name": "credlint", "version": "v1"}, "packs": {"digest": "a", "instruments": 4},
		"practices": [{"file": "f", "id": "x", "verdict": "lawful"}, {"file": "f", "id": "y"}], "narrowed": []}`
	for _, tt := range []struct {
		name     string
		old, new string
		want     []string
	}{
		{"nothing", "", "", nil},
		{"version and digest", `"v1"`, `"v2"`, nil},
		{"digest", `"a"`, `"b"`, nil},
		{"a verdict", `"lawful"`, `"unlawful"`, []string{"f x"}},
		{"white space in a practice", `"id": "y"`, `"id":  "y"`, []string{"f y"}},
		{"a practice is missing", `, {"file": "f", "id": "y"}`, ``, []string{"f y is missing"}},
		{"a practice is new", `"id": "y"}`, `"id": "y"}, {"file": "g", "id": "z"}`, []string{"g z is new"}},
		{"the number of instruments", `4`, `5`, []string{"the report besides its practices: packs"}},
		{"another part", `"narrowed": []`, `"findings": []`, []string{"the report besides its practices: findings", "the report besides its practices: narrowed"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := parse([]byte(before))
			if err != nil {
				t.Fatal(err)
			}
			b, err := parse([]byte(strings.Replace(before, tt.old, tt.new, 1)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, compare(a, b)); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
		})
	}
	if diff := cmp.Diff([]string{"the exit code is 3 and was 1"}, compare(&report{code: 1}, &report{code: 3})); diff != "" {
		t.Errorf("exit codes (-want +got):\n%s", diff)
	}
}

// A share of what may be left out is removed, and nothing of the practice it was taken from.
func TestWithout(t *testing.T) {
	child := func(name string, f practice.Fact) *practice.Fact { f.Name = name; return &f }
	boolean := practice.Fact{Type: "boolean"}
	kind := &practice.Fact{Type: "object", Children: []*practice.Fact{
		child("id", practice.Fact{Type: "string", Required: true}),
		child("a", boolean), child("b", boolean),
		child("deep", practice.Fact{Type: "object", Required: true, Children: []*practice.Fact{child("c", boolean), child("d", boolean)}}),
		child("list", practice.Fact{Type: "array", Items: &practice.Fact{Type: "object", Children: []*practice.Fact{child("e", boolean), child("f", boolean)}}}),
	}}
	const text = `{"a":true,"b":true,"deep":{"c":true,"d":true},"id":"x","list":[{"e":true,"f":true}]}`
	var value map[string]any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i := range uint64(50) {
		got, err := json.Marshal(without(kind, value, 0.34, rand.New(rand.NewPCG(i, 0))))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(got), "true"); n != 4 {
			t.Errorf("of six optional facts %d are left, want 4: %s", n, got)
		}
		if !strings.Contains(string(got), `"id":"x"`) || !strings.Contains(string(got), `"list":[{`) {
			t.Errorf("a required fact or a list is gone: %s", got)
		}
		seen[string(got)] = true
	}
	if len(seen) < 10 {
		t.Errorf("only %d choices in 50 draws", len(seen))
	}
	if got, _ := json.Marshal(value); string(got) != text {
		t.Errorf("the practice itself was changed: %s", got)
	}
}
