package rules

import (
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Evaluation is cut off after a number of steps, see World in package explore. What a single step may take is bounded here, from
// the compiled rules: the depth of evaluation, and the size of the values that rules build.
const (
	// MaxExpressions is the number of expressions that an instrument's rules may have together with the shared rules that they
	// import: OPA evaluates the next expression inside the one before. MaxBody is the number that one body may have: OPA orders
	// them by trying each against each.
	MaxExpressions, MaxBody = 20_000, 500
	// MaxGrowth is how many times as large as the facts and constants that it is made of a value may be. Without this bound
	// thirty lines of `x2 := [x1, x1]` or `n2 := n1 * n1` make a value that fits no machine.
	MaxGrowth = 10_000
	// results is the number of results that the bound on growth counts for a comprehension, or a rule that makes a set or an
	// object. The limit of steps bounds the true number.
	results = 10
)

// sized says which rules are too many or too long to be compiled, and which numbers are too large.
func (m modules) sized() error {
	var errs ast.Errors
	fail := func(at *ast.Location, format string, args ...any) {
		errs = append(errs, ast.NewError(ast.CompileErr, at, format, args...))
	}
	expressions := 0
	for _, name := range sortedKeys(m) {
		ast.WalkBodies(m[name], func(b ast.Body) bool {
			if len(b) > MaxBody {
				fail(b[MaxBody].Location, "a body has more than %d expressions", MaxBody)
			}
			if before := expressions; before <= MaxExpressions && before+len(b) > MaxExpressions {
				fail(b[0].Location, "the rules have more than %d expressions", MaxExpressions)
			}
			expressions += len(b)
			return false
		})
		ast.WalkTerms(m[name], func(t *ast.Term) bool {
			if n, ok := t.Value.(ast.Number); ok {
				if _, err := strconv.ParseFloat(string(n), 64); err != nil || len(n) > 100 {
					fail(t.Location, "a number this large is not for law")
				}
			}
			return false
		})
	}
	if len(errs) > 0 {
		return errs
	}
	return nil
}

// bounded says which values of a compiled unit can grow too large.
func (u *Unit) bounded() error {
	g := &growth{u: u, of: map[*ast.Rule]size{}}
	for _, name := range sortedKeys(u.Compiler.Modules) {
		for _, r := range u.Compiler.Modules[name].Rules {
			for ; r != nil; r = r.Else {
				g.rules([]*ast.Rule{r})
			}
		}
	}
	if len(g.errs) > 0 {
		return g.errs
	}
	return nil
}

// size bounds the size of a value of a rule: a constant, and for each argument of a function a factor of its size.
type size struct {
	fixed float64
	args  []float64
}

func (s size) plus(t size) size {
	out := size{s.fixed + t.fixed, slices.Clone(s.args)}
	for i, f := range t.args {
		if i < len(out.args) {
			out.args[i] += f
		} else {
			out.args = append(out.args, f)
		}
	}
	return out
}

func (s size) times(f float64) size {
	out := size{s.fixed * f, slices.Clone(s.args)}
	for i := range out.args {
		out.args[i] *= f
	}
	return out
}

// one is the size where every argument is as large as a fact.
func (s size) one() float64 {
	n := s.fixed
	for _, f := range s.args {
		n += f
	}
	return n
}

// growth finds the sizes of the values of rules. OPA refuses rules that recur, so that they can be worked out one after another.
type growth struct {
	u    *Unit
	of   map[*ast.Rule]size
	errs ast.Errors
}

func (g *growth) fail(at *ast.Location, format string, args ...any) {
	g.errs = append(g.errs, ast.NewError(ast.CompileErr, at, format, args...))
}

// check reports a size that is too large, once a rule: what is built of it is counted as if it were small.
func (g *growth) check(at *ast.Location, s size) size {
	if n := s.one(); n > MaxGrowth || math.IsNaN(n) {
		g.fail(at, "this value can grow to more than %d times the facts that it is made of", MaxGrowth)
		return size{fixed: 1}
	}
	return s
}

// rules is the size of what rules of one name make together.
func (g *growth) rules(of []*ast.Rule) size {
	total := size{}
	for _, r := range of {
		for ; r != nil; r = r.Else {
			total = total.plus(g.rule(r))
		}
	}
	return total
}

func (g *growth) rule(r *ast.Rule) size {
	if s, ok := g.of[r]; ok {
		return s
	}
	g.of[r] = size{fixed: 1}
	env := map[ast.Var]size{}
	for i, a := range r.Head.Args {
		arg := size{args: make([]float64, i+1)}
		arg.args[i] = 1
		g.bind(env, a, arg)
	}
	g.body(env, r.Body)
	out := size{}
	for _, t := range []*ast.Term{r.Head.Key, r.Head.Value} {
		if t != nil {
			out = out.plus(g.term(env, t))
		}
	}
	if r.Head.Key != nil || len(r.Head.Ref()) > 1 && !r.Head.Ref().IsGround() {
		out = out.times(results)
	}
	out = g.check(r.Location, out)
	g.of[r] = out
	return out
}

// body works out the variables of a body, in the order in which the compiler has put its expressions.
func (g *growth) body(env map[ast.Var]size, b ast.Body) {
	for _, e := range b {
		switch t := e.Terms.(type) {
		case *ast.Every:
			inner := maps.Clone(env)
			domain := g.term(env, t.Domain)
			g.bind(inner, t.Key, domain)
			g.bind(inner, t.Value, domain)
			g.body(inner, t.Body)
		case *ast.Term:
			g.check(e.Location, g.term(env, t))
		case []*ast.Term:
			switch {
			case e.IsEquality() && len(t) == 3:
				left, right := g.check(e.Location, g.term(env, t[1])), g.check(e.Location, g.term(env, t[2]))
				g.bind(env, t[1], right)
				g.bind(env, t[2], left)
			default:
				out := g.check(e.Location, g.call(env, t))
				for _, a := range t[1:] {
					g.bind(env, a, out) // the last argument may be the result
				}
			}
		}
	}
}

// bind gives the variables of a pattern a size, where they have none.
func (g *growth) bind(env map[ast.Var]size, pattern *ast.Term, s size) {
	if pattern == nil {
		return
	}
	switch pattern.Value.(type) {
	case ast.Var, *ast.Array, ast.Object:
		ast.WalkVars(pattern, func(v ast.Var) bool {
			if _, ok := env[v]; !ok {
				env[v] = s
			}
			return false
		})
	}
}

// call is the size of the result of a call.
func (g *growth) call(env map[ast.Var]size, t []*ast.Term) size {
	args := make([]size, len(t)-1)
	total := size{fixed: 1}
	for i, a := range t[1:] {
		args[i] = g.term(env, a)
		total = total.plus(args[i])
	}
	ref, _ := t[0].Value.(ast.Ref)
	rules := g.u.Compiler.GetRulesExact(ref)
	if len(rules) == 0 {
		return total // a builtin: no larger than its arguments together, for those that law may call
	}
	of := g.rules(rules)
	out := size{fixed: of.fixed}
	for i, f := range of.args {
		if i < len(args) {
			out = out.plus(args[i].times(f))
		}
	}
	return out
}

// term is the size of a term.
func (g *growth) term(env map[ast.Var]size, t *ast.Term) size {
	switch v := t.Value.(type) {
	case ast.Var:
		if s, ok := env[v]; ok {
			return s
		}
	case ast.Call:
		return g.call(env, v)
	case ast.Ref:
		switch head := v[0].Value.(type) {
		case ast.Var:
			if v[0].Equal(ast.DefaultRootDocument) {
				return g.rules(g.u.Compiler.GetRulesDynamicWithOpts(v, ast.RulesOptions{IncludeHiddenModules: true}))
			}
			if s, ok := env[head]; ok {
				return s
			}
		default:
			return g.term(env, v[0])
		}
	case *ast.Array:
		out := size{fixed: 1}
		v.Foreach(func(e *ast.Term) { out = out.plus(g.term(env, e)) })
		return g.literal(out, t)
	case ast.Set:
		out := size{fixed: 1}
		v.Foreach(func(e *ast.Term) { out = out.plus(g.term(env, e)) })
		return g.literal(out, t)
	case ast.Object:
		out := size{fixed: 1}
		v.Foreach(func(k, e *ast.Term) { out = out.plus(g.term(env, k)).plus(g.term(env, e)) })
		return g.literal(out, t)
	case *ast.ArrayComprehension:
		return g.comprehension(env, v.Body, v.Term)
	case *ast.SetComprehension:
		return g.comprehension(env, v.Body, v.Term)
	case *ast.ObjectComprehension:
		return g.comprehension(env, v.Body, v.Key, v.Value)
	}
	return size{fixed: 1}
}

// literal is the size of a collection; one of constants is as large as the text of the law, and counts as one.
func (g *growth) literal(s size, t *ast.Term) size {
	if t.IsGround() {
		return size{fixed: 1}
	}
	return s
}

func (g *growth) comprehension(env map[ast.Var]size, body ast.Body, head ...*ast.Term) size {
	inner := maps.Clone(env)
	g.body(inner, body)
	out := size{}
	for _, t := range head {
		out = out.plus(g.term(inner, t))
	}
	return out.times(results)
}
