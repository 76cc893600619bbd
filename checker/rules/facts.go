package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/practice"
)

// Facts are the parts of the input that the rules of a clause read, and the values that they compare each with. They are
// found by an abstract interpretation of the compiled rules, through locals, helpers, functions, every and comprehensions.
// The analysis over-approximates: it may name a fact that is never read, and never misses one.
//
// A path names a part of the input without its leading "input", steps joined by "/", with "*" for any element of a list:
// practice/items/*/category.
type Facts struct {
	Reads       map[string][]*ast.Location // path → the places that read it
	Own         map[string]bool            // the paths read in the rules of the clause itself and not only in a helper
	Compared    map[string]*Comparisons    // path → the values it is compared with
	Opaque      map[string][]*ast.Location // paths of facts that a builtin looks at in a way the analysis does not follow
	Problems    []Problem                  // constructs that law must not use
	Authorities bool                       // whether the clause reads the authorities that a practice cites

	mu     sync.Mutex
	wholes map[*practice.Fact][]string // see Wholes
}

// Problem is a construct that law must not use.
type Problem struct {
	At   *ast.Location
	Text string // in English
}

// Comparisons are the values that a fact is compared with.
type Comparisons struct {
	Consts []Constant    // by equality or order
	Sets   []ast.Value   // by membership in a constant collection: members of the same sets need not be distinguished
	Params []string      // paths of parameters, as "params/cn/x/name"
	Others []string      // paths of other facts
	Limits []Limit       // by a function of lib/periods
	Every  bool          // by something that may distinguish any two values
	At     *ast.Location // the first comparison
}

// Whole reports whether a value is compared as one: an object or list with all that it holds. A comparison by a function of
// lib/periods is none, see ComparePeriods.
func (c *Comparisons) Whole() bool {
	return c.Every || len(c.Consts)+len(c.Sets)+len(c.Params)+len(c.Others) > 0
}

// Within are the comparisons of a part of a value that is compared as one, where steps lead from the value to the part.
func (c *Comparisons) Within(steps []string) *Comparisons {
	whole := Abstract{Paths: c.Others}
	for _, k := range c.Consts {
		whole.Consts = append(whole.Consts, k.Value)
	}
	for _, s := range c.Sets {
		whole.Add(Abstract{Consts: Abstract{Consts: []ast.Value{s}}.Select("*").Consts})
	}
	for _, s := range steps {
		whole = whole.Select(s)
	}
	out := &Comparisons{Every: true, Others: whole.Paths, At: c.At}
	for _, v := range whole.Consts {
		out.Consts = append(out.Consts, Constant{v, c.At})
	}
	return out
}

// Constant is a constant of the law and the place of the comparison with it.
type Constant struct {
	Value ast.Value
	At    *ast.Location
}

// Limit is the other side of a comparison of two periods by a function of lib/periods. ComparePeriods says which periods the
// function distinguishes.
type Limit struct {
	Unit     *Unit
	Function ast.Ref
	Period   Abstract
	First    bool // the fact is the first argument of the function
}

func (l Limit) text() string { return fmt.Sprint(l.Function, l.First, l.Period.text()) }

// Abstract is an abstract value: all that a term may be. It may be the value at a path of the input, one of some constants, an
// object or collection with such values, or a key of a collection.
type Abstract struct {
	Paths  []string
	Consts []ast.Value
	Fields map[string]Abstract // of an object literal; under anyElement the elements of a collection
	Key    bool
}

// anyElement is the name under which Fields holds the elements of a set or list.
const anyElement = "\x00"

func (a Abstract) empty() bool {
	return len(a.Paths) == 0 && len(a.Consts) == 0 && a.Fields == nil && !a.Key
}

// Add joins b into a and reports whether a grew. Values are shared between rules, so no slice or map of a is changed in place.
func (a *Abstract) Add(b Abstract) bool {
	changed := b.Key && !a.Key
	a.Key = a.Key || b.Key
	for _, p := range b.Paths {
		if !slices.Contains(a.Paths, p) {
			a.Paths = append(slices.Clip(a.Paths), p)
			changed = true
		}
	}
	for _, c := range b.Consts {
		if !slices.ContainsFunc(a.Consts, func(x ast.Value) bool { return ast.Compare(x, c) == 0 }) {
			a.Consts = append(slices.Clip(a.Consts), c)
			changed = true
		}
	}
	for _, name := range sortedKeys(b.Fields) {
		old, ok := a.Fields[name]
		if more := old.Add(b.Fields[name]); more || !ok {
			fields := maps.Clone(a.Fields)
			if fields == nil {
				fields = map[string]Abstract{}
			}
			fields[name] = old
			a.Fields = fields
			changed = true
		}
	}
	return changed
}

// Select is the value at a key of a; "*" is any key.
func (a Abstract) Select(key string) Abstract {
	var out Abstract
	for _, p := range a.Paths {
		out.Paths = append(out.Paths, p+"/"+key)
	}
	for _, c := range a.Consts {
		switch v := c.(type) {
		case ast.Object:
			v.Foreach(func(k, e *ast.Term) {
				if key == "*" || k.Value.Compare(ast.String(key)) == 0 {
					out.Add(Abstract{Consts: []ast.Value{e.Value}})
				}
			})
		case ast.Set:
			v.Foreach(func(e *ast.Term) { out.Add(Abstract{Consts: []ast.Value{e.Value}}) })
		case *ast.Array:
			v.Foreach(func(e *ast.Term) { out.Add(Abstract{Consts: []ast.Value{e.Value}}) })
		}
	}
	for k, v := range a.Fields {
		if key == "*" || k == key {
			out.Add(v)
		}
	}
	return out
}

// analyser interprets the rules of one clause.
type analyser struct {
	u       *Unit
	out     *Facts
	depth   int                // of calls
	walking map[*ast.Rule]bool // the rules on the call stack
	binds   map[*ast.Term]bool // left sides of equations that define a variable
}

// maxDepth bounds calls within calls; OPA refuses recursion, so this is a guard for very deep packs only.
const maxDepth = 40

// env holds the values of the local variables of a rule.
type env map[ast.Var]*Abstract

// Facts analyses the rules of a clause under all heads, and of the scope of its instrument, once.
func (u *Unit) Facts(clause string) *Facts {
	u.factsMu.Lock()
	defer u.factsMu.Unlock()
	if f, ok := u.facts[clause]; ok {
		return f
	}
	a := &analyser{u: u, out: newFacts(), walking: map[*ast.Rule]bool{}, binds: map[*ast.Term]bool{}}
	for _, r := range u.Rules(Applies, "") {
		a.rule(r, nil)
	}
	for _, head := range ClauseHeads {
		for _, r := range u.Rules(head, clause) {
			a.rule(r, nil)
		}
	}
	for p := range a.out.Reads {
		a.out.Authorities = a.out.Authorities || strings.HasPrefix(p, "authorities")
	}
	u.facts[clause] = a.out
	return a.out
}

// summary is the result of analysing a helper for some arguments: its value and the facts that it reads. Many clauses share a
// helper, which is analysed once for all of them.
type summary struct {
	value Abstract
	facts *Facts
}

func newFacts() *Facts {
	return &Facts{Reads: map[string][]*ast.Location{}, Own: map[string]bool{}, Compared: map[string]*Comparisons{}, Opaque: map[string][]*ast.Location{}}
}

// rule interprets a rule with its arguments and returns its value.
func (a *analyser) rule(r *ast.Rule, args []Abstract) Abstract {
	if a.walking[r] {
		return Abstract{} // OPA refuses recursion; this is the rule's own partial object
	}
	if a.depth > maxDepth {
		a.problem(r.Location, "calls are nested too deeply to be analysed")
		return Abstract{}
	}
	key := ""
	if a.depth > 0 {
		key = fmt.Sprintf("%p", r)
		for _, arg := range args {
			key += "|" + arg.text()
		}
		if w, ok := a.u.summaries[key]; ok {
			a.out.merge(w.facts)
			return w.value
		}
	}
	outer := a.out
	a.out = newFacts()
	a.walking[r] = true
	a.depth++
	e := env{}
	for i, arg := range r.Head.Args {
		if i < len(args) {
			a.unify(arg, args[i], e, r.Location)
		}
	}
	a.body(r.Body, e)
	var out Abstract
	if r.Head.Value != nil {
		out.Add(a.term(r.Head.Value, e, r.Location))
	}
	if r.Head.Key != nil {
		// a set or object built by rules: its elements, seen as fields of any name
		out.Fields = map[string]Abstract{anyElement: a.term(r.Head.Key, e, r.Location)}
	}
	if r.Else != nil {
		out.Add(a.rule(r.Else, args))
	}
	a.depth--
	delete(a.walking, r)
	if key != "" {
		a.u.summaries[key] = &summary{out, a.out}
	} else {
		outer.Own = a.out.Own
	}
	outer.merge(a.out)
	a.out = outer
	return out
}

// merge adds the facts that a helper reads to the facts of its caller.
func (f *Facts) merge(g *Facts) {
	for p, at := range g.Reads {
		for _, l := range at {
			f.read(p, l)
		}
	}
	for p, c := range g.Compared {
		if f.Compared[p] == nil {
			f.Compared[p] = &Comparisons{At: c.At}
		}
		f.Compared[p].merge(c)
	}
	for p, at := range g.Opaque {
		f.Opaque[p] = append(f.Opaque[p], at...)
	}
	for _, p := range g.Problems {
		if !slices.Contains(f.Problems, p) {
			f.Problems = append(f.Problems, p)
		}
	}
}

func (c *Comparisons) merge(d *Comparisons) {
	for _, k := range d.Consts {
		if !slices.ContainsFunc(c.Consts, func(x Constant) bool { return ast.Compare(x.Value, k.Value) == 0 }) {
			c.Consts = append(c.Consts, k)
		}
	}
	for _, s := range d.Sets {
		if !slices.ContainsFunc(c.Sets, func(x ast.Value) bool { return ast.Compare(x, s) == 0 }) {
			c.Sets = append(c.Sets, s)
		}
	}
	for _, p := range d.Params {
		if !slices.Contains(c.Params, p) {
			c.Params = append(c.Params, p)
		}
	}
	for _, p := range d.Others {
		if !slices.Contains(c.Others, p) {
			c.Others = append(c.Others, p)
		}
	}
	for _, l := range d.Limits {
		if !slices.ContainsFunc(c.Limits, func(x Limit) bool { return x.text() == l.text() }) {
			c.Limits = append(c.Limits, l)
		}
	}
	c.Every = c.Every || d.Every
}

// text is equal for equal values.
func (a Abstract) text() string {
	var b strings.Builder
	for _, p := range slices.Sorted(slices.Values(a.Paths)) {
		b.WriteString(p)
		b.WriteByte(0)
	}
	b.WriteByte(1)
	consts := make([]string, len(a.Consts))
	for i, c := range a.Consts {
		consts[i] = c.String()
	}
	slices.Sort(consts)
	for _, c := range consts {
		b.WriteString(c)
		b.WriteByte(0)
	}
	for _, name := range sortedKeys(a.Fields) {
		b.WriteByte(2)
		b.WriteString(name)
		b.WriteByte(0)
		b.WriteString(a.Fields[name].text())
	}
	if a.Key {
		b.WriteByte(3)
	}
	return b.String()
}

// body interprets the expressions until the values of the locals reach a fixed point.
func (a *analyser) body(b ast.Body, e env) {
	for range 6 {
		changed := false
		for _, x := range b {
			if a.expr(x, e) {
				changed = true
			}
		}
		if !changed {
			return
		}
	}
}

func (a *analyser) expr(x *ast.Expr, e env) bool {
	for _, w := range x.With {
		a.problem(w.Location, "with is not for law: it changes what a rule is about; pass what differs to a function")
	}
	switch t := x.Terms.(type) {
	case *ast.Term:
		a.term(t, e, x.Location)
	case *ast.Every:
		changed := false
		dom := a.term(t.Domain, e, x.Location)
		if t.Key != nil {
			changed = a.unify(t.Key, Abstract{Key: true}, e, x.Location) || changed
		}
		changed = a.unify(t.Value, dom.Select("*"), e, x.Location) || changed
		a.body(t.Body, e)
		return changed
	case []*ast.Term:
		return a.call(t, e, x.Location)
	}
	return false
}

// call interprets a call: equality binds or compares, functions are entered, builtins compare. It reports whether a local
// variable may be more than was known.
func (a *analyser) call(t []*ast.Term, e env, at *ast.Location) bool {
	op := t[0].Value.String()
	args := t[1:]
	switch op {
	case "eq", "assign", "equal":
		binds, seen := a.binds[args[0]]
		if !seen {
			binds = op != "equal" && (unbound(args[0], e) || unbound(args[1], e))
			a.binds[args[0]] = binds
		}
		l, r := a.term(args[0], e, at), a.term(args[1], e, at)
		if !binds {
			a.compare(l, r, at)
		}
		changed := false
		if op != "equal" && (binds || l.empty()) {
			changed = a.unify(args[0], r, e, at)
		}
		if op != "equal" && (binds || r.empty()) {
			changed = a.unify(args[1], l, e, at) || changed
		}
		return changed
	case "neq", "lt", "lte", "gt", "gte":
		a.compare(a.term(args[0], e, at), a.term(args[1], e, at), at)
		return false
	case "internal.member_2":
		a.member(a.term(args[0], e, at), a.term(args[1], e, at), at)
		return false
	}
	ref, ok := t[0].Value.(ast.Ref)
	if !ok {
		return false
	}
	if rules := a.u.Compiler.GetRulesExact(ref); len(rules) > 0 {
		n := len(rules[0].Head.Args)
		vals := make([]Abstract, 0, n)
		for i := 0; i < n && i < len(args); i++ {
			vals = append(vals, a.term(args[i], e, at))
		}
		if strings.HasPrefix(ref.String(), "data.policies.lib.periods.") && len(vals) == 2 {
			a.period(ref, vals[0], vals[1], at)
			return false
		}
		var out Abstract
		for _, r := range rules {
			out.Add(a.rule(r, vals))
		}
		if len(args) > n {
			return a.unify(args[n], out, e, at)
		}
		return false
	}
	return a.builtin(op, args, e, at)
}

// builtin interprets a call of a builtin of OPA.
func (a *analyser) builtin(op string, args []*ast.Term, e env, at *ast.Location) bool {
	b := ast.BuiltinMap[op]
	n := len(args)
	if b != nil && b.Decl != nil {
		n = min(n, b.Decl.Arity())
	}
	vals := make([]Abstract, n)
	for i := range n {
		vals[i] = a.term(args[i], e, at)
	}
	var out Abstract
	switch op {
	case "plus", "minus", "mul", "div", "rem", "abs", "ceil", "floor", "round":
		// the boundary of 2*x < 30 is not among the constants of the law
		for _, v := range vals {
			for _, p := range v.Paths {
				if strings.HasPrefix(p, "practice") {
					a.problem(at, "arithmetic on the fact "+Dotted(p)+"; compare it with a Constant, a parameter or a period as it stands")
				}
			}
			a.opaque(v, op, at)
		}
	case "object.get":
		if k, ok := args[1].Value.(ast.String); ok {
			out = vals[0].Select(string(k))
			for _, p := range out.Paths {
				a.read(p, at)
			}
			out.Add(vals[2])
			break
		}
		a.opaque(vals[0], op, at)
	case "count":
		for _, p := range vals[0].Paths {
			a.read(p, at)
			if !strings.HasPrefix(p, "authorities") && !strings.HasPrefix(p, "params") {
				a.problem(at, "a list of facts is counted: one that is not stated is tried with at most two elements; ask whether there is some element")
			}
		}
		// a list is counted without looking into it; a set made of facts has as many elements as there are different ones
		for _, f := range vals[0].Fields {
			a.opaque(f, op, at)
		}
	default:
		for _, v := range vals {
			a.opaque(v, op, at)
		}
	}
	if len(args) > n {
		return a.unify(args[n], out, e, at)
	}
	return false
}

// opaque marks facts that a builtin looks at in a way the analysis does not follow.
func (a *analyser) opaque(v Abstract, op string, at *ast.Location) {
	for _, p := range v.Paths {
		a.read(p, at)
		if strings.HasPrefix(p, "practice") || strings.HasPrefix(p, "authorities") {
			c := a.on(p, at)
			c.Every = true
			a.out.Opaque[p] = append(a.out.Opaque[p], at)
		}
	}
	for _, f := range v.Fields {
		a.opaque(f, op, at)
	}
}

func (a *analyser) read(p string, at *ast.Location) {
	if a.depth <= 1 {
		a.out.Own[p] = true
	}
	a.out.read(p, at)
}

func (f *Facts) read(p string, at *ast.Location) {
	if l := f.Reads[p]; !slices.ContainsFunc(l, func(x *ast.Location) bool { return x.File == at.File && x.Row == at.Row }) {
		f.Reads[p] = append(l, at)
	}
}

func (a *analyser) on(p string, at *ast.Location) *Comparisons {
	c := a.out.Compared[p]
	if c == nil {
		c = &Comparisons{At: at}
		a.out.Compared[p] = c
	}
	return c
}

// compare records that two values are compared.
func (a *analyser) compare(l, r Abstract, at *ast.Location) {
	a.oneSided(l, r, at)
	a.oneSided(r, l, at)
}

func (a *analyser) oneSided(l, r Abstract, at *ast.Location) {
	for name, f := range l.Fields {
		if name == anyElement {
			name = "*"
		}
		a.oneSided(f, r.Select(name), at)
	}
	for _, p := range l.Paths {
		c := a.on(p, at)
		for _, v := range r.Consts {
			if !slices.ContainsFunc(c.Consts, func(x Constant) bool { return ast.Compare(x.Value, v) == 0 }) {
				c.Consts = append(c.Consts, Constant{v, at})
			}
		}
		for _, q := range r.Paths {
			switch {
			case q == p && !strings.Contains(p, "*"):
			case strings.HasPrefix(q, "params"):
				if !slices.Contains(c.Params, q) {
					c.Params = append(c.Params, q)
				}
			default:
				if !slices.Contains(c.Others, q) {
					c.Others = append(c.Others, q)
				}
			}
		}
		if r.Fields != nil || r.Key || r.empty() {
			c.Every = true // a key, or what the analysis does not know
		}
	}
}

// member records a test of membership.
func (a *analyser) member(x, coll Abstract, at *ast.Location) {
	for _, p := range x.Paths {
		c := a.on(p, at)
		c.Every = c.Every || coll.empty()
		for _, v := range coll.Consts {
			if !slices.ContainsFunc(c.Sets, func(y ast.Value) bool { return ast.Compare(y, v) == 0 }) {
				c.Sets = append(c.Sets, v)
			}
		}
	}
	for _, q := range coll.Paths {
		a.read(q, at)
		a.compare(x, Abstract{Paths: []string{q + "/*"}}, at)
	}
	for _, f := range coll.Fields {
		a.compare(x, f, at)
	}
}

// period records a comparison of two periods by a function of lib/periods.
func (a *analyser) period(fn ast.Ref, period, other Abstract, at *ast.Location) {
	hold := func(fact, against Abstract, first bool) {
		for _, p := range fact.Paths {
			a.read(p, at)
			if !strings.HasPrefix(p, "practice") {
				continue
			}
			c, l := a.on(p, at), Limit{a.u, fn, against, first}
			if !slices.ContainsFunc(c.Limits, func(x Limit) bool { return x.text() == l.text() }) {
				c.Limits = append(c.Limits, l)
			}
		}
	}
	hold(period, other, true)
	hold(other, period, false)
}

// Wholes are the objects and lists of a kind of practice that the clause uses as one value, as paths below practice/, sorted.
func (f *Facts) Wholes(kind *practice.Fact) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if out, ok := f.wholes[kind]; ok {
		return out
	}
	out := []string{}
	add := func(p string) {
		rest, ok := strings.CutPrefix(p, "practice/")
		if !ok {
			return
		}
		if slices.ContainsFunc(FactsAt(kind, strings.Split(rest, "/")), func(f *practice.Fact) bool {
			return f.Type == "object" || f.Type == "judgement" || f.Type == "array"
		}) {
			out = append(out, rest)
		}
	}
	for p := range f.Compared {
		add(p)
	}
	for p := range f.Opaque {
		add(p)
	}
	slices.Sort(out)
	if f.wholes == nil {
		f.wholes = map[*practice.Fact][]string{}
	}
	f.wholes[kind] = slices.Compact(out)
	return f.wholes[kind]
}

// problem records a construct, once a line.
func (a *analyser) problem(at *ast.Location, text string) {
	if !slices.ContainsFunc(a.out.Problems, func(p Problem) bool { return p.Text == text && p.At.File == at.File && p.At.Row == at.Row }) {
		a.out.Problems = append(a.out.Problems, Problem{at, text})
	}
}

// unbound reports whether a term is a variable without a value so far: an equation with it is its definition and no comparison.
func unbound(t *ast.Term, e env) bool {
	v, ok := t.Value.(ast.Var)
	return ok && e[v] == nil
}

// unify binds the variables of a term to the value it is set equal to, and reports whether one of them grew.
func (a *analyser) unify(t *ast.Term, v Abstract, e env, at *ast.Location) bool {
	switch x := t.Value.(type) {
	case ast.Var:
		if e[x] == nil {
			e[x] = &Abstract{}
		}
		return e[x].Add(v)
	case *ast.Array:
		changed := false
		x.Foreach(func(el *ast.Term) { changed = a.unify(el, v.Select("*"), e, at) || changed })
		return changed
	case ast.Object:
		changed := false
		x.Foreach(func(k, el *ast.Term) {
			if s, ok := k.Value.(ast.String); ok {
				changed = a.unify(el, v.Select(string(s)), e, at) || changed
			}
		})
		return changed
	}
	return false
}

// term is the value of a term; references record what they read.
func (a *analyser) term(t *ast.Term, e env, at *ast.Location) Abstract {
	switch x := t.Value.(type) {
	case ast.Null, ast.Boolean, ast.Number, ast.String:
		return Abstract{Consts: []ast.Value{x}}
	case ast.Var:
		if v := e[x]; v != nil {
			return *v
		}
		return Abstract{}
	case ast.Ref:
		return a.ref(x, e, at)
	case ast.Set, *ast.Array, ast.Object:
		if t.IsGround() && ast.IsConstant(x) {
			return Abstract{Consts: []ast.Value{x}}
		}
		return a.literal(x, e, at)
	case ast.Call:
		v := ast.Var("\x00call")
		ee := env{}
		for k, w := range e {
			ee[k] = w
		}
		a.call(append([]*ast.Term(x), ast.NewTerm(v)), ee, at)
		if r := ee[v]; r != nil {
			return *r
		}
	case *ast.SetComprehension:
		a.body(x.Body, e)
		return Abstract{Fields: map[string]Abstract{anyElement: a.term(x.Term, e, at)}}
	case *ast.ArrayComprehension:
		a.body(x.Body, e)
		return Abstract{Fields: map[string]Abstract{anyElement: a.term(x.Term, e, at)}}
	case *ast.ObjectComprehension:
		a.body(x.Body, e)
		return Abstract{Fields: map[string]Abstract{anyElement: a.term(x.Value, e, at)}}
	}
	return Abstract{}
}

// literal is an object, array or set that holds variables.
func (a *analyser) literal(v ast.Value, e env, at *ast.Location) Abstract {
	out := Abstract{Fields: map[string]Abstract{}}
	put := func(k string, el *ast.Term) {
		f := out.Fields[k]
		f.Add(a.term(el, e, at))
		out.Fields[k] = f
	}
	switch x := v.(type) {
	case ast.Object:
		x.Foreach(func(k, el *ast.Term) {
			if s, ok := k.Value.(ast.String); ok {
				put(string(s), el)
			}
		})
	case *ast.Array:
		x.Foreach(func(el *ast.Term) { put(anyElement, el) })
	case ast.Set:
		x.Foreach(func(el *ast.Term) { put(anyElement, el) })
	}
	return out
}

// ref follows a reference into the input, a rule or a local.
func (a *analyser) ref(r ast.Ref, e env, at *ast.Location) Abstract {
	head, ok := r[0].Value.(ast.Var)
	if !ok {
		return Abstract{}
	}
	switch head {
	case "input":
		v := Abstract{Paths: []string{""}}
		return a.follow(v, r[1:], e, at)
	case "data":
		for n := len(r); n > 1; n-- {
			prefix := r[:n]
			if !constantRef(prefix) {
				continue
			}
			rules := a.u.Compiler.GetRulesExact(prefix)
			if len(rules) == 0 {
				continue
			}
			var v Abstract
			for _, rule := range rules {
				if len(rule.Head.Args) == 0 {
					v.Add(a.rule(rule, nil))
				}
			}
			return a.follow(v, r[n:], e, at)
		}
		return Abstract{}
	}
	if v := e[head]; v != nil {
		return a.follow(*v, r[1:], e, at)
	}
	return Abstract{}
}

func constantRef(r ast.Ref) bool {
	for _, t := range r[1:] {
		if _, ok := t.Value.(ast.String); !ok {
			return false
		}
	}
	return true
}

func (a *analyser) follow(v Abstract, steps ast.Ref, e env, at *ast.Location) Abstract {
	for _, s := range steps {
		key := "*"
		switch k := s.Value.(type) {
		case ast.String:
			key = string(k)
		case ast.Var:
			if kv := e[k]; kv == nil || kv.empty() {
				a.unify(s, Abstract{Key: true}, e, at)
				// enumerating a set built by rules or a constant set binds its elements too
				a.unify(s, Abstract{Consts: elements(v)}, e, at)
				a.unify(s, v.Fields[anyElement], e, at)
			} else {
				a.keyed(*kv, v, at)
				if picked, ok := v.picked(*kv); ok {
					v = picked
					for i, p := range v.Paths {
						v.Paths[i] = strings.TrimPrefix(p, "/")
						a.read(v.Paths[i], at)
					}
					continue
				}
			}
		}
		if key == "*" {
			for i := range v.Paths {
				if strings.Contains(v.Paths[i], "/") {
					a.read(strings.TrimPrefix(v.Paths[i], "/"), at)
				}
			}
		}
		f, hasElem := v.Fields[anyElement]
		v = v.Select(key)
		if hasElem {
			v.Add(f)
		}
		for i, p := range v.Paths {
			v.Paths[i] = strings.TrimPrefix(p, "/")
		}
	}
	for _, p := range v.Paths {
		if p != "" {
			a.read(p, at)
		}
	}
	return v
}

// keyed records that a collection is asked for a key, which distinguishes the keys that the collection has from all others.
func (a *analyser) keyed(key, coll Abstract, at *ast.Location) {
	for _, v := range coll.Consts {
		keys := ast.NewSet()
		switch v := v.(type) {
		case ast.Set:
			keys = v
		case ast.Object:
			v.Foreach(func(k, _ *ast.Term) { keys.Add(k) })
		case *ast.Array:
			for i := range v.Len() {
				keys.Add(ast.InternedTerm(i))
			}
		}
		a.member(Abstract{Paths: key.Paths}, Abstract{Consts: []ast.Value{keys}}, at)
		// the values under different keys may differ too
		if _, set := v.(ast.Set); !set {
			for _, k := range keys.Slice() {
				a.oneSided(key, Abstract{Consts: []ast.Value{k.Value}}, at)
			}
		}
	}
	for name, f := range coll.Fields {
		if name == anyElement {
			a.compare(key, f, at)
		} else {
			a.oneSided(key, Abstract{Consts: []ast.Value{ast.String(name)}}, at)
		}
	}
	if len(coll.Paths) > 0 {
		for _, p := range key.Paths {
			a.on(p, at).Every = true
		}
	}
}

// picked is the value under keys that are all known by name.
func (a Abstract) picked(key Abstract) (Abstract, bool) {
	if len(key.Consts) == 0 || len(key.Paths) > 0 || key.Fields != nil || key.Key || len(a.Consts) > 0 {
		return Abstract{}, false
	}
	var out Abstract
	for _, k := range key.Consts {
		s, ok := k.(ast.String)
		if !ok {
			return Abstract{}, false
		}
		out.Add(a.Select(string(s)))
	}
	out.Add(a.Fields[anyElement])
	return out, true
}

// elements are the members of constant sets.
func elements(v Abstract) []ast.Value {
	var out []ast.Value
	for _, c := range v.Consts {
		if s, ok := c.(ast.Set); ok {
			s.Foreach(func(t *ast.Term) { out = append(out, t.Value) })
		}
	}
	return out
}

// FactsAt are the facts of a kind of practice at a path, in which "*" stands for every element or every property.
func FactsAt(kind *practice.Fact, steps []string) []*practice.Fact {
	at := []*practice.Fact{kind}
	for _, s := range steps {
		var next []*practice.Fact
		for _, f := range at {
			switch {
			case f.Type == "array":
				if f.Items != nil {
					next = append(next, f.Items)
				}
			case f.Type == "period":
				if len(f.Units) == 0 || slices.Contains(f.Units, s) || s == "*" {
					n := &practice.Fact{Name: s, Type: "integer", Title: f.Title}
					if s == "unlimited" {
						n.Type = "boolean"
					}
					next = append(next, n)
				}
			case s == "*":
				next = append(next, f.Children...)
			default:
				if c := f.Child(s); c != nil {
					next = append(next, c)
				}
			}
		}
		at = next
	}
	return at
}

// Dotted is a path as a reader writes it: items.*.category for practice/items/*/category.
func Dotted(path string) string {
	return strings.ReplaceAll(strings.TrimPrefix(path, "practice/"), "/", ".")
}
