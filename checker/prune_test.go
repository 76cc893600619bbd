package checker

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/practice"
)

// TestPruned compiles every shipped instrument for every kind and agency: no part may need what was left out, and each must
// have all rules of the clauses that judge there.
func TestPruned(t *testing.T) {
	t.Parallel()
	c, pack := shippedLaw(t, Options{})
	shared, err := c.lib()
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range pack.Instruments {
		all, err := compilePart(in, shared, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range sortedKeys(c.kinds) {
			f, err := c.kinds[kind]()
			if err != nil {
				t.Fatal(err)
			}
			types := f.Find("/agency/type").Enum
			if testing.Short() {
				types = types[:3]
			}
			for _, agency := range types {
				n := &need{in: in, kind: kind, agency: agency}
				part, err := compilePart(in, shared, n)
				if err != nil {
					t.Errorf("%s for %s by %s: %v", in.ID, kind, agency, err)
					continue
				}
				for head, byClause := range all.rules {
					for clause, rules := range byClause {
						wanted := head == headApplies || n.clause(clause)
						if got := len(part.rules[head][clause]); wanted && got != len(rules) || !wanted && got != 0 {
							t.Errorf("%s for %s by %s: %s[%q] has %d rules of %d", in.ID, kind, agency, head, clause, got, len(rules))
						}
					}
				}
			}
		}
	}
}

// TestPassages cuts a file into its rules; every byte of it is in one of them or before them.
func TestPassages(t *testing.T) {
	t.Parallel()
	text := "# breach[\"9\"]\npackage x\n\nimport data.lib.periods\n\nbreach[\"1.2\"] contains {\"at\": [\"a\", i]} if {\n\tsome i, item in input.practice.items\n\tnot fine(item)\n}\n\ndefault level := \"low\"\n\nfine(item) if item.x"
	before, got := passages("a.rego", []byte(text))
	var names []string
	all := string(before)
	for _, p := range got {
		names = append(names, p.name+" "+p.clause)
		all += string(p.text)
	}
	if diff := cmp.Diff([]string{"breach 1.2", "level ", "fine "}, names); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	if all != text {
		t.Errorf("the passages are\n%s\nof\n%s", all, text)
	}
}

// TestPrunedJudgesTheSame holds a check of one practice, for which only what it needs is compiled, to a check of many.
func TestPrunedJudgesTheSame(t *testing.T) {
	t.Parallel()
	loaded, err := practice.Load(context.Background(), []string{"../examples"}, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	many, _ := shippedLaw(t, Options{})
	for i, doc := range loaded.Documents {
		if testing.Short() && i%5 > 0 {
			continue
		}
		one, _ := shippedLaw(t, Options{Documents: 1})
		want, err := many.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		got, err := one.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: among many (-), alone (+):\n%s", doc.ID, diff)
		}
	}
}
