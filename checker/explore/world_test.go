package explore

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
)

// made is the world of a practice of the made-up kind.
func made(t testing.TB, value map[string]any) *World {
	t.Helper()
	kind, err := practice.KindSchema(os.DirFS("../../testdata/schemas"), "collection")
	if err != nil {
		t.Fatal(err)
	}
	return NewWorld(&Cache{}, kind, value)
}

var yesOrNo = &practice.Fact{Name: "in_force", Type: "string", Enum: []string{"yes", "no"}}

// noRules is compiled law without rules.
func noRules() *rules.Unit {
	u := &rules.Unit{Compiler: ast.NewCompiler()}
	u.Compiler.Compile(nil)
	return u
}

// query is a query over no rules, compiled.
func query(t testing.TB, u *rules.Unit, text string) ast.Body {
	t.Helper()
	body, err := u.Compiler.QueryCompiler().Compile(ast.MustParseBody(text))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// TestAsking evaluates conditions in worlds of a practice: a condition that reads a missing fact asks for it and is not
// known; one that reads no missing fact is known, also where what it reads does not exist or is decided by its absence.
func TestAsking(t *testing.T) {
	t.Parallel()
	type m = map[string]any
	u := noRules()
	for _, test := range []struct {
		name   string
		stated m
		query  string
		holds  bool
		asks   string // the pointer of the first missing fact; "" if the answer is known
	}{
		{"a stated fact", m{"colour": "red"}, `input.practice.colour == "red"`, true, ""},
		{"a missing fact", nil, `input.practice.colour == "red"`, false, "/colour"},
		{"a missing fact, negated", nil, `not input.practice.colour == "red"`, false, "/colour"},
		{"the first of two", m{"claimed": true}, `input.practice.claimed; input.practice.size > 1; input.practice.limit > 1`, false, "/size"},
		{"none after a condition that fails", m{"size": json.Number("0")}, `input.practice.size > 1; input.practice.limit > 1`, false, ""},
		{"no fact at all", nil, `not input.practice.nonsense`, true, ""},
		{"absence means no", nil, `input.practice.claimed == false`, true, ""},
		{"absence means that there is none", nil, `not input.practice.title`, true, ""},
		{"a guard that is missing", nil, `input.practice.shade == "dark"`, false, "/colour"},
		{"a guard that allows", m{"colour": "red"}, `input.practice.shade == "dark"`, false, "/shade"},
		{"a guard that does not allow", m{"colour": "green"}, `not input.practice.shade`, true, ""},
		{"the guard of a guard", m{"colour": "blue"}, `input.practice.gloss`, false, "/shade"},
		{"the guard of a guard does not allow", m{"colour": "grey"}, `not input.practice.gloss`, true, ""},
		{"a stated guard whose own guard is missing", m{"shade": "dark"}, `input.practice.gloss`, false, "/gloss"},
		{"a fact of a missing object", nil, `input.practice.notice.purpose`, false, "/notice/purpose"},
		{"a fact of a missing object, decided", nil, `input.practice.notice.public == false`, true, ""},
		{"a judgement", nil, `input.practice.needed.value`, false, "/needed/value"},
		{"a period", nil, `input.practice.kept.days > 3`, false, "/kept"},
		{"a list", nil, `count(input.practice.items) > 1`, false, "/items"},
		{"an element", m{"items": []any{m{"hot": true}, m{}}}, `input.practice.items[0].hot`, true, ""},
		{"an element's missing fact", m{"items": []any{m{"hot": true}, m{}}}, `input.practice.items[1].hot`, false, "/items/1/hot"},
		{"no such element", m{"items": []any{}}, `not input.practice.items[0].hot`, true, ""},
		{"an object compared", m{"notice": m{"purpose": true}}, `input.practice.notice == {"purpose": true, "rights": true, "public": false}`, false, "/notice/rights"},
		{"a complete object compared", m{"notice": m{"purpose": true, "rights": true}}, `input.practice.notice == {"purpose": true, "rights": true, "public": false}`, true, ""},
		{"what the register knows", nil, `input.authorities[0].rank == "law"`, true, ""},
		{"what the register does not know", nil, `input.authorities[0].in_force == "yes"`, false, "/authorities/0/in_force"},
		{"a parameter", nil, `input.params["cn/x"].most == 10`, true, ""},
		{"the day", nil, `input.day == "2026-01-01"`, true, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := made(t, test.stated)
			w.SetInput("2026-01-01", NewParams(map[string]m{"cn/x": {"most": json.Number("10")}}),
				[]Citation{{Known: m{"rank": "law"}, Open: map[string]*practice.Fact{"in_force": yesOrNo}}}, nil, Citation{}, nil, nil)
			for range 2 { // asked again, the answer is the same
				holds, known, err := w.Eval(context.Background(), u, query(t, u, test.query))
				if err != nil {
					t.Fatal(err)
				}
				asked := ""
				if w.asked != nil {
					asked = w.asked.Pointer
				}
				if holds != test.holds || known != (test.asks == "") || asked != test.asks {
					t.Fatalf("holds %v, known %v, asks %q; want %v, %v, %q", holds, known, asked, test.holds, test.asks == "", test.asks)
				}
			}
		})
	}
}

// TestUnstated looks at facts that absence would decide where everything is explored that a practice could state.
func TestUnstated(t *testing.T) {
	t.Parallel()
	u := noRules()
	for text, want := range map[string]string{`input.practice.claimed`: "/claimed", `input.practice.title`: "/title", `input.practice.notice.public`: "/notice/public", `input.practice.shade`: "/colour"} {
		w := made(t, nil)
		w.Open = func(string, *practice.Fact) bool { return true }
		w.SetInput("2026-01-01", NewParams(nil), nil, nil, Citation{}, nil, nil)
		_, known, err := w.Eval(context.Background(), u, query(t, u, text))
		if err != nil || known || w.asked == nil || w.asked.Pointer != want {
			t.Errorf("%s: known %v, asks %v, error %v; want %s", text, known, w.asked, err, want)
		}
	}
}

// TestReadings evaluates conditions that read an open question: open, settled from the start, and settled for a while.
func TestReadings(t *testing.T) {
	t.Parallel()
	u := noRules()
	for _, text := range []string{
		`input.readings.strict == "yes"`,
		`object.get(input.readings, "strict", "no") == "yes"`,
		`"yes" in input.readings`,
		`input.readings[name] == "yes"`,
		`input.readings == {"strict": "yes"}`,
	} {
		strict := query(t, u, text)
		w := made(t, nil)
		eval := func() (bool, error) {
			yes, _, err := w.Eval(context.Background(), u, strict)
			return yes, err
		}
		w.SetInput("2026-01-01", NewParams(nil), nil, nil, Citation{}, nil, []string{"strict"})
		isOpen := func() {
			var open ReadingError
			if _, err := eval(); !errors.As(err, &open) || open.Name != "strict" {
				t.Errorf("%s: an open reading is answered: %v", text, err)
			}
		}
		isOpen()
		for choice, want := range map[string]bool{"yes": true, "no": false} {
			w.Under("strict", choice, func() {
				if yes, err := eval(); err != nil || yes != want {
					t.Errorf("%s under %s: %v, %v", text, choice, yes, err)
				}
			})
		}
		isOpen()
		w.SetInput("2026-01-01", NewParams(nil), nil, nil, Citation{}, map[string]string{"strict": "yes"}, []string{"strict"})
		if yes, err := eval(); err != nil || !yes {
			t.Errorf("%s, settled: %v, %v", text, yes, err)
		}
	}
}

// TestContradiction finds stated facts that no completion can make true, and no contradiction in the others.
func TestContradiction(t *testing.T) {
	t.Parallel()
	type m = map[string]any
	for _, test := range []struct {
		name    string
		stated  m
		at, why string
	}{
		{"nothing", nil, "", ""},
		{"a guard that allows", m{"colour": "red", "shade": "dark"}, "", ""},
		{"a guard that is missing", m{"shade": "dark"}, "", ""},
		{"a guard that does not allow", m{"colour": "green", "shade": "dark"}, "/kind", ""},
		{"a missing guard that allows, of a guard that does not", m{"colour": "green", "gloss": true}, "/kind", ""},
		{"a guard with the wrong value", m{"shade": "light", "gloss": true}, "/kind", ""},
		{"an implication", m{"consent": m{"form": "written", "express": false}}, "/consent", "written consent is express"},
		{"an implication that is kept", m{"consent": m{"form": "written", "express": true}}, "", ""},
		{"an implication that is open", m{"consent": m{"form": "written"}}, "", ""},
		{"an implication whose condition is open", m{"consent": m{"express": false}}, "", ""},
		{"a guard within an object", m{"consent": m{"form": "none", "informed": true}}, "/consent", ""},
		{"a guard within an object, missing", m{"consent": m{"informed": true, "express": false}}, "", ""},
	} {
		at, why := made(t, test.stated).Contradiction()
		if at != test.at || why != test.why {
			t.Errorf("%s: a contradiction at %q for %q; want %q for %q", test.name, at, why, test.at, test.why)
		}
	}
}

// TestAdmits fills in missing facts: a value is admissible if some completion has it beside the stated facts.
func TestAdmits(t *testing.T) {
	t.Parallel()
	type m = map[string]any
	for _, test := range []struct {
		name   string
		stated m
		object string // of the fact; "" for the practice
		fact   string
		value  *ast.Term
		want   bool
	}{
		{"free", nil, "", "size", ast.IntNumberTerm(3), true},
		{"a guard of nothing stated", nil, "", "colour", ast.StringTerm("green"), true},
		{"a guard of a stated fact", m{"shade": "dark"}, "", "colour", ast.StringTerm("red"), true},
		{"a guard that would exclude a stated fact", m{"shade": "dark"}, "", "colour", ast.StringTerm("green"), false},
		{"the guard of a missing guard of a stated fact", m{"gloss": true}, "", "colour", ast.StringTerm("grey"), false},
		{"a guard of a stated fact, other value", m{"gloss": true}, "", "shade", ast.StringTerm("light"), false},
		{"beside an implication", m{"consent": m{"express": false}}, "consent", "form", ast.StringTerm("written"), false},
		{"beside an implication, another value", m{"consent": m{"express": false}}, "consent", "form", ast.StringTerm("oral"), true},
		{"then of an implication", m{"consent": m{"form": "written"}}, "consent", "express", ast.BooleanTerm(false), false},
		{"beside a guard and an implication", m{"consent": m{"express": false, "informed": true}}, "consent", "form", ast.StringTerm("none"), false},
	} {
		w := made(t, test.stated)
		o := w.root
		if test.object != "" {
			o = w.Read([]any{test.object}).(*tracked)
		}
		if got := o.admits(o.shape.children[test.fact], test.value); got != test.want {
			t.Errorf("%s: %s = %v is admissible: %v", test.name, test.fact, test.value, got)
		}
	}
}
