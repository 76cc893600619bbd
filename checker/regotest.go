package checker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
)

// RegoTest is the outcome of one test in Rego.
type RegoTest struct {
	Name    string           // with its package: "policies.cn.credit_reporting_2013_test.test_never"
	At      finding.Position // in its pack
	Passed  bool
	Skipped bool   // a todo_test_
	Broken  bool   // it could not be evaluated to its end, for the reason in Why
	Why     string // why it did not pass: an error, or the cases of the test that failed; empty where it is just not true
}

// RegoTests runs the tests in Rego beside an instrument by OPA's own runner, or for nil those of the shared rules, and
// returns them in the order of files and lines. They have the builtins that law has, no others. Findings say at their place
// what does not compile; nothing was run then. The error is that of the context alone.
func (c *Checker) RegoTests(ctx context.Context, in *law.Instrument) ([]RegoTest, []finding.Finding, error) {
	modules := map[string]*ast.Module{}
	sources := []map[string][]byte{c.pack.Lib, c.pack.LibTests}
	if in != nil {
		sources = []map[string][]byte{c.pack.Lib, in.Modules(), in.Tests()}
	}
	for _, files := range sources {
		for _, name := range sortedKeys(files) {
			m, err := parseModule(name, files[name])
			if err != nil {
				return nil, compileFindings(in, err), nil
			}
			modules[name] = m
		}
	}
	compiler := ast.NewCompiler().WithStrict(true).WithCapabilities(capabilities()).WithDefaultRegoVersion(ast.RegoV1)
	runner := tester.NewRunner().SetCompiler(compiler).SetStore(emptyStore).SetModules(modules).CapturePrintOutput(false).RaiseBuiltinErrors(true).SetTimeout(time.Minute).SetCoverageRuns(nil)
	if c.reached != nil {
		runner.SetCoverageQueryTracer(c.reached.cover)
	}
	results, err := runner.RunTests(ctx, emptyTxn)
	if err != nil {
		return nil, compileFindings(in, err), ctx.Err()
	}
	var out []RegoTest
	for r := range results {
		t := RegoTest{Name: strings.TrimPrefix(r.Package, "data.") + "." + r.Name, Passed: r.Pass(), Skipped: r.Skip}
		t.At = finding.Position{File: r.Location.File, Line: r.Location.Row, Column: r.Location.Col, EndLine: r.Location.Row, EndColumn: r.Location.Col}
		if r.Error != nil {
			t.Broken, t.Why = true, errText(r.Error)
			var e *topdown.Error
			if errors.As(r.Error, &e) && e.Location != nil {
				t.Why = e.Message
				if e.Location.File != t.At.File {
					t.Why = fmt.Sprintf("%s:%d: %s", e.Location.File, e.Location.Row, e.Message)
				}
			}
		}
		var failed []string
		for names, sub := range r.SubResults.Iter {
			if sub.Fail && len(sub.SubResults) == 0 {
				failed = append(failed, strings.Join(names, "/"))
			}
		}
		if len(failed) > 0 && t.Why == "" {
			t.Why = strings.Join(failed, ", ")
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b RegoTest) int {
		return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.Name, b.Name))
	})
	return out, nil, ctx.Err()
}

// Reached notes what evaluations reach of the rules of law, line by line. One may watch many checks, and tests in Rego, at
// once. Watching costs: what helpers answered is not kept from one clause to the next.
type Reached struct{ cover *cover.Cover }

// NewReached returns a Reached that has seen nothing.
func NewReached() *Reached { return &Reached{cover.New()} }

// Line is a line of a rule.
type Line struct {
	File    string // in its pack
	Row     int
	Clause  string // of the rule it is in; empty for applies and helpers
	Text    string
	Reached bool
}

// Lines are the lines of an instrument's rules, as far as they hold something to reach, by file and row. The error says that
// a file does not parse.
func (r *Reached) Lines(in *law.Instrument) ([]Line, error) {
	modules := map[string]*ast.Module{}
	clauses := map[string]map[int]string{}
	for _, name := range sortedKeys(in.Modules()) {
		m, err := parseModule(name, in.Modules()[name])
		if err != nil {
			return nil, err
		}
		modules[name] = m
		clauses[name] = map[int]string{}
		for _, rule := range m.Rules {
			ref := rule.Head.Ref()
			if head, ok := ref[0].Value.(ast.Var); !ok || len(ref) != 2 || !slices.Contains(clauseHeads, string(head)) {
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
	report := r.cover.Report(modules)
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

// tracer is nil where nothing watches.
func (r *Reached) tracer() topdown.QueryTracer {
	if r == nil {
		return nil
	}
	return r.cover
}
