package checker

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/metrics"
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
// exemption, one place of a breach) holds. Stages are explored separately and joined without evaluations, see tree.go, so
// that the cost is a sum and not a product.
type explorer struct {
	ctx      context.Context
	w        *world
	input    *ast.Term
	practice map[string]any
	day      string
	numbers  *numbers
	facts    []*facts // of the clause, and of the permits its authority hangs on
	domains  map[string][]class
	units    map[string][]string // of a period, the units of what it is held against
	drawn    bool                // a value of the practice was looked at, to tell others apart
	count    *int                // evaluations by OPA, over all clauses
	budget   int                 // of this stage
	blind    bool                // the analysis did not see how facts are compared: tell all their values apart
	recall   *memory             // nil where nothing is kept from one practice to the next
}

// eval evaluates a query in the world as it is: whether it holds, and whether nothing missing was asked for.
func (x *explorer) eval(u *unit, q ast.Body) (yes, known bool, err error) {
	a, known, err := x.put(u, topic{}, func() (reply, error) { return x.evaluate(query(u, q, x.input, x.w)) })
	return a.yes, known, err
}

// holdsNow is eval for the rules of a head.
func (x *explorer) holdsNow(u *unit, head, clause string) (yes, known bool, err error) {
	a, known, err := x.put(u, topic{of: head, bound: clause}, func() (reply, error) {
		return x.evaluate(query(u, holdsBody(u.ref(head, clause)), x.input, x.w))
	})
	return a.yes, known, err
}

func (x *explorer) evaluate(q *topdown.Query) (reply, error) {
	yes, err := first(x.ctx, q, x.w)
	return reply{yes: yes}, err
}

var errFound = errors.New("found")

// panicked says that OPA panicked on an evaluation.
type panicked struct{ with any }

func (e panicked) Error() string { return fmt.Sprintf("evaluation panicked: %v", e.with) }

// started is when every evaluation takes place: law has no clock, and asking the machine's costs.
var started = time.Unix(1, 0)

// newQuery is a query as all of ours are asked. It can be asked again in the same world, with other facts filled in.
func newQuery(u *unit, q ast.Body, input *ast.Term, w *world) *topdown.Query {
	tq := topdown.NewQuery(q).WithCompiler(u.compiler).WithStore(emptyStore).WithTransaction(emptyTxn).WithInput(input).
		WithStrictBuiltinErrors(true).WithIndexing(true).WithEarlyExit(true).WithMetrics(metrics.NoOp()).WithTime(started)
	if w != nil {
		tq = tq.WithCancel(&w.stop)
		if w.tracer != nil {
			tq = tq.WithQueryTracer(w.tracer)
		}
	}
	return tq
}

// query is a query that is asked once, and shares the answers of helpers with others.
func query(u *unit, q ast.Body, input *ast.Term, w *world) *topdown.Query {
	tq := newQuery(u, q, input, w)
	if w != nil {
		if c := w.cache(u); c != nil {
			tq = tq.WithVirtualCache(c)
		}
	}
	return tq
}

// first evaluates a query until its first answer. A panic inside OPA is an error of this evaluation only.
func first(ctx context.Context, q *topdown.Query, w *world) (yes bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = panicked{r}
		}
	}()
	err = q.Iter(ctx, func(topdown.QueryResult) error { yes = true; return errFound })
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

// tree explores one stage, in a query that is made once it must be evaluated.
func (x *explorer) tree(u *unit, of topic, body func() ast.Body) (*node, error) {
	x.budget = Bound
	var q *topdown.Query
	return x.grow(u, of, func() (reply, error) {
		if q == nil {
			q = newQuery(u, body(), x.input, x.w)
		}
		return x.evaluate(q)
	})
}

func (x *explorer) grow(u *unit, of topic, evaluate func() (reply, error)) (*node, error) {
	if x.budget--; x.budget < 0 {
		return nil, errBound
	}
	if err := x.ctx.Err(); err != nil {
		return nil, err
	}
	a, known, err := x.put(u, of, evaluate)
	if err != nil {
		return nil, err
	}
	if known {
		return leaf(a.yes), nil
	}
	n := node{at: x.w.asked, fact: x.w.askedFact, in: x.w.askedIn}
	n.classs = x.domain(n.at, n.fact, n.in)
	n.units = x.units[n.at]
	next := make([]*node, len(n.classs))
	for i, c := range n.classs {
		if n.in != nil && !n.in.admits(n.fact, c.rep) {
			continue
		}
		x.w.assigned[n.at] = c.rep
		next[i], err = x.grow(u, of, evaluate)
		delete(x.w.assigned, n.at)
		if err != nil {
			return nil, err
		}
	}
	t := x.w.node(&n, next)
	if t == nil {
		return nil, fmt.Errorf("no value of %s is admissible", n.at)
	}
	return t, nil
}

// A place is one element a breach rule may produce, with what binds the rule's body to that place alone: partial sets
// never stop early, so each place is asked for by itself.
type place struct {
	at   []any // steps from the practice: strings and ints
	why  string
	rule *ast.Rule
	bind map[ast.Var]*ast.Term // of the variables in the head
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
				out = append(out, place{slices.Clone(steps), why, r, maps.Clone(bind)})
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
					nf = x.w.shapes.of(f).children[string(s)]
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
