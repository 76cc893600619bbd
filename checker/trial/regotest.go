package trial

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
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/rules"
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

// regoTests runs the tests in Rego beside an instrument by OPA's own runner, or for nil the tests of the shared rules, and
// returns them in the order of files and lines. They have the builtins that law has, no others. Findings say at its place
// what does not compile; then nothing was run. The only error is the context's.
func regoTests(ctx context.Context, pack *law.Pack, in *law.Instrument, coverage *rules.Coverage) ([]RegoTest, []finding.Finding, error) {
	modules := map[string]*ast.Module{}
	sources := []map[string][]byte{pack.Lib, pack.LibTests}
	if in != nil {
		sources = []map[string][]byte{pack.Lib, in.Modules(), in.Tests()}
	}
	for _, files := range sources {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			m, err := rules.Parse(name, files[name])
			if err != nil {
				return nil, rules.Findings(in, err), nil
			}
			modules[name] = m
		}
	}
	compiler := ast.NewCompiler().WithStrict(true).WithCapabilities(rules.Capabilities()).WithDefaultRegoVersion(ast.RegoV1)
	runner := tester.NewRunner().SetCompiler(compiler).SetStore(rules.EmptyStore).SetModules(modules).CapturePrintOutput(false).RaiseBuiltinErrors(true).SetTimeout(time.Minute).SetCoverageRuns(nil)
	if coverage != nil {
		runner.SetCoverageQueryTracer(coverage.Tracer())
	}
	results, err := runner.RunTests(ctx, rules.EmptyTransaction)
	if err != nil {
		return nil, rules.Findings(in, err), ctx.Err()
	}
	var out []RegoTest
	for r := range results {
		t := RegoTest{Name: strings.TrimPrefix(r.Package, "data.") + "." + r.Name, Passed: r.Pass(), Skipped: r.Skip}
		t.At = finding.Position{File: r.Location.File, Line: r.Location.Row, Column: r.Location.Col, EndLine: r.Location.Row, EndColumn: r.Location.Col}
		if r.Error != nil {
			t.Broken, t.Why = true, rules.ErrorText(r.Error)
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
