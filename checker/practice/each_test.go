package practice

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEach holds what elements of a list share, its places, and what prevails.
func TestEach(t *testing.T) {
	head := strings.Split(good, "items:")[0]
	for _, test := range []struct{ name, text, items, at string }{
		{"shared", "each: {items: {age: 3, necessary: {value: true, reason: x}}}\nitems:\n- category: gene\n- {category: income, age: 4}\n",
			`[{"age":3,"category":"gene","necessary":{"reason":"x","value":true}},{"age":4,"category":"income","necessary":{"reason":"x","value":true}}]`, "/items/0/age 6:21, /items/1/age 9:27"},
		{"a merge key", "title: &common x\nitems:\n- &first {category: gene, age: 3}\n- {<<: *first, category: income}\n",
			`[{"age":3,"category":"gene"},{"age":3,"category":"income"}]`, "/items/1/age 9:8, /items/1/category 9:26"},
		{"partial", "each: {items: {age: unknown}}\nitems: [{category: gene}]\n", `[{"age":"unknown","category":"gene"}]`, "/items/0/age 6:21"},
		{"a strange list", "each: {itmes: {age: 3}}\nitems: [{category: gene}]\n", "", `6:8 there is no list "itmes" beside each`},
		{"a strange fact", "each: {items: {agee: 3}}\nitems: [{category: gene}, {category: income}]\n", "", `6:16 unknown fact "agee" in items[0]`},
		{"a strange value", "each: {items: {age: old}}\nitems: [{category: gene}, {category: income}]\n", "", `6:21 items[0].age must be a whole number, not the text "old"`},
		{"no object", "each: {items: 3}\nitems: [{category: gene}]\n", "", `6:8 what the elements share must be an object`},
		{"no lists", "each: 3\nitems: [{category: gene}]\n", "", `6:1 each must name lists, and the facts that their elements share`},
	} {
		t.Run(test.name, func(t *testing.T) {
			write(t, map[string]string{"p.yaml": head + test.text})
			l, err := Load(t.Context(), []string{"p.yaml"}, Options{Schemas: tiny})
			if err != nil {
				t.Fatal(err)
			}
			items, at := "", ""
			for _, f := range l.Findings {
				at += fmt.Sprintf("%d:%d %s", f.At.Line, f.At.Column, f.Message.EN)
			}
			if len(l.Documents) == 1 {
				d := l.Documents[0]
				b, _ := json.Marshal(d.Value["items"])
				items = string(b)
				for part := range strings.SplitSeq(test.at, ", ") {
					pointer, _, _ := strings.Cut(part, " ")
					p := d.At(pointer)
					at += fmt.Sprintf(", %s %d:%d", pointer, p.Line, p.Column)
				}
			}
			if diff := cmp.Diff([]string{test.items, test.at}, []string{items, strings.TrimPrefix(at, ", ")}); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
		})
	}
}
