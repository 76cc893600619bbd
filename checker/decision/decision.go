// Package decision holds decision trees over questions with finitely many answers. Equal trees of a Forest are one node, and
// a question whose answers all lead to the same tree is left out, as in reduced decision diagrams (Bryant, IEEE Transactions
// on Computers 1986); so a tree that is no leaf has paths to both leaves. Joining trees evaluates nothing. The package knows
// no law and no evaluator.
package decision

import (
	"errors"
	"strconv"
)

// A Question asks for a fact. Its answers are numbered classes of values.
type Question interface {
	// Fact names the fact. Questions of one name are about the same fact.
	Fact() string
	// Tie names the facts that constrain each other: questions of one tie are answered with a view to each other. A fact
	// that is free is its own tie.
	Tie() string
	// Division numbers the ways in which the values of the fact are divided into classes. Two questions of one fact with the
	// same division have the same classes.
	Division() int
}

// Tree is a leaf, or a question with a tree for each class of answers. It is read only.
type Tree struct {
	Question Question // nil for a leaf
	Next     []*Tree  // one a class; nil for a class that no admissible completion has
	id       int
	yes      bool
}

// The leaves.
var (
	Yes = &Tree{id: 1, yes: true}
	No  = &Tree{id: 2}
)

// Leaf is Yes or No.
func Leaf(yes bool) *Tree {
	if yes {
		return Yes
	}
	return No
}

// Answer is a question answered with one of its classes.
type Answer struct {
	Question Question
	Class    int
}

// ErrBound says that the search for completions reached its bound, here that a joined tree would have too many nodes.
var ErrBound = errors.New("the search for completions reached its bound")

// A Forest is the trees of one practice. It is for one goroutine.
type Forest struct {
	// MaxNodes bounds the nodes visited in one join.
	MaxNodes int
	// Admissible reports whether the answer to a fact is possible beside the other answers on a path. Each tree has only
	// admissible paths; joined, the answers must be admissible together.
	Admissible func(path map[string]Answer, fact string) bool

	nodes map[string]*Tree
}

// Node is the tree that asks q and goes on with next. It is nil where no class is admissible.
func (f *Forest) Node(q Question, next []*Tree) *Tree {
	var only *Tree
	differ := false
	key := append(make([]byte, 0, 64), q.Fact()...)
	for _, t := range next {
		switch {
		case t == nil:
			key = append(key, '|')
			continue
		case only == nil:
			only = t
		case only != t:
			differ = true
		}
		key = strconv.AppendInt(append(key, '|'), int64(t.id), 10)
	}
	if !differ {
		return only
	}
	key = strconv.AppendInt(append(key, '#'), int64(q.Division()), 10)
	if old, ok := f.nodes[string(key)]; ok {
		return old
	}
	if f.nodes == nil {
		f.nodes = map[string]*Tree{}
	}
	t := &Tree{Question: q, Next: next, id: len(f.nodes) + 3}
	f.nodes[string(key)] = t
	return t
}

// Not is the tree with its leaves exchanged.
func (f *Forest) Not(t *Tree) *Tree {
	memo := map[*Tree]*Tree{nil: nil, Yes: No, No: Yes}
	var negate func(t *Tree) *Tree
	negate = func(t *Tree) *Tree {
		out, ok := memo[t]
		if !ok {
			next := make([]*Tree, len(t.Next))
			for i, n := range t.Next {
				next[i] = negate(n)
			}
			out = f.Node(t.Question, next)
			memo[t] = out
		}
		return out
	}
	return negate(t)
}

// And holds where both trees hold. The error is ErrBound.
func (f *Forest) And(a, b *Tree) (*Tree, error) { return f.join(a, b, true) }

// Or holds where one of the trees holds. The error is ErrBound.
func (f *Forest) Or(a, b *Tree) (*Tree, error) { return f.join(a, b, false) }

// join puts b in place of the leaves of a that leave the result to b: the Yes leaves for and, the No leaves for or.
func (f *Forest) join(a, b *Tree, and bool) (*Tree, error) {
	switch {
	case a == Leaf(and):
		return b, nil
	case a == Leaf(!and), b == Leaf(and), a == b:
		return a, nil
	case b == Leaf(!and):
		return b, nil
	}
	j := join{forest: f, b: b, and: and, shared: map[string]bool{}, path: map[string]Answer{}, memo: map[visit]*Tree{}}
	inB := b.Ties()
	for tie := range a.Ties() {
		j.shared[tie] = inB[tie]
	}
	return j.result(j.graft(a))
}

// Given is the rest of a tree once a question is answered. The error is ErrBound.
func (f *Forest) Given(t *Tree, a Answer) (*Tree, error) {
	if t.Question != nil && t.Question.Fact() == a.Question.Fact() && t.Next[a.Class] != nil && t.Next[a.Class].Question == nil {
		return t.Next[a.Class], nil // nothing else is asked, as mostly
	}
	j := join{forest: f, shared: map[string]bool{a.Question.Tie(): true}, path: map[string]Answer{a.Question.Fact(): a}, memo: map[visit]*Tree{}}
	return j.result(j.follow(t))
}

// Nodes adds the nodes of the tree to into, one for each fact that it asks for.
func (t *Tree) Nodes(into map[string]*Tree) {
	t.each(map[*Tree]bool{}, func(n *Tree) { into[n.Question.Fact()] = n })
}

// Ties are the ties of the questions of the tree.
func (t *Tree) Ties() map[string]bool {
	out := map[string]bool{}
	t.each(map[*Tree]bool{}, func(n *Tree) { out[n.Question.Tie()] = true })
	return out
}

// each visits every node with a question once.
func (t *Tree) each(seen map[*Tree]bool, visit func(*Tree)) {
	if t == nil || t.Question == nil || seen[t] {
		return
	}
	seen[t] = true
	visit(t)
	for _, n := range t.Next {
		n.each(seen, visit)
	}
}

// join is one join under way. The path holds only answers that the other tree asks for too, or that are tied to such a
// question: all paths to a node that agree in these continue alike.
type join struct {
	forest   *Forest
	b        *Tree
	and      bool
	shared   map[string]bool // ties that both trees ask about
	path     map[string]Answer
	text     string // of the path
	memo     map[visit]*Tree
	tooLarge bool
}

// visit is a node with the path to it.
type visit struct {
	t    *Tree
	inA  bool
	path string
}

func (j *join) result(t *Tree) (*Tree, error) {
	if j.tooLarge || t == nil {
		return nil, ErrBound
	}
	return t, nil
}

// graft walks the first tree.
func (j *join) graft(a *Tree) *Tree {
	switch a {
	case nil, Leaf(!j.and):
		return a
	case Leaf(j.and):
		return j.follow(j.b)
	}
	return j.node(visit{a, true, j.text}, func(class int) *Tree { return j.graft(a.Next[class]) })
}

// follow walks the second tree under the answers on the path.
func (j *join) follow(b *Tree) *Tree {
	if b == nil || b.Question == nil {
		return b
	}
	fact := b.Question.Fact()
	if given, ok := j.path[fact]; ok {
		return j.follow(b.Next[given.Class])
	}
	return j.node(visit{b, false, j.text}, func(class int) *Tree {
		if _, on := j.path[fact]; on && !j.forest.Admissible(j.path, fact) {
			return nil
		}
		return j.follow(b.Next[class])
	})
}

// node makes the node of a visit with other trees below it.
func (j *join) node(at visit, next func(class int) *Tree) *Tree {
	if out, ok := j.memo[at]; ok {
		return out
	}
	if len(j.memo) >= j.forest.MaxNodes {
		j.tooLarge = true
	}
	if j.tooLarge {
		return nil
	}
	q := at.t.Question
	onPath := j.shared[q.Tie()]
	below := make([]*Tree, len(at.t.Next))
	for i, t := range at.t.Next {
		if t == nil {
			continue
		}
		if onPath {
			j.path[q.Fact()] = Answer{q, i}
			j.text = at.path + q.Fact() + "=" + strconv.Itoa(i) + " "
		}
		below[i] = next(i)
	}
	if onPath {
		delete(j.path, q.Fact())
		j.text = at.path
	}
	out := j.forest.Node(q, below)
	j.memo[at] = out
	return out
}
