package stored

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
)

// every kind of term and expression that is stored
const text = `package policies.test

default level := "low"

level := "high" if input.practice.score > 1.5e3

else := "middle" if not quiet

quiet if {
	some i, x in input.practice.items
	x.kind in {"a", "b", null, false}
	input.practice.names[i] == [x.name, -1, true]
}

breach["1.2"] contains {"at": ["items", i], "why": "late"} if {
	some i, _ in input.practice.items
	every k, v in input.practice.items[i] { f(k) != v }
	count({y | some y in input.practice.items; y.z}) == count([y | some y in input.practice.items])
	{k: v | some k, v in input.practice.items}[i] == {"k": level, 2: [quiet]}
}

f(x) := concat("/", [x, "y"]) if x != input.x[input.y].z

table[x] := y if some x, y in input.practice.items
`

func compiled(t testing.TB, text string) *ast.Compiler {
	t.Helper()
	m, err := ast.ParseModuleWithOpts("test.rego", text, ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		t.Fatal(err)
	}
	c := ast.NewCompiler()
	if c.Compile(map[string]*ast.Module{"test.rego": m}); c.Failed() {
		t.Fatal(c.Errors)
	}
	return c
}

// groups are the rules of a compiler, each of which needs the next but one.
func groups(c *ast.Compiler) (out []Group) {
	c.RuleTree.DepthFirst(func(n *ast.TreeNode) bool {
		if len(n.Values) > 0 {
			g := Group{Rules: n.Values}
			for _, t := range n.Values[0].Ref().GroundPrefix()[1:] {
				g.Path = append(g.Path, string(t.Value.(ast.String)))
			}
			out = append(out, g)
		}
		return false
	})
	for i := 2; i < len(out); i++ {
		out[i-2].Needs = []int{i}
	}
	return out
}

func names(gs []Group) (out []string) {
	for _, g := range gs {
		out = append(out, strings.Join(g.Path, "."))
	}
	return out
}

func TestRead(t *testing.T) {
	t.Parallel()
	want := groups(compiled(t, text))
	book, err := Book(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(string(book), func([]string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(names(want), names(got)); diff != "" {
		t.Fatalf("names (-want +got):\n%s", diff)
	}
	for i := range want {
		if len(want[i].Rules) != len(got[i].Rules) {
			t.Fatalf("%v has %d rules, not %d", want[i].Path, len(got[i].Rules), len(want[i].Rules))
		}
		for k, w := range want[i].Rules {
			if g := got[i].Rules[k]; w.Compare(g) != 0 || w.String() != g.String() || !w.Ref().Equal(g.Ref()) || w.Location.String() != g.Location.String() {
				t.Errorf("%v: the rule is\n%v\nnot\n%v", w.Location, g, w)
			}
		}
	}
	again, err := Book(slices.Clone(want))
	if err != nil || string(again) != string(book) {
		t.Errorf("the same rules give other bytes, or %v", err)
	}
}

// TestReadNeeded asks for one group, and gets those it needs too.
func TestReadNeeded(t *testing.T) {
	t.Parallel()
	all := groups(compiled(t, text))
	book, err := Book(all)
	if err != nil {
		t.Fatal(err)
	}
	first := all[0].Path
	got, err := Read(string(book), func(path []string) bool { return slices.Equal(path, first) })
	if err != nil {
		t.Fatal(err)
	}
	var want []Group
	for i := 0; i < len(all); i += 2 {
		want = append(want, all[i])
	}
	if diff := cmp.Diff(names(want), names(got)); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// TestNoTermIsShared holds that terms can be told apart by their address wherever they stand in a rule.
func TestNoTermIsShared(t *testing.T) {
	t.Parallel()
	book, err := Book(groups(compiled(t, text)))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(string(book), func([]string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	seen := map[*ast.Term]bool{}
	for _, g := range got {
		for _, r := range g.Rules {
			ast.WalkExprs(r, func(e *ast.Expr) bool {
				list, _ := e.Terms.([]*ast.Term)
				if one, ok := e.Terms.(*ast.Term); ok {
					list = []*ast.Term{one}
				}
				for _, x := range list {
					if seen[x] {
						t.Errorf("%v: %v stands elsewhere too", e.Location, x)
					}
					seen[x] = true
				}
				return false
			})
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d terms were seen", len(seen))
	}
}

// TestNotStored writes what cannot be read back; the law that has it is compiled from its text.
func TestNotStored(t *testing.T) {
	t.Parallel()
	for name, rule := range map[string]string{
		"with": `p if q with input as 1`,
		"deep": "p := " + strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth),
	} {
		book, err := Book(groups(compiled(t, "package test\n\nq if input.x\n\n"+rule+"\n")))
		if err == nil {
			_, err = Read(string(book), func([]string) bool { return true })
		}
		if err == nil {
			t.Errorf("%s is stored", name)
		}
	}
}

func TestBooks(t *testing.T) {
	t.Parallel()
	file := string(File("one", []string{"a", "b"}, map[string][]byte{"a": []byte("text of a"), "b": []byte("b")}))
	want := map[string]string{"a": "text of a", "b": "b"}
	if diff := cmp.Diff(want, Books(file, "one")); diff != "" {
		t.Errorf("books (-want +got):\n%s", diff)
	}
	for _, tt := range []struct{ file, stamp string }{{file, "two"}, {file, ""}, {"", "one"}, {file[1:], "one"}, {file[:len(file)-1], "one"}, {magic, ""}} {
		if got := Books(tt.file, tt.stamp); got != nil {
			t.Errorf("%q is opened under %q, with %v", tt.file, tt.stamp, got)
		}
	}
}

// known answers some of what an index asks.
type known map[string]ast.Value

func (k known) Resolve(ref ast.Ref) (ast.Value, error) { return k[ref.String()], nil }

// TestIndex holds what the indices find to what those of the compiler do.
func TestIndex(t *testing.T) {
	t.Parallel()
	c := compiled(t, `package test

p := 1 if input.x == "a"

p := 2 if input.x == "b"

p := 3 if q.y == "c"

q[x] := y if some x, y in input.z

q.y := "d" if input.x == "a"

r contains 1 if input.x == "a"
`)
	gs := groups(c)
	book, err := Book(gs)
	if err != nil {
		t.Fatal(err)
	}
	read, err := Read(string(book), func([]string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	ours := Compiler(read)
	for _, g := range gs {
		ref := g.Rules[0].Ref().GroundPrefix()
		if (ours.RuleIndex(ref) == nil) != (c.RuleIndex(ref) == nil) {
			t.Errorf("%v has an index where the compiler makes none, or none where it makes one", ref)
			continue
		}
		if c.RuleIndex(ref) == nil {
			continue
		}
		for _, k := range []known{{}, {"input.x": ast.String("a")}, {"input.x": ast.String("b")}, {"input.x": ast.String("c")}} {
			want, err := c.RuleIndex(ref).Lookup(k)
			if err != nil {
				t.Fatal(err)
			}
			got, err := ours.RuleIndex(ref).Lookup(k)
			if err != nil {
				t.Fatal(err)
			}
			text := func(r *ast.IndexResult) (out []string) {
				for _, rule := range r.Rules {
					out = append(out, rule.String())
				}
				return out
			}
			if diff := cmp.Diff(text(want), text(got)); diff != "" {
				t.Errorf("%v with %v (-compiled +stored):\n%s", ref, k, diff)
			}
		}
	}
}

// FuzzRead holds that no text makes it panic, and that what is read can be written out and put into a compiler.
func FuzzRead(f *testing.F) {
	book, err := Book(groups(compiled(f, text)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(book))
	for i := 0; i < len(book); i += 97 {
		f.Add(string(book[:i]) + "\xff\xff" + string(book[i:]))
	}
	// p := [{null | a call of nothing}]
	f.Add("\x01\x01p\x01\x00\x00\x01\x00\x00\x13\x01\x00\x00\x08\x01\x01\x00\x01\x05\x00\x00\x09\x01\x0e\x00\x01\x01\x00\x00")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := Read(text, func([]string) bool { return true })
		if err != nil {
			return
		}
		for _, g := range got {
			for _, r := range g.Rules {
				_ = r.String()
			}
		}
		Compiler(got)
		Books(magic+text, "")
	})
}
