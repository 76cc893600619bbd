package checker

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/practice"
)

// facts is what one clause reads of its input, found in the compiled rules: through locals, helpers, functions, every
// and comprehensions. It over-approximates, which is sound for what it is used for: which values of a missing fact the
// clause can tell apart, and which names it uses.
type facts struct {
	reads map[string][]*ast.Location // path pattern → where it is read
	own   map[string]bool            // those read in the clause's own rules, not in a helper
	cmp   map[string]*compared       // path pattern → what it is compared with
	// opaque are paths whose whole object or array is used as a value, so that only complete values decide.
	opaque map[string][]*ast.Location
	// problems are constructs that law must not use, found on the way.
	problems []problem
	// authorities is set where the clause reads what the practice cites.
	authorities bool

	mu      sync.Mutex
	wholeOf map[*practice.Fact][]string // kind → objects and lists used as one value

	cuts     sync.Map // cutKey → cut
	cutsKept atomic.Int32
}

type problem struct {
	at   *ast.Location
	text string
}

// compared is what a fact is compared with.
type compared struct {
	consts []constant    // by equality or order
	sets   []ast.Value   // by membership: what is in the same sets need not be told apart
	params []string      // names of parameters, as "params/cn/x/name"
	others []string      // other facts
	limits []limit       // what a period is held against, in periods.longer_than and its like
	every  bool          // by something that may tell any two values apart
	at     *ast.Location // the first comparison
}

// limit is the other side of one of the law's comparisons of periods. Which periods it tells apart, that function says.
type limit struct {
	of     *unit
	fn     ast.Ref
	period abstract
	first  bool // the fact is the function's first argument
}

func (l limit) text() string { return fmt.Sprint(l.fn, l.first, l.period.text()) }

type constant struct {
	value ast.Value
	at    *ast.Location
}

// abstract is what a term may be: a path of the input, a constant, or a collection of constants.
type abstract struct {
	paths  []string
	consts []ast.Value
	fields map[string]abstract // of an object literal
	key    bool                // an index or key of a collection
}

func (a abstract) empty() bool {
	return len(a.paths) == 0 && len(a.consts) == 0 && a.fields == nil && !a.key
}

// add takes what b may be into a, and reports whether that is new. Values are shared between rules, so nothing that a holds
// is changed in place.
func (a *abstract) add(b abstract) bool {
	changed := b.key && !a.key
	a.key = a.key || b.key
	for _, p := range b.paths {
		if !slices.Contains(a.paths, p) {
			a.paths = append(slices.Clip(a.paths), p)
			changed = true
		}
	}
	for _, c := range b.consts {
		if !slices.ContainsFunc(a.consts, func(x ast.Value) bool { return ast.Compare(x, c) == 0 }) {
			a.consts = append(slices.Clip(a.consts), c)
			changed = true
		}
	}
	for _, name := range sortedKeys(b.fields) {
		old, ok := a.fields[name]
		if more := old.add(b.fields[name]); more || !ok {
			fields := maps.Clone(a.fields)
			if fields == nil {
				fields = map[string]abstract{}
			}
			fields[name] = old
			a.fields = fields
			changed = true
		}
	}
	return changed
}

// sel is the value at a key of a: "*" for any.
func (a abstract) sel(key string) abstract {
	var out abstract
	for _, p := range a.paths {
		out.paths = append(out.paths, p+"/"+key)
	}
	for _, c := range a.consts {
		switch v := c.(type) {
		case ast.Object:
			v.Foreach(func(k, e *ast.Term) {
				if key == "*" || k.Value.Compare(ast.String(key)) == 0 {
					out.add(abstract{consts: []ast.Value{e.Value}})
				}
			})
		case ast.Set:
			v.Foreach(func(e *ast.Term) { out.add(abstract{consts: []ast.Value{e.Value}}) })
		case *ast.Array:
			v.Foreach(func(e *ast.Term) { out.add(abstract{consts: []ast.Value{e.Value}}) })
		}
	}
	for k, v := range a.fields {
		if key == "*" || k == key {
			out.add(v)
		}
	}
	return out
}

// analyser walks the rules a clause depends on.
type analyser struct {
	u       *unit
	out     *facts
	depth   int
	walking map[*ast.Rule]bool
	binds   map[*ast.Term]bool // left sides of equations that define a variable
}

// maxDepth bounds calls within calls; OPA refuses recursion, so this is a guard for very deep packs only.
const maxDepth = 40

type env map[ast.Var]*abstract

// factsOf analyses the rules of a clause (its breach, permit, exemptions, scope), once.
func (u *unit) factsOf(clause string) *facts {
	u.analysisMu.Lock()
	defer u.analysisMu.Unlock()
	if f, ok := u.analyses[clause]; ok {
		return f
	}
	if u.walked == nil {
		u.walked = map[string]*walked{}
	}
	a := &analyser{u: u, out: newFacts(), walking: map[*ast.Rule]bool{}, binds: map[*ast.Term]bool{}}
	for _, r := range u.rules[headApplies][""] {
		a.rule(r, nil)
	}
	for _, head := range []string{headEngaged, headBreach, headUnsettled, headExempt, headPermit} {
		for _, r := range u.rules[head][clause] {
			a.rule(r, nil)
		}
	}
	for p := range a.out.reads {
		a.out.authorities = a.out.authorities || strings.HasPrefix(p, "authorities")
	}
	u.analyses[clause] = a.out
	return a.out
}

// walked is a rule that was analysed for some arguments: what its value may be, and what it reads on the way. Helpers are
// shared by many clauses, and analysed once for all of them.
type walked struct {
	value abstract
	facts *facts
}

func newFacts() *facts {
	return &facts{reads: map[string][]*ast.Location{}, own: map[string]bool{}, cmp: map[string]*compared{}, opaque: map[string][]*ast.Location{}}
}

// rule walks one rule with its arguments and returns what its value may be.
func (a *analyser) rule(r *ast.Rule, args []abstract) abstract {
	if a.walking[r] {
		return abstract{} // OPA refuses recursion; this is the rule's own partial object
	}
	if a.depth > maxDepth {
		a.problem(r.Location, "calls are nested too deeply to be analysed")
		return abstract{}
	}
	key := ""
	if a.depth > 0 {
		key = fmt.Sprintf("%p", r)
		for _, arg := range args {
			key += "|" + arg.text()
		}
		if w, ok := a.u.walked[key]; ok {
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
	var out abstract
	if r.Head.Value != nil {
		out.add(a.term(r.Head.Value, e, r.Location))
	}
	if r.Head.Key != nil {
		// a set or object built by rules: its elements, seen as fields of any name
		out.fields = map[string]abstract{"\x00": a.term(r.Head.Key, e, r.Location)}
	}
	if r.Else != nil {
		out.add(a.rule(r.Else, args))
	}
	a.depth--
	delete(a.walking, r)
	if key != "" {
		a.u.walked[key] = &walked{out, a.out}
	} else {
		outer.own = a.out.own
	}
	outer.merge(a.out)
	a.out = outer
	return out
}

// merge adds what a helper reads to what its caller reads.
func (f *facts) merge(g *facts) {
	for p, at := range g.reads {
		for _, l := range at {
			f.read(p, l)
		}
	}
	for p, c := range g.cmp {
		if f.cmp[p] == nil {
			f.cmp[p] = &compared{at: c.at}
		}
		f.cmp[p].merge(c)
	}
	for p, at := range g.opaque {
		f.opaque[p] = append(f.opaque[p], at...)
	}
	for _, p := range g.problems {
		if !slices.Contains(f.problems, p) {
			f.problems = append(f.problems, p)
		}
	}
}

func (c *compared) merge(d *compared) {
	for _, k := range d.consts {
		if !slices.ContainsFunc(c.consts, func(x constant) bool { return ast.Compare(x.value, k.value) == 0 }) {
			c.consts = append(c.consts, k)
		}
	}
	for _, s := range d.sets {
		if !slices.ContainsFunc(c.sets, func(x ast.Value) bool { return ast.Compare(x, s) == 0 }) {
			c.sets = append(c.sets, s)
		}
	}
	for _, p := range d.params {
		if !slices.Contains(c.params, p) {
			c.params = append(c.params, p)
		}
	}
	for _, p := range d.others {
		if !slices.Contains(c.others, p) {
			c.others = append(c.others, p)
		}
	}
	for _, l := range d.limits {
		if !slices.ContainsFunc(c.limits, func(x limit) bool { return x.text() == l.text() }) {
			c.limits = append(c.limits, l)
		}
	}
	c.every = c.every || d.every
}

// text tells abstract values apart.
func (a abstract) text() string {
	var b strings.Builder
	for _, p := range slices.Sorted(slices.Values(a.paths)) {
		b.WriteString(p)
		b.WriteByte(0)
	}
	b.WriteByte(1)
	consts := make([]string, len(a.consts))
	for i, c := range a.consts {
		consts[i] = c.String()
	}
	slices.Sort(consts)
	for _, c := range consts {
		b.WriteString(c)
		b.WriteByte(0)
	}
	for _, name := range sortedKeys(a.fields) {
		b.WriteByte(2)
		b.WriteString(name)
		b.WriteByte(0)
		b.WriteString(a.fields[name].text())
	}
	if a.key {
		b.WriteByte(3)
	}
	return b.String()
}

// body walks the expressions until nothing new is learnt of the locals.
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
			changed = a.unify(t.Key, abstract{key: true}, e, x.Location) || changed
		}
		changed = a.unify(t.Value, dom.sel("*"), e, x.Location) || changed
		a.body(t.Body, e)
		return changed
	case []*ast.Term:
		return a.call(t, e, x.Location)
	}
	return false
}

// call walks an expression that is a call: equality binds or compares, functions are entered, other builtins compare.
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
			a.compare(l, r, false, at)
		}
		changed := false
		if op != "equal" && (binds || l.empty()) {
			changed = a.unify(args[0], r, e, at)
		}
		if op != "equal" && (binds || r.empty()) {
			changed = a.unify(args[1], l, e, at) || changed
		}
		return changed
	case "neq":
		a.compare(a.term(args[0], e, at), a.term(args[1], e, at), false, at)
		return false
	case "lt", "lte", "gt", "gte":
		a.compare(a.term(args[0], e, at), a.term(args[1], e, at), true, at)
		return false
	case "internal.member_2":
		a.member(a.term(args[0], e, at), a.term(args[1], e, at), at)
		return false
	}
	ref, ok := t[0].Value.(ast.Ref)
	if !ok {
		return false
	}
	if rules := a.u.compiler.GetRulesExact(ref); len(rules) > 0 {
		n := len(rules[0].Head.Args)
		vals := make([]abstract, 0, n)
		for i := 0; i < n && i < len(args); i++ {
			vals = append(vals, a.term(args[i], e, at))
		}
		if strings.HasPrefix(ref.String(), "data.policies.lib.periods.") && len(vals) == 2 {
			a.period(ref, vals[0], vals[1], at)
			return false
		}
		var out abstract
		for _, r := range rules {
			out.add(a.rule(r, vals))
		}
		if len(args) > n {
			return a.unify(args[n], out, e, at)
		}
		return false
	}
	return a.builtin(op, args, e, at)
}

// builtin walks a call of one of OPA's functions.
func (a *analyser) builtin(op string, args []*ast.Term, e env, at *ast.Location) bool {
	b := ast.BuiltinMap[op]
	n := len(args)
	if b != nil && b.Decl != nil {
		n = min(n, b.Decl.Arity())
	}
	vals := make([]abstract, n)
	for i := range n {
		vals[i] = a.term(args[i], e, at)
	}
	var out abstract
	switch op {
	case "plus", "minus", "mul", "div", "rem", "abs", "ceil", "floor", "round":
		// the boundary of 2*x < 30 is not among the constants of the law
		for _, v := range vals {
			for _, p := range v.paths {
				if strings.HasPrefix(p, "practice") {
					a.problem(at, "arithmetic on the fact "+dots(p)+"; compare it with a constant, a parameter or a period as it stands")
				}
			}
			a.whole(v, op, at)
		}
	case "object.get":
		if k, ok := args[1].Value.(ast.String); ok {
			out = vals[0].sel(string(k))
			for _, p := range out.paths {
				a.read(p, at)
			}
			out.add(vals[2])
			break
		}
		a.whole(vals[0], op, at)
	case "count":
		for _, p := range vals[0].paths {
			a.read(p, at)
		}
		// a list is counted without looking into it; a set made of facts has as many elements as there are different ones
		for _, f := range vals[0].fields {
			a.whole(f, op, at)
		}
	default:
		for _, v := range vals {
			a.whole(v, op, at)
		}
	}
	if len(args) > n {
		return a.unify(args[n], out, e, at)
	}
	return false
}

// whole marks facts that a builtin looks at in a way the analysis does not follow.
func (a *analyser) whole(v abstract, op string, at *ast.Location) {
	for _, p := range v.paths {
		a.read(p, at)
		if strings.HasPrefix(p, "practice") {
			c := a.on(p, at)
			c.every = true
			a.out.opaque[p] = append(a.out.opaque[p], at)
		}
	}
	for _, f := range v.fields {
		a.whole(f, op, at)
	}
}

func (a *analyser) read(p string, at *ast.Location) {
	if a.depth <= 1 {
		a.out.own[p] = true
	}
	a.out.read(p, at)
}

func (f *facts) read(p string, at *ast.Location) {
	if l := f.reads[p]; !slices.ContainsFunc(l, func(x *ast.Location) bool { return x.File == at.File && x.Row == at.Row }) {
		f.reads[p] = append(l, at)
	}
}

func (a *analyser) on(p string, at *ast.Location) *compared {
	c := a.out.cmp[p]
	if c == nil {
		c = &compared{at: at}
		a.out.cmp[p] = c
	}
	return c
}

// compare records that two values are compared.
func (a *analyser) compare(l, r abstract, _ bool, at *ast.Location) {
	a.oneSided(l, r, at)
	a.oneSided(r, l, at)
}

func (a *analyser) oneSided(l, r abstract, at *ast.Location) {
	for name, f := range l.fields {
		if name == "\x00" {
			name = "*"
		}
		a.oneSided(f, r.sel(name), at)
	}
	for _, p := range l.paths {
		c := a.on(p, at)
		for _, v := range r.consts {
			if !slices.ContainsFunc(c.consts, func(x constant) bool { return ast.Compare(x.value, v) == 0 }) {
				c.consts = append(c.consts, constant{v, at})
			}
		}
		for _, q := range r.paths {
			switch {
			case q == p && !strings.Contains(p, "*"):
			case strings.HasPrefix(q, "params"):
				if !slices.Contains(c.params, q) {
					c.params = append(c.params, q)
				}
			default:
				if !slices.Contains(c.others, q) {
					c.others = append(c.others, q)
				}
			}
		}
		if r.fields != nil || r.key || r.empty() {
			c.every = true // a key, or what the analysis does not know
		}
	}
}

// member records a test of membership.
func (a *analyser) member(x, coll abstract, at *ast.Location) {
	for _, p := range x.paths {
		c := a.on(p, at)
		c.every = c.every || coll.empty()
		for _, v := range coll.consts {
			if !slices.ContainsFunc(c.sets, func(y ast.Value) bool { return ast.Compare(y, v) == 0 }) {
				c.sets = append(c.sets, v)
			}
		}
	}
	for _, q := range coll.paths {
		a.read(q, at)
		a.compare(x, abstract{paths: []string{q + "/*"}}, false, at)
	}
	for _, f := range coll.fields {
		a.compare(x, f, false, at)
	}
}

// period records that a period is held against a limit by the law's own helpers.
func (a *analyser) period(fn ast.Ref, period, other abstract, at *ast.Location) {
	hold := func(fact, against abstract, first bool) {
		for _, p := range fact.paths {
			a.read(p, at)
			if !strings.HasPrefix(p, "practice") {
				continue
			}
			c, l := a.on(p, at), limit{a.u, fn, against, first}
			if !slices.ContainsFunc(c.limits, func(x limit) bool { return x.text() == l.text() }) {
				c.limits = append(c.limits, l)
			}
		}
	}
	hold(period, other, true)
	hold(other, period, false)
}

// wholes are the objects and lists of a kind that the clause uses as one value.
func (f *facts) wholes(kind *practice.Fact) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if out, ok := f.wholeOf[kind]; ok {
		return out
	}
	out := []string{}
	add := func(p string) {
		rest, ok := strings.CutPrefix(p, "practice/")
		if !ok {
			return
		}
		if slices.ContainsFunc(factsAt(kind, strings.Split(rest, "/")), func(f *practice.Fact) bool {
			return f.Type == "object" || f.Type == "judgement" || f.Type == "array"
		}) {
			out = append(out, rest)
		}
	}
	for p := range f.cmp {
		add(p)
	}
	for p := range f.opaque {
		add(p)
	}
	slices.Sort(out)
	if f.wholeOf == nil {
		f.wholeOf = map[*practice.Fact][]string{}
	}
	f.wholeOf[kind] = slices.Compact(out)
	return f.wholeOf[kind]
}

// problem notes a construct once a line.
func (a *analyser) problem(at *ast.Location, text string) {
	if !slices.ContainsFunc(a.out.problems, func(p problem) bool { return p.text == text && p.at.File == at.File && p.at.Row == at.Row }) {
		a.out.problems = append(a.out.problems, problem{at, text})
	}
}

// unbound reports whether a term is a variable of which nothing was said yet: an equation with it is its definition, and
// compares nothing.
func unbound(t *ast.Term, e env) bool {
	v, ok := t.Value.(ast.Var)
	return ok && e[v] == nil
}

// unify binds the variables of a term to what it is set equal to; it reports whether anything new was learnt.
func (a *analyser) unify(t *ast.Term, v abstract, e env, at *ast.Location) bool {
	switch x := t.Value.(type) {
	case ast.Var:
		if e[x] == nil {
			e[x] = &abstract{}
		}
		return e[x].add(v)
	case *ast.Array:
		changed := false
		x.Foreach(func(el *ast.Term) { changed = a.unify(el, v.sel("*"), e, at) || changed })
		return changed
	case ast.Object:
		changed := false
		x.Foreach(func(k, el *ast.Term) {
			if s, ok := k.Value.(ast.String); ok {
				changed = a.unify(el, v.sel(string(s)), e, at) || changed
			}
		})
		return changed
	}
	return false
}

// term is what a term may be; references note what they read.
func (a *analyser) term(t *ast.Term, e env, at *ast.Location) abstract {
	switch x := t.Value.(type) {
	case ast.Null, ast.Boolean, ast.Number, ast.String:
		return abstract{consts: []ast.Value{x}}
	case ast.Var:
		if v := e[x]; v != nil {
			return *v
		}
		return abstract{}
	case ast.Ref:
		return a.ref(x, e, at)
	case ast.Set, *ast.Array, ast.Object:
		if t.IsGround() && ast.IsConstant(x) {
			return abstract{consts: []ast.Value{x}}
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
		return abstract{fields: map[string]abstract{"\x00": a.term(x.Term, e, at)}}
	case *ast.ArrayComprehension:
		a.body(x.Body, e)
		return abstract{fields: map[string]abstract{"\x00": a.term(x.Term, e, at)}}
	case *ast.ObjectComprehension:
		a.body(x.Body, e)
		return abstract{fields: map[string]abstract{"\x00": a.term(x.Value, e, at)}}
	}
	return abstract{}
}

// literal is an object, array or set that holds variables.
func (a *analyser) literal(v ast.Value, e env, at *ast.Location) abstract {
	out := abstract{fields: map[string]abstract{}}
	put := func(k string, el *ast.Term) {
		f := out.fields[k]
		f.add(a.term(el, e, at))
		out.fields[k] = f
	}
	switch x := v.(type) {
	case ast.Object:
		x.Foreach(func(k, el *ast.Term) {
			if s, ok := k.Value.(ast.String); ok {
				put(string(s), el)
			}
		})
	case *ast.Array:
		x.Foreach(func(el *ast.Term) { put("\x00", el) })
	case ast.Set:
		x.Foreach(func(el *ast.Term) { put("\x00", el) })
	}
	return out
}

// ref follows a reference into the input, a rule or a local.
func (a *analyser) ref(r ast.Ref, e env, at *ast.Location) abstract {
	head, ok := r[0].Value.(ast.Var)
	if !ok {
		return abstract{}
	}
	switch head {
	case "input":
		v := abstract{paths: []string{""}}
		return a.follow(v, r[1:], e, at)
	case "data":
		for n := len(r); n > 1; n-- {
			prefix := r[:n]
			if !constantRef(prefix) {
				continue
			}
			rules := a.u.compiler.GetRulesExact(prefix)
			if len(rules) == 0 {
				continue
			}
			var v abstract
			for _, rule := range rules {
				if len(rule.Head.Args) == 0 {
					v.add(a.rule(rule, nil))
				}
			}
			return a.follow(v, r[n:], e, at)
		}
		return abstract{}
	}
	if v := e[head]; v != nil {
		return a.follow(*v, r[1:], e, at)
	}
	return abstract{}
}

func constantRef(r ast.Ref) bool {
	for _, t := range r[1:] {
		if _, ok := t.Value.(ast.String); !ok {
			return false
		}
	}
	return true
}

func (a *analyser) follow(v abstract, steps ast.Ref, e env, at *ast.Location) abstract {
	for _, s := range steps {
		key := "*"
		switch k := s.Value.(type) {
		case ast.String:
			key = string(k)
		case ast.Var:
			if kv := e[k]; kv == nil || kv.empty() {
				a.unify(s, abstract{key: true}, e, at)
				// enumerating a set built by rules or a constant set binds its elements too
				a.unify(s, abstract{consts: elements(v)}, e, at)
				a.unify(s, v.fields["\x00"], e, at)
			} else {
				a.keyed(*kv, v, at)
				if picked, ok := v.picked(*kv); ok {
					v = picked
					for i, p := range v.paths {
						v.paths[i] = strings.TrimPrefix(p, "/")
						a.read(v.paths[i], at)
					}
					continue
				}
			}
		}
		if key == "*" {
			for i := range v.paths {
				if strings.Contains(v.paths[i], "/") {
					a.read(strings.TrimPrefix(v.paths[i], "/"), at)
				}
			}
		}
		f, hasElem := v.fields["\x00"]
		v = v.sel(key)
		if hasElem {
			v.add(f)
		}
		for i, p := range v.paths {
			v.paths[i] = strings.TrimPrefix(p, "/")
		}
	}
	for _, p := range v.paths {
		if p != "" {
			a.read(p, at)
		}
	}
	return v
}

// keyed records that a collection is asked for a key: that tells apart the values of the key that the collection has from
// those it has not.
func (a *analyser) keyed(key, coll abstract, at *ast.Location) {
	for _, v := range coll.consts {
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
		a.member(abstract{paths: key.paths}, abstract{consts: []ast.Value{keys}}, at)
		// the values under different keys may differ too
		if _, set := v.(ast.Set); !set {
			for _, k := range keys.Slice() {
				a.oneSided(key, abstract{consts: []ast.Value{k.Value}}, at)
			}
		}
	}
	for name, f := range coll.fields {
		if name == "\x00" {
			a.compare(key, f, false, at)
		} else {
			a.oneSided(key, abstract{consts: []ast.Value{ast.String(name)}}, at)
		}
	}
	if len(coll.paths) > 0 {
		for _, p := range key.paths {
			a.on(p, at).every = true
		}
	}
}

// picked is what stands under keys that are all known by name.
func (a abstract) picked(key abstract) (abstract, bool) {
	if len(key.consts) == 0 || len(key.paths) > 0 || key.fields != nil || key.key || len(a.consts) > 0 {
		return abstract{}, false
	}
	var out abstract
	for _, k := range key.consts {
		s, ok := k.(ast.String)
		if !ok {
			return abstract{}, false
		}
		out.add(a.sel(string(s)))
	}
	out.add(a.fields["\x00"])
	return out, true
}

// elements are the members of constant sets.
func elements(v abstract) []ast.Value {
	var out []ast.Value
	for _, c := range v.consts {
		if s, ok := c.(ast.Set); ok {
			s.Foreach(func(t *ast.Term) { out = append(out, t.Value) })
		}
	}
	return out
}
