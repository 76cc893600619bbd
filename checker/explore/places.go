package explore

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/practice"
)

// A Place is one element that a rule of breaches may produce. Each place is explored by itself: a partial set never stops
// early.
type Place struct {
	Why  string // the reason constant of the rule, or ""
	Rule *ast.Rule

	steps []any                 // from the practice: strings and ints
	bind  map[ast.Var]*ast.Term // the values of the variables in the head
}

// Pointer is the place as a JSON pointer into the practice.
func (p Place) Pointer() string {
	var b strings.Builder
	for _, s := range p.steps {
		fmt.Fprintf(&b, "/%v", s)
	}
	return b.String()
}

// Body is the body of the rule for this place alone.
func (p Place) Body() ast.Body { return substitute(p.Rule.Body, p.bind) }

// Places are all elements that the rules may produce, in the practice or in elements of lists that it leaves out.
func (w *World) Places(from []*ast.Rule) ([]Place, error) {
	var out []Place
	for _, r := range from {
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
				out = append(out, Place{why, r, slices.Clone(steps), maps.Clone(bind)})
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
					nf = w.cache.shape(f).children[string(s)]
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
				if f != nil && f.Type == "array" { // not stated, or unknown
					for n := range MaxElements {
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
		if err := walk(0, nil, any(w.value), w.root.fact); err != nil {
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

// substitute is a body with variables replaced by values.
func substitute(b ast.Body, bind map[ast.Var]*ast.Term) ast.Body {
	if len(bind) == 0 {
		return b
	}
	out, err := ast.TransformVars(b.Copy(), func(v ast.Var) (ast.Value, error) {
		if t, ok := bind[v]; ok {
			return ast.CopyValue(t.Value), nil
		}
		return v, nil
	})
	if err != nil {
		return b
	}
	return out.(ast.Body)
}
