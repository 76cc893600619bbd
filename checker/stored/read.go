package stored

import (
	"math"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Read reads the groups of a book whose path is wanted, and all that these need, in the order of the book. Their Needs are left
// out. An error says that it is no book.
func Read(book string, wanted func(path []string) bool) ([]Group, error) {
	r := &bookReader{reader: reader{text: book}}
	r.tables()
	groups := make([]Group, r.count())
	sizes, needed := make([]int, len(groups)), make([]bool, len(groups))
	var todo []int
	for i := range groups {
		g := &groups[i]
		g.Path = r.paths.many(r.count())
		for k := range g.Path {
			g.Path[k] = r.word()
		}
		g.Needs = r.needs.many(r.count())
		for k := range g.Needs {
			g.Needs[k] = r.below(len(groups))
		}
		sizes[i] = r.number()
		if !r.broken && wanted(g.Path) {
			todo = append(todo, i)
		}
	}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !needed[i] {
			needed[i] = true
			todo = append(todo, groups[i].Needs...)
		}
	}
	out := groups[:0] // none is written before it was read
	for i, g := range groups {
		if !needed[i] {
			r.bytes(sizes[i])
			continue
		}
		end := r.at + sizes[i]
		g.Needs, g.Rules = nil, r.groups.many(r.count())
		for k := range g.Rules {
			if p := r.below(len(r.modules)); !r.broken {
				r.file = r.word()
				g.Rules[k] = r.rule(r.modules[p])
			}
		}
		if r.broken || r.at != end {
			return nil, errBroken
		}
		out = append(out, g)
	}
	if r.broken || r.at != len(book) {
		return nil, errBroken
	}
	return out, nil
}

// bookReader reads one book. Values it makes once where they do not depend on where they stand. Terms it does not share, since
// who reads rules may tell them apart by their address.
type bookReader struct {
	reader
	strings []string
	texts   []ast.Value   // by string
	vars    []ast.Value   // by string
	refs    []ast.Value   // by number; nil where none was asked for yet
	refAt   []int         // where each stands
	modules []*ast.Module // of each package, without its rules

	depth int
	file  string        // of the rule
	last  *ast.Location // of the expression before

	groups slab[*ast.Rule]
	rules  slab[headed]
	paths  slab[string]
	needs  slab[int]
	terms  slab[ast.Term]
	lists  slab[*ast.Term]
	exprs  slab[ast.Expr]
	bodies slab[*ast.Expr]
	places slab[ast.Location]
}

// headed is a rule with its head.
type headed struct {
	rule ast.Rule
	head ast.Head
}

// slab hands out values that are allocated together, for they come in great numbers and live as long.
type slab[T any] struct{ free []T }

func (s *slab[T]) one() *T { return &s.many(1)[0] }

func (s *slab[T]) many(n int) []T {
	if n > len(s.free) {
		if n > 16 {
			return make([]T, n)
		}
		s.free = make([]T, 128)
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	return out
}

// tables reads the strings, the packages, and where the known references stand.
func (r *bookReader) tables() {
	r.strings = make([]string, r.count())
	for i := range r.strings {
		r.strings[i] = r.bytes(r.number())
	}
	r.texts, r.vars = make([]ast.Value, len(r.strings)), make([]ast.Value, len(r.strings))
	r.modules = make([]*ast.Module, r.count())
	for i := range r.modules {
		path := ast.Ref{ast.DefaultRootDocument}
		for range r.count() {
			path = append(path, ast.StringTerm(r.word()))
		}
		r.modules[i] = &ast.Module{Package: &ast.Package{Path: path}}
		r.modules[i].SetRegoVersionSpan(ast.RegoVersionSpanOf(ast.RegoV1))
	}
	r.refAt = make([]int, r.count())
	r.refs = make([]ast.Value, len(r.refAt))
	for i := range r.refAt {
		r.refAt[i] = r.at
		for range r.count() {
			if r.below(termRef) >= termNumber {
				r.below(len(r.strings))
			}
		}
	}
}

// word is a string by its number.
func (r *bookReader) word() string {
	if i := r.below(len(r.strings)); !r.broken {
		return r.strings[i]
	}
	return ""
}

// nest reports whether there may be something within what is read.
func (r *bookReader) nest() bool {
	if r.depth >= maxDepth {
		r.fail()
	}
	r.depth++
	return !r.broken
}

func (r *bookReader) place() *ast.Location {
	p := r.places.one()
	p.File, p.Row, p.Col = r.file, r.number(), r.number()
	return p
}

func (r *bookReader) rule(m *ast.Module) *ast.Rule {
	both := r.rules.one()
	rule, h := &both.rule, &both.head
	rule.Head, rule.Module = h, m
	if !r.nest() {
		return rule
	}
	flags := r.number()
	rule.Default, h.Assign = flags&ruleDefault != 0, flags&ruleAssign != 0
	r.last = r.place()
	rule.Location, h.Location = r.last, r.last
	if flags&ruleHead != 0 {
		h.Location = r.place()
	}
	h.Name = ast.Var(r.word())
	h.Reference, h.Args = r.list(), r.list()
	if flags&ruleKey != 0 {
		h.Key = r.term()
	}
	if flags&ruleValue != 0 {
		h.Value = r.term()
	}
	if h.Key == nil && h.Value == nil || len(h.Reference) == 0 || !ast.TermValueIs[ast.Var](h.Reference[0]) {
		r.fail() // OPA panics on such heads
	}
	rule.Body = r.body()
	if flags&ruleElse != 0 {
		rule.Else = r.rule(m)
	}
	r.depth--
	return rule
}

func (r *bookReader) body() ast.Body {
	out := ast.Body(r.bodies.many(r.count()))
	for i := 0; i < len(out) && !r.broken; i++ {
		out[i] = r.expr()
	}
	return out
}

func (r *bookReader) expr() *ast.Expr {
	e := r.exprs.one()
	flags := r.number()
	e.Index = flags >> exprBits
	e.Negated, e.Generated = flags&exprNegated != 0, flags&exprGenerated != 0
	if flags&exprPlace != 0 {
		r.last = r.place()
	}
	e.Location = r.last
	switch flags & exprKind {
	case exprTerm:
		e.Terms = r.term()
	case exprCall:
		e.Terms = r.call()
	case exprEvery:
		every := &ast.Every{}
		if r.number() > 0 {
			every.Key = r.term()
		}
		every.Value, every.Domain = r.term(), r.term()
		if r.nest() {
			every.Body = r.body()
			r.depth--
		}
		e.Terms = every
	default:
		r.fail()
	}
	return e
}

func (r *bookReader) list() []*ast.Term {
	n := r.count()
	if n == 0 {
		return nil
	}
	out := r.lists.many(n)
	for i := 0; i < n && !r.broken; i++ {
		out[i] = r.term()
	}
	return out
}

// call is a list that begins with the name of a function.
func (r *bookReader) call() []*ast.Term {
	out := r.list()
	if len(out) == 0 || !ast.TermValueIs[ast.Ref](out[0]) {
		r.fail()
	}
	return out
}

// term is never nil, and has a value.
func (r *bookReader) term() *ast.Term {
	t := r.terms.one()
	t.Value = ast.InternedNullValue
	if r.nest() {
		t.Value = r.value()
		r.depth--
	}
	return t
}

func (r *bookReader) value() ast.Value {
	switch kind := r.number(); kind {
	case termNull, termFalse, termTrue, termNumber, termString, termVar:
		return r.scalar(kind)
	case termKnown:
		n := r.below(len(r.refs))
		if r.broken {
			break
		}
		if r.refs[n] == nil {
			back := r.at
			r.at = r.refAt[n]
			ref := ast.Ref(r.lists.many(r.count()))
			for i := range ref {
				ref[i] = r.terms.one()
				ref[i].Value = r.scalar(r.number())
			}
			r.refs[n] = r.ref(ref)
			if !r.broken {
				r.at = back
			}
		}
		return r.refs[n]
	case termRef:
		return r.ref(r.list())
	case termCall:
		return ast.Call(r.call())
	case termArray:
		if list := r.list(); !r.broken { // OPA looks into what these are made of
			return ast.NewArray(list...)
		}
	case termSet:
		if list := r.list(); !r.broken {
			return ast.NewSet(list...)
		}
	case termObject:
		pairs := make([][2]*ast.Term, r.count())
		for i := 0; i < len(pairs) && !r.broken; i++ {
			pairs[i] = [2]*ast.Term{r.term(), r.term()}
		}
		if !r.broken {
			return ast.NewObject(pairs...)
		}
	case termArrayComprehension:
		return &ast.ArrayComprehension{Term: r.term(), Body: r.body()}
	case termSetComprehension:
		return &ast.SetComprehension{Term: r.term(), Body: r.body()}
	case termObjectComprehension:
		return &ast.ObjectComprehension{Key: r.term(), Value: r.term(), Body: r.body()}
	}
	r.fail()
	return ast.InternedNullValue
}

// ref is a reference, which has a head.
func (r *bookReader) ref(terms []*ast.Term) ast.Value {
	if len(terms) == 0 {
		r.fail()
		return ast.InternedNullValue
	}
	return ast.Ref(terms)
}

// scalar is a value without parts.
func (r *bookReader) scalar(kind int) ast.Value {
	switch kind {
	case termFalse:
		return ast.InternedBooleanFalseValue
	case termTrue:
		return ast.InternedBooleanTrueValue
	case termNumber:
		s := r.word()
		if f, err := strconv.ParseFloat(s, 64); err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
			r.fail()
			break
		}
		return ast.Number(s)
	case termString, termVar:
		i := r.below(len(r.strings))
		if r.broken {
			break
		}
		if kind == termVar {
			if r.vars[i] == nil {
				r.vars[i] = ast.Var(r.strings[i])
			}
			return r.vars[i]
		}
		if r.texts[i] == nil {
			r.texts[i] = ast.String(r.strings[i])
		}
		return r.texts[i]
	}
	return ast.InternedNullValue
}
