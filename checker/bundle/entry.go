package bundle

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
)

// credlintRego is the constant beginning of opa/credlint.rego.
//
//go:embed credlint.rego
var credlintRego []byte

// mainRego is opa/main.rego.
//
//go:embed main.rego
var mainRego []byte

// The data of an instrument and its clauses for the rules, from instrument.yaml. Every field is always present, because OPA
// rejects rules that read a field that no object has.
type (
	aboutInstrument struct {
		Place    string                 `json:"place"`
		From     string                 `json:"from"`
		Until    string                 `json:"until"`
		Kinds    []string               `json:"kinds"` // of all encoded and by-hand clauses
		Readings []string               `json:"readings"`
		Clauses  map[string]aboutClause `json:"clauses"` // clauses with rules
	}
	aboutClause struct {
		Kinds      []string     `json:"kinds"`
		Addressees []string     `json:"addressees"` // empty: all
		From       string       `json:"from"`
		Until      string       `json:"until"`
		Summary    finding.Text `json:"summary"`
		Engaged    bool         `json:"engaged"` // the clause has a rule engaged
	}
)

// forever is the last day of an instrument or a clause without one; it is later than any other day.
const forever = "9999-12-31"

// entryRego returns opa/credlint.rego: the constant rules, a rule for each instrument and a table of the instruments. The rules
// name every package, because a rule over all of data would be recursive.
func entryRego(instruments []*law.Instrument, modules map[string]*ast.Module) []byte {
	var out bytes.Buffer
	out.Write(credlintRego)
	data := map[string]aboutInstrument{}
	for _, in := range instruments {
		heads := ruleHeads(in, modules)
		data[in.ID] = aboutOf(in, heads)
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
	table, err := finding.JSON(data, "\t") // a Rego term of strings, arrays and objects is JSON
	if err != nil {
		panic(err) // strings, lists and objects cannot fail
	}
	out.WriteString("\ninstruments := ")
	out.Write(table)
	return out.Bytes()
}

// ruleHeads returns the clauses of the rules of an instrument by rule name. A rule without a clause, such as applies, has "".
func ruleHeads(in *law.Instrument, modules map[string]*ast.Module) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for name := range in.Modules() {
		for _, r := range modules[name].Rules {
			ref := r.Head.Ref()
			head, clause := string(ref[0].Value.(ast.Var)), ""
			if len(ref) == 2 {
				s, ok := ref[1].Value.(ast.String)
				if !ok {
					continue // a helper, or a rule that the checker rejects
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
	about := aboutInstrument{Place: in.Place(), From: in.InForce.From, Until: cmp.Or(in.InForce.Until, forever), Kinds: []string{}, Readings: []string{}, Clauses: map[string]aboutClause{}}
	for _, r := range in.Readings {
		about.Readings = append(about.Readings, r.ID)
	}
	for c := range in.Clauses() {
		if c.Judged() {
			about.Kinds = append(about.Kinds, c.Kinds...)
		}
		if c.Status == "encoded" && heads["breach"][c.Clause] {
			about.Clauses[c.Clause] = aboutClause{Kinds: append([]string{}, c.Kinds...), Addressees: append([]string{}, c.Addressees...), From: c.From, Until: cmp.Or(c.Until, forever), Summary: c.Summary(), Engaged: heads["engaged"][c.Clause]}
		}
	}
	slices.Sort(about.Kinds)
	about.Kinds = slices.Compact(about.Kinds)
	return about
}
