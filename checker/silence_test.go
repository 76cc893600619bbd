package checker

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
)

// What silence may not do: on the shipped examples, with facts taken away, every clause verdict must be that of brute force
// over what was taken away; and of documents too empty to try everything, no completion drawn at random may contradict
// what was said of them. Never is a clause met or breached because something was not stated.

// examples are the shipped examples, and a checker over all the law.
func examples(t *testing.T) (*Checker, []*practice.Document) {
	t.Helper()
	if files, _ := filepath.Glob("../examples/*.yaml"); len(files) == 0 {
		t.Skip("NO EXAMPLES in ../examples: what silence does to shipped law is not tested")
	}
	loaded, err := practice.Load(context.Background(), []string{"../examples"}, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, _ := shippedLaw(t, Options{})
	return c, loaded.Documents
}

// asked are the clauses of an instrument that a practice is judged by.
func (j *judging) asked(u *rules.Unit) []*law.Clause {
	var out []*law.Clause
	for c := range u.Instrument.Clauses() {
		if c.Status == "encoded" && slices.Contains(c.Kinds, j.doc.Kind) && c.On(j.day) && c.Binds(j.agencyTypes()...) {
			out = append(out, c)
		}
	}
	return out
}

// counts counts over tests that run side by side.
type counts struct {
	sync.Mutex
	documents, verdicts, completions, left int
}

func (n *counts) add(documents, verdicts, completions, left int) {
	n.Lock()
	defer n.Unlock()
	n.documents, n.verdicts, n.completions, n.left = n.documents+documents, n.verdicts+verdicts, n.completions+completions, n.left+left
}

// random makes complete practices: every missing fact takes a value of the oracle's domain, guards and correlations kept.
type random struct {
	*rand.Rand
	oracle oracle
}

func newRandom(seed ...string) *random {
	h := uint64(14695981039346656037)
	for _, c := range strings.Join(seed, "\x00") {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return &random{Rand: rand.New(rand.NewPCG(h, 1))}
}

// object completes an object; false where what is known of it admits no completion.
func (r *random) object(f *practice.Fact, known map[string]any) (map[string]any, bool) {
	order := guardsFirst(f)
	slices.SortStableFunc(order, func(a, b *practice.Fact) int { // what an agency is says which facts it has
		return slices.Index([]string{"capacities", "type"}, b.Name) - slices.Index([]string{"capacities", "type"}, a.Name)
	})
	for range 200 {
		m, ok := map[string]any{}, true
		for _, c := range order {
			v, there := known[c.Name]
			is, _ := practice.Capacities(m)
			exists := c.Of == nil || len(intersect(c.Of, is)) > 0
			for g, allowed := range c.When {
				gv, has := m[g]
				exists = exists && has && slices.Contains(allowed, jsonText(gv))
			}
			switch {
			case !exists && there:
				ok = false
			case !exists:
			case there:
				m[c.Name], ok = r.complete(c, v)
			case c.Name == "basis" && c.Absent == "unknown": // what may be cited TestBasisNotStated tries
				m[c.Name] = []any{}
			case c.Name == "basis" || c.Absent == "not_applicable":
			case c.Absent == "false" && c.Type == "boolean":
				m[c.Name] = false
			default:
				m[c.Name], ok = r.value(c)
			}
			if !ok {
				break
			}
		}
		for _, imp := range f.Implies {
			ok = ok && (!agrees(m, imp.If, false) || agrees(m, imp.Then, true))
		}
		if ok {
			return m, true
		}
	}
	return nil, false
}

// guardsFirst orders the facts of an object so that guards come before what they guard.
func guardsFirst(f *practice.Fact) []*practice.Fact {
	order := slices.Clone(f.Children)
	depth := map[string]int{}
	for range order {
		for _, c := range order {
			for g := range c.When {
				depth[c.Name] = max(depth[c.Name], depth[g]+1)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b *practice.Fact) int { return depth[a.Name] - depth[b.Name] })
	return order
}

func (r *random) complete(f *practice.Fact, v any) (any, bool) {
	switch x := v.(type) {
	case map[string]any:
		if f.Type == "object" {
			return r.object(f, x)
		}
	case []any:
		if f.Items != nil && f.Items.Type == "object" {
			out := make([]any, len(x))
			ok := true
			for i, e := range x {
				var one bool
				out[i], one = r.complete(f.Items, e)
				ok = ok && one
			}
			return out, ok
		}
	}
	return v, true
}

func (r *random) value(f *practice.Fact) (any, bool) {
	switch {
	case f.Type == "object":
		return r.object(f, nil)
	case f.Type == "array":
		out := []any{}
		for range f.MinItems + r.IntN(3-min(2, f.MinItems)) {
			switch {
			case f.Items.Type == "object":
				m, ok := r.object(f.Items, nil)
				if !ok {
					return nil, false
				}
				out = append(out, m)
			case len(f.Items.Enum) > 0:
				out = append(out, f.Items.Enum[r.IntN(len(f.Items.Enum))])
			default:
				out = append(out, []any{"a", "b"}[r.IntN(2)])
			}
		}
		return out, true
	}
	vals, err := r.oracle.values(f, "")
	if err != nil || len(vals) == 0 {
		return nil, false
	}
	return vals[r.IntN(len(vals))], true
}

// optional lists the pointers of what may be left out of a practice: facts, whole objects, elements beyond the first.
func optional(f *practice.Fact, value map[string]any, at string) []string {
	var out []string
	for _, c := range f.Children {
		v, ok := value[c.Name]
		if !ok || at == "" && slices.Contains([]string{"practice", "kind", "id", "title", "jurisdiction", "day"}, c.Name) || c.Name == "basis" && c.Absent == "unknown" {
			continue
		}
		p := at + "/" + c.Name
		if !c.Required {
			out = append(out, p)
		}
		switch v := v.(type) {
		case map[string]any:
			if c.Type == "object" {
				out = append(out, optional(c, v, p)...)
			}
		case []any:
			for i, e := range v {
				if i >= max(1, c.MinItems) {
					out = append(out, fmt.Sprintf("%s/%d", p, i))
				}
				if m, ok := e.(map[string]any); ok && c.Items != nil {
					out = append(out, optional(c.Items, m, fmt.Sprintf("%s/%d", p, i))...)
				}
			}
		}
	}
	return out
}

// without is a value with some pointers left out; the later ones go first, so that elements keep their numbers until then.
func without(value map[string]any, pointers []string) map[string]any {
	pointers = slices.Clone(pointers)
	slices.SortFunc(pointers, func(a, b string) int {
		return law.CompareClauses(strings.ReplaceAll(b, "/", "."), strings.ReplaceAll(a, "/", "."))
	})
	var drop func(v any, steps []string) any
	drop = func(v any, steps []string) any {
		switch v := v.(type) {
		case map[string]any:
			out := maps.Clone(v)
			if len(steps) == 1 {
				delete(out, steps[0])
			} else if e, ok := v[steps[0]]; ok {
				out[steps[0]] = drop(e, steps[1:])
			}
			return out
		case []any:
			i, err := strconv.Atoi(steps[0])
			if err != nil || i >= len(v) {
				return v
			}
			out := slices.Clone(v)
			if len(steps) == 1 {
				return slices.Delete(out, i, i+1)
			}
			out[i] = drop(v[i], steps[1:])
			return out
		}
		return v
	}
	out := any(value)
	for _, p := range pointers {
		out = drop(out, strings.Split(p[1:], "/"))
	}
	return out.(map[string]any)
}

// leastStated is a practice of which only what the schema requires is stated.
func leastStated(f *practice.Fact, value map[string]any) map[string]any {
	all := optional(f, value, "")
	return without(value, slices.DeleteFunc(all, func(p string) bool {
		// a list that is required keeps its elements
		_, err := strconv.Atoi(p[strings.LastIndexByte(p, '/')+1:])
		return err == nil
	}))
}

// with makes the judging of an example with other facts.
func with(c *Checker, doc *practice.Document, value map[string]any) *judging {
	other := *doc
	other.Value = value
	return prepareFor(c, &other)
}

// TestSilence takes facts away from the examples, one at a time and several at random, and holds every clause to brute
// force. What the example itself does not state is filled in at random first, so that everything can be tried.
func TestSilence(t *testing.T) {
	t.Parallel()
	c, docs := examples(t)
	ones, several, limit := 2, 1, 200
	switch {
	case exhaustive:
		ones, several, limit = 15, 4, 600
	case testing.Short():
		ones, several, limit = 1, 1, 50
	default:
		t.Log(sampled)
	}
	var sum counts
	t.Run("examples", func(t *testing.T) {
		for _, doc := range docs {
			t.Run(doc.ID, func(t *testing.T) {
				t.Parallel()
				kind, err := c.kinds[doc.Kind]()
				if err != nil {
					t.Fatal(err)
				}
				rng := newRandom(doc.File, doc.ID)
				full, ok := rng.object(kind, doc.Value)
				if !ok {
					t.Fatal("the example admits no completion")
				}
				facts := optional(kind, full, "")
				rng.Shuffle(len(facts), func(i, k int) { facts[i], facts[k] = facts[k], facts[i] })
				var taken [][]string
				for _, p := range facts[:min(ones, len(facts))] {
					taken = append(taken, []string{p})
				}
				for range several {
					n := 2 + rng.IntN(3)
					var ps []string
					for range n {
						ps = append(ps, facts[rng.IntN(len(facts))])
					}
					taken = append(taken, ps)
				}
				for _, ps := range taken {
					value := without(full, ps)
					if reread(t, "", value) == nil {
						continue // what is left needs what was taken
					}
					silent(t, &sum, with(c, doc, value), &oracle{limit: limit})
					if t.Failed() {
						t.Logf("without %v", ps)
						return
					}
				}
			})
		}
	})
	t.Logf("%d documents, %d clause verdicts over %d completions by brute force, %d documents left out as too many to try",
		sum.documents, sum.verdicts, sum.completions, sum.left)
	if sum.verdicts < 500 {
		t.Errorf("only %d verdicts were compared", sum.verdicts)
	}
}

// silent compares all clauses of all instruments on one document.
func silent(t *testing.T, sum *counts, j *judging, o *oracle) {
	t.Helper()
	if j == nil {
		return // what is left contradicts itself: a finding, not a verdict
	}
	all, err := o.all(j)
	if err != nil || len(all.values)*len(all.open) > o.limit {
		sum.add(0, 0, 0, 1)
		return
	}
	if len(all.values) == 0 {
		t.Errorf("a document without a completion is no contradiction:\n%s", asJSON(j.doc.Value))
		return
	}
	sum.add(1, 0, 0, 0)
	for _, u := range j.units {
		if j.broken[u] != nil {
			t.Fatalf("%s: %v", u.Instrument.ID, j.broken[u])
		}
		verdicts, tried := compare(t, j, u, j.asked(u), all)
		sum.add(0, verdicts, tried, 0)
	}
}

// TestSilenceDrawn draws random completions of documents that are too empty to try them all: the examples as they are,
// and one of each kind of which nothing is stated but what the schema requires. No completion may contradict a verdict.
func TestSilenceDrawn(t *testing.T) {
	t.Parallel()
	c, docs := examples(t)
	drawn, drawnBare := 2, 20
	switch {
	case exhaustive:
		drawn, drawnBare = 40, 2000
	case testing.Short():
		drawn, drawnBare = 1, 5
	default:
		t.Log(sampled)
	}
	var sum counts
	kinds := map[string]bool{}
	t.Run("examples", func(t *testing.T) {
		for _, doc := range docs {
			first := !kinds[doc.Kind]
			kinds[doc.Kind] = true
			t.Run(doc.ID, func(t *testing.T) {
				t.Parallel()
				contradicted(t, &sum, with(c, doc, doc.Value), drawn)
				if kind, err := c.kinds[doc.Kind](); err == nil && first {
					contradicted(t, &sum, with(c, doc, leastStated(kind, doc.Value)), drawnBare)
				}
			})
		}
	})
	t.Logf("%d documents, %d clause verdicts held against %d random completions", sum.documents, sum.verdicts, sum.completions)
}

// contradicted draws completions and looks for one that a verdict rules out.
func contradicted(t *testing.T, sum *counts, j *judging, draw int) {
	t.Helper()
	if j == nil {
		t.Error("the document cannot be judged")
		return
	}
	rng := newRandom(j.doc.File, j.doc.ID, "drawn")
	params := map[string]any{}
	for id, p := range j.params.Values {
		params[id] = p
	}
	type asking struct {
		u        *rules.Unit
		clauses  []*law.Clause
		query    ast.Body
		outs     []*told
		readings []map[string]string
	}
	numbers := term(params)
	var all []asking
	for _, u := range j.units {
		clauses := j.asked(u)
		outs, readings := j.judged(t, u, clauses)
		whole, err := j.c.rules.Whole(u.Instrument)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, asking{whole, clauses, oracleQuery(whole, clauses), outs, readings})
		sum.add(0, len(outs), 0, 0)
	}
	for n := range draw {
		value, ok := rng.object(j.kind, j.doc.Value)
		if !ok {
			t.Error("no completion was found")
			return
		}
		open := map[string]string{}
		for i := range j.cited {
			_, unknown := j.cited[i].known()
			for _, name := range sortedKeys(unknown) {
				open[fmt.Sprintf("/authorities/%d/%s", i, name)] = unknown[name].Enum[rng.IntN(len(unknown[name].Enum))]
			}
		}
		term := term(value)
		for _, a := range all {
			chosen := a.readings[n%len(a.readings)]
			words, places := plainVerdicts(a.u, a.clauses, a.query, j.plainInput(value, term, numbers, j.reading(chosen), open))
			for _, o := range a.outs {
				if !o.under(chosen) {
					continue
				}
				word := words[o.clause]
				wrong := false
				switch o.out.status {
				case finding.Breached:
					wrong = word != "breached"
					for _, h := range o.out.breaches {
						wrong = wrong || h.Pointer() != "" && !places[o.clause][h.Pointer()]
					}
				case finding.Met:
					wrong = word == "breached" || word == "unsettled"
				case finding.Exempt:
					wrong = word != "exempt"
				case finding.NotApplicable:
					wrong = word != "out"
				}
				if wrong {
					t.Errorf("%s %v is %s at %v, and a completion is %s at %v:\n%s\n%s", a.u.Instrument.Cite(a.clauses[o.clause].Clause), o.out.choices, o.out.status, o.out.breaches, word, places[o.clause],
						asJSON(j.doc.Value), asJSON(value))
					return
				}
			}
		}
	}
	sum.add(1, 0, draw, 0)
}

// TestShortPlansAccuseNobody: a plan that states its kind, day, place, the type of its agency and one act is in breach of what it states
// alone. Nothing is breached by a fact that nobody stated, but where an exception was not claimed.
func TestShortPlansAccuseNobody(t *testing.T) {
	t.Parallel()
	c, _ := shippedLaw(t, Options{})
	every := 60 // of the acts of a kind
	switch {
	case exhaustive: // all of them, by every agency, would take an hour
		every = 24
	case testing.Short():
		every = 400
	default:
		t.Log(sampled)
	}
	breaches, plans := 0, 0
	accusing := map[string]string{}
	for _, name := range sortedKeys(c.kinds) {
		kind, err := c.Kind(name)
		if err != nil {
			t.Fatal(err)
		}
		agencies := kind.Child("agency").Child("type").Enum
		acts := shortActs(kind)
		t.Logf("%s: %d acts", name, len(acts))
		for n, act := range acts {
			if n%every != 0 {
				continue
			}
			for i, agency := range agencies {
				if i != n/every%len(agencies) {
					continue
				}
				value := map[string]any{"practice": practice.Version, "kind": name, "id": "short", "jurisdiction": "cn/shanghai", "day": "2026-03-01", "agency": map[string]any{"type": agency}}
				maps.Copy(value, act)
				doc := reread(t, "", value)
				if doc == nil {
					continue // a fact that does not exist of this act
				}
				j := prepareFor(c, doc)
				plans++
				for _, u := range j.units {
					for _, cl := range j.asked(u) {
						for k, out := range j.clause(u, cl) {
							if out.status != finding.Breached {
								continue
							}
							breaches++
							for _, p := range append(out.breaches, out.either...) {
								if v, ok := lookup(value, p.Pointer()); !ok {
									t.Errorf("%s: breached at %s, of which nothing is stated: %s", u.Instrument.Cite(cl.Clause), p.Pointer(), asJSON(value))
								} else if _, object := v.(map[string]any); object {
									t.Errorf("%s: breached at all of %s: %s", u.Instrument.Cite(cl.Clause), p.Pointer(), asJSON(value))
								}
							}
							open := prepareFor(c, doc)
							open.w.Open = func(string, *practice.Fact) bool { return true }
							if outs := open.clause(u, cl); k >= len(outs) || outs[k].status != finding.Breached {
								accusing[u.Instrument.Cite(cl.Clause)] = asJSON(value)
							}
						}
					}
				}
			}
		}
	}
	t.Logf("%d plans, %d breaches of what they state", plans, breaches)
	for _, cite := range sortedKeys(accusing) {
		t.Logf("%s: an exception that is not claimed: %s", cite, accusing[cite])
	}
}

// shortActs are what a kind of practice requires, with each value of what is done, alone.
func shortActs(kind *practice.Fact) (out []map[string]any) {
	one := map[string]any{}
	type place struct {
		list string
		fact *practice.Fact
	}
	var vary []place
	for _, f := range kind.Children {
		switch {
		case f.Type == "array" && (f.Required || f.Act != ""):
			element := map[string]any{}
			for _, c := range f.Items.Children {
				if len(c.Enum) > 0 && c.Required {
					element[c.Name] = c.Enum[0]
					vary = append(vary, place{f.Name, c})
				}
			}
			one[f.Name] = []any{element}
		case f.Required && len(f.Enum) > 1:
			one[f.Name] = f.Enum[0]
			vary = append(vary, place{"", f})
		}
	}
	out = append(out, one)
	for _, p := range vary {
		for _, v := range p.fact.Enum {
			act := maps.Clone(one)
			if p.list == "" {
				act[p.fact.Name] = v
				out = append(out, act)
				continue
			}
			elements := []map[string]any{{p.fact.Name: v}}
			for _, c := range kind.Child(p.list).Items.Children { // with each fact that silence denies
				if c.Type == "boolean" && c.Absent == "false" && c.When == nil {
					elements = append(elements, map[string]any{p.fact.Name: v, c.Name: true})
				}
			}
			for _, e := range elements {
				act := maps.Clone(one)
				whole := maps.Clone(one[p.list].([]any)[0].(map[string]any))
				maps.Copy(whole, e)
				act[p.list] = []any{whole}
				out = append(out, act)
			}
		}
	}
	return out
}
