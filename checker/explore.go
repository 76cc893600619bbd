package checker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/credlint/credlint/checker/practice"
)

// Bound is the number of evaluations one stage of one clause may take before its answer is given up as not proved.
const Bound = 4096

// errBound says that a stage reached Bound.
var errBound = errors.New("the search for completions reached its bound")

// readingError says that law asked for a reading that is not settled.
type readingError struct{ name string }

func (e readingError) Error() string { return "reading " + e.name + " is open" }

// An explorer finds, for one clause on one practice, in which completions of the missing facts each stage (scope,
// exemption, one place of a breach) holds. Stages are explored separately and joined without evaluations, so that the
// cost is a sum and not a product.
type explorer struct {
	ctx      context.Context
	w        *world
	input    *ast.Term
	practice map[string]any
	day      string
	params   map[string]map[string]any
	facts    []*facts // of the clause, and of the permits its authority hangs on
	domains  map[string][]class
	units    map[string][]string // of a period, the units of what it is held against
	count    *int                // evaluations, over all clauses
	budget   int                 // of this stage
	blind    bool                // the analysis did not see how facts are compared: tell all their values apart
	gaveUp   bool                // a question about several stages together was left unanswered
}

// A node is one question of a decision tree, or its answer.
type node struct {
	at     string // pointer of the fact asked, "" for a leaf
	fact   *practice.Fact
	in     *tracked
	units  []string
	classs []class
	next   []*node // one a class; nil for a class that is not admissible
	yes    bool
}

// eval evaluates a query in the world as it is: whether it holds, and whether nothing missing was asked for.
func (x *explorer) eval(u *unit, q ast.Body) (yes, known bool, err error) {
	x.w.reset()
	*x.count++
	yes, err = run(x.ctx, u, q, x.input, x.w)
	x.w.settle(err)
	if x.w.askedReading != "" {
		return false, false, readingError{x.w.askedReading}
	}
	if x.w.asked != "" {
		return false, false, nil
	}
	return yes, true, err
}

var errFound = errors.New("found")

// panicked says that OPA panicked on an evaluation.
type panicked struct{ with any }

func (e panicked) Error() string { return fmt.Sprintf("evaluation panicked: %v", e.with) }

// query is a query as all of ours are asked.
func query(u *unit, q ast.Body, input *ast.Term, w *world) *topdown.Query {
	tq := topdown.NewQuery(q).WithCompiler(u.compiler).WithStore(emptyStore).WithTransaction(emptyTxn).WithInput(input).
		WithStrictBuiltinErrors(true).WithIndexing(true).WithEarlyExit(true)
	if w != nil {
		tq = tq.WithCancel(&w.stop)
		if c := w.cache(u); c != nil {
			tq = tq.WithVirtualCache(c)
		}
		if w.tracer != nil {
			tq = tq.WithQueryTracer(w.tracer)
		}
	}
	return tq
}

// run evaluates a query until its first answer. A panic inside OPA is an error of this evaluation only.
func run(ctx context.Context, u *unit, q ast.Body, input *ast.Term, w *world) (yes bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = panicked{r}
		}
	}()
	err = query(u, q, input, w).Iter(ctx, func(topdown.QueryResult) error { yes = true; return errFound })
	switch {
	case errors.Is(err, errFound):
		return true, nil
	case err != nil && w != nil && w.undecided():
		return false, nil
	case err != nil && ctx.Err() != nil:
		return false, ctx.Err()
	}
	return yes, err
}

// value evaluates a reference; nil where it is undefined.
func value(ctx context.Context, u *unit, ref ast.Ref, input *ast.Term, w *world) (v ast.Value, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = panicked{r}
		}
	}()
	x := ast.VarTerm("x")
	err = query(u, ast.NewBody(ast.Equality.Expr(x, ast.NewTerm(ref))), input, w).Iter(ctx, func(r topdown.QueryResult) error {
		v = r[ast.Var("x")].Value
		return errFound
	})
	switch {
	case errors.Is(err, errFound):
		return v, nil
	case err != nil && w != nil && w.undecided():
		return nil, nil
	case err != nil && ctx.Err() != nil:
		return nil, ctx.Err()
	}
	return nil, err
}

// tree explores one stage.
func (x *explorer) tree(u *unit, q ast.Body) (*node, error) {
	x.budget = Bound
	return x.grow(u, q)
}

func (x *explorer) grow(u *unit, q ast.Body) (*node, error) {
	if x.budget--; x.budget < 0 {
		return nil, errBound
	}
	if err := x.ctx.Err(); err != nil {
		return nil, err
	}
	yes, known, err := x.eval(u, q)
	if err != nil {
		return nil, err
	}
	if known {
		return &node{yes: yes}, nil
	}
	n := &node{at: x.w.asked, fact: x.w.askedFact, in: x.w.askedIn}
	n.classs = x.domain(n.at, n.fact, n.in)
	n.units = x.units[n.at]
	n.next = make([]*node, len(n.classs))
	for i, c := range n.classs {
		if n.in != nil && !n.in.admits(n.fact, c.rep) {
			continue
		}
		x.w.assigned[n.at] = c.rep
		n.next[i], err = x.grow(u, q)
		delete(x.w.assigned, n.at)
		if err != nil {
			return nil, err
		}
	}
	return n.reduce(), nil
}

// reduce drops a question whose answers all lead to the same tree: the outcome does not depend on it.
func (n *node) reduce() *node {
	var first *node
	for _, c := range n.next {
		if c == nil {
			continue
		}
		if first == nil {
			first = c
		} else if !first.same(c) {
			return n
		}
	}
	if first == nil {
		return n
	}
	return first
}

func (n *node) same(m *node) bool {
	if n == m {
		return true
	}
	if n == nil || m == nil || n.at != m.at || n.yes != m.yes || len(n.next) != len(m.next) {
		return false
	}
	for i := range n.next {
		if !n.next[i].same(m.next[i]) {
			return false
		}
	}
	return true
}

// constant reports whether every completion gives the same answer, and which.
func (n *node) constant() (yes, ok bool) { return n.yes, n.at == "" }

// A cube is a set of answers: which class each asked fact takes.
type cube []answer

type answer struct {
	n     *node
	class int
}

// cubes lists the answers that lead to an outcome.
func (n *node) cubes(yes bool) []cube {
	if n.at == "" {
		if n.yes == yes {
			return []cube{{}}
		}
		return nil
	}
	var out []cube
	for i, c := range n.next {
		if c == nil {
			continue
		}
		for _, rest := range c.cubes(yes) {
			out = append(out, append(cube{{n, i}}, rest...))
		}
	}
	return out
}

// asks lists the facts of a tree.
func (n *node) asks(into map[string]*node) {
	if n == nil || n.at == "" {
		return
	}
	into[n.at] = n
	for _, c := range n.next {
		c.asks(into)
	}
}

// merge joins a cube into a partial assignment; false where they contradict each other or what may be.
func (x *explorer) merge(into map[string]answer, c cube) (added []string, ok bool) {
	for _, a := range c {
		if old, has := into[a.n.at]; has {
			if old.class != a.class {
				return added, false
			}
			continue
		}
		into[a.n.at] = a
		added = append(added, a.n.at)
	}
	if len(added) > 0 && !x.admissible(into, added) {
		return added, false
	}
	return added, true
}

// admissible reports whether a partial assignment over several stages may be: each stage kept to the guards and
// correlations by itself, together they must too.
func (x *explorer) admissible(into map[string]answer, added []string) bool {
	for _, at := range added {
		a := into[at]
		if a.n.in == nil || !a.n.in.constrained() {
			continue
		}
		for p, b := range into {
			x.w.assigned[p] = b.n.classs[b.class].rep
		}
		delete(x.w.assigned, at)
		ok := a.n.in.admits(a.n.fact, a.n.classs[a.class].rep)
		for p := range into {
			delete(x.w.assigned, p)
		}
		if !ok {
			return false
		}
	}
	return true
}

// satisfiable reports whether one cube of each group can hold together. Groups that share no fact are settled apart, so
// that their costs add up; those that do are tried from the smallest, depth first. Where that takes too long it says yes,
// and sets gaveUp.
func (x *explorer) satisfiable(groups ...[]cube) bool {
	for _, g := range groups {
		if len(g) == 0 {
			return false
		}
	}
	for _, part := range apart(groups) {
		slices.SortStableFunc(part, func(a, b []cube) int { return cmp.Compare(len(a), len(b)) })
		x.budget = Bound * 16
		if !x.pick(map[string]answer{}, part) {
			return false
		}
	}
	return true
}

// apart parts groups of cubes into those that have no fact in common, nor facts that guards or correlations tie.
func apart(groups [][]cube) [][][]cube {
	root := make([]int, len(groups))
	find := func(i int) int {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	first := map[string]int{}
	for i, g := range groups {
		root[i] = i
		for _, c := range g {
			for _, a := range c {
				key := a.n.at
				if a.n.in != nil && a.n.in.constrained() {
					key = a.n.in.at + "/"
				}
				if k, ok := first[key]; ok {
					root[find(i)] = find(k)
				} else {
					first[key] = i
				}
			}
		}
	}
	var out [][][]cube
	part := map[int]int{}
	for i, g := range groups {
		r := find(i)
		k, ok := part[r]
		if !ok {
			k = len(out)
			part[r] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], g)
	}
	return out
}

func (x *explorer) pick(into map[string]answer, groups [][]cube) bool {
	if len(groups) == 0 {
		return true
	}
	for _, c := range groups[0] {
		if x.budget--; x.budget < 0 {
			x.gaveUp = true
			return true // not proved impossible
		}
		added, ok := x.merge(into, c)
		if ok && x.pick(into, groups[1:]) {
			return true
		}
		for _, at := range added {
			delete(into, at)
		}
	}
	return false
}

// constrained reports whether facts of the object depend on each other.
func (t *tracked) constrained() bool {
	if len(t.fact.Implies) > 0 {
		return true
	}
	for _, c := range t.fact.Children {
		if len(c.When) > 0 {
			return true
		}
	}
	return false
}

// admits reports whether a missing fact of the object may take a value, given what is known and filled in: facts that are
// there need their guards, and the correlations must leave some completion.
func (t *tracked) admits(f *practice.Fact, v *ast.Term) bool {
	if !t.constrained() {
		return true
	}
	given := map[string]string{}
	for _, c := range t.fact.Children {
		if x := t.Object.Get(ast.InternedTerm(c.Name)); x != nil {
			given[c.Name] = brief(x)
		} else if x := t.w.assigned[t.at+"/"+c.Name]; x != nil {
			given[c.Name] = brief(x)
		}
	}
	if v != nil {
		given[f.Name] = brief(v)
	}
	return t.possible(given)
}

// possible reports whether a partial assignment of the object's facts extends to an admissible one.
func (t *tracked) possible(given map[string]string) bool {
	// facts that are there exist, and with them their guards
	need := map[string][]string{} // guard → the values it must be among
	var exist func(name string) bool
	done := map[string]bool{}
	exist = func(name string) bool {
		if done[name] {
			return true
		}
		done[name] = true
		c := t.w.child(t.fact, name)
		if c == nil {
			return true
		}
		for g, vals := range c.When {
			if old, ok := need[g]; ok {
				vals = intersect(old, vals)
			}
			need[g] = vals
			if len(vals) == 0 || !exist(g) {
				return false
			}
		}
		return true
	}
	for name := range given {
		if !exist(name) {
			return false
		}
	}
	for g, vals := range need {
		if v, ok := given[g]; ok && !slices.Contains(vals, v) {
			return false
		}
	}
	// correlations: search the facts they name
	var free []string
	for _, imp := range t.fact.Implies {
		for _, side := range []map[string][]string{imp.If, imp.Then} {
			for name := range side {
				if _, ok := given[name]; !ok && !slices.Contains(free, name) {
					free = append(free, name)
				}
			}
		}
	}
	if len(t.fact.Implies) == 0 {
		return true
	}
	slices.Sort(free)
	return t.complete(given, need, free)
}

func (t *tracked) complete(given map[string]string, need map[string][]string, free []string) bool {
	if len(free) == 0 {
		for _, imp := range t.fact.Implies {
			if among(given, imp.If, false) && !among(given, imp.Then, true) {
				return false
			}
		}
		return true
	}
	name := free[0]
	c := t.w.child(t.fact, name)
	var vals []string
	switch {
	case c == nil:
	case c.Type == "boolean":
		vals = []string{"true", "false"}
	default:
		for _, v := range c.Enum {
			vals = append(vals, strconv.Quote(v))
		}
	}
	exists := true
	for g, allowed := range whenOf(c) {
		if v, ok := given[g]; ok && !slices.Contains(allowed, v) {
			exists = false
		}
	}
	if !exists || len(vals) == 0 {
		return t.complete(given, need, free[1:])
	}
	defer delete(given, name)
	for _, v := range vals {
		if allowed, ok := need[name]; ok && !slices.Contains(allowed, v) {
			continue
		}
		given[name] = v
		if t.complete(given, need, free[1:]) {
			return true
		}
	}
	return false
}

func whenOf(c *practice.Fact) map[string][]string {
	if c == nil {
		return nil
	}
	return c.When
}

// among reports whether all named facts have one of the values; absent facts count as absent says.
func among(given map[string]string, want map[string][]string, absent bool) bool {
	for name, vals := range want {
		v, ok := given[name]
		if !ok {
			if !absent {
				return false
			}
			continue
		}
		if !slices.Contains(vals, v) {
			return false
		}
	}
	return true
}

func intersect(a, b []string) []string {
	var out []string
	for _, v := range a {
		if slices.Contains(b, v) {
			out = append(out, v)
		}
	}
	return out
}

// A place is one element a breach rule may produce, with the rule's body for that place alone: partial sets never stop
// early, so each place is asked for by itself.
type place struct {
	at   []any // steps from the practice: strings and ints
	why  string
	body ast.Body
	rule *ast.Rule
}

// pointer is the place as a JSON pointer.
func (p place) pointer() string {
	var b strings.Builder
	for _, s := range p.at {
		fmt.Fprintf(&b, "/%v", s)
	}
	return b.String()
}

// places lists every place at which the rules may find something, in the practice or in elements it might have.
func (x *explorer) places(rules []*ast.Rule) ([]place, error) {
	var out []place
	for _, r := range rules {
		if r.Head.Key == nil {
			return nil, fmt.Errorf("%s: the head must be `contains {\"at\": […]}`", r.Location)
		}
		obj, ok := r.Head.Key.Value.(ast.Object)
		if !ok {
			return nil, fmt.Errorf("%s: the element must be an object literal with \"at\"", r.Location)
		}
		atTerm := obj.Get(ast.InternedTerm("at"))
		if atTerm == nil {
			return nil, fmt.Errorf("%s: the element has no \"at\"", r.Location)
		}
		arr, ok := atTerm.Value.(*ast.Array)
		if !ok {
			return nil, fmt.Errorf("%s: \"at\" must be an array literal of constants and variables", r.Location)
		}
		why := ""
		if t := obj.Get(ast.InternedTerm("why")); t != nil {
			s, ok := t.Value.(ast.String)
			if !ok {
				return nil, fmt.Errorf("%s: \"why\" must be a string constant", r.Location)
			}
			why = string(s)
		}
		bind := map[ast.Var]*ast.Term{}
		var walk func(i int, steps []any, value any, f *practice.Fact) error
		walk = func(i int, steps []any, value any, f *practice.Fact) error {
			if i == arr.Len() {
				out = append(out, place{slices.Clone(steps), why, substitute(r.Body, bind), r})
				return nil
			}
			switch s := arr.Elem(i).Value.(type) {
			case ast.String:
				var next any
				if m, ok := value.(map[string]any); ok {
					next = m[string(s)]
				}
				var nf *practice.Fact
				if f != nil {
					nf = x.w.child(f, string(s))
				}
				return walk(i+1, append(steps, string(s)), next, nf)
			case ast.Var:
				if t, ok := bind[s]; ok { // the same variable twice
					return walk(i+1, append(steps, stepOf(t)), elementOf(value, stepOf(t)), itemsOf(f))
				}
				defer delete(bind, s)
				if list, ok := value.([]any); ok {
					for n := range list {
						bind[s] = ast.InternedTerm(n)
						if err := walk(i+1, append(steps, n), list[n], itemsOf(f)); err != nil {
							return err
						}
					}
					return nil
				}
				if f != nil && f.Type == "array" && value == nil {
					for n := range 2 {
						bind[s] = ast.InternedTerm(n)
						if err := walk(i+1, append(steps, n), nil, f.Items); err != nil {
							return err
						}
					}
					return nil
				}
				if f != nil && f.Type == "object" {
					for _, c := range f.Children {
						bind[s] = ast.InternedTerm(c.Name)
						if err := walk(i+1, append(steps, c.Name), elementOf(value, c.Name), c); err != nil {
							return err
						}
					}
					return nil
				}
				return nil // no such list in this kind: nothing to find
			}
			return fmt.Errorf("%s: \"at\" must be an array literal of constants and variables", r.Location)
		}
		if err := walk(0, nil, any(x.practice), x.w.root.fact); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func itemsOf(f *practice.Fact) *practice.Fact {
	if f == nil {
		return nil
	}
	return f.Items
}

func stepOf(t *ast.Term) any {
	if n, ok := t.Value.(ast.Number); ok {
		i, _ := n.Int()
		return i
	}
	return string(t.Value.(ast.String))
}

func elementOf(value, step any) any {
	switch v := value.(type) {
	case []any:
		if i, ok := step.(int); ok && i < len(v) {
			return v[i]
		}
	case map[string]any:
		if s, ok := step.(string); ok {
			return v[s]
		}
	}
	return nil
}

// substitute is a rule's body with the variables of its head bound to one place.
func substitute(b ast.Body, bind map[ast.Var]*ast.Term) ast.Body {
	if len(bind) == 0 {
		return b
	}
	out, err := ast.TransformVars(b.Copy(), func(v ast.Var) (ast.Value, error) {
		if t, ok := bind[v]; ok {
			return t.Value, nil
		}
		return v, nil
	})
	if err != nil {
		return b
	}
	return out.(ast.Body)
}
