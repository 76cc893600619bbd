package checker

import (
	"slices"
	"strconv"

	"github.com/credlint/credlint/checker/practice"
)

// A node is one question of a decision tree about what is missing, or its answer. Equal trees of one practice are one node,
// and a question whose answers all lead to the same is none; so a tree that is not a leaf has answers of both kinds. Parts
// are shared: what looks like many paths is often few nodes.
type node struct {
	id     int
	at     string // pointer of the fact asked, "" for a leaf
	fact   *practice.Fact
	in     *tracked
	units  []string
	classs []class
	next   []*node // one a class; nil for a class that is not admissible
	yes    bool
}

var (
	yesLeaf = &node{id: 1, yes: true}
	noLeaf  = &node{id: 2}
)

func leaf(yes bool) *node {
	if yes {
		return yesLeaf
	}
	return noLeaf
}

// maxNodes bounds the tree of two trees joined.
const maxNodes = Bound * 4

// node is the tree that asks what n asks and goes on with next; nil where nothing is admissible.
func (w *world) node(n *node, next []*node) *node {
	var only *node
	open := false
	key := append(make([]byte, 0, 64), n.at...)
	for _, c := range next {
		switch {
		case c == nil:
			key = append(key, '|')
			continue
		case only == nil:
			only = c
		case only != c:
			open = true
		}
		key = strconv.AppendInt(append(key, '|'), int64(c.id), 10)
	}
	if !open {
		return only
	}
	key = strconv.AppendInt(append(key, '#'), int64(w.partition(n.at, n.classs)), 10)
	if old, ok := w.nodes[string(key)]; ok {
		return old
	}
	if w.nodes == nil {
		w.nodes = map[string]*node{}
	}
	m := *n
	m.id, m.next = len(w.nodes)+3, next
	w.nodes[string(key)] = &m
	return &m
}

// partition numbers the ways in which clauses tell the values of a fact apart.
func (w *world) partition(at string, classs []class) int {
	return slices.IndexFunc(w.classs[at], func(old []class) bool { return &old[0] == &classs[0] })
}

// sameClasses is the list of classes of a fact that an earlier clause told apart likewise, or else the one given.
func (w *world) sameClasses(at string, d []class) []class {
	for _, old := range w.classs[at] {
		if slices.EqualFunc(old, d, func(a, b class) bool { return slices.Equal(a.members, b.members) }) {
			return old
		}
	}
	if w.classs == nil {
		w.classs = map[string][][]class{}
	}
	w.classs[at] = append(w.classs[at], d)
	return d
}

// not is the tree with its answers exchanged.
func (w *world) not(t *node) *node {
	done := map[*node]*node{nil: nil, yesLeaf: noLeaf, noLeaf: yesLeaf}
	var turn func(n *node) *node
	turn = func(n *node) *node {
		m, ok := done[n]
		if !ok {
			next := make([]*node, len(n.next))
			for i, c := range n.next {
				next[i] = turn(c)
			}
			m = w.node(n, next)
			done[n] = m
		}
		return m
	}
	return turn(t)
}

// recut turns a tree of another clause into one with the classes of this clause: what was asked then does not tell apart
// the members of a class of then, and a class of now belongs where its representative does. False where that was not
// among the values of then.
func (x *explorer) recut(t *node) (*node, bool) {
	done := map[*node]*node{nil: nil, yesLeaf: yesLeaf, noLeaf: noLeaf}
	var cut func(n *node) (*node, bool)
	cut = func(n *node) (*node, bool) {
		if m, ok := done[n]; ok {
			return m, true
		}
		m := *n
		m.classs, m.units = x.domain(n.at, n.fact, n.in), x.units[n.at]
		next := make([]*node, len(m.classs))
		for i, c := range m.classs {
			k := i
			if &m.classs[0] != &n.classs[0] {
				k = slices.IndexFunc(n.classs, func(old class) bool { return slices.Contains(old.members, c.members[0]) })
			}
			if k < 0 {
				return nil, false
			}
			var ok bool
			if next[i], ok = cut(n.next[k]); !ok {
				return nil, false
			}
		}
		done[n] = x.w.node(&m, next)
		return done[n], true
	}
	return cut(t)
}

// asks lists the facts of a tree.
func (n *node) asks(into map[string]*node) {
	n.each(map[*node]bool{}, func(n *node) { into[n.at] = n })
}

// each visits every question of a tree once.
func (n *node) each(seen map[*node]bool, visit func(*node)) {
	if n == nil || n.at == "" || seen[n] {
		return
	}
	seen[n] = true
	visit(n)
	for _, c := range n.next {
		c.each(seen, visit)
	}
}

// ties are what the questions of a tree are settled together with.
func (n *node) ties() map[string]bool {
	out := map[string]bool{}
	n.each(map[*node]bool{}, func(n *node) { out[n.tie()] = true })
	return out
}

// An answer is the class a fact is in.
type answer struct {
	n     *node
	class int
}

// and is the tree of what both say.
func (x *explorer) and(a, b *node) (*node, error) { return x.join(a, b, true) }

// or is the tree of what one of them says.
func (x *explorer) or(a, b *node) (*node, error) { return x.join(a, b, false) }

// join puts b in place of the leaves of a that leave the answer to it.
func (x *explorer) join(a, b *node, on bool) (*node, error) {
	switch {
	case a == leaf(on):
		return b, nil
	case a == leaf(!on), b == leaf(on), a == b:
		return a, nil
	case b == leaf(!on):
		return b, nil
	}
	j := joining{x: x, b: b, on: on, both: map[string]bool{}, path: map[string]answer{}, done: map[joined]*node{}}
	inB := b.ties()
	for key := range a.ties() {
		j.both[key] = inB[key]
	}
	return j.result(j.graft(a))
}

// given is what is left of a tree where a question has that answer.
func (x *explorer) given(t *node, a answer) (*node, error) {
	if t.at == a.n.at && t.next[a.class] != nil && t.next[a.class].at == "" {
		return t.next[a.class], nil // nothing else is asked: most questions are of this kind
	}
	j := joining{x: x, both: map[string]bool{a.n.tie(): true}, path: map[string]answer{a.n.at: a}, done: map[joined]*node{}}
	return j.result(j.follow(t))
}

// joining is one join at work. Only answers that the other tree asks for too, or that are tied to such, are kept on the path
// that leads to a node: all other paths to it have the same continuation.
type joining struct {
	x        *explorer
	b        *node
	on       bool
	both     map[string]bool // ties that both trees ask about
	path     map[string]answer
	trail    string // the path as text
	done     map[joined]*node
	tooLarge bool
}

// joined is a node with the answers that matter on the way to it.
type joined struct {
	n     *node
	graft bool
	trail string
}

func (j *joining) result(n *node) (*node, error) {
	if j.tooLarge || n == nil {
		return nil, errBound
	}
	return n, nil
}

func (j *joining) graft(a *node) *node {
	switch a {
	case nil, leaf(!j.on):
		return a
	case leaf(j.on):
		return j.follow(j.b)
	}
	return j.once(joined{a, true, j.trail}, func(i int) *node { return j.graft(a.next[i]) })
}

// follow is b under the answers on the path.
func (j *joining) follow(b *node) *node {
	if b == nil || b.at == "" {
		return b
	}
	if given, ok := j.path[b.at]; ok {
		return j.follow(b.next[given.class])
	}
	return j.once(joined{b, false, j.trail}, func(i int) *node {
		if _, on := j.path[b.at]; on && !j.x.admissible(j.path, b.at) {
			return nil
		}
		return j.follow(b.next[i])
	})
}

// once makes a node with other answers below.
func (j *joining) once(key joined, next func(i int) *node) *node {
	if out, ok := j.done[key]; ok {
		return out
	}
	if len(j.done) >= maxNodes {
		j.tooLarge = true
	}
	if j.tooLarge {
		return nil
	}
	n := key.n
	kept := j.both[n.tie()]
	below := make([]*node, len(n.next))
	for i, c := range n.next {
		if c == nil {
			continue
		}
		if kept {
			j.path[n.at] = answer{n, i}
			j.trail = key.trail + n.at + "=" + strconv.Itoa(i) + " "
		}
		below[i] = next(i)
	}
	if kept {
		delete(j.path, n.at)
		j.trail = key.trail
	}
	out := j.x.w.node(n, below)
	j.done[key] = out
	return out
}

// admissible reports whether a fact may have its answer beside the other answers: each tree kept to the guards and
// correlations by itself, together they must too.
func (x *explorer) admissible(path map[string]answer, at string) bool {
	a := path[at]
	if a.n.in == nil || a.n.in.tied(a.n.fact) == nil {
		return true
	}
	for p, b := range path {
		x.w.assigned[p] = b.n.classs[b.class].rep
	}
	delete(x.w.assigned, at)
	ok := a.n.in.admits(a.n.fact, a.n.classs[a.class].rep)
	for p := range path {
		delete(x.w.assigned, p)
	}
	return ok
}
