package explore

import (
	"fmt"
	"maps"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/credlint/credlint/checker/decision"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
)

// A World is a practice with some of its missing facts filled in. Law reads it through tracked objects, which record the
// first missing fact that is asked for (lazy initialisation as in Korat, Boyapati, Khurshid and Marinov, ISSTA 2002): where
// no missing fact was asked for, the answer does not depend on any, however the rule uses negation. A World is for one
// goroutine.
type World struct {
	// Grants answers whether the n-th cited article permits the practice in this world; known is false where that depends on
	// a missing fact, which has then been asked for.
	Grants func(n int) (granted, known bool)
	// GrantTree explores whether the n-th cited article permits the practice, where Grants called Assume.
	GrantTree func(x *Explorer, n int) (*decision.Tree, error)
	// Open tells which missing facts are explored although absence would decide them; nil: none.
	Open func(pointer string, f *practice.Fact) bool
	// Tracer watches evaluations, where set.
	Tracer topdown.QueryTracer
	// Evaluations counts the queries given to OPA.
	Evaluations int
	// MostSteps and MostClauseSteps are the largest numbers of steps that an evaluation and a clause took, see MaxSteps.
	MostSteps, MostClauseSteps int

	cache  *Cache
	value  map[string]any
	root   *tracked
	input  *ast.Term // what all law reads
	part   *ast.Term // input with some of its citations, while a condition is explored by citations; else nil
	cited  []*ast.Term
	silent []uncited
	citing int // the number of the citation that is being read, from 1; 0 for none
	depth  int // of evaluations in evaluations
	day    string
	params *Params

	assigned map[string]*ast.Term // pointer → the value tried for a missing fact
	readings map[string]string    // the choices settled so far
	open     map[string]bool      // readings without a choice

	asked        *Missing // the first missing fact that was asked for
	askedReading string   // the first open reading that was asked for
	cancel       canceller

	// whole tells which objects and lists are given to law as one plain value with all their facts, since law compares them
	// as such and OPA's comparison knows its own objects only. Nil: none.
	whole func(at string) bool
	seen  map[string]string // records what was read, where set: pointer → value, "" for a missing one

	// helpers are OPA's caches of the rules that were evaluated, shared by the clauses of an instrument as long as no missing
	// fact was asked for: an evaluation that was cancelled at a missing fact leaves wrong results in it.
	helpers map[*rules.Unit]topdown.VirtualCache

	forest    decision.Forest
	trees     map[treeKey]*decision.Tree
	permits   map[treeKey]*decision.Tree // the trees of permits, for which no authority counts
	assumes   bool                       // see Assume
	assumed   map[int]bool               // the citations for which Assume was called
	divisions map[string][][]Class       // pointer → the ways in which clauses divide the values of a fact
}

// Missing is a missing fact: a decision.Question of the exploration.
type Missing struct {
	Pointer string
	Kind    *practice.Fact
	Classes []Class  // the classes of its values
	Units   []string // of a period: the units of the limits that it is compared with
	// Known is what the practice says of the fact; nil where it is silent.
	Known *practice.Partial

	in       *tracked // nil for a fact of a citation
	division int
	citation int // the number of the citation that was read when the fact was asked for, from 1; 0 for none
	order    int // see Order
}

// Fact is the pointer.
func (m *Missing) Fact() string { return m.Pointer }

// Division numbers the way in which the values are divided into classes.
func (m *Missing) Division() int { return m.division }

// Order puts the facts of a practice before the facts of the elements of its lists, by their number, and these before the facts
// of citations, by theirs.
func (m *Missing) Order() int { return m.order }

// Tie names the facts that guards or implications bind to this one, or the fact itself.
func (m *Missing) Tie() string {
	if m.in != nil {
		if t := m.in.tied(m.Kind); t != nil {
			return m.in.at + "//" + t.names[0]
		}
	}
	return m.Pointer
}

// Cache holds what the worlds of one checker share: the shapes of objects, and the classes of values of facts. It is safe for
// concurrent use.
type Cache struct {
	shapes  sync.Map // *practice.Fact → *shape
	classes sync.Map // classKey → classValue
	size    atomic.Int32
}

// Params are the parameters of the law on a day, by instrument and name.
type Params struct {
	Values map[string]map[string]any
	term   *ast.Term
}

// NewParams returns the parameters of a day. Classes of values are cached by its pointer, so that one for each day is best.
func NewParams(values map[string]map[string]any) *Params {
	all := make(map[string]any, len(values))
	for id, params := range values {
		all[id] = params
	}
	return &Params{values, plain(all)}
}

// Citation is one entry of input.authorities.
type Citation struct {
	Known map[string]any               // what the register says of it
	Open  map[string]*practice.Fact    // what the register does not know
	Said  map[string]*practice.Partial // what the practice says of that
}

// uncited is a basis that is left out or unknown: the path to it, and the facts of its elements in input.authorities. As any
// missing list, it is tried with at most two elements.
type uncited struct {
	steps   []any
	entries [MaxElements]*ast.Term
}

// NewWorld is the world of a practice in which no missing fact is filled in.
func NewWorld(cache *Cache, kind *practice.Fact, value map[string]any) *World {
	w := &World{cache: cache, value: value, assigned: map[string]*ast.Term{}, readings: map[string]string{}, open: map[string]bool{}}
	w.forest = decision.Forest{MaxNodes: 4 * Bound, Admissible: w.admissible}
	w.root = w.object(kind, "", value)
	return w
}

// SetInput makes the document that all law reads: the practice, the day, the authorities, the parameters of the day, and the
// readings, of which settled have a choice and open have none. Silent are the steps to each basis that the practice does not
// state, and unknown is what may be missing of a citation in it.
func (w *World) SetInput(day string, params *Params, authorities []Citation, silent [][]any, unknown Citation, settled map[string]string, open []string) {
	w.day, w.params = day, params
	w.forget()
	w.trees, w.permits, w.assumed = nil, nil, nil
	for _, name := range open {
		w.open[name] = true
	}
	for name, choice := range settled {
		w.readings[name] = choice
	}
	w.cited = make([]*ast.Term, len(authorities))
	for n, a := range authorities {
		w.cited[n] = w.citation(n, a)
	}
	w.silent = nil
	for b, steps := range silent {
		one := uncited{steps: steps}
		for i := range one.entries {
			known := maps.Clone(unknown.Known)
			known["at"] = append(slices.Clone(steps), i)
			one.entries[i] = w.citation(len(authorities)+MaxElements*b+i, Citation{Known: known, Open: unknown.Open})
		}
		w.silent = append(w.silent, one)
	}
	w.input = w.withCitations(w.cited, w.silent)
}

// withCitations is the document that law reads, with these citations.
func (w *World) withCitations(cited []*ast.Term, silent []uncited) *ast.Term {
	all := [][2]*ast.Term{
		{ast.InternedTerm("practice"), ast.NewTerm(w.root)},
		{ast.InternedTerm("day"), ast.InternedTerm(w.day)},
		{ast.InternedTerm("params"), w.params.term},
		{ast.InternedTerm("readings"), w.choices()},
	}
	if len(silent) == 0 {
		return ast.ObjectTerm(append(all, [2]*ast.Term{ast.InternedTerm("authorities"), ast.ArrayTerm(cited...)})...)
	}
	d := &document{w: w, cited: cited, silent: silent}
	d.object = object{ast.NewObject(all...), d}
	return ast.NewTerm(d)
}

// Under runs f with a choice of a reading settled.
func (w *World) Under(reading, choice string, f func()) {
	w.readings[reading] = choice
	w.forget()
	f()
	delete(w.readings, reading)
	w.forget()
}

// Apart runs f with caches of its own: what it evaluates is neither taken from the evaluations around it nor given to them.
func (w *World) Apart(f func()) {
	outer := w.helpers
	w.helpers = nil
	f()
	w.helpers = outer
}

// Assume says that the permit of the n-th citation hangs on missing facts. While a condition is explored, whether the article
// grants is then itself a missing fact, and the permit is explored apart: to explore both together costs the product.
func (w *World) Assume(n int) {
	if w.assumes {
		w.asked = &Missing{Pointer: grantPointer(n), Classes: grantsOrNot, citation: n + 1, order: citations + n + 1}
		w.askedReading, w.cancel.on = "", true
		if w.assumed == nil {
			w.assumed = map[int]bool{}
		}
		w.assumed[n] = true
	}
}

// Assumed is the answer that is tried for the n-th citation where Assume was called for it.
func (w *World) Assumed(n int) (granted, known, assumed bool) {
	if !w.assumes || !w.assumed[n] {
		return false, false, false
	}
	if v, ok := w.assigned[grantPointer(n)]; ok {
		return v.Value.Compare(ast.Boolean(true)) == 0, true, true
	}
	if !w.Undecided() {
		w.Assume(n)
	}
	return false, false, true
}

// grantsOrNot are the classes of whether a citation grants.
var grantsOrNot = []Class{{value: ast.InternedTerm(true)}, {value: ast.InternedTerm(false)}}

func grantPointer(n int) string { return AuthorityPointer(n) + "/grants" }

// PermitTree runs f, which explores a permit: all citations are there, and no tree is shared with other clauses.
func (w *World) PermitTree(f func() (*decision.Tree, error)) (*decision.Tree, error) {
	part, trees, assumes := w.part, w.trees, w.assumes
	w.part, w.trees, w.assumes = nil, w.permits, false
	defer func() { w.permits = w.trees; w.part, w.trees, w.assumes = part, trees, assumes }()
	var t *decision.Tree
	var err error
	w.Apart(func() { t, err = f() })
	return t, err
}

// Reset forgets the missing fact or open reading that was asked for last.
func (w *World) Reset() { w.asked, w.askedReading, w.cancel.on = nil, "", false }

// Undecided reports whether a missing fact or an open reading was asked for since Reset.
func (w *World) Undecided() bool { return w.asked != nil || w.askedReading != "" }

// Read follows a path of names and indices through the practice. Nil is returned where there is nothing, and where a missing
// fact on the way was asked for.
func (w *World) Read(steps []any) ast.Value {
	var v ast.Value = w.root
	for _, s := range steps {
		var next *ast.Term
		switch x := v.(type) {
		case ast.Object: // a tracked one, or one that law uses as a whole
			if name, ok := s.(string); ok {
				next = x.Get(ast.InternedTerm(name))
			}
		case *ast.Array:
			if i, ok := s.(int); ok && i < x.Len() {
				next = x.Elem(i)
			}
		}
		if next == nil {
			return nil
		}
		v = next.Value
	}
	return v
}

// ActsAs reports whether the agency is of one of some types, by its type or a further capacity; of none named, every one is. The
// answer is not known where a missing fact was asked for.
func (w *World) ActsAs(types []string) (yes, known bool) {
	if len(types) == 0 {
		return true, true
	}
	w.Reset()
	whole := w.whole
	defer func() { w.whole = whole }()
	w.whole = nil
	t, _ := w.Read([]any{"agency", "type"}).(ast.String)
	if slices.Contains(types, string(t)) {
		return true, true
	}
	for _, t := range types {
		if v := w.Read([]any{"agency", "capacities", t}); v != nil && v.Compare(ast.Boolean(true)) == 0 {
			return true, true
		}
		if w.Undecided() {
			return false, false
		}
	}
	return false, true
}

// Contradiction finds an object whose stated facts no completion can make true: its pointer, and the reason in English.
func (w *World) Contradiction() (pointer, reason string) { return w.root.contradiction() }

// explores reports whether a missing fact is explored although absence would decide it.
func (w *World) explores(at string, f *practice.Fact) bool { return w.Open != nil && w.Open(at, f) }

// forget empties the caches of helpers.
func (w *World) forget() { w.helpers = nil }

// settled are the readings with a choice, and how many elements are tried for lists that are missing, as text.
func (w *World) settled() string {
	if len(w.readings)+len(w.assigned) == 0 {
		return ""
	}
	var b strings.Builder
	for _, at := range sortedKeys(w.assigned) {
		n := -1 // there is no list
		if v := w.assigned[at]; v != nil {
			n = v.Value.(*ast.Array).Len()
		}
		fmt.Fprint(&b, at, "=", n, " ")
	}
	for _, name := range sortedKeys(w.readings) {
		b.WriteString(name + "=" + w.readings[name] + " ")
	}
	return b.String()
}

// helperCache is the cache that the queries of a unit share; nil where facts are being tried, or every read is to be seen.
func (w *World) helperCache(u *rules.Unit) topdown.VirtualCache {
	if len(w.assigned) > 0 || w.part != nil || w.seen != nil || w.Tracer != nil || w.whole != nil {
		return nil
	}
	if w.helpers == nil {
		w.helpers = map[*rules.Unit]topdown.VirtualCache{}
	}
	if w.helpers[u] == nil {
		w.helpers[u] = topdown.NewVirtualCache()
	}
	return w.helpers[u]
}

// ask records a missing fact; only the first counts.
func (w *World) ask(at string, f *practice.Fact, in *tracked, known *practice.Partial) {
	w.note(at, known.In(f).EN)
	if !w.Undecided() {
		w.asked = &Missing{Pointer: at, Kind: f, Known: known, in: in, citation: w.citing}
		switch {
		case w.citing == 0:
			w.asked.order = element(at)
		case w.depth == 1: // else a permit asked for the fact, which other citations may ask for too
			w.asked.order = citations + w.citing
		}
		w.cancel.on = true
	}
}

// citations is added to the number of a citation, so that its facts come after those of the elements of lists. See Missing.Order.
const citations = 1 << 30

// element is the number of the first element of a list on the way to a fact, from 1; 0 for none.
func element(pointer string) int {
	for step := range strings.SplitSeq(pointer, "/") {
		if n, err := strconv.Atoi(step); err == nil {
			return n + 1
		}
	}
	return 0
}

func (w *World) note(pointer, value string) {
	if w.seen != nil {
		w.seen[pointer] = value
	}
}

// The steps of law: the number of expressions that OPA may evaluate in one evaluation, and in all evaluations of one clause of a
// practice together. They are counted and not timed, so that every machine gives up at the same place. Tests print the largest
// number that a clause of the shipped law takes.
const (
	MaxSteps       = 100_000
	MaxClauseSteps = 200 * MaxSteps
)

// Limits that depend on the machine. They hold for an evaluation of more than freeSteps steps, which no shipped law takes: a step may
// take as long as a set is large, where OPA's hashes of its members collide, and make a value as large as rules.MaxGrowth.
const (
	MaxMemory = 4 << 30 // bytes of live objects of the program
	MaxTime   = 10 * time.Second
	freeSteps = 8192
)

// LimitError says that the evaluations of a clause were given up.
type LimitError struct{ Reason finding.Text }

func (e LimitError) Error() string { return e.Reason.EN }

// canceller ends an evaluation once a missing fact was asked for, since the rest would be thrown away, and at the limits above.
// OPA asks it before each expression that it evaluates.
type canceller struct {
	on    bool
	steps int // of the clause
	start int // steps at the start of the evaluation
	heap  []metrics.Sample
	until time.Time // the end of MaxTime, once it counts
	full  bool      // MaxMemory is reached
	late  bool      // MaxTime is reached
}

// begin starts an evaluation that is in no other.
func (c *canceller) begin() { c.start, c.full, c.late, c.until = c.steps, false, false, time.Time{} }

func (c *canceller) Cancel() { c.on = true }

func (c *canceller) Cancelled() bool {
	c.steps++
	if n := c.steps - c.start; n >= freeSteps && n%64 == 0 {
		c.measure()
	}
	return c.on || c.full || c.late || c.exceeded()
}

// measure looks at the machine.
func (c *canceller) measure() {
	if c.heap == nil {
		c.heap = []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	}
	if c.until.IsZero() {
		c.until = time.Now().Add(MaxTime)
	}
	metrics.Read(c.heap)
	c.full = c.full || c.heap[0].Value.Uint64() > MaxMemory
	c.late = c.late || time.Now().After(c.until)
}

func (c *canceller) exceeded() bool { return c.steps-c.start > MaxSteps || c.steps > MaxClauseSteps }

// limit is the error of an evaluation that was given up at a limit.
func (c *canceller) limit() error {
	switch {
	case c.full:
		return LimitError{finding.Text{ZH: "需要的内存过多", EN: "it takes too much memory"}}
	case c.late:
		return LimitError{finding.Text{ZH: "求值所需时间过长", EN: "it takes too long"}}
	case c.steps > MaxClauseSteps:
		return LimitError{finding.Text{ZH: fmt.Sprintf("全部求值合计超过 %d 步", MaxClauseSteps), EN: fmt.Sprintf("its evaluations take more than %d steps", MaxClauseSteps)}}
	case c.exceeded():
		return LimitError{finding.Text{ZH: fmt.Sprintf("一次求值超过 %d 步", MaxSteps), EN: fmt.Sprintf("one evaluation takes more than %d steps", MaxSteps)}}
	}
	return nil
}

// admissible reports whether the answer to a fact is possible beside the other answers of a path, by guards and implications.
func (w *World) admissible(path map[string]decision.Answer, fact string) bool {
	a := path[fact]
	m := a.Question.(*Missing)
	if m.in == nil || m.in.tied(m.Kind) == nil {
		return true
	}
	for at, b := range path {
		w.assigned[at] = b.Question.(*Missing).Classes[b.Class].value
	}
	delete(w.assigned, fact)
	ok := m.in.admits(m.Kind, m.Classes[a.Class].value)
	for at := range path {
		delete(w.assigned, at)
	}
	return ok
}

// divide gives a missing fact its classes, the ones of an earlier clause where these are the same, and numbers the division.
func (w *World) divide(m *Missing, classes []Class, units []string) {
	same := func(old []Class) bool {
		return slices.EqualFunc(old, classes, func(a, b Class) bool { return slices.Equal(a.Members, b.Members) })
	}
	m.Units = units
	m.division = slices.IndexFunc(w.divisions[m.Pointer], same)
	if m.division < 0 {
		if w.divisions == nil {
			w.divisions = map[string][][]Class{}
		}
		m.division = len(w.divisions[m.Pointer])
		w.divisions[m.Pointer] = append(w.divisions[m.Pointer], classes)
	}
	m.Classes = w.divisions[m.Pointer][m.division]
}
