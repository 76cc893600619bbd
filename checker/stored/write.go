package stored

import (
	"encoding/binary"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
)

// writer writes one book.
type writer struct {
	strings, packages, refs table
	rules                   []byte
	row, col                int // of the expression before
}

// table numbers what stands in many places.
type table struct {
	numbers map[string]int
	list    []byte // in the order of the numbers
}

// number is that of something by how it is written.
func (t *table) number(written []byte) uint64 {
	n, ok := t.numbers[string(written)]
	if !ok {
		if t.numbers == nil {
			t.numbers = map[string]int{}
		}
		n = len(t.numbers)
		t.numbers[string(written)] = n
		t.list = append(t.list, written...)
	}
	return uint64(n)
}

// Book writes groups of rules. An error names a construct that is not kept; no law needs it so far.
func Book(groups []Group) ([]byte, error) {
	w := &writer{}
	var index []byte
	for _, g := range groups {
		index = binary.AppendUvarint(index, uint64(len(g.Path)))
		for _, step := range g.Path {
			index = binary.AppendUvarint(index, w.text(step))
		}
		index = binary.AppendUvarint(index, uint64(len(g.Needs)))
		for _, n := range g.Needs {
			index = binary.AppendUvarint(index, uint64(n))
		}
		start := len(w.rules)
		w.number(len(g.Rules))
		for _, r := range g.Rules {
			if r.Module == nil {
				return nil, fmt.Errorf("%s: the rule is of no module", r.Location)
			}
			path := r.Module.Package.Path
			written := binary.AppendUvarint(nil, uint64(len(path)-1))
			for _, step := range path[1:] {
				s, ok := step.Value.(ast.String)
				if !ok {
					return nil, unsupported(step.Value, r.Location)
				}
				written = binary.AppendUvarint(written, w.text(string(s)))
			}
			w.rules = binary.AppendUvarint(w.rules, w.packages.number(written))
			if r.Location == nil {
				return nil, fmt.Errorf("%v: the rule stands nowhere", path)
			}
			w.string(r.Location.File)
			if err := w.rule(r); err != nil {
				return nil, err
			}
		}
		index = binary.AppendUvarint(index, uint64(len(w.rules)-start))
	}
	var out []byte
	for _, t := range []table{w.strings, w.packages, w.refs} {
		out = append(binary.AppendUvarint(out, uint64(len(t.numbers))), t.list...)
	}
	out = binary.AppendUvarint(out, uint64(len(groups)))
	out = append(out, index...)
	return append(out, w.rules...), nil
}

// text is the number of a string.
func (w *writer) text(s string) uint64 { return w.strings.number(appendString(nil, s)) }

func (w *writer) string(s string) { w.rules = binary.AppendUvarint(w.rules, w.text(s)) }

func (w *writer) number(n int) { w.rules = binary.AppendUvarint(w.rules, uint64(n)) }

func (w *writer) byte(b byte) { w.rules = append(w.rules, b) }

func (w *writer) rule(r *ast.Rule) error {
	h := r.Head
	if r.Location == nil || h.Location == nil || h.Location.File != r.Location.File {
		return fmt.Errorf("%v: the rule or its head stands nowhere", r.Location)
	}
	var flags byte
	for _, f := range []struct {
		set  bool
		flag byte
	}{{r.Default, ruleDefault}, {h.Assign, ruleAssign}, {h.Key != nil, ruleKey}, {h.Value != nil, ruleValue}, {r.Else != nil, ruleElse}, {h.Location.Row != r.Location.Row || h.Location.Col != r.Location.Col, ruleHead}} {
		if f.set {
			flags |= f.flag
		}
	}
	w.byte(flags)
	for i, at := range []*ast.Location{r.Location, h.Location} {
		if i == 0 || flags&ruleHead != 0 {
			w.number(at.Row)
			w.number(at.Col)
		}
	}
	w.row, w.col = r.Location.Row, r.Location.Col
	w.string(string(h.Name))
	for _, terms := range [][]*ast.Term{h.Reference, h.Args} {
		if err := w.terms(terms, r.Location); err != nil {
			return err
		}
	}
	for _, t := range []*ast.Term{h.Key, h.Value} {
		if t == nil {
			continue
		}
		if err := w.term(t, r.Location); err != nil {
			return err
		}
	}
	if err := w.body(r.Body, r.Location); err != nil {
		return err
	}
	if r.Else != nil {
		if r.Else.Location == nil || r.Else.Location.File != r.Location.File {
			return fmt.Errorf("%v: what it is otherwise stands nowhere", r.Location)
		}
		return w.rule(r.Else)
	}
	return nil
}

func (w *writer) body(b ast.Body, at *ast.Location) error {
	w.number(len(b))
	for _, e := range b {
		if err := w.expr(e, at); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) expr(e *ast.Expr, at *ast.Location) error {
	if e.Location == nil || e.Location.File != at.File {
		return fmt.Errorf("%v: an expression stands nowhere", at)
	}
	at = e.Location
	if len(e.With) > 0 {
		return unsupported(e.With[0], at)
	}
	flags := 0
	switch e.Terms.(type) {
	case *ast.Term:
		flags = exprTerm
	case []*ast.Term:
		flags = exprCall
	case *ast.Every:
		flags = exprEvery
	default:
		return unsupported(e.Terms, at)
	}
	if e.Negated {
		flags |= exprNegated
	}
	if e.Generated {
		flags |= exprGenerated
	}
	moved := at.Row != w.row || at.Col != w.col
	if moved {
		flags |= exprPlace
	}
	w.number(flags | e.Index<<exprBits)
	if moved {
		w.number(at.Row)
		w.number(at.Col)
		w.row, w.col = at.Row, at.Col
	}
	switch t := e.Terms.(type) {
	case *ast.Term:
		return w.term(t, at)
	case []*ast.Term:
		return w.terms(t, at)
	case *ast.Every:
		if t.Location != nil { // OPA sets none
			return unsupported(t.Location, at)
		}
		if t.Key == nil {
			w.byte(0)
		} else {
			w.byte(1)
			if err := w.term(t.Key, at); err != nil {
				return err
			}
		}
		for _, x := range []*ast.Term{t.Value, t.Domain} {
			if err := w.term(x, at); err != nil {
				return err
			}
		}
		return w.body(t.Body, at)
	}
	return nil
}

func (w *writer) terms(list []*ast.Term, at *ast.Location) error {
	w.number(len(list))
	for _, t := range list {
		if err := w.term(t, at); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) term(t *ast.Term, at *ast.Location) error {
	switch v := t.Value.(type) {
	case ast.Null, ast.Boolean, ast.Number, ast.String, ast.Var:
		w.rules = w.scalar(w.rules, v)
	case ast.Ref:
		if n, ok := w.known(v); ok {
			w.rules = binary.AppendUvarint(append(w.rules, termKnown), n)
			return nil
		}
		w.byte(termRef)
		return w.terms(v, at)
	case ast.Call:
		w.byte(termCall)
		return w.terms(v, at)
	case *ast.Array:
		w.byte(termArray)
		w.number(v.Len())
		return v.Iter(func(e *ast.Term) error { return w.term(e, at) })
	case ast.Set:
		w.byte(termSet)
		w.number(v.Len())
		return v.Iter(func(e *ast.Term) error { return w.term(e, at) })
	case ast.Object:
		w.byte(termObject)
		w.number(v.Len())
		return v.Iter(func(k, e *ast.Term) error {
			if err := w.term(k, at); err != nil {
				return err
			}
			return w.term(e, at)
		})
	case *ast.ArrayComprehension:
		w.byte(termArrayComprehension)
		return w.comprehension(at, v.Body, v.Term)
	case *ast.SetComprehension:
		w.byte(termSetComprehension)
		return w.comprehension(at, v.Body, v.Term)
	case *ast.ObjectComprehension:
		w.byte(termObjectComprehension)
		return w.comprehension(at, v.Body, v.Key, v.Value)
	default:
		return unsupported(t.Value, at)
	}
	return nil
}

func (w *writer) comprehension(at *ast.Location, body ast.Body, terms ...*ast.Term) error {
	for _, t := range terms {
		if err := w.term(t, at); err != nil {
			return err
		}
	}
	return w.body(body, at)
}

// scalar adds a term without parts to out.
func (w *writer) scalar(out []byte, v ast.Value) []byte {
	switch v := v.(type) {
	case ast.Boolean:
		if v {
			return append(out, termTrue)
		}
		return append(out, termFalse)
	case ast.Number:
		return binary.AppendUvarint(append(out, termNumber), w.text(string(v)))
	case ast.String:
		return binary.AppendUvarint(append(out, termString), w.text(string(v)))
	case ast.Var:
		return binary.AppendUvarint(append(out, termVar), w.text(string(v)))
	}
	return append(out, termNull)
}

// known is the number of a reference from a root or to a function by constants: such do not depend on where they stand, and
// stand in many places.
func (w *writer) known(r ast.Ref) (uint64, bool) {
	out := binary.AppendUvarint(nil, uint64(len(r)))
	for i, t := range r {
		switch v := t.Value.(type) {
		case ast.Var:
			if i > 0 || !(ast.RootDocumentNames.Contains(t) || ast.BuiltinMap[r.String()] != nil) {
				return 0, false
			}
			out = w.scalar(out, v)
		case ast.String, ast.Number, ast.Boolean:
			out = w.scalar(out, v)
		default:
			return 0, false
		}
	}
	return w.refs.number(out), true
}
