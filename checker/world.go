package checker

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/credlint/credlint/checker/practice"
)

// A world is a practice with some of its missing facts filled in. Law reads it through tracked objects, which note the
// first missing fact that is asked for (lazy reading as in Korat, Boyapati, Khurshid and Marinov, ISSTA 2002): where
// nothing missing was asked, the answer does not depend on what is missing, however the rule uses negation. A world is
// used by one goroutine.
type world struct {
	assigned map[string]*ast.Term // pointer → the value tried for a missing fact
	readings map[string]string    // choices settled so far
	open     map[string]bool      // readings that are still to be chosen

	asked        string // pointer of the first missing fact asked for
	askedFact    *practice.Fact
	askedIn      *tracked
	askedReading string
	stop         canceller

	// grants answers whether the cited article permits the practice, in this world; see authority.go.
	grants func(n int) (granted, known bool)
	// anything is set where facts that absence would decide are tried too: what could be written, not what silence means.
	anything bool
	// whole tells which objects and lists are read as one plain value, with all their facts, since law compares them as
	// such: OPA's comparisons know its own objects only. Nil: none.
	whole func(at string) bool
	// seen collects what was read, when set; pointer → value ("" when missing).
	seen map[string]string

	tracer topdown.QueryTracer // watches evaluations, when set
	// caches keep what helpers answered from one clause of an instrument to the next, as long as nothing missing was asked
	// for: an answer found on the way to a missing fact is none.
	caches map[*unit]topdown.VirtualCache

	trees  map[treeKey]*node    // what was explored already, see compose.go
	nodes  map[string]*node     // every node there is, see tree.go
	classs map[string][][]class // pointer → the ways in which its values are told apart

	shapes *shapes
	root   *tracked

	// What reads can be done again by, and the trail of the evaluation that is under way where answers are kept; see recall.go.
	objects   map[string]*tracked
	cites     []*cited
	settledOn *choices
	input     *root
	numbers   string // a day with the same numbers
	trail     *trail
}

// canceller ends an evaluation as soon as a missing fact was asked for: what follows would be thrown away.
type canceller struct{ on bool }

func (c *canceller) Cancel()         { c.on = true }
func (c *canceller) Cancelled() bool { return c.on }
func (w *world) undecided() bool     { return w.asked != "" || w.askedReading != "" }
func (w *world) reset() {
	w.asked, w.askedFact, w.askedIn, w.askedReading, w.stop.on = "", nil, nil, "", false
}
func (w *world) note(pointer, val string) {
	if w.seen != nil {
		w.seen[pointer] = val
	}
}

// choices are the readings settled so far, as text.
func (w *world) choices() string {
	if len(w.readings) == 0 {
		return ""
	}
	var b strings.Builder
	for _, name := range sortedKeys(w.readings) {
		b.WriteString(name + "=" + w.readings[name] + " ")
	}
	return b.String()
}

// cache is what the queries of a unit share; nil where facts are being tried, or every reading is to be seen.
func (w *world) cache(u *unit) topdown.VirtualCache {
	if len(w.assigned) > 0 || w.seen != nil || w.tracer != nil || w.whole != nil || w.trail != nil {
		return nil
	}
	if w.caches == nil {
		w.caches = map[*unit]topdown.VirtualCache{}
	}
	if w.caches[u] == nil {
		w.caches[u] = topdown.NewVirtualCache()
	}
	return w.caches[u]
}

// settle throws the caches away after a query that found no answer.
func (w *world) settle(err error) {
	if err != nil || w.undecided() {
		w.caches = nil
	}
}

// ask notes a missing fact; only the first counts.
func (w *world) ask(at string, f *practice.Fact, in *tracked) {
	w.note(at, "")
	if !w.undecided() {
		w.asked, w.askedFact, w.askedIn = at, f, in
		w.stop.on = true
	}
}

// A whole is an object of the input that is looked at as one: what is read of it then is read by name too.
type whole interface {
	ast.Object
	whole() ast.Object
}

// viewed is what is known of an object. It embeds OPA's object, whose interface is closed, and leaves to the whole what looks at
// all of it.
type viewed struct {
	ast.Object
	of whole
}

// tracked is an object of the practice as law sees it: what is known, and for what is missing a note in the world. Two tracked
// objects are the same only at the same place, since OPA caches the results of functions by the value of their arguments.
type tracked struct {
	viewed
	w     *world
	fact  *practice.Fact
	shape *shape
	at    string
	hash  int
	made  map[string]*ast.Term // missing objects, made when first read
}

// A shape is what an object of facts is made of; made once for all practices of a kind.
type shape struct {
	children map[string]*practice.Fact
	names    map[string]*ast.Term
	all      *ast.Term       // the names, as one text
	ties     map[string]*tie // of those that depend on others
}

// shapes are the shapes by fact; safe for concurrent use.
type shapes struct{ made sync.Map }

func (s *shapes) of(f *practice.Fact) *shape {
	if made, ok := s.made.Load(f); ok {
		return made.(*shape)
	}
	out := &shape{children: make(map[string]*practice.Fact, len(f.Children)), names: make(map[string]*ast.Term, len(f.Children)), ties: tiesOf(f)}
	var all strings.Builder
	for _, c := range f.Children {
		out.children[c.Name], out.names[c.Name] = c, ast.InternedTerm(c.Name)
		all.WriteString(c.Name + " ")
	}
	out.all = ast.StringTerm(all.String())
	made, _ := s.made.LoadOrStore(f, out)
	return made.(*shape)
}

// newWorld makes the world in which nothing missing is filled in.
func newWorld(s *shapes, kind *practice.Fact, value map[string]any) *world {
	w := &world{assigned: map[string]*ast.Term{}, readings: map[string]string{}, open: map[string]bool{}, shapes: s, objects: map[string]*tracked{}}
	w.root = w.object(kind, "", value)
	return w
}

// object makes the tracked object of a value.
func (w *world) object(f *practice.Fact, at string, value map[string]any) *tracked {
	t := &tracked{w: w, fact: f, shape: w.shapes.of(f), at: at}
	terms := make([][2]*ast.Term, 0, len(value))
	for _, c := range f.Children {
		if v, ok := value[c.Name]; ok {
			terms = append(terms, [2]*ast.Term{t.shape.names[c.Name], w.term(c, at+"/"+c.Name, v)})
		}
	}
	t.viewed = viewed{ast.NewObject(terms...), t}
	for _, c := range at {
		t.hash = t.hash*31 + int(c)
	}
	w.objects[at] = t
	return t
}

// term makes the term of a value: tracked objects for objects of facts, plain terms for what is complete in itself.
func (w *world) term(f *practice.Fact, at string, value any) *ast.Term {
	switch v := value.(type) {
	case map[string]any:
		if f.Type == "object" || f.Type == "judgement" {
			return ast.NewTerm(w.object(f, at, v))
		}
	case []any:
		elems := make([]*ast.Term, len(v))
		for i, e := range v {
			if f.Items != nil {
				elems[i] = w.term(f.Items, at+"/"+strconv.Itoa(i), e)
			} else {
				elems[i] = plain(e)
			}
		}
		return ast.ArrayTerm(elems...)
	}
	return plain(value)
}

// plain makes an untracked term of a value.
func plain(value any) *ast.Term {
	switch v := value.(type) {
	case string:
		return ast.InternedTerm(v)
	case bool:
		return ast.InternedTerm(v)
	case json.Number:
		return ast.NewTerm(ast.Number(v))
	case map[string]any:
		terms := make([][2]*ast.Term, 0, len(v))
		for _, k := range sortedKeys(v) {
			terms = append(terms, [2]*ast.Term{ast.InternedTerm(k), plain(v[k])})
		}
		return ast.ObjectTerm(terms...)
	case []any:
		elems := make([]*ast.Term, len(v))
		for i, e := range v {
			elems[i] = plain(e)
		}
		return ast.ArrayTerm(elems...)
	case int:
		return ast.InternedTerm(v)
	case []string:
		elems := make([]*ast.Term, len(v))
		for i, e := range v {
			elems[i] = ast.InternedTerm(e)
		}
		return ast.ArrayTerm(elems...)
	}
	return ast.NullTerm()
}

// elements makes an array of n elements of which nothing is known.
func (w *world) elements(f *practice.Fact, at string, n int) *ast.Term {
	elems := make([]*ast.Term, n)
	for i := range elems {
		p := at + "/" + strconv.Itoa(i)
		if f.Items.Type == "object" {
			elems[i] = ast.NewTerm(w.object(f.Items, p, nil))
		} else {
			elems[i] = ast.StringTerm(p) // an unnamed value; law does not name it
		}
	}
	return ast.ArrayTerm(elems...)
}

// Get returns the value of a key: known, filled in, or by rule (false where absence means no, nothing where the fact does
// not exist). Otherwise the fact is missing, and asked for.
func (t *tracked) Get(k *ast.Term) *ast.Term {
	name, ok := k.Value.(ast.String)
	if !ok {
		return nil
	}
	trail := t.w.trail
	if trail == nil {
		return t.get(k, string(name))
	}
	t.w.trail = nil // whether a missing fact exists hangs on others, which reading it again reads again
	v := t.get(k, string(name))
	t.w.trail = trail
	trail.note(t.w, read{of: readFact, at: t.at, name: k}, v)
	return v
}

func (t *tracked) get(k *ast.Term, name string) *ast.Term {
	if v := t.Object.Get(k); v != nil {
		if t.w.seen != nil {
			t.w.note(t.at+"/"+name, brief(v))
		}
		if t.w.whole != nil {
			return t.w.settled(t.at+"/"+name, v)
		}
		return v
	}
	f := t.shape.children[name]
	if f == nil {
		return nil
	}
	if v := t.missing(f); v != nil {
		return t.w.settled(t.at+"/"+f.Name, v)
	}
	return nil
}

// settled makes a value plain where law uses it as a whole; what is missing in it is asked for.
func (w *world) settled(at string, v *ast.Term) *ast.Term {
	if w.whole == nil {
		return v
	}
	switch v.Value.(type) {
	case *tracked:
		if w.whole(at) {
			return untrack(v)
		}
	case *ast.Array:
		if w.whole(at) || w.whole(at+"/*") {
			return untrack(v)
		}
	}
	return v
}

func (t *tracked) missing(f *practice.Fact) *ast.Term {
	at := t.at + "/" + f.Name
	if v, ok := t.w.assigned[at]; ok {
		t.w.note(at, brief(v))
		return v
	}
	for _, guard := range sortedKeys(f.When) {
		g := t.Get(t.shape.names[guard])
		if g == nil || !slices.Contains(f.When[guard], g.String()) {
			return nil // asked for the guard, or the fact does not exist
		}
	}
	switch {
	case f.Absent == "not_applicable" && !t.w.anything:
		return nil
	case f.Absent == "false" && !t.w.anything:
		t.w.note(at, "false")
		return ast.InternedTerm(false)
	case f.Type == "object" || f.Type == "judgement":
		if v, ok := t.made[at]; ok {
			return v
		}
		v := ast.NewTerm(t.w.object(f, at, nil))
		if t.made == nil {
			t.made = map[string]*ast.Term{}
		}
		t.made[at] = v
		return v
	}
	t.w.ask(at, f, t)
	return nil
}

// whole reads every fact of the object, for operations that look at all of it, and returns what is there.
func (t *tracked) whole() ast.Object {
	t.w.trail.note(t.w, read{of: readNames, at: t.at}, t.shape.all)
	o := ast.NewObject()
	for _, f := range t.fact.Children {
		if v := t.Get(t.shape.names[f.Name]); v != nil {
			o.Insert(t.shape.names[f.Name], v)
		}
	}
	return o
}

// deep is the whole of an object with the objects below it made plain, so that it compares as a value.
func deep(x whole) ast.Value {
	o := ast.NewObject()
	x.whole().Foreach(func(k, v *ast.Term) { o.Insert(k, untrack(v)) })
	return o
}

// byValue compares an object with a value. What is no object differs whatever the facts are.
func byValue(x whole, other ast.Value) int {
	switch o := other.(type) {
	case whole:
		return ast.Compare(deep(x), deep(o))
	case ast.Object:
		return ast.Compare(deep(x), o)
	}
	return ast.Compare(ast.InternedEmptyObject.Value, other)
}

func untrack(v *ast.Term) *ast.Term {
	switch x := v.Value.(type) {
	case whole:
		return ast.NewTerm(deep(x))
	case *ast.Array:
		elems := make([]*ast.Term, x.Len())
		for i := range elems {
			elems[i] = untrack(x.Elem(i))
		}
		return ast.ArrayTerm(elems...)
	}
	return v
}

// brief is a value as JSON text, objects and arrays by their size only.
func brief(v *ast.Term) string {
	if v == nil {
		return ""
	}
	switch x := v.Value.(type) {
	case *tracked:
		return ""
	case *ast.Array:
		return "[" + strconv.Itoa(x.Len()) + "]"
	}
	return v.String()
}

// Find follows a path through tracked objects.
func (t *tracked) Find(path ast.Ref) (ast.Value, error) {
	if len(path) == 0 {
		return t, nil
	}
	v := t.Get(path[0])
	if v == nil {
		return t.Object.Find(ast.Ref{ast.StringTerm("\x00")}) // not found, in OPA's own words
	}
	return v.Value.Find(path[1:])
}

// Compare compares by value; the same place is the same value.
func (t *tracked) Compare(other ast.Value) int {
	if o, ok := other.(*tracked); ok && o.w == t.w && o.at == t.at {
		return 0
	}
	return byValue(t, other)
}

// Hash tells places apart.
func (t *tracked) Hash() int { return t.hash }

// IsGround is true: a practice holds no variables.
func (t *tracked) IsGround() bool { return true }

// String is the object as text.
func (v viewed) String() string { return deep(v.of).String() }

// StringLength is the length of String.
func (v viewed) StringLength() int { return len(v.String()) }

// Len counts what there is.
func (v viewed) Len() int { return v.of.whole().Len() }

// Keys lists the names there are.
func (v viewed) Keys() []*ast.Term { return v.of.whole().Keys() }

// KeysIterator runs over the names there are.
func (v viewed) KeysIterator() ast.ObjectKeysIterator { return v.of.whole().KeysIterator() }

// Iter runs over what there is.
func (v viewed) Iter(f func(*ast.Term, *ast.Term) error) error { return v.of.whole().Iter(f) }

// Until runs over what there is.
func (v viewed) Until(f func(*ast.Term, *ast.Term) bool) bool { return v.of.whole().Until(f) }

// Foreach runs over what there is.
func (v viewed) Foreach(f func(*ast.Term, *ast.Term)) { v.of.whole().Foreach(f) }

// Map maps what there is.
func (v viewed) Map(f func(*ast.Term, *ast.Term) (*ast.Term, *ast.Term, error)) (ast.Object, error) {
	return v.of.whole().Map(f)
}

// Copy returns the object itself: it is never changed.
func (v viewed) Copy() ast.Object { return v.of }

// Insert would change the input for all law that comes after; some of OPA's functions do, to what they take for their own.
func (v viewed) Insert(_, _ *ast.Term) { panic("law changes its input") }

// Diff is of what is there.
func (v viewed) Diff(o ast.Object) ast.Object { return v.of.whole().Diff(o) }

// Intersect is of what is there.
func (v viewed) Intersect(o ast.Object) [][3]*ast.Term { return v.of.whole().Intersect(o) }

// Merge is of what is there.
func (v viewed) Merge(o ast.Object) (ast.Object, bool) { return v.of.whole().Merge(o) }

// MergeWith is of what is there.
func (v viewed) MergeWith(o ast.Object, f func(v1, v2 *ast.Term) (*ast.Term, bool)) (ast.Object, bool) {
	return v.of.whole().MergeWith(o, f)
}

// Filter is of what is there.
func (v viewed) Filter(o ast.Object) (ast.Object, error) { return v.of.whole().Filter(o) }

// root is the input: what law reads of it besides the practice, the authorities and the readings is noted here.
type root struct {
	viewed
	w *world
}

// Get returns a part of the input.
func (r *root) Get(k *ast.Term) *ast.Term {
	v := r.Object.Get(k)
	if r.w.trail != nil {
		if name, ok := k.Value.(ast.String); ok && name != "practice" && name != "readings" {
			r.w.trail.note(r.w, read{of: readRoot, name: k}, v)
		}
	}
	return v
}

// Find follows a path.
func (r *root) Find(path ast.Ref) (ast.Value, error) {
	if len(path) == 0 {
		return r, nil
	}
	v := r.Get(path[0])
	if v == nil {
		return r.Object.Find(path)
	}
	return v.Value.Find(path[1:])
}

func (r *root) whole() ast.Object {
	r.Object.Foreach(func(k, _ *ast.Term) { r.Get(k) })
	return r.Object
}

// Compare compares by value; there is one input.
func (r *root) Compare(other ast.Value) int {
	if _, ok := other.(*root); ok {
		return 0
	}
	return byValue(r, other)
}

// choices is the object input.readings: asking for one that is not settled stops the evaluation, and the clause is judged
// under each choice.
type choices struct {
	ast.Object
	w *world
}

// Get returns the choice of a reading.
func (c *choices) Get(k *ast.Term) *ast.Term {
	name, ok := k.Value.(ast.String)
	if !ok {
		return nil
	}
	var v *ast.Term
	if choice, ok := c.w.readings[string(name)]; ok {
		v = ast.InternedTerm(choice)
	} else if c.w.open[string(name)] && !c.w.undecided() {
		c.w.askedReading = string(name)
		c.w.stop.on = true
	}
	c.w.trail.note(c.w, read{of: readReading, name: k}, v)
	return v
}

// Find follows a path.
func (c *choices) Find(path ast.Ref) (ast.Value, error) {
	if len(path) == 1 {
		if v := c.Get(path[0]); v != nil {
			return v.Value, nil
		}
	}
	return c.Object.Find(append(ast.Ref{ast.StringTerm("\x00")}, path...))
}

// cited is one entry of input.authorities. Whether the article grants the practice is worked out when law asks.
type cited struct {
	viewed
	w *world
	n int
	// open are the facts the register does not know, as pointer and fact.
	open map[string]*practice.Fact
	more []*ast.Term // the names of what the register does not say
	at   string
}

// Get returns a fact of the citation.
func (c *cited) Get(k *ast.Term) *ast.Term {
	name, ok := k.Value.(ast.String)
	if !ok {
		return nil
	}
	trail := c.w.trail
	c.w.trail = nil // what an article reads of the practice is read for its own answer
	v := c.get(k, string(name))
	c.w.trail = trail
	trail.note(c.w, read{of: readCitation, n: c.n, name: k}, v)
	return v
}

func (c *cited) get(k *ast.Term, name string) *ast.Term {
	if name == "grants" && c.w.grants != nil {
		if c.w.undecided() {
			return nil
		}
		granted, known := c.w.grants(c.n)
		if !known {
			return nil
		}
		return ast.InternedTerm(granted)
	}
	if f := c.open[name]; f != nil {
		at := c.at + "/" + name
		if v, ok := c.w.assigned[at]; ok {
			return v
		}
		c.w.ask(at, f, nil)
		return nil
	}
	return c.Object.Get(k)
}

// Find follows a path.
func (c *cited) Find(path ast.Ref) (ast.Value, error) {
	if len(path) == 0 {
		return c, nil
	}
	v := c.Get(path[0])
	if v == nil {
		return c.Object.Find(ast.Ref{ast.StringTerm("\x00")})
	}
	return v.Value.Find(path[1:])
}

// Compare tells citations apart by their order.
func (c *cited) Compare(other ast.Value) int {
	if o, ok := other.(*cited); ok {
		return c.n - o.n
	}
	return byValue(c, other)
}

func (c *cited) whole() ast.Object {
	o := ast.NewObject()
	for _, name := range slices.Concat(c.Object.Keys(), c.more) {
		if v := c.Get(name); v != nil {
			o.Insert(name, v)
		}
	}
	return o
}

// Hash tells citations apart by their order.
func (c *cited) Hash() int { return c.n + 1 }
