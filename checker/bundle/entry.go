package bundle

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
)

// askRego is what opa/credlint.rego begins with, the same in every bundle.
//
//go:embed credlint.rego
var askRego []byte

// mainRego is opa/main.rego.
//
//go:embed main.rego
var mainRego []byte

// What the rules have to know of an instrument and of its clauses, from instrument.yaml. Each has every field: OPA refuses rules
// that read one which none has.
type (
	aboutInstrument struct {
		place, from, until string
		kinds              []string // that some clause judges, a person's work included
		readings           []string
		clauses            map[string]aboutClause // that have rules
	}
	aboutClause struct {
		Kinds      []string     `json:"kinds"`
		Addressees []string     `json:"addressees"` // empty: all
		From       string       `json:"from"`
		Until      string       `json:"until"`
		Summary    finding.Text `json:"summary"`
		Engaged    bool         `json:"engaged"` // engaged only where a rule says so
	}
)

// forever is later than any day, for what has no last one.
const forever = "9999-12-31"

// entry is opa/credlint.rego: what is the same for all law, then a table of the instruments and for each the rule that asks it.
// Packages are named one by one: rules that go through all of data would ask themselves.
func entry(instruments []*law.Instrument, modules map[string]*ast.Module) []byte {
	var out bytes.Buffer
	out.Write(askRego)
	about := map[string]aboutInstrument{}
	for _, in := range instruments {
		heads := headsOf(in, modules)
		about[in.ID] = aboutOf(in, heads)
		pkg := ast.Ref{ast.DefaultRootDocument}
		for _, step := range strings.Split(in.Package(), ".") {
			pkg = append(pkg, ast.StringTerm(step))
		}
		fmt.Fprintf(&out, "\nbreaches contains breach(%q, clause, place) if {\n", in.ID)
		if heads["applies"] != nil {
			fmt.Fprintf(&out, "\t%v.applies\n", pkg)
		}
		fmt.Fprintf(&out, "\tsome clause in asked[%q]\n", in.ID)
		if heads["engaged"] != nil {
			fmt.Fprintf(&out, "\tengaged(%q, clause)\n", in.ID)
		}
		if heads["exempt"] != nil {
			fmt.Fprintf(&out, "\tnot %v.exempt[clause]\n", pkg)
		}
		fmt.Fprintf(&out, "\tsome place in %v.breach[clause]\n}\n", pkg)
		if heads["engaged"] != nil {
			fmt.Fprintf(&out, "\nengaged(%q, clause) if %v.engaged[clause]\n", in.ID, pkg)
		}
	}
	out.WriteString("\ninstruments := {\n")
	for _, id := range slices.Sorted(maps.Keys(about)) {
		fmt.Fprintf(&out, "\t%q: {\n", id)
		in := about[id]
		for _, field := range []struct {
			name  string
			value any
		}{{"place", in.place}, {"from", in.from}, {"until", in.until}, {"kinds", in.kinds}, {"readings", in.readings}} {
			fmt.Fprintf(&out, "\t\t%q: %s,\n", field.name, constant(field.value))
		}
		out.WriteString("\t\t\"clauses\": {\n")
		for _, clause := range slices.SortedFunc(maps.Keys(in.clauses), law.CompareClauses) {
			fmt.Fprintf(&out, "\t\t\t%q: %s,\n", clause, constant(in.clauses[clause]))
		}
		out.WriteString("\t\t},\n\t},\n")
	}
	out.WriteString("}\n")
	return out.Bytes()
}

// constant writes a value as Rego does, which for text, lists and objects is JSON.
func constant(v any) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // text, and lists and objects of it
	}
	return bytes.TrimSpace(out.Bytes())
}

// headsOf finds the heads of an instrument's rules: the clauses that each is about, "" for applies.
func headsOf(in *law.Instrument, modules map[string]*ast.Module) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for name := range in.Modules() {
		for _, r := range modules[name].Rules {
			ref := r.Head.Ref()
			head, clause := string(ref[0].Value.(ast.Var)), ""
			if len(ref) == 2 {
				s, ok := ref[1].Value.(ast.String)
				if !ok {
					continue // no head of law, or one that the checker refuses
				}
				clause = string(s)
			}
			if out[head] == nil {
				out[head] = map[string]bool{}
			}
			out[head][clause] = true
		}
	}
	return out
}

func aboutOf(in *law.Instrument, heads map[string]map[string]bool) aboutInstrument {
	about := aboutInstrument{place: in.Place(), from: in.InForce.From, until: cmp.Or(in.InForce.Until, forever), kinds: []string{}, readings: []string{}, clauses: map[string]aboutClause{}}
	for _, r := range in.Readings {
		about.readings = append(about.readings, r.ID)
	}
	for i := range in.Articles() {
		for j := range in.Articles()[i].Clauses {
			c := &in.Articles()[i].Clauses[j]
			if c.Status == "encoded" || c.Status == "by_hand" {
				about.kinds = append(about.kinds, c.Kinds...)
			}
			if c.Status == "encoded" && heads["breach"][c.Clause] {
				about.clauses[c.Clause] = aboutClause{Kinds: append([]string{}, c.Kinds...), Addressees: append([]string{}, c.Addressees...), From: c.From, Until: cmp.Or(c.Until, forever), Summary: c.Summary, Engaged: heads["engaged"][c.Clause]}
			}
		}
	}
	slices.Sort(about.kinds)
	about.kinds = slices.Compact(about.kinds)
	return about
}
