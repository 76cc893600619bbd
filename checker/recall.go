package checker

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/open-policy-agent/opa/v1/ast"
)

// What law answers depends on what it reads of the input and on nothing else: it has no clock and no randomness. Practices
// are much alike in what one rule reads of them, so each question is kept with what was read on the way to its answer, as a
// tree: the fact that was read first, for each of its values the one that was read next, and in the end the answer. Whoever
// reads the same is answered the same without OPA, and a fact that is missing here is asked for as evaluating would ask.
// This is caching by precise dependencies (Heydon, Levin and Yu, PLDI 2000).

// keptReads bounds what is kept by one checker, in values read over all its questions; past it, what is not known goes to OPA.
const keptReads = 1 << 18

// A reply is what evaluating a question came to: whether it holds, or the places it holds at. It is never changed.
type reply struct {
	yes  bool
	hits []hit
}

// topic is what a question is about: a rule, a part of one, or the name of rules; and what is bound in it from outside.
type topic struct {
	of    any
	bound string
}

// recollection is what is known of one question. It is safe for concurrent use.
type recollection struct {
	mu   sync.RWMutex
	root recalled
}

// recalled is a state of a question: the answer, or what is read next.
type recalled struct {
	reply *reply
	read  *read // nil while nothing is known
	next  map[seen]*recalled
}

// A read is a place of the input that law may look at by itself.
type read struct {
	of   byte      // one of those below
	at   string    // the object of a fact, or the name of what is no fact
	n    int       // of a citation
	name *ast.Term // nil where there is none
}

const (
	readFact     = 'f' // of the practice
	readNames    = 'k' // the names of the facts that an object may have
	readCitation = 'c' // a field of a cited authority
	readReading  = 'r' // a choice between readings
	readRoot     = 'i' // day, params, authorities
)

// seen is a value as far as reading it shows: of objects of facts that they are there, and of lists also what else is in them.
type seen struct {
	kind byte
	text string
}

// noted is what tells reads apart.
type noted struct {
	of       byte
	at, name string
	n        int
}

// trail notes what an evaluation reads, each once, until it asks for something missing.
type trail struct {
	reads  []*read
	values []seen
	had    map[noted]bool
	closed bool
}

// note adds a read; v is nil where there is nothing.
func (t *trail) note(w *world, r read, v *ast.Term) {
	if t == nil || t.closed {
		return
	}
	key := noted{of: r.of, at: r.at, n: r.n}
	if r.name != nil {
		key.name = string(r.name.Value.(ast.String))
	}
	if t.had[key] {
		return
	}
	if t.had == nil {
		t.had = map[noted]bool{}
	}
	t.had[key] = true
	t.reads = append(t.reads, &r)
	if t.closed = w.undecided(); !t.closed {
		t.values = append(t.values, r.look(w, v))
	}
}

// look is what reading a value shows.
func (r *read) look(w *world, v *ast.Term) seen {
	if v == nil {
		return seen{kind: 'u'}
	}
	if r.of == readRoot && r.name.Value.Compare(ast.String("params")) == 0 {
		return seen{'p', w.numbers}
	}
	switch x := v.Value.(type) {
	case *tracked, *cited:
		return seen{kind: 'o'}
	case ast.String:
		return seen{'s', string(x)}
	case ast.Number:
		return seen{'n', string(x)}
	case ast.Boolean:
		if x {
			return seen{kind: 't'}
		}
		return seen{kind: 'f'}
	case *ast.Array:
		var b strings.Builder
		lookInto(&b, x)
		return seen{'a', b.String()}
	}
	return seen{'v', v.Value.String()}
}

func lookInto(b *strings.Builder, a *ast.Array) {
	b.WriteByte('[')
	for i := range a.Len() {
		switch x := a.Elem(i).Value.(type) {
		case *tracked, *cited:
			b.WriteByte('{')
		case *ast.Array:
			lookInto(b, x)
		default:
			b.WriteString(x.String())
		}
		b.WriteByte(',')
	}
	b.WriteByte(']')
}

// again reads a place of this practice, as law would: what is missing is asked for.
func (r *read) again(w *world) *ast.Term {
	switch r.of {
	case readFact:
		if t := w.objects[r.at]; t != nil {
			return t.Get(r.name)
		}
	case readNames:
		if t := w.objects[r.at]; t != nil {
			return t.shape.all
		}
	case readCitation:
		if r.n < len(w.cites) {
			return w.cites[r.n].Get(r.name)
		}
	case readReading:
		return w.settledOn.Get(r.name)
	case readRoot:
		return w.input.Get(r.name)
	}
	return nil
}

// recall answers from what is kept: ok is false where it does not know. Then, or where something missing was asked for, the
// world says which.
func (k *recollection) recall(w *world) (a reply, ok bool) {
	k.mu.RLock()
	at, said, next := &k.root, k.root.reply, k.root.read
	k.mu.RUnlock()
	for said == nil && next != nil {
		v := next.again(w)
		if w.undecided() {
			return a, false
		}
		key := next.look(w, v)
		k.mu.RLock()
		if at = at.next[key]; at == nil {
			k.mu.RUnlock()
			return a, false
		}
		said, next = at.reply, at.read
		k.mu.RUnlock()
	}
	if said == nil {
		return a, false
	}
	return *said, true
}

// keep adds an evaluation: its reads, and the reply unless it asked for the last of them. OPA's index of rules reads in any
// order, so a state that is known takes its own read out of the trail first; what then is read before what is still what some
// evaluation did.
func (k *recollection) keep(t *trail, a reply, size *atomic.Int64) {
	if size.Load() >= keptReads {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	at := &k.root
	for len(t.reads) > 0 {
		if at.reply != nil {
			return // somebody came to a reply with fewer reads
		}
		if at.read == nil {
			at.read = t.reads[0]
		}
		i := slices.IndexFunc(t.reads, at.read.same)
		if i < 0 || i == len(t.values) {
			return // something else decides here; or it was asked for
		}
		next := at.next[t.values[i]]
		if next == nil {
			if at.next == nil {
				at.next = map[seen]*recalled{}
			}
			next = &recalled{}
			at.next[t.values[i]] = next
			size.Add(1)
		}
		t.reads, t.values = slices.Delete(t.reads, i, i+1), slices.Delete(t.values, i, i+1)
		at = next
	}
	if at.read == nil {
		at.reply = &a
	}
}

func (r *read) same(other *read) bool {
	return r.of == other.of && r.n == other.n && r.at == other.at && ast.Compare(r.name, other.name) == 0
}

// put puts a question to what is kept, and to OPA where that does not know. The answer is known unless something missing was
// asked for. An open reading is an error.
func (x *explorer) put(u *unit, of topic, evaluate func() (reply, error)) (a reply, known bool, err error) {
	w := x.w
	w.reset()
	var k *recollection
	if x.recall != nil && of.of != nil && !x.blind && !w.anything && w.whole == nil && w.seen == nil && w.tracer == nil {
		k = x.recall.of(u, of)
		if a, ok := k.recall(w); ok {
			return a, true, nil
		}
	}
	if !w.undecided() {
		if k != nil {
			w.trail = &trail{}
		}
		*x.count++
		a, err = evaluate()
		t := w.trail
		w.trail = nil
		w.settle(err)
		if k != nil && (err == nil || w.undecided()) {
			k.keep(t, a, &x.recall.size)
		}
	}
	switch {
	case w.askedReading != "":
		return reply{}, false, readingError{w.askedReading}
	case w.asked != "":
		return reply{}, false, nil
	}
	return a, true, err
}

// memory is what a checker keeps of all questions.
type memory struct {
	questions sync.Map // asking → *recollection
	size      atomic.Int64
}

type asking struct {
	u  *unit
	of topic
}

func (m *memory) of(u *unit, of topic) *recollection {
	if k, ok := m.questions.Load(asking{u, of}); ok {
		return k.(*recollection)
	}
	k, _ := m.questions.LoadOrStore(asking{u, of}, &recollection{})
	return k.(*recollection)
}
