package decision

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// fact is a question of a made-up world.
type fact struct {
	name, tie string
	classes   int
	order     int
}

func (f *fact) Fact() string  { return f.name }
func (f *fact) Tie() string   { return f.tie }
func (f *fact) Division() int { return 0 }
func (f *fact) Order() int    { return f.order }

// world is a few facts with all their admissible assignments: an assignment has a class for each fact, and is admissible if
// each tie admits its part of it. A partial assignment is admissible if it extends to an admissible one.
type world struct {
	facts       []*fact
	assignments [][]int
}

// worlds draws facts, their ties and what is admissible.
func worlds(t *rapid.T) *world {
	w := &world{}
	ties := rapid.IntRange(1, 3).Draw(t, "ties")
	for i := range rapid.IntRange(2, 5).Draw(t, "facts") {
		name := fmt.Sprint("f", i)
		tie := name // a free fact
		if n := rapid.IntRange(-1, ties-1).Draw(t, "tie"); n >= 0 {
			tie = fmt.Sprint("tie", n)
		}
		w.facts = append(w.facts, &fact{name, tie, rapid.IntRange(2, 3).Draw(t, "classes"), rapid.IntRange(0, 2).Draw(t, "order")})
	}
	excluded := map[string]bool{}
	for _, a := range w.product() {
		admissible := true
		for tie := range ties {
			name := fmt.Sprint("tie", tie)
			part := name
			for i, f := range w.facts {
				if f.tie == name {
					part += fmt.Sprint(" ", f.name, "=", a[i])
				}
			}
			if _, drawn := excluded[part]; !drawn {
				first := len(excluded) < ties // always admissible, so that no tie excludes everything
				excluded[part] = !first && rapid.IntRange(0, 2).Draw(t, "excluded") == 0
			}
			admissible = admissible && !excluded[part]
		}
		if admissible {
			w.assignments = append(w.assignments, a)
		}
	}
	return w
}

// product lists all assignments, admissible or not.
func (w *world) product() [][]int {
	out := [][]int{nil}
	for _, f := range w.facts {
		var next [][]int
		for _, a := range out {
			for class := range f.classes {
				next = append(next, append(a[:len(a):len(a)], class))
			}
		}
		out = next
	}
	return out
}

// admits reports whether some admissible assignment has the classes of a partial one; -1 is a fact without a class.
func (w *world) admits(partial []int) bool {
	for _, a := range w.assignments {
		agrees := true
		for i, class := range partial {
			agrees = agrees && (class < 0 || class == a[i])
		}
		if agrees {
			return true
		}
	}
	return false
}

func (w *world) unassigned() []int {
	out := make([]int, len(w.facts))
	for i := range out {
		out[i] = -1
	}
	return out
}

func (w *world) index(q Question) int {
	for i, f := range w.facts {
		if f == q {
			return i
		}
	}
	panic("a question of another world")
}

// forest is an empty forest of the world. Like the explorer's it looks at the facts of one tie only.
func (w *world) forest() *Forest {
	return &Forest{MaxNodes: 1 << 20, Admissible: func(path map[string]Answer, name string) bool {
		partial := w.unassigned()
		for _, a := range path {
			if a.Question.Tie() == path[name].Question.Tie() {
				partial[w.index(a.Question)] = a.Class
			}
		}
		return w.admits(partial)
	}}
}

// plan is a tree as it was drawn, before a forest leaves questions out.
type plan struct {
	ask  int // the fact; -1 for a leaf
	yes  bool
	next []*plan // nil for a class that is not admissible on the path
}

// plans draws a tree in which every path is admissible.
func (w *world) plans(t *rapid.T) *plan {
	var draw func(partial []int) *plan
	draw = func(partial []int) *plan {
		var open []int
		for i, class := range partial {
			if class < 0 {
				open = append(open, i)
			}
		}
		if len(open) == 0 || rapid.IntRange(0, 4).Draw(t, "leaf") == 0 {
			return &plan{ask: -1, yes: rapid.Bool().Draw(t, "yes")}
		}
		p := &plan{ask: rapid.SampledFrom(open).Draw(t, "ask")}
		p.next = make([]*plan, w.facts[p.ask].classes)
		for class := range p.next {
			partial[p.ask] = class
			if w.admits(partial) {
				p.next[class] = draw(partial)
			}
		}
		partial[p.ask] = -1
		return p
	}
	return draw(w.unassigned())
}

// tree makes the tree of a plan.
func (w *world) tree(f *Forest, p *plan) *Tree {
	if p.ask < 0 {
		return Leaf(p.yes)
	}
	next := make([]*Tree, len(p.next))
	for class, n := range p.next {
		if n != nil {
			next[class] = w.tree(f, n)
		}
	}
	return f.Node(w.facts[p.ask], next)
}

// holds is the value of a plan under an assignment.
func (p *plan) holds(assignment []int) bool {
	for p.ask >= 0 {
		p = p.next[assignment[p.ask]]
	}
	return p.yes
}

// value is the value of a tree under an assignment; the error says that the tree excludes it.
func (w *world) value(t *Tree, assignment []int) (bool, error) {
	for t.Question != nil {
		i := w.index(t.Question)
		if t = t.Next[assignment[i]]; t == nil {
			return false, fmt.Errorf("%s=%d is excluded", w.facts[i].name, assignment[i])
		}
	}
	return t == Yes, nil
}

// check compares a tree with its truth table over the assignments for which where holds, and looks at its form: every path
// is admissible, and a question has paths to both leaves.
func (w *world) check(t *rapid.T, name string, tree *Tree, where, want func(assignment []int) bool) {
	for _, a := range w.assignments {
		if !where(a) {
			continue
		}
		if got, err := w.value(tree, a); err != nil || got != want(a) {
			t.Fatalf("%s of %v: got %v (%v), want %v", name, a, got, err, want(a))
		}
	}
	var walk func(tree *Tree, partial []int) (yes, no bool)
	walk = func(tree *Tree, partial []int) (yes, no bool) {
		if !w.admits(partial) {
			t.Fatalf("%s has the path %v, which is not admissible", name, partial)
		}
		if tree.Question == nil {
			return tree == Yes, tree == No
		}
		i := w.index(tree.Question)
		if partial[i] >= 0 {
			t.Fatalf("%s asks for %s twice", name, w.facts[i].name)
		}
		for class, n := range tree.Next {
			if n != nil {
				partial[i] = class
				y, n := walk(n, partial)
				yes, no = yes || y, no || n
			}
		}
		partial[i] = -1
		if !yes || !no {
			t.Fatalf("%s asks for %s though all its answers lead to the same", name, w.facts[i].name)
		}
		return yes, no
	}
	walk(tree, w.unassigned())
}

func everywhere([]int) bool { return true }

// TestTruthTables compares the trees that a forest makes and joins with their truth tables over all admissible assignments.
func TestTruthTables(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(t)
		f := w.forest()
		p, q := w.plans(t), w.plans(t)
		a, b := w.tree(f, p), w.tree(f, q)
		w.check(t, "a", a, everywhere, p.holds)
		if w.tree(f, p) != a {
			t.Error("one plan gives two trees")
		}
		not := f.Not(a)
		w.check(t, "not a", not, everywhere, func(x []int) bool { return !p.holds(x) })
		if f.Not(not) != a {
			t.Error("not not a is not a")
		}
		for _, join := range []struct {
			name string
			join func(a, b *Tree) (*Tree, error)
			want func(a, b bool) bool
		}{
			{"and", f.And, func(a, b bool) bool { return a && b }},
			{"or", f.Or, func(a, b bool) bool { return a || b }},
		} {
			got, err := join.join(a, b)
			if err != nil {
				t.Fatalf("a %s b: %v", join.name, err)
			}
			w.check(t, "a "+join.name+" b", got, everywhere, func(x []int) bool { return join.want(p.holds(x), q.holds(x)) })
			if again, _ := join.join(a, b); again != got {
				t.Errorf("a %s b gives two trees", join.name)
			}
			if same, _ := join.join(a, a); same != a {
				t.Errorf("a %s a is not a", join.name)
			}
		}
		both, _ := f.And(a, b)
		if got, err := f.Meet(a, b); err != nil || got != (both != No) {
			t.Errorf("a meets b: %t, %v, want %t", got, err, both != No)
		}
		i := rapid.IntRange(0, len(w.facts)-1).Draw(t, "given")
		class := rapid.SampledFrom(w.assignments).Draw(t, "assignment")[i]
		given, err := f.Given(a, Answer{w.facts[i], class})
		if err != nil {
			t.Fatalf("given %s=%d: %v", w.facts[i].name, class, err)
		}
		for _, leaf := range []*Tree{Yes, No} {
			if got, want := f.Decides(a, Answer{w.facts[i], class}, leaf), given == leaf; got != want {
				t.Errorf("%s=%d decides for %t: %t, want %t", w.facts[i].name, class, leaf.yes, got, want)
			}
		}
		asked := map[string]*Tree{}
		given.Nodes(asked)
		if asked[w.facts[i].name] != nil {
			t.Errorf("given %s the tree asks for it", w.facts[i].name)
		}
		w.check(t, "a given "+w.facts[i].name, given, func(x []int) bool { return x[i] == class }, p.holds)
	})
}

// TestBound joins trees in forests that allow few nodes: the result is ErrBound up to some number of nodes, and the right
// tree from there on.
func TestBound(t *testing.T) {
	t.Parallel()
	reached := 0
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(t)
		p, q := w.plans(t), w.plans(t)
		enough := 0
		for nodes := 0; enough < 3; nodes++ {
			f := w.forest()
			f.MaxNodes = nodes
			got, err := f.And(w.tree(f, p), w.tree(f, q))
			switch {
			case err == nil:
				enough++
				w.check(t, fmt.Sprintf("a and b within %d nodes", nodes), got, everywhere, func(x []int) bool { return p.holds(x) && q.holds(x) })
			case !errors.Is(err, ErrBound) || got != nil:
				t.Fatalf("within %d nodes: %v, %v", nodes, got, err)
			case enough > 0:
				t.Fatalf("%d nodes do not suffice, and fewer do", nodes)
			default:
				reached++
			}
		}
	})
	if reached == 0 {
		t.Error("no join reached a bound")
	}
}

// TestDivisions holds questions of one fact with other classes apart.
func TestDivisions(t *testing.T) {
	t.Parallel()
	f := &Forest{MaxNodes: 10}
	a, b := f.Node(division(0), []*Tree{Yes, No}), f.Node(division(1), []*Tree{Yes, No})
	if a == b {
		t.Error("trees of two divisions are one node")
	}
	if f.Node(division(1), []*Tree{Yes, No}) != b {
		t.Error("equal trees are two nodes")
	}
	if f.Node(division(0), []*Tree{nil, nil}) != nil {
		t.Error("a question without an admissible answer is a tree")
	}
	if f.Node(division(0), []*Tree{nil, b}) != b {
		t.Error("a question with one admissible answer is asked")
	}
}

type division int

func (d division) Fact() string  { return "f" }
func (d division) Tie() string   { return "f" }
func (division) Order() int      { return 0 }
func (d division) Division() int { return int(d) }
