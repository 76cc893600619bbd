package explore

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/practice"
)

// lazy is an object of the input whose values are found when law asks for them.
type lazy interface {
	ast.Object
	// all asks for every value, for operations that look at the object as a whole.
	all() ast.Object
}

// object implements ast.Object for a lazy object: it embeds OPA's own, since that interface is closed, and gives every
// operation on the whole object all its values.
type object struct {
	ast.Object // the values that are known
	lazy       lazy
}

// tracked is an object of the practice as law sees it. Asked for a missing fact, it records the fact in the world. Two tracked
// objects are equal only at the same place, since OPA caches the results of functions by the values of their arguments.
type tracked struct {
	object
	w     *World
	fact  *practice.Fact
	shape *shape
	at    string
	hash  int
	made  map[string]*ast.Term // missing objects, made when first read
	// partial restricts the values of facts that are stated in part, by name. unknown is set where the whole object is stated to be
	// unknown.
	partial map[string]*practice.Partial
	unknown bool
}

// shape is the layout of an object of facts, made once for each fact of the schema.
type shape struct {
	children map[string]*practice.Fact
	names    map[string]*ast.Term
	ties     map[string]*tie // by the names of the tied facts
}

func (c *Cache) shape(f *practice.Fact) *shape {
	if made, ok := c.shapes.Load(f); ok {
		return made.(*shape)
	}
	out := &shape{children: make(map[string]*practice.Fact, len(f.Children)), names: make(map[string]*ast.Term, len(f.Children)), ties: tiesOf(f)}
	for _, child := range f.Children {
		out.children[child.Name], out.names[child.Name] = child, ast.InternedTerm(child.Name)
	}
	made, _ := c.shapes.LoadOrStore(f, out)
	return made.(*shape)
}

// object makes the tracked object of a value.
func (w *World) object(f *practice.Fact, at string, value map[string]any) *tracked {
	t := &tracked{w: w, fact: f, shape: w.cache.shape(f), at: at}
	terms := make([][2]*ast.Term, 0, len(value))
	for _, c := range f.Children {
		v, ok := value[c.Name]
		if p, partial := v.(*practice.Partial); partial {
			if t.partial == nil {
				t.partial = map[string]*practice.Partial{}
			}
			t.partial[c.Name] = p
		} else if ok {
			terms = append(terms, [2]*ast.Term{t.shape.names[c.Name], w.term(c, at+"/"+c.Name, v)})
		}
	}
	t.object = object{ast.NewObject(terms...), t}
	for _, c := range at {
		t.hash = t.hash*31 + int(c)
	}
	return t
}

// term makes the term of a value: tracked objects for objects of facts, plain terms for all other values.
func (w *World) term(f *practice.Fact, at string, value any) *ast.Term {
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

// known is what the practice says of a missing fact; nil where it is silent.
func (t *tracked) known(f *practice.Fact) *practice.Partial {
	if t.unknown {
		return &practice.Partial{}
	}
	return t.partial[f.Name]
}

// elements makes an array of n elements without any known fact. Unknown is set where their absence decides nothing.
func (w *World) elements(f *practice.Fact, at string, n int, unknown bool) *ast.Term {
	elems := make([]*ast.Term, n)
	for i := range elems {
		p := at + "/" + strconv.Itoa(i)
		if f.Items.Type == "object" {
			e := w.object(f.Items, p, nil)
			e.unknown = unknown
			elems[i] = ast.NewTerm(e)
		} else {
			elems[i] = ast.StringTerm(p) // an unnamed value; law does not name it
		}
	}
	return ast.ArrayTerm(elems...)
}

// Get returns the value of a key: known, filled in, or by rule (false where absence means no, nothing where the fact does
// not exist). Otherwise the fact is missing, and asked for.
func (t *tracked) Get(k *ast.Term) *ast.Term {
	key, ok := k.Value.(ast.String)
	if !ok {
		return nil
	}
	name := string(key)
	if v := t.Object.Get(k); v != nil {
		if t.w.seen != nil {
			t.w.note(t.at+"/"+name, brief(v))
		}
		if t.w.whole != nil {
			return t.w.plainIfWhole(t.at+"/"+name, v)
		}
		return v
	}
	f := t.shape.children[name]
	if f == nil {
		return nil
	}
	if v := t.missing(f); v != nil {
		return t.w.plainIfWhole(t.at+"/"+f.Name, v)
	}
	return nil
}

// plainIfWhole makes a value plain where law uses it as a whole, asking for the facts that are missing in it.
func (w *World) plainIfWhole(at string, v *ast.Term) *ast.Term {
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
	known := t.known(f)
	if known != nil && !known.Unknown() { // it exists
		t.w.ask(at, f, t, known)
		return nil
	}
	if agency, ok := t.w.value["agency"].(map[string]any); ok && t.w.Open == nil && !f.MayHave(agency) {
		return nil
	}
	exists := f.Exists(func(guard string) (string, bool) {
		if g := t.Get(t.shape.names[guard]); g != nil {
			return g.String(), true
		}
		return "", false // the guard does not exist, or was asked for by Get
	})
	if !exists {
		return nil
	}
	switch {
	case f.Absent == "not_applicable" && known == nil && !t.w.explores(at, f):
		return nil
	case f.Absent == "false" && known == nil && !t.w.explores(at, f):
		t.w.note(at, "false")
		return ast.InternedTerm(false)
	case f.Type == "object" || f.Type == "judgement":
		if v, ok := t.made[at]; ok {
			return v
		}
		o := t.w.object(f, at, nil)
		o.unknown = known != nil
		v := ast.NewTerm(o)
		if t.made == nil {
			t.made = map[string]*ast.Term{}
		}
		t.made[at] = v
		return v
	}
	t.w.ask(at, f, t, known)
	return nil
}

func (t *tracked) all() ast.Object {
	o := ast.NewObject()
	for _, f := range t.fact.Children {
		if v := t.Get(t.shape.names[f.Name]); v != nil {
			o.Insert(t.shape.names[f.Name], v)
		}
	}
	return o
}

// deep is a lazy object as a plain value, with the objects below it.
func deep(x lazy) ast.Value {
	o := ast.NewObject()
	x.all().Foreach(func(k, v *ast.Term) { o.Insert(k, untrack(v)) })
	return o
}

// compareDeep compares a lazy object with a value. A value that is no object differs whatever the facts are.
func compareDeep(x lazy, other ast.Value) int {
	switch o := other.(type) {
	case lazy:
		return ast.Compare(deep(x), deep(o))
	case ast.Object:
		return ast.Compare(deep(x), o)
	}
	return ast.Compare(ast.InternedEmptyObject.Value, other)
}

func untrack(v *ast.Term) *ast.Term {
	switch x := v.Value.(type) {
	case lazy:
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

// brief is a value as JSON text; an object is empty, and an array its length.
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
func (t *tracked) Find(path ast.Ref) (ast.Value, error) { return find(t, t.Object, path) }

// Compare compares by value; the same place is the same value.
func (t *tracked) Compare(other ast.Value) int {
	if o, ok := other.(*tracked); ok && o.w == t.w && o.at == t.at {
		return 0
	}
	return compareDeep(t, other)
}

// Hash tells places apart.
func (t *tracked) Hash() int { return t.hash }

// IsGround is true: a practice holds no variables.
func (t *tracked) IsGround() bool { return true }

// The methods below belong to ast.Object and look at the whole object.

// String is the object as text.
func (v object) String() string { return deep(v.lazy).String() }

// StringLength is the length of String.
func (v object) StringLength() int { return len(v.String()) }

// Len is Len of all values.
func (v object) Len() int { return v.lazy.all().Len() }

// Keys is Keys of all values.
func (v object) Keys() []*ast.Term { return v.lazy.all().Keys() }

// KeysIterator is KeysIterator of all values.
func (v object) KeysIterator() ast.ObjectKeysIterator { return v.lazy.all().KeysIterator() }

// Iter is Iter of all values.
func (v object) Iter(f func(*ast.Term, *ast.Term) error) error { return v.lazy.all().Iter(f) }

// Until is Until of all values.
func (v object) Until(f func(*ast.Term, *ast.Term) bool) bool { return v.lazy.all().Until(f) }

// Foreach is Foreach of all values.
func (v object) Foreach(f func(*ast.Term, *ast.Term)) { v.lazy.all().Foreach(f) }

// Map is Map of all values.
func (v object) Map(f func(*ast.Term, *ast.Term) (*ast.Term, *ast.Term, error)) (ast.Object, error) {
	return v.lazy.all().Map(f)
}

// Copy returns the object itself: it is never changed.
func (v object) Copy() ast.Object { return v.lazy }

// Insert would change the input of later evaluations. Some builtins of OPA insert into a copy, which here is the object itself.
func (v object) Insert(_, _ *ast.Term) { panic("law changes its input") }

// Diff is Diff of all values.
func (v object) Diff(o ast.Object) ast.Object { return v.lazy.all().Diff(o) }

// Intersect is Intersect of all values.
func (v object) Intersect(o ast.Object) [][3]*ast.Term { return v.lazy.all().Intersect(o) }

// Merge is Merge of all values.
func (v object) Merge(o ast.Object) (ast.Object, bool) { return v.lazy.all().Merge(o) }

// MergeWith is MergeWith of all values.
func (v object) MergeWith(o ast.Object, f func(v1, v2 *ast.Term) (*ast.Term, bool)) (ast.Object, bool) {
	return v.lazy.all().MergeWith(o, f)
}

// Filter is Filter of all values.
func (v object) Filter(o ast.Object) (ast.Object, error) { return v.lazy.all().Filter(o) }

// choices is the object input.readings: asking for one that is not settled stops the evaluation, and the clause is judged
// under each choice.
type choices struct {
	object
	w *World
}

// choices makes input.readings.
func (w *World) choices() *ast.Term {
	c := &choices{w: w}
	c.object = object{ast.NewObject(), c}
	return ast.NewTerm(c)
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
	} else if c.w.open[string(name)] && !c.w.Undecided() {
		c.w.askedReading = string(name)
		c.w.cancel.on = true
	}
	return v
}

// Find follows a path.
func (c *choices) Find(path ast.Ref) (ast.Value, error) { return find(c, c.Object, path) }

// Compare compares by value.
func (c *choices) Compare(other ast.Value) int {
	if other == ast.Value(c) {
		return 0
	}
	return compareDeep(c, other)
}

func (c *choices) all() ast.Object {
	o := ast.NewObject()
	for _, name := range slices.Concat(sortedKeys(c.w.open), sortedKeys(c.w.readings)) {
		k := ast.StringTerm(name)
		if v := c.Get(k); v != nil {
			o.Insert(k, v)
		}
	}
	return o
}

// MaxElements is the number of elements with which a list that is missing is tried.
const MaxElements = 2

// document is the input where some basis is not stated: how many articles it cites is asked for when law reads input.authorities.
type document struct {
	object
	w      *World
	cited  []*ast.Term
	silent []uncited
}

// Get returns a part of the input.
func (d *document) Get(k *ast.Term) *ast.Term {
	if !k.Equal(ast.InternedTerm("authorities")) {
		return d.Object.Get(k)
	}
	all := slices.Clone(d.cited)
	whole := d.w.whole
	defer func() { d.w.whole = whole }()
	d.w.whole = nil // of the list only its length is read
	for _, b := range d.silent {
		v := d.w.Read(b.steps)
		if d.w.Undecided() {
			return nil
		}
		list, ok := v.(*ast.Array)
		for i, entry := range b.entries {
			if ok && i < list.Len() && entry != nil {
				all = append(all, entry)
			}
		}
	}
	return ast.ArrayTerm(all...)
}

// Find follows a path.
func (d *document) Find(path ast.Ref) (ast.Value, error) { return find(d, d.Object, path) }

// Compare compares by value.
func (d *document) Compare(other ast.Value) int {
	if other == ast.Value(d) {
		return 0
	}
	return compareDeep(d, other)
}

func (d *document) all() ast.Object {
	o := d.Object
	if v := d.Get(ast.InternedTerm("authorities")); v != nil {
		o, _ = o.Merge(ast.NewObject([2]*ast.Term{ast.InternedTerm("authorities"), v}))
	}
	return o
}

// cited is one entry of input.authorities. Whether the article grants the practice is worked out when law asks.
type cited struct {
	object
	w     *World
	n     int
	at    string                    // pointer
	open  map[string]*practice.Fact // the facts that the register does not know
	said  map[string]*practice.Partial
	names []*ast.Term // of the facts that are not known: the open ones and "grants"
}

// citation makes the n-th entry of input.authorities.
func (w *World) citation(n int, of Citation) *ast.Term {
	c := &cited{w: w, n: n, at: AuthorityPointer(n), open: of.Open, said: of.Said}
	c.object = object{plain(of.Known).Value.(ast.Object), c}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(append(sortedKeys(of.Open), "grants")))) {
		c.names = append(c.names, ast.InternedTerm(name))
	}
	return ast.NewTerm(c)
}

// AuthorityPointer is the pointer under which the facts of the n-th citation are asked for.
func AuthorityPointer(n int) string { return "/authorities/" + strconv.Itoa(n) }

// Get returns a fact of the citation.
func (c *cited) Get(k *ast.Term) *ast.Term {
	name, ok := k.Value.(ast.String)
	if !ok {
		return nil
	}
	if name == "grants" && c.w.Grants != nil && c.open["grants"] == nil {
		if c.w.Undecided() {
			return nil
		}
		granted, known := c.w.grants(c.n)
		if !known {
			return nil
		}
		return ast.InternedTerm(granted)
	}
	if f := c.open[string(name)]; f != nil {
		at := c.at + "/" + f.Name
		if v, ok := c.w.assigned[at]; ok {
			return v
		}
		citing := c.w.citing
		c.w.citing = c.n + 1
		c.w.ask(at, f, nil, c.said[f.Name])
		c.w.citing = citing
		return nil
	}
	return c.Object.Get(k)
}

// grants asks whether the n-th cited article permits the practice. A permit reads all citations.
func (w *World) grants(n int) (granted, known bool) {
	part, citing := w.part, w.citing
	w.part, w.citing = nil, n+1
	defer func() { w.part, w.citing = part, citing }()
	return w.Grants(n)
}

// Find follows a path.
func (c *cited) Find(path ast.Ref) (ast.Value, error) { return find(c, c.Object, path) }

// Compare distinguishes citations by their order.
func (c *cited) Compare(other ast.Value) int {
	if o, ok := other.(*cited); ok {
		return cmp.Compare(c.n, o.n)
	}
	return compareDeep(c, other)
}

func (c *cited) all() ast.Object {
	o := ast.NewObject()
	for _, name := range slices.Concat(c.Object.Keys(), c.names) {
		if v := c.Get(name); v != nil {
			o.Insert(name, v)
		}
	}
	return o
}

// Hash distinguishes citations by their order.
func (c *cited) Hash() int { return c.n + 1 }

// find follows a path from a lazy object; known is what OPA's own object of it holds.
func find(o lazy, known ast.Object, path ast.Ref) (ast.Value, error) {
	if len(path) == 0 {
		return o, nil
	}
	v := o.Get(path[0])
	if v == nil {
		return known.Find(ast.Ref{ast.StringTerm("\x00")}) // not found, in OPA's own words
	}
	return v.Value.Find(path[1:])
}

func sortedKeys[M ~map[K]V, K cmp.Ordered, V any](m M) []K {
	return slices.Sorted(maps.Keys(m))
}
