package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/credlint/credlint/checker/law"
)

// Coverage records which lines of rules are evaluated. One Coverage may watch many checks, and tests in Rego, at once. Watched
// checks are slower: the results of helpers are not shared between clauses.
type Coverage struct{ cover *cover.Cover }

// NewCoverage returns an empty Coverage.
func NewCoverage() *Coverage { return &Coverage{cover.New()} }

// Tracer is for the queries to be watched; nil for a nil Coverage.
func (c *Coverage) Tracer() topdown.QueryTracer {
	if c == nil {
		return nil
	}
	return c.cover
}

// Line is a line of a rule.
type Line struct {
	File    string // in its pack
	Row     int
	Clause  string // of its rule; empty for applies and helpers
	Text    string
	Reached bool
}

// Lines are the lines of an instrument's rules that can be evaluated, by file and row. The error says that a file does not
// parse.
func (c *Coverage) Lines(in *law.Instrument) ([]Line, error) {
	modules := map[string]*ast.Module{}
	clauses := map[string]map[int]string{}
	for _, name := range sortedKeys(in.Modules()) {
		m, err := Parse(name, in.Modules()[name])
		if err != nil {
			return nil, err
		}
		modules[name] = m
		clauses[name] = map[int]string{}
		for _, rule := range m.Rules {
			ref := rule.Head.Ref()
			if head, ok := ref[0].Value.(ast.Var); !ok || len(ref) != 2 || !slices.Contains(ClauseHeads, Head(head)) {
				continue
			}
			if s, ok := ref[1].Value.(ast.String); ok {
				last := rule.Location.Row + strings.Count(string(rule.Location.Text), "\n")
				for row := rule.Location.Row; row <= last; row++ {
					clauses[name][row] = string(s)
				}
			}
		}
	}
	report := c.cover.Report(modules)
	var out []Line
	for _, name := range sortedKeys(modules) {
		file := report.Files[name]
		if file == nil {
			continue
		}
		rows := map[int]bool{}
		for _, spans := range [][]cover.Range{file.Covered, file.NotCovered} {
			for _, span := range spans {
				for row := span.Start.Row; row <= span.End.Row; row++ {
					rows[row] = true
				}
			}
		}
		text := strings.Split(string(in.Modules()[name]), "\n")
		for _, row := range slices.Sorted(maps.Keys(rows)) {
			out = append(out, Line{name, row, clauses[name][row], strings.TrimSpace(text[row-1]), file.IsCovered(row)})
		}
	}
	return out, nil
}
