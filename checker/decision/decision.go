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
	// Order groups the questions: where trees are joined, questions of a lower order are asked first. Facts that matter
	// together and are asked about by many trees share an order, so that a joined tree is done with them before it goes on.
	Order() int
}

// Tree is a leaf, or a question with a tree for each class of answers. It is read only.
type Tree struct {
	Question Question // nil for a leaf
	Next     []*Tree  // one a class; nil for a class that no admissible completion has
	id       int
	yes      bool
	tied     bool // the question is tied to others
	fact     int  // the number of its fact
	tie      int  // the number of its tie
	asks     set  // the facts that the tree asks for
	ties     set  // the ties of its tied questions
}

// set is a set of numbers.
type set []uint64

func (s set) has(n int) bool { return n/64 < len(s) && s[n/64]&(1<<(n%64)) != 0 }

func (s set) with(n int) set {
	for len(s) <= n/64 {
		s = append(s, 0)
	}
	s[n/64] |= 1 << (n % 64)
	return s
}

func (s set) union(t set) set {
	for len(s) < len(t) {
		s = append(s, 0)
	}
	for i, w := range t {
		s[i] |= w
	}
	return s
}

func (s set) intersection(t set) set {
	out := make(set, min(len(s), len(t)))
	for i := range out {
		out[i] = s[i] & t[i]
	}
	return out
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

	nodes   map[string]*Tree
	numbers map[string]int // of facts and ties
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
		f.nodes, f.numbers = map[string]*Tree{}, map[string]int{}
	}
	t := &Tree{Question: q, Next: next, id: len(f.nodes) + 3, tied: q.Tie() != q.Fact(), fact: f.number(q.Fact())}
	for _, n := range next {
		if n != nil {
			t.asks, t.ties = t.asks.union(n.asks), t.ties.union(n.ties)
		}
	}
	t.asks = t.asks.with(t.fact)
	if t.tied {
		t.tie = f.number(q.Tie())
		t.ties = t.ties.with(t.tie)
	}
	f.nodes[string(key)] = t
	return t
}

// number is the number of a fact or a tie, from 1.
func (f *Forest) number(name string) int {
	n, ok := f.numbers[name]
	if !ok {
		n = len(f.numbers) + 1
		f.numbers[name] = n
	}
	return n
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

// join expands both trees by one question after the other (Bryant's apply). The answer to a free question restricts the
// trees; the answers to tied ones are remembered on the path, since together they must be admissible.
func (f *Forest) join(a, b *Tree, and bool) (*Tree, error) {
	switch {
	case a == Leaf(and):
		return b, nil
	case a == Leaf(!and), b == Leaf(and), a == b:
		return a, nil
	case b == Leaf(!and):
		return b, nil
	}
	j := newJoin(f, and)
	j.shared = a.ties.intersection(b.ties)
	return j.result(j.join(a, b))
}

// Some is the tree over the other questions that holds where some answers to the questions of over make t hold. The error is
// ErrBound.
func (f *Forest) Some(t *Tree, over func(Question) bool) (*Tree, error) {
	memo := map[*Tree]*Tree{nil: nil, Yes: Yes, No: No}
	var some func(t *Tree) (*Tree, error)
	some = func(t *Tree) (_ *Tree, err error) {
		if out, ok := memo[t]; ok {
			return out, nil
		}
		next := make([]*Tree, len(t.Next))
		out := No
		for i, n := range t.Next {
			if next[i], err = some(n); err != nil {
				return nil, err
			}
			if n != nil && over(t.Question) {
				if out, err = f.Or(out, next[i]); err != nil {
					return nil, err
				}
			}
		}
		if !over(t.Question) {
			out = f.Node(t.Question, next)
		}
		memo[t] = out
		return out, nil
	}
	return some(t)
}

// Given is the rest of a tree once a question is answered. The error is ErrBound.
func (f *Forest) Given(t *Tree, a Answer) (*Tree, error) {
	if t.Question != nil && t.Question.Fact() == a.Question.Fact() && t.Next[a.Class] != nil && t.Next[a.Class].Question == nil {
		return t.Next[a.Class], nil // nothing else is asked, as mostly
	}
	j := newJoin(f, false)
	tie, asked := f.numbers[a.Question.Tie()]
	switch {
	case !asked: // by no tree
		return t, nil
	case a.Question.Tie() == a.Question.Fact():
		return j.result(j.restrict(t, tie, a.Class))
	}
	j.shared, j.path[a.Question.Fact()] = set{}.with(tie), a
	j.steps = []step{{0, tie, a.Question.Fact()}}
	return j.result(j.follow(t))
}

// Meet reports whether both trees hold in some completion. Nothing is joined: the first such completion ends the search. The error
// is ErrBound.
func (f *Forest) Meet(a, b *Tree) (bool, error) {
	facts, ties := a.asks.intersection(b.asks), a.ties.intersection(b.ties)
	path, steps := map[string]Answer{}, []step(nil) // the answers that bear on both trees
	apart := map[visit]bool{}
	var meet func(a, b *Tree) (bool, error)
	past := func(t *Tree) *Tree {
		for t != nil && t.Question != nil {
			answer, ok := path[t.Question.Fact()]
			if !ok {
				break
			}
			t = t.Next[answer.Class]
		}
		return t
	}
	meet = func(a, b *Tree) (bool, error) {
		a, b = past(a), past(b)
		if a == nil || b == nil || a == No || b == No {
			return false, nil
		}
		at := visit{a: a, b: b}
		for _, s := range steps {
			if a.asks.has(s.fact) || b.asks.has(s.fact) || a.ties.has(s.tie) || b.ties.has(s.tie) {
				at.path += s.text
			}
		}
		if at.path == "" && (a == Yes || b == Yes) { // a tree that is no leaf has paths to both
			return true, nil
		}
		if apart[at] {
			return false, nil
		}
		if len(apart) >= f.MaxNodes {
			return false, ErrBound
		}
		first := a
		if a == Yes || b != Yes && b.Question.Order() < a.Question.Order() {
			first = b
		}
		q, before := first.Question, steps
		tied := first.tied && ties.has(first.tie)
		for i, n := range first.Next {
			if n == nil {
				continue
			}
			if tied || facts.has(first.fact) {
				path[q.Fact()] = Answer{q, i}
				if tied && !f.Admissible(path, q.Fact()) {
					continue
				}
				steps = append(before, step{fact: first.fact, tie: first.tie, text: strconv.Itoa(first.fact) + "=" + strconv.Itoa(i) + " "})
			}
			x, y := n, b
			if first == b {
				x, y = a, n
			}
			if met, err := meet(x, y); met || err != nil {
				return met, err
			}
		}
		delete(path, q.Fact())
		steps = before
		apart[at] = true
		return false, nil
	}
	return meet(a, b)
}

// Decides reports whether an answer makes a tree a leaf. Nothing is joined: the first way to the other leaf ends the search.
func (f *Forest) Decides(t *Tree, a Answer, leaf *Tree) bool {
	tie, asked := f.numbers[a.Question.Tie()]
	if !asked {
		return t == leaf
	}
	fact := f.numbers[a.Question.Fact()] // 0 where only others of its tie are asked
	free := a.Question.Tie() == a.Question.Fact()
	path := map[string]Answer{a.Question.Fact(): a} // the answers to the questions of its tie
	seen := map[visit]bool{}
	var leads func(t *Tree, text string) bool
	leads = func(t *Tree, text string) bool {
		switch {
		case t == nil: // not admissible
			return true
		case t.Question == nil:
			return t == leaf
		case t.fact == fact:
			return leads(t.Next[a.Class], text)
		case free && !t.asks.has(fact) || !free && !t.ties.has(tie):
			return false
		case seen[visit{a: t, path: text}]:
			return true
		}
		below, q := text, t.Question
		for i, n := range t.Next {
			if t.tied && t.tie == tie {
				path[q.Fact()] = Answer{q, i}
				if n == nil || !f.Admissible(path, q.Fact()) {
					continue
				}
				below = text + strconv.Itoa(t.fact) + "=" + strconv.Itoa(i) + " "
			}
			if !leads(n, below) {
				return false
			}
		}
		delete(path, q.Fact())
		seen[visit{a: t, path: text}] = true
		return true
	}
	return leads(t, "")
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

// join is one join under way. The path holds the answers to tied questions whose ties both trees ask about: all paths to a
// pair of trees that agree in the answers of the ties that these still ask about continue alike.
type join struct {
	forest   *Forest
	and      bool
	shared   set // ties that both trees ask about
	path     map[string]Answer
	steps    []step // the answers on the path, in their order
	memo     map[visit]*Tree
	answered map[answered]*Tree // see restrict
	tooLarge bool
}

func newJoin(f *Forest, and bool) *join {
	return &join{forest: f, and: and, path: map[string]Answer{}, memo: map[visit]*Tree{}, answered: map[answered]*Tree{}}
}

// step is an answer on the path.
type step struct {
	fact, tie int // tie is 0 for a free one
	text      string
}

// at is the visit of a pair of trees on the path.
func (j *join) at(a, b *Tree) visit {
	out := visit{a: a, b: b}
	for _, s := range j.steps {
		if a != nil && a.ties.has(s.tie) || b.ties.has(s.tie) {
			out.path += s.text
		}
	}
	return out
}

// visit is a pair of trees to be joined, or a tree to be followed, with the path to it.
type visit struct {
	a, b *Tree
	path string
}

// answered is a tree with the answer to a fact.
type answered struct {
	t           *Tree
	fact, class int
}

func (j *join) result(t *Tree) (*Tree, error) {
	if j.tooLarge || t == nil {
		return nil, ErrBound
	}
	return t, nil
}

func (j *join) join(a, b *Tree) *Tree {
	a, b = j.given(a), j.given(b)
	switch {
	case a == nil, a == Leaf(!j.and), b == Leaf(j.and), a == b:
		return j.follow(a)
	case b == nil, b == Leaf(!j.and), a == Leaf(j.and):
		return j.follow(b)
	}
	first, other := a, b
	if b.Question.Order() < a.Question.Order() {
		first, other = b, a
	}
	return j.node(j.at(a, b), first, func(class int) *Tree {
		if first.tied {
			return j.join(first.Next[class], other)
		}
		return j.join(first.Next[class], j.restrict(other, first.fact, class))
	})
}

// given is a tree past the questions that are answered on the path.
func (j *join) given(t *Tree) *Tree {
	for t != nil && t.tied {
		answer, ok := j.path[t.Question.Fact()]
		if !ok {
			break
		}
		t = t.Next[answer.Class]
	}
	return t
}

// restrict is a tree with a free question answered.
func (j *join) restrict(t *Tree, fact, class int) *Tree {
	switch {
	case t == nil || !t.asks.has(fact):
		return t
	case t.fact == fact:
		return t.Next[class]
	}
	key := answered{t, fact, class}
	if out, ok := j.answered[key]; ok {
		return out
	}
	if len(j.answered) >= restrictions*j.forest.MaxNodes {
		j.tooLarge = true
	}
	if j.tooLarge {
		return nil
	}
	next := make([]*Tree, len(t.Next))
	for i, n := range t.Next {
		next[i] = j.restrict(n, fact, class)
	}
	out := j.forest.Node(t.Question, next)
	j.answered[key] = out
	return out
}

// restrictions is the number of nodes that a join may restrict for each that it may visit.
const restrictions = 16

// follow walks a tree under the answers on the path.
func (j *join) follow(t *Tree) *Tree {
	if t = j.given(t); t == nil || t.Question == nil {
		return t
	}
	at := j.at(nil, t)
	if at.path == "" { // nothing on the path restricts it
		return t
	}
	return j.node(at, t, func(class int) *Tree { return j.follow(t.Next[class]) })
}

// node makes the node of a visit, which asks the question of t, with other trees below it.
func (j *join) node(at visit, t *Tree, next func(class int) *Tree) *Tree {
	if out, ok := j.memo[at]; ok {
		return out
	}
	if len(j.memo) >= j.forest.MaxNodes {
		j.tooLarge = true
	}
	if j.tooLarge {
		return nil
	}
	q := t.Question
	onPath := t.tied && j.shared.has(t.tie)
	below, before := make([]*Tree, len(t.Next)), j.steps
	for i, n := range t.Next {
		if n == nil {
			continue
		}
		if onPath {
			j.path[q.Fact()] = Answer{q, i}
			j.steps = append(before, step{t.fact, t.tie, strconv.Itoa(t.fact) + "=" + strconv.Itoa(i) + " "})
			if !j.forest.Admissible(j.path, q.Fact()) {
				continue
			}
		}
		below[i] = next(i)
	}
	if onPath {
		delete(j.path, q.Fact())
		j.steps = before
	}
	out := j.forest.Node(q, below)
	j.memo[at] = out
	return out
}
