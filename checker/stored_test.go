package checker

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/policies"
)

// TestRulesAreFresh holds rules.bin to the law.
func TestRulesAreFresh(t *testing.T) {
	t.Parallel()
	_, pack := shippedLaw(t, Options{})
	want, left, err := Rules(pack)
	if err != nil {
		t.Fatal(err)
	}
	for _, why := range left {
		t.Logf("not stored: %v", why)
	}
	if !bytes.Equal([]byte(policies.Rules), want) {
		t.Error("policies/rules.bin is not what the rules of the law are; run go generate -run instruments in checker/law")
	}
	if made := books(pack); len(made)+len(left) != len(pack.Instruments) || len(made) == 0 {
		t.Errorf("the rules of %d instruments can be read, of %d", len(made), len(pack.Instruments))
	}
}

// expressions are all expressions of a rule with their places, in their order.
func expressions(r *ast.Rule) (out []string) {
	ast.WalkExprs(r, func(e *ast.Expr) bool {
		flags := ""
		if e.Generated {
			flags = " generated"
		}
		out = append(out, e.Location.String()+" "+string(rune('0'+e.Index))+flags+" "+e.String())
		return false
	})
	return out
}

// TestStoredRules holds the rules that are read, and what finds them, to those that compiling the text gives.
func TestStoredRules(t *testing.T) {
	t.Parallel()
	c, pack := shippedLaw(t, Options{})
	shared, err := c.lib()
	if err != nil {
		t.Fatal(err)
	}
	made := books(pack)
	for _, in := range pack.Instruments {
		book, ok := made[in.ID]
		if !ok {
			t.Logf("%s is not stored", in.ID)
			continue
		}
		want, err := compile(in, shared)
		if err != nil {
			t.Fatal(err)
		}
		got, err := restore(in, book, need{in: in, all: true})
		if err != nil {
			t.Fatalf("%s: %v", in.ID, err)
		}
		for head, byClause := range want.rules {
			for clause, rules := range byClause {
				if n := len(got.rules[head][clause]); n != len(rules) {
					t.Errorf("%s: %s[%q] has %d rules of %d", in.ID, head, clause, n, len(rules))
				}
			}
			if len(got.rules[head]) != len(byClause) {
				t.Errorf("%s: %s of %d clauses, not %d", in.ID, head, len(got.rules[head]), len(byClause))
			}
		}
		groups, wanted := 0, asked(want)
		var walk func(path ast.Ref, n *ast.TreeNode)
		walk = func(path ast.Ref, n *ast.TreeNode) {
			m := got.compiler.RuleTree.Find(path)
			if len(n.Values) > 0 {
				groups++
				if slices.ContainsFunc(n.Values, func(r *ast.Rule) bool { return wanted[r] }) {
					sameRules(t, path, n, m)
				} else if m != nil {
					t.Errorf("%v was read, and nothing asks for it", path)
				}
			}
			for _, key := range n.Sorted {
				walk(path.Append(ast.NewTerm(key)), n.Children[key])
			}
		}
		walk(ast.Ref{}, want.compiler.RuleTree)
		if groups < 10 {
			t.Errorf("%s has rules of %d names only", in.ID, groups)
		}
	}
}

// asked are the rules of a unit that are asked for: those of clauses, and all that they refer to.
func asked(u *unit) map[*ast.Rule]bool {
	out := map[*ast.Rule]bool{}
	var todo []*ast.Rule
	for _, byClause := range u.rules {
		for _, rules := range byClause {
			todo = append(todo, rules...)
		}
	}
	for len(todo) > 0 {
		r := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if out[r] {
			continue
		}
		out[r] = true
		ast.WalkRefs(r, func(ref ast.Ref) bool {
			todo = append(todo, u.compiler.GetRulesDynamicWithOpts(ref, ast.RulesOptions{IncludeHiddenModules: true})...)
			return false
		})
	}
	return out
}

func sameRules(t *testing.T, path ast.Ref, want, got *ast.TreeNode) {
	t.Helper()
	if got == nil || len(got.Values) != len(want.Values) {
		t.Errorf("%v: not all of its %d rules are there", path, len(want.Values))
		return
	}
	for i, w := range want.Values {
		g := got.Values[i]
		if w.Compare(g) != 0 || w.String() != g.String() || !w.Ref().Equal(g.Ref()) {
			t.Errorf("%v: the rule is\n%v\nnot\n%v", path, g, w)
		}
		for w != nil && g != nil {
			if w.Location.String() != g.Location.String() || w.Location.Col != g.Location.Col || w.Head.Location.String() != g.Head.Location.String() {
				t.Errorf("%v: the rule stands at %v, not %v", path, g.Location, w.Location)
			}
			if diff := cmp.Diff(expressions(w), expressions(g)); diff != "" {
				t.Errorf("%v: expressions (-want +got):\n%s", path, diff)
			}
			w, g = w.Else, g.Else
		}
	}
	texts := func(rules []*ast.Rule) (out []string) {
		for _, r := range rules {
			out = append(out, r.Location.String()+" "+r.String())
		}
		return out
	}
	for _, unknown := range []bool{false, true} {
		w, errW := want.Index.Lookup(resolver{unknown})
		g, errG := got.Index.Lookup(resolver{unknown})
		if errW != nil || errG != nil {
			t.Errorf("%v: the index says %v, not %v", path, errG, errW)
			continue
		}
		if diff := cmp.Diff(texts(w.Rules), texts(g.Rules)); diff != "" {
			t.Errorf("%v: the index finds (-want +got):\n%s", path, diff)
		}
		if w.Kind != g.Kind || w.EarlyExit != g.EarlyExit || w.OnlyGroundRefs != g.OnlyGroundRefs || len(w.Else) != len(g.Else) || (w.Default == nil) != (g.Default == nil) {
			t.Errorf("%v: the index says %+v, not %+v", path, g, w)
		}
	}
}

// resolver knows nothing of the input, or that there is nothing in it.
type resolver struct{ unknown bool }

func (r resolver) Resolve(ast.Ref) (ast.Value, error) {
	if r.unknown {
		return nil, ast.UnknownValueErr{}
	}
	return nil, nil
}

// TestNeededRules reads every shipped instrument for every kind and agency: each must have all rules of the clauses that judge
// there, and all that those refer to.
func TestNeededRules(t *testing.T) {
	t.Parallel()
	c, pack := shippedLaw(t, Options{})
	made := books(pack)
	for _, in := range pack.Instruments {
		book, ok := made[in.ID]
		if !ok {
			continue
		}
		all, err := restore(in, book, need{in: in, all: true})
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
				n := need{in: in, kind: kind, agency: agency}
				part, err := restore(in, book, n)
				if err != nil {
					t.Errorf("%s for %s by %s: %v", in.ID, kind, agency, err)
					continue
				}
				for head, byClause := range all.rules {
					for clause, rules := range byClause {
						wanted := head == headApplies || n.clause(clause)
						if got := len(part.rules[head][clause]); wanted && got != len(rules) {
							t.Errorf("%s for %s by %s: %s[%q] has %d rules of %d", in.ID, kind, agency, head, clause, got, len(rules))
						}
					}
				}
				part.compiler.RuleTree.DepthFirst(func(node *ast.TreeNode) bool {
					for _, r := range node.Values {
						ast.WalkRefs(r, func(ref ast.Ref) bool {
							if w, g := len(all.compiler.GetRulesDynamicWithOpts(ref, ast.RulesOptions{IncludeHiddenModules: true})), len(part.compiler.GetRulesDynamicWithOpts(ref, ast.RulesOptions{IncludeHiddenModules: true})); w != g {
								t.Errorf("%s for %s by %s: %v at %v leads to %d rules of %d", in.ID, kind, agency, ref, r.Location, g, w)
							}
							return false
						})
					}
					return false
				})
			}
		}
	}
}

// TestStoredJudgesTheSame holds checks by stored rules, of one practice for which only what it needs is read and of many, to
// a check by rules compiled from their text.
func TestStoredJudgesTheSame(t *testing.T) {
	t.Parallel()
	loaded, err := practice.Load(context.Background(), []string{"../examples"}, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	compiled, _ := shippedLaw(t, Options{Explain: true})
	compiled.books = func() map[string]string { return nil }
	many, _ := shippedLaw(t, Options{Explain: true})
	for i, doc := range loaded.Documents {
		if testing.Short() && i%5 > 0 {
			continue
		}
		one, _ := shippedLaw(t, Options{Explain: true, Documents: 1})
		want, err := compiled.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]*Checker{"alone": one, "among many": many} {
			got, err := c.Check(context.Background(), doc)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: compiled (-), stored, %s (+):\n%s", doc.ID, name, diff)
			}
		}
	}
}

// TestStoredRulesAreLeft holds that rules which are not those of the text are not used.
func TestStoredRulesAreLeft(t *testing.T) {
	t.Parallel()
	unitOf := func(c *Checker, id string) *unit {
		t.Helper()
		in, ok := c.pack.Instrument(id)
		if !ok {
			t.Fatalf("no instrument %s", id)
		}
		u, err := c.unit(in, "reward", "government_department")
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	given := func(files fstest.MapFS) *Checker {
		t.Helper()
		pack, err := law.Load(policies.FS, files)
		if err != nil {
			t.Fatal(err)
		}
		c, _ := shippedLaw(t, Options{})
		c.pack, c.lib, c.books = pack, func() (lib, error) { return parseLib(pack) }, func() map[string]string { return books(pack) }
		return c
	}
	const id = "cn/credit_reporting_2013"
	fromText := func(u *unit) bool { return len(u.modules) > 0 }
	c, _ := shippedLaw(t, Options{})
	if fromText(unitOf(c, id)) {
		t.Error("the program's law is compiled from its text")
	}
	if !fromText(unitOf(c.Watched(NewReached()), id)) {
		t.Error("law that is watched is not compiled from its text")
	}
	if fromText(unitOf(given(fstest.MapFS{}), id)) {
		t.Error("a pack with nothing in it has the program's law compiled from its text")
	}
	own := fstest.MapFS{"lib/own.rego": {Data: []byte("package policies.lib.own\n\nmore := 1\n")}}
	if fromText(unitOf(given(own), id)) {
		t.Error("a pack with shared rules of its own has the program's law compiled from its text")
	}
	own["lib/again.rego"] = own["lib/own.rego"]
	again := given(own)
	if in, _ := again.pack.Instrument(id); in == nil {
		t.Errorf("no instrument %s", id)
	} else if _, err := again.unit(in, "reward", "government_department"); err == nil {
		t.Error("two files of one package are nobody's fault")
	}
	text, err := policies.FS.ReadFile("lib/periods.rego")
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, "\nmore := 1\n"...)
	if !fromText(unitOf(given(fstest.MapFS{"lib/periods.rego": {Data: text}}), id)) {
		t.Error("shared rules were replaced, and stored ones used")
	}
	c, _ = shippedLaw(t, Options{})
	c.books = func() map[string]string { return map[string]string{id: strings.Repeat("x", 100)} }
	if !fromText(unitOf(c, id)) {
		t.Error("damaged rules were used")
	}
}
