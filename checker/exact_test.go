package checker

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
	"github.com/credlint/credlint/policies"
)

// The oracle of exact undetermined: brute force. It fills every missing fact with every value of a domain of its own, wider
// than the engine's and made without looking at the law, writes the practice out as a plain document, and asks OPA the
// clause on each. It shares with the engine the compiled rules and nothing else.
type oracle struct {
	keep  func(path string) bool // facts to try; others take one admissible value
	limit int                    // completions at most, 0 is none
}

var errTooMany = fmt.Errorf("too many completions to try")

// values is the oracle's domain of a fact.
func (o *oracle) values(f *practice.Fact, path string) ([]any, error) {
	num := func(n int) json.Number { return json.Number(strconv.Itoa(n)) }
	switch f.Type {
	case "boolean":
		return []any{true, false}, nil
	case "judgement":
		return []any{map[string]any{"value": true, "reason": "r"}, map[string]any{"value": false, "reason": "r"}}, nil
	case "integer", "number":
		lo, hi := 0, 1<<30
		if f.Min != nil {
			lo = *f.Min
		}
		if f.Max != nil {
			hi = *f.Max
		}
		var out []any
		for _, n := range []int{0, 1, 2, 3, 4, 5, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 30, 49, 50, 51, 99, 100, 101, 199, 200, 201, 2999, 3000, 3001, 1 << 30} {
			if n >= lo && n <= hi {
				out = append(out, num(n))
			}
		}
		return out, nil
	case "period":
		units := f.Units
		var out []any
		for _, u := range units {
			if u == "unlimited" {
				out = append(out, map[string]any{u: true})
				continue
			}
			for _, n := range []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 15, 19, 20, 21, 23, 24, 25, 30, 31, 35, 36, 37, 59, 60, 61, 89, 90, 91, 93, 94, 364, 365, 366, 367, 729, 730, 732, 733, 1824, 1825, 1826, 1830, 1831, 10000} {
				out = append(out, map[string]any{u: num(n)})
			}
		}
		return out, nil
	case "array":
		elems := []any{nil}
		if f.Items.Type == "object" {
			maps, err := o.object(f.Items, path+"/*", nil)
			if err != nil {
				return nil, err
			}
			elems = elems[:0]
			for _, m := range maps {
				elems = append(elems, m)
			}
		} else if len(f.Items.Enum) > 0 {
			elems = elems[:0]
			for _, e := range f.Items.Enum {
				elems = append(elems, e)
			}
		} else {
			elems = []any{"a", "b"}
		}
		if o.limit > 0 && len(elems)*len(elems) > o.limit {
			return nil, errTooMany
		}
		var out []any
		for n := f.MinItems; n <= 2; n++ {
			switch n {
			case 0:
				out = append(out, []any{})
			case 1:
				for _, e := range elems {
					out = append(out, []any{e})
				}
			case 2:
				for _, a := range elems {
					for _, b := range elems {
						out = append(out, []any{a, b})
					}
				}
			}
		}
		return out, nil
	case "object":
		m, err := o.object(f, path, nil)
		out := make([]any, len(m))
		for i := range m {
			out[i] = m[i]
		}
		return out, err
	}
	if len(f.Enum) > 0 {
		out := make([]any, len(f.Enum))
		for i, e := range f.Enum {
			out[i] = e
		}
		return out, nil
	}
	if f.Format == "date" {
		return []any{"1999-12-31", "2019-12-31", "2020-05-31", "2020-06-01", "2020-06-02", "2026-01-01", "2030-01-01"}, nil
	}
	return []any{"", "x", "y"}, nil
}

// complete lists the completions of a value that is there.
func (o *oracle) complete(f *practice.Fact, path string, v any) ([]any, error) {
	switch x := v.(type) {
	case map[string]any:
		if f.Type == "object" {
			ms, err := o.object(f, path, x)
			out := make([]any, len(ms))
			for i := range ms {
				out[i] = ms[i]
			}
			return out, err
		}
	case []any:
		if f.Items != nil && f.Items.Type == "object" {
			lists := []any{[]any{}}
			for _, e := range x {
				options, err := o.complete(f.Items, path+"/*", e)
				if err != nil {
					return nil, err
				}
				var next []any
				for _, l := range lists {
					for _, e := range options {
						next = append(next, append(slices.Clone(l.([]any)), e))
					}
				}
				if o.limit > 0 && len(next) > o.limit {
					return nil, errTooMany
				}
				lists = next
			}
			return lists, nil
		}
	}
	return []any{v}, nil
}

// object lists the completions of an object, in an order in which guards come before what they guard.
func (o *oracle) object(f *practice.Fact, path string, known map[string]any) ([]map[string]any, error) {
	order := slices.Clone(f.Children)
	depth := map[string]int{}
	for range order {
		for _, c := range order {
			for g := range c.When {
				depth[c.Name] = max(depth[c.Name], depth[g]+1)
			}
			if c.Of != nil { // after what the agency is
				depth[c.Name] = max(depth[c.Name], 1)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b *practice.Fact) int { return depth[a.Name] - depth[b.Name] })
	out := []map[string]any{{}}
	for _, c := range order {
		p := path + "/" + c.Name
		var options []any
		var err error
		v, there := known[c.Name]
		partial, _ := v.(*practice.Partial)
		switch {
		case partial != nil:
			there = !partial.Unknown()
			options, err = o.left(c, p, partial)
		case there:
			options, err = o.complete(c, p, v)
		case c.Name == "basis" || c.Absent == "not_applicable":
		case c.Absent == "false" && c.Type == "boolean":
			options = []any{false}
		default:
			options, err = o.values(c, p)
		}
		if o.keep != nil && (partial != nil || !there) && c.Type != "object" && !o.keep(p) && len(options) > 1 {
			options = options[:1]
		}
		if err != nil {
			return nil, err
		}
		var next []map[string]any
		for _, m := range out {
			is, _ := practice.Capacities(m)
			exists := c.Of == nil || len(intersect(c.Of, is)) > 0
			for g, allowed := range c.When {
				gv, ok := m[g]
				exists = exists && ok && slices.Contains(allowed, jsonText(gv))
			}
			if !exists {
				if !there {
					next = append(next, m)
				}
				continue // a fact that is there and cannot exist: not admissible
			}
			if len(options) == 0 {
				next = append(next, m)
			}
			for i, v := range options {
				mm := m
				if i < len(options)-1 {
					mm = maps.Clone(m)
				}
				if mm[c.Name] = v; v == nowhere {
					delete(mm, c.Name)
				}
				next = append(next, mm)
			}
		}
		if o.limit > 0 && len(next) > o.limit {
			return nil, errTooMany
		}
		out = next
	}
	return slices.DeleteFunc(out, func(m map[string]any) bool {
		for _, imp := range f.Implies {
			if agrees(m, imp.If, false) && !agrees(m, imp.Then, true) {
				return true
			}
		}
		return false
	}), nil
}

func agrees(m map[string]any, want map[string][]string, absent bool) bool {
	for name, vals := range want {
		v, ok := m[name]
		if !ok {
			if !absent {
				return false
			}
		} else if !slices.Contains(vals, jsonText(v)) {
			return false
		}
	}
	return true
}

// completions are all admissible completions of a practice, as plain values that every clause is asked on.
type completions struct {
	of     *judging
	values []map[string]any
	terms  []*ast.Term
	params *ast.Term
	open   []map[string]string // what the register does not know of the citations, completed: pointer → value
}

// all lists the completions of the practice under judgement; an error says that there are too many to try.
func (o *oracle) all(j *judging) (*completions, error) {
	values, err := o.object(j.kind, "", j.doc.Value)
	if err != nil {
		return nil, err
	}
	all := &completions{of: j, values: values, terms: make([]*ast.Term, len(values)), open: []map[string]string{{}}}
	for i, v := range values {
		all.terms[i] = term(v)
	}
	params := map[string]any{}
	for id, p := range j.params.Values {
		params[id] = p
	}
	all.params = term(params)
	for i := range j.cited {
		_, open := j.cited[i].known()
		for _, name := range sortedKeys(open) {
			var next []map[string]string
			for _, m := range all.open {
				for _, v := range open[name].Enum {
					if !j.cited[i].said[name].Admits(v) {
						continue
					}
					m := maps.Clone(m)
					m[fmt.Sprintf("/authorities/%d/%s", i, name)] = v
					next = append(next, m)
				}
			}
			if all.open = next; o.limit > 0 && len(all.open)*len(values) > o.limit {
				return nil, errTooMany
			}
		}
	}
	return all, nil
}

// oracleQuery asks everything that clauses say at once: whether each is in scope and exempt, and its places.
func oracleQuery(u *rules.Unit, clauses []*law.Clause) ast.Body {
	var b strings.Builder
	fmt.Fprintf(&b, "applies = [1 | %v]", u.Ref(rules.Applies, ""))
	for i, c := range clauses {
		for _, head := range []rules.Head{rules.Engaged, rules.Exempt, rules.Permit} {
			fmt.Fprintf(&b, "; %s%d = [1 | %v]", head, i, u.Ref(head, c.Clause))
		}
		for _, head := range []rules.Head{rules.Breach, rules.Unsettled} {
			fmt.Fprintf(&b, "; %s%d = {p | %v[p]}", head, i, u.Ref(head, c.Clause))
		}
	}
	return ast.MustParseBody(b.String())
}

// plainVerdicts is what clauses say of a complete practice, by plain OPA: of each in one word, and the places of a breach.
func plainVerdicts(u *rules.Unit, clauses []*law.Clause, q ast.Body, input *ast.Term) ([]string, []map[string]bool) {
	var says topdown.QueryResult
	err := topdown.NewQuery(q).WithCompiler(u.Compiler).WithStore(rules.EmptyStore).WithTransaction(rules.EmptyTransaction).WithInput(input).WithStrictBuiltinErrors(true).
		Iter(context.Background(), func(r topdown.QueryResult) error {
			says = r
			return nil
		})
	if err != nil {
		panic(err)
	}
	words, places := make([]string, len(clauses)), make([]map[string]bool, len(clauses))
	for i, c := range clauses {
		holds := func(name string) bool { return says[ast.Var(name)].Value.(*ast.Array).Len() > 0 }
		is := func(head rules.Head) bool { return holds(string(head) + strconv.Itoa(i)) }
		set := func(head rules.Head) ast.Set { return says[ast.Var(string(head)+strconv.Itoa(i))].Value.(ast.Set) }
		hits := map[string]bool{}
		set(rules.Breach).Foreach(func(t *ast.Term) {
			p := ""
			t.Value.(ast.Object).Get(ast.StringTerm("at")).Value.(*ast.Array).Foreach(func(s *ast.Term) { p += "/" + step(s) })
			hits[p] = true
		})
		grants := c.Modality == law.Permission || c.Modality == law.Power
		switch {
		case !binds(c, input), u.Has(rules.Applies, "") && !holds("applies"), u.Has(rules.Engaged, c.Clause) && !is(rules.Engaged), grants && !is(rules.Permit):
			words[i] = "out"
		case grants, len(hits) == 0 && set(rules.Unsettled).Len() == 0:
			words[i] = "kept"
		case is(rules.Exempt):
			words[i] = "exempt"
		case len(hits) > 0:
			words[i], places[i] = "breached", hits
		default:
			words[i] = "unsettled"
		}
	}
	return words, places
}

// binds reports whether a clause binds the agency of a complete practice.
func binds(c *law.Clause, input *ast.Term) bool {
	agency, err := input.Value.Find(ast.Ref{ast.StringTerm("practice"), ast.StringTerm("agency")})
	if len(c.Addressees) == 0 || err != nil {
		return len(c.Addressees) == 0
	}
	return slices.ContainsFunc(c.Addressees, func(t string) bool {
		is, _ := agency.Find(ast.Ref{ast.StringTerm("type")})
		capacity, err := agency.Find(ast.Ref{ast.StringTerm("capacities"), ast.StringTerm(t)})
		return is != nil && is.Compare(ast.String(t)) == 0 || err == nil && capacity.Compare(ast.Boolean(true)) == 0
	})
}

// plainInput is the input of one completion without anything tracked.
func (j *judging) plainInput(value map[string]any, practice, params, readings *ast.Term, open map[string]string) *ast.Term {
	input := func(cites *ast.Term) *ast.Term {
		return ast.ObjectTerm(
			[2]*ast.Term{ast.StringTerm("practice"), practice}, [2]*ast.Term{ast.StringTerm("day"), ast.StringTerm(j.day)},
			[2]*ast.Term{ast.StringTerm("authorities"), cites}, [2]*ast.Term{ast.StringTerm("params"), params}, [2]*ast.Term{ast.StringTerm("readings"), readings})
	}
	cites := make([]any, len(j.cited))
	for i := range j.cited {
		known, _ := j.cited[i].known()
		for at, v := range open {
			if n, name, _ := strings.Cut(strings.TrimPrefix(at, "/authorities/"), "/"); n == strconv.Itoa(i) {
				known[name] = v
			}
		}
		known["grants"] = false
		cites[i] = known
	}
	bare := input(term(cites)) // what grants may not itself hang on a grant
	for i := range j.cited {
		a := &j.cited[i]
		granted := false
		u, clauses, declared := j.permits(a)
		switch {
		case slices.Contains([]law.Rank{"constitution", "doctrine", "draft"}, a.res.Rank) || a.ref.Article == 1 && a.ref.Sub == 0 || len(a.acts) > 0 && !slices.Contains(a.acts, j.doc.Kind):
		case declared:
			v, _ := lookup(value, a.basis+"/covers/value")
			granted = v == true
		default:
			for _, c := range clauses {
				ok := true
				if u.Has(rules.Applies, "") {
					ok = holdsPlainly(u, rules.Applies, "", bare)
				}
				ok = ok && binds(c, bare) && holdsPlainly(u, rules.Permit, c.Clause, bare)
				granted = granted || ok
			}
		}
		cites[i].(map[string]any)["grants"] = granted
	}
	return input(term(cites))
}

// holdsPlainly asks plain OPA whether a head holds for a clause.
func holdsPlainly(u *rules.Unit, head rules.Head, clause string, input *ast.Term) bool {
	yes, err := rules.Holds(context.Background(), u.Query(ast.NewBody(ast.NewExpr(ast.NewTerm(u.Ref(head, clause)))), input))
	if err != nil {
		panic(err)
	}
	return yes
}

// term is a value as OPA reads it.
func term(v any) *ast.Term { return ast.NewTerm(ast.MustInterfaceToValue(v)) }

// step is a step of a path as text.
func step(t *ast.Term) string {
	if s, ok := t.Value.(ast.String); ok {
		return string(s)
	}
	return t.Value.String()
}

// summary folds the verdicts of all completions into the status the engine must give.
func summary(kinds map[string]bool) []finding.Status {
	switch {
	case len(kinds) == 1 && kinds["breached"]:
		return []finding.Status{finding.Breached}
	case kinds["breached"] || kinds["unsettled"]:
		return []finding.Status{finding.Undetermined}
	case len(kinds) == 1 && kinds["out"]:
		return []finding.Status{finding.NotApplicable}
	case len(kinds) == 1 && kinds["exempt"]:
		return []finding.Status{finding.Exempt}
	}
	return []finding.Status{finding.Met, finding.Exempt}
}

// prepareFor makes the judging of a document without judging it.
func prepareFor(c *Checker, doc *practice.Document) *judging {
	j := c.judging(context.Background(), doc)
	if !j.prepare() {
		return nil
	}
	return j
}

// told is an outcome of the engine with what brute force makes of it.
type told struct {
	clause  int
	out     outcome
	kinds   map[string]bool
	certain map[string]bool
}

// judged asks the engine for clauses; every outcome is one under some choice of readings.
func (j *judging) judged(t testing.TB, u *rules.Unit, clauses []*law.Clause) (all []*told, readings []map[string]string) {
	t.Helper()
	readings = []map[string]string{{}}
	for i, c := range clauses {
		for _, out := range j.clause(u, c) {
			if out.status == finding.Failed {
				t.Fatalf("%s#%s: %v", u.Instrument.ID, c.Clause, out.err)
			}
			if out.notProved {
				t.Fatalf("%s#%s: the bound was reached\n%s", u.Instrument.ID, c.Clause, asJSON(j.doc.Value))
			}
			all = append(all, &told{clause: i, out: out, kinds: map[string]bool{}})
			for _, r := range out.choices {
				if _, ok := readings[0][r.Name]; ok {
					continue
				}
				var next []map[string]string
				for _, m := range readings {
					for _, choice := range j.c.choices[r.Name] {
						m := maps.Clone(m)
						m[r.Name] = choice
						next = append(next, m)
					}
				}
				readings = next
			}
		}
	}
	return all, readings
}

// under reports whether an outcome is one of these readings.
func (o *told) under(readings map[string]string) bool {
	for _, r := range o.out.choices {
		if readings[r.Name] != r.Choice {
			return false
		}
	}
	return true
}

// compare holds clauses of the engine to the oracle; it reports how many outcomes were compared over how many completions.
func compare(t testing.TB, j *judging, u *rules.Unit, clauses []*law.Clause, from ...*completions) (verdicts, tried int) {
	t.Helper()
	outs, readings := j.judged(t, u, clauses)
	whole, err := j.c.rules.Whole(u.Instrument) // the engine's unit holds the rules that it needs
	if err != nil {
		t.Fatal(err)
	}
	q := oracleQuery(whole, clauses)
	for _, chosen := range readings {
		settled := j.reading(chosen)
		for _, all := range from {
			for i, value := range all.values {
				for _, open := range all.open {
					words, places := plainVerdicts(whole, clauses, q, all.of.plainInput(value, all.terms[i], all.params, settled, open))
					for _, o := range outs {
						if !o.under(chosen) {
							continue
						}
						tried++
						o.kinds[words[o.clause]] = true
						if hits := places[o.clause]; hits != nil {
							if o.certain == nil {
								o.certain = maps.Clone(hits)
							}
							maps.DeleteFunc(o.certain, func(p string, _ bool) bool { return !hits[p] })
						}
					}
				}
			}
		}
	}
	for _, o := range outs {
		cite := u.Instrument.Cite(clauses[o.clause].Clause)
		if want := summary(o.kinds); !slices.Contains(want, o.out.status) {
			t.Errorf("%s %v: %s, but over %d completions %v, want %v\n%s", cite, o.out.choices, o.out.status, tried, slices.Sorted(maps.Keys(o.kinds)), want, asJSON(j.doc.Value))
			continue
		}
		if o.out.status != finding.Breached {
			continue
		}
		got := []string{}
		for _, h := range o.out.breaches {
			got = append(got, h.Pointer())
		}
		slices.Sort(got)
		want := slices.Sorted(maps.Keys(o.certain))
		if diff := cmp.Diff(want, slices.Compact(got)); diff != "" && len(want)+len(got) > 0 {
			t.Errorf("%s: places certain by brute force (-), by the engine (+):\n%s\n%s", cite, diff, asJSON(j.doc.Value))
		}
	}
	return len(outs), tried
}

// reading is the term of settled readings; those that nobody asked for take any choice.
func (j *judging) reading(chosen map[string]string) *ast.Term {
	all := map[string]any{}
	for name, choices := range j.c.choices {
		all[name] = choices[0]
	}
	for name, choice := range chosen {
		all[name] = choice
	}
	return term(all)
}

func asJSON(v any) string { b, _ := json.Marshal(v); return string(b) }

var (
	section = regexp.MustCompile(`(?m)^# (\d+): `)
	reads   = regexp.MustCompile(`\bp\.(\w+)`)
)

// exhaustive makes tests try as much as they were designed to. Without it they take a sample with the same seeds, so that go test
// takes few minutes. make exhaustive sets it, and CI runs that.
var exhaustive = os.Getenv("CREDLINT_EXHAUSTIVE") != ""

// sampled is logged by tests that take a sample.
const sampled = "a sample; CREDLINT_EXHAUSTIVE=1 takes all"

// TestExhaustiveRunsWhatIsSampled requires that make exhaustive names every test of this package that takes a sample.
func TestExhaustiveRunsWhatIsSampled(t *testing.T) {
	target := regexp.MustCompile(`CREDLINT_EXHAUSTIVE=1 go test .* -run '\^Test\(([^)]*)\)`).FindStringSubmatch(text(t, "../Makefile"))
	files, err := filepath.Glob("*_test.go")
	if err != nil || target == nil {
		t.Fatal(err, target)
	}
	named := strings.Split(target[1], "|")
	for _, file := range files {
		for _, test := range strings.Split(text(t, file), "\nfunc Test")[1:] {
			name, body, _ := strings.Cut(test, "(t *testing.T)")
			body, _, _ = strings.Cut(body, "\n}\n")
			if regexp.MustCompile(`(case |if |!)exhaustive`).MatchString(body) && !slices.Contains(named, name) {
				t.Errorf("make exhaustive leaves out Test%s of %s, which takes a sample", name, file)
			}
		}
	}
}

func text(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestExactTiny holds the engine to brute force on the made-up law with its traps, on random practices from bare to
// nearly complete.
func TestExactTiny(t *testing.T) {
	t.Parallel()
	pack, err := law.Load(os.DirFS("../testdata/packs/tiny"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(pack, Options{Tables: policies.FS, Schemas: os.DirFS("../testdata/schemas")})
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../testdata/packs/tiny/cn/tiny_2020/rules.rego")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string][]string{} // article → facts its section names, read from the text of the law
	parts := section.FindAllStringSubmatchIndex(string(text), -1)
	for i, m := range parts {
		end := len(text)
		if i+1 < len(parts) {
			end = parts[i+1][0]
		}
		article := string(text[m[2]:m[3]])
		names[article] = []string{"colour", "claimed", "shade", "gloss"}
		for _, r := range reads.FindAllStringSubmatch(string(text[m[0]:end]), -1) {
			names[article] = append(names[article], r[1])
		}
	}
	if len(names) < 20 {
		t.Fatalf("%d sections found in the law", len(names))
	}
	file := t.TempDir() + "/p.yaml"
	if err := os.WriteFile(file, []byte("practice: credlint/v1\nkind: collection\nid: tiny\njurisdiction: cn\nagency: {agency: credlint/v1, name: x, type: organ}\nday: 2026-01-01\nbasis: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	loaded, err := practice.Load(context.Background(), []string{file}, practice.Options{Schemas: os.DirFS("../testdata/schemas")})
	if err != nil {
		t.Fatal(err)
	}
	kind, err := c.kinds["collection"]()
	if err != nil {
		t.Fatal(err)
	}
	capacities := []any{nil, map[string]any{}, map[string]any{"company": true}, map[string]any{"organ": true, "company": true}, &practice.Partial{}}
	n, limit := 10, 1000
	switch {
	case exhaustive:
		n, limit = 120, 5000
	case testing.Short():
		n, limit = 8, 1000
	default:
		t.Log(sampled)
	}
	verdicts, tried, left := 0, 0, 0
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		doc := *loaded.Documents[0]
		doc.Value = randomPractice(rng, kind, doc.Value, float64(i%8)/8)
		if some := capacities[i%len(capacities)]; some != nil {
			agency := maps.Clone(doc.Value["agency"].(map[string]any))
			agency["capacities"] = some
			doc.Value["agency"] = agency
		}
		j := prepareFor(c, &doc)
		if j == nil {
			continue
		}
		u := j.units[0]
		for a := range u.Instrument.Articles() {
			article := u.Instrument.Articles()[a].Article
			var clauses []*law.Clause
			for k := range u.Instrument.Articles()[a].Clauses {
				if cl := &u.Instrument.Articles()[a].Clauses[k]; cl.Binds(j.agencyTypes()...) {
					clauses = append(clauses, cl)
				}
			}
			o := &oracle{limit: limit, keep: func(path string) bool {
				name, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
				return slices.Contains(names[article], name) || strings.HasPrefix(path, "/agency/capacities")
			}}
			all, err := o.all(j)
			if err != nil || len(all.values) == 0 {
				left += len(clauses)
				continue
			}
			n, m := compare(t, j, u, clauses, all)
			verdicts, tried = verdicts+n, tried+m
		}
	}
	// two periods, one or both of them missing, have too many completions to be tried beside anything else
	for _, stated := range []map[string]any{{}, {"term": map[string]any{"unlimited": true}}, {"kept": map[string]any{"unlimited": true}}} {
		doc := *loaded.Documents[0]
		doc.Value = maps.Clone(doc.Value)
		maps.Copy(doc.Value, map[string]any{"colour": "red"})
		maps.Copy(doc.Value, stated)
		j := prepareFor(c, &doc)
		u := j.units[0]
		var clauses []*law.Clause
		for _, a := range u.Instrument.Articles() {
			for k := range a.Clauses {
				if a.Article == "30" {
					clauses = append(clauses, &a.Clauses[k])
				}
			}
		}
		all, err := (&oracle{limit: 100_000, keep: func(path string) bool {
			return strings.HasPrefix(path, "/kept") || strings.HasPrefix(path, "/term")
		}}).all(j)
		if err != nil {
			t.Fatal(err)
		}
		more, m := compare(t, j, u, clauses, all)
		if more < 2 {
			t.Errorf("only %d verdicts on two periods were compared", more)
		}
		verdicts, tried = verdicts+more, tried+m
	}
	t.Logf("%d verdicts over %d completions by brute force; %d left out as too many to try", verdicts, tried, left)
	if verdicts < 20*n {
		t.Errorf("only %d verdicts were compared", verdicts)
	}
}

// randomPractice fills some facts of a practice at random.
func randomPractice(rng *rand.Rand, kind *practice.Fact, head map[string]any, p float64) map[string]any {
	o := &oracle{}
	var fill func(f *practice.Fact, known map[string]any) map[string]any
	fill = func(f *practice.Fact, known map[string]any) map[string]any {
		m := maps.Clone(known)
		if m == nil {
			m = map[string]any{}
		}
		for range 3 { // guards may come after what they guard
			for _, c := range f.Children {
				if _, ok := m[c.Name]; ok || c.Name == "basis" || c.Name == "title" || c.Name == "agency" || rng.Float64() > p/2 {
					continue
				}
				exists := true
				for g, allowed := range c.When {
					gv, ok := m[g]
					exists = exists && ok && slices.Contains(allowed, jsonText(gv))
				}
				if !exists {
					continue
				}
				switch {
				case c.Type == "object":
					m[c.Name] = fill(c, nil)
				case c.Type == "array" && c.Items.Type == "object":
					list := []any{}
					for range rng.IntN(4) {
						list = append(list, fill(c.Items, nil))
					}
					m[c.Name] = list
				default:
					vals, _ := o.values(c, "")
					m[c.Name] = vals[rng.IntN(len(vals))]
				}
			}
		}
		for _, imp := range f.Implies {
			if agrees(m, imp.If, false) && !agrees(m, imp.Then, true) {
				for name := range imp.If {
					delete(m, name)
				}
			}
		}
		for range 3 {
			for _, c := range f.Children {
				for g := range c.When {
					if _, ok := m[g]; !ok {
						delete(m, c.Name)
					}
				}
			}
		}
		return m
	}
	return fill(kind, head)
}

// TestShippedUsesNothingAsAWhole holds what explorer relies on: the program's own law compares facts, never whole objects or
// lists.
func TestShippedUsesNothingAsAWhole(t *testing.T) {
	t.Parallel()
	c, pack := shippedLaw(t, Options{})
	for _, in := range pack.Instruments {
		u, err := c.rules.Whole(in)
		if err != nil {
			t.Fatal(err)
		}
		for cl := range in.Clauses() {
			for _, kind := range cl.Kinds {
				f, err := c.kinds[kind]()
				if err != nil {
					t.Fatal(err)
				}
				if w := u.Facts(cl.Clause).Wholes(f); len(w) > 0 {
					t.Errorf("%s uses %v as a whole", in.Cite(cl.Clause), w)
				}
			}
		}
	}
}

// jsonText writes a scalar as JSON.
func jsonText(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}
