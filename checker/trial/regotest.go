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

// RegoTest is the result of one Rego test.
type RegoTest struct {
	Name    string           // with its package, "policies.cn.credit_reporting_2013_test.test_never"
	At      finding.Position // position in the pack
	Passed  bool
	Skipped bool   // the name begins with todo_test_
	Broken  bool   // an evaluation error; Why has the reason
	Why     string // error, or the failed cases of the test; empty if the test is merely false
}

// regoTests runs the Rego tests of an instrument, or for nil those of the shared rules, with OPA's runner and the builtins of
// rules.TestCapabilities. It returns them in the order of files and lines. Compile errors are findings, and then no test ran. The
// only error is that of ctx.
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
	compiler := ast.NewCompiler().WithStrict(true).WithCapabilities(rules.TestCapabilities()).WithDefaultRegoVersion(ast.RegoV1)
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
