package explore

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/practice"
)

// looks are the ways in which OPA may look at an object, by the method of ast.Object, each at the key k and beside the object
// other. The ways that look at no value are nil.
var looks = map[string]func(o ast.Object, k *ast.Term, other ast.Object){
	"Compare":      func(o ast.Object, _ *ast.Term, other ast.Object) { o.Compare(other) },
	"Copy":         nil, // the object itself, see TestObjectIsNotChanged
	"Diff":         func(o ast.Object, _ *ast.Term, other ast.Object) { o.Diff(other) },
	"Filter":       func(o ast.Object, _ *ast.Term, other ast.Object) { _, _ = o.Filter(other) },
	"Find":         func(o ast.Object, k *ast.Term, _ ast.Object) { _, _ = o.Find(ast.Ref{k}) },
	"Foreach":      func(o ast.Object, _ *ast.Term, _ ast.Object) { o.Foreach(func(_, _ *ast.Term) {}) },
	"Get":          func(o ast.Object, k *ast.Term, _ ast.Object) { o.Get(k) },
	"Hash":         nil, // of the place
	"Insert":       nil, // a panic, see TestObjectIsNotChanged
	"Intersect":    func(o ast.Object, _ *ast.Term, other ast.Object) { o.Intersect(other) },
	"IsGround":     nil,
	"Iter":         func(o ast.Object, _ *ast.Term, _ ast.Object) { _ = o.Iter(func(_, _ *ast.Term) error { return nil }) },
	"Keys":         func(o ast.Object, _ *ast.Term, _ ast.Object) { o.Keys() },
	"KeysIterator": func(o ast.Object, _ *ast.Term, _ ast.Object) { o.KeysIterator() },
	"Len":          func(o ast.Object, _ *ast.Term, _ ast.Object) { o.Len() },
	"Map": func(o ast.Object, _ *ast.Term, _ ast.Object) {
		_, _ = o.Map(func(k, v *ast.Term) (*ast.Term, *ast.Term, error) { return k, v, nil })
	},
	"Merge": func(o ast.Object, _ *ast.Term, other ast.Object) { o.Merge(other) },
	"MergeWith": func(o ast.Object, _ *ast.Term, other ast.Object) {
		o.MergeWith(other, func(v, _ *ast.Term) (*ast.Term, bool) { return v, false })
	},
	"String":       func(o ast.Object, _ *ast.Term, _ ast.Object) { _ = o.String() },
	"StringLength": func(o ast.Object, _ *ast.Term, _ ast.Object) { o.StringLength() },
	"Until":        func(o ast.Object, _ *ast.Term, _ ast.Object) { o.Until(func(_, _ *ast.Term) bool { return false }) },
	"get":          nil, // unexported: OPA calls it on its own type only
}

// TestObjectMethods holds the ways in which OPA may look at an object: each must ask for a missing fact, or law would read
// silence as an answer. An update of OPA that adds a way fails here.
func TestObjectMethods(t *testing.T) {
	t.Parallel()
	of := reflect.TypeFor[ast.Object]()
	var methods []string
	for i := range of.NumMethod() {
		methods = append(methods, of.Method(i).Name)
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(looks)), methods); diff != "" {
		t.Fatalf("OPA looks at objects in other ways (-known, +now); see that object, tracked, cited and choices answer for each:\n%s", diff)
	}
	other := ast.NewObject([2]*ast.Term{ast.StringTerm("in_force"), ast.StringTerm("yes")}, [2]*ast.Term{ast.StringTerm("colour"), ast.StringTerm("red")})
	for _, name := range sortedKeys(looks) {
		look := looks[name]
		if look == nil {
			continue
		}
		w := made(t, nil)
		w.SetInput("2026-01-01", NewParams(nil), []Citation{{Known: map[string]any{"rank": "law"}, Open: map[string]*practice.Fact{"in_force": yesOrNo}}}, nil, Citation{}, nil, []string{"strict"})
		look(w.root, ast.StringTerm("colour"), other)
		if w.asked == nil {
			t.Errorf("%s of a practice asks for no missing fact", name)
		}
		w.Reset()
		look(w.input.Value.(ast.Object).Get(ast.StringTerm("authorities")).Value.(*ast.Array).Elem(0).Value.(ast.Object), ast.StringTerm("in_force"), other)
		if w.asked == nil {
			t.Errorf("%s of a citation asks for no missing fact", name)
		}
		w.Reset()
		look(w.input.Value.(ast.Object).Get(ast.StringTerm("readings")).Value.(ast.Object), ast.StringTerm("strict"), other)
		if w.askedReading != "strict" {
			t.Errorf("%s of the readings asks for %q", name, w.askedReading)
		}
	}
}

// TestObjectIsNotChanged holds an object of the practice to be the same for all law: a copy is the object, and nothing is put
// into it.
func TestObjectIsNotChanged(t *testing.T) {
	t.Parallel()
	w := made(t, map[string]any{"colour": "red"})
	w.SetInput("2026-01-01", NewParams(nil), []Citation{{}}, nil, Citation{}, nil, nil)
	citation := w.input.Value.(ast.Object).Get(ast.StringTerm("authorities")).Value.(*ast.Array).Elem(0).Value.(ast.Object)
	readings := w.input.Value.(ast.Object).Get(ast.StringTerm("readings")).Value.(ast.Object)
	for _, o := range []ast.Object{w.root, citation, readings} {
		if o.Copy() != o {
			t.Errorf("a copy of %T is another object", o)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%T was changed", o)
				}
			}()
			o.Insert(ast.StringTerm("colour"), ast.StringTerm("green"))
		}()
	}
}
