package trial_test

import (
	"context"
	"os"
	"runtime/debug"
	"testing"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/trial"
	"github.com/credlint/credlint/policies"
)

// TestMain collects garbage as rarely as the tests allow: they allocate much and keep little, and with the setting of the runtime
// half of their time goes into collecting.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

// least is the part of an instrument's lines of Rego, in percent, that cases and tests must reach together.
const least = 95

// TestShipped tries the law of the program: its cases, its tests in Rego, the checks beyond OPA, and a pair of cases for every
// prohibition and obligation. In make exhaustive it asks too which lines cases and tests reach: a tracer doubles the time.
func TestShipped(t *testing.T) {
	if testing.Short() {
		t.Skip("judges every case")
	}
	pack, err := law.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range pack.Findings {
		t.Errorf("%s:%d: %s", f.At.File, f.At.Line, f.Message.EN)
	}
	c, err := checker.New(pack, checker.Options{})
	if err != nil {
		t.Fatal(err)
	}
	coverage := os.Getenv("CREDLINT_EXHAUSTIVE") != ""
	r, err := trial.Run(context.Background(), c, pack, pack.Instruments, trial.Options{Coverage: coverage, Shared: true})
	if err != nil {
		t.Fatal(err)
	}
	tests := func(list []trial.RegoTest) {
		for _, test := range list {
			if !test.Passed {
				t.Errorf("%s:%d: %s failed: %s", test.At.File, test.At.Line, test.Name, test.Why)
			}
		}
	}
	tests(r.Shared)
	for _, f := range r.Broken {
		t.Errorf("%s:%d: %s", f.At.File, f.At.Line, f.Message.EN)
	}
	for i := range r.Instruments {
		in := &r.Instruments[i]
		tests(in.Tests)
		for _, f := range append(in.Broken, in.Checks...) {
			t.Errorf("%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message.EN)
		}
		for _, c := range in.Cases {
			for _, f := range c.Broken {
				t.Errorf("%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message.EN)
			}
			for _, d := range c.Differences {
				t.Errorf("%s:%d: %s of practice %s: wanted %s, got %s", d.At.File, d.At.Line, d.Law.EN, d.Practice, d.Wanted.EN, d.Got.EN)
			}
		}
		n := in.Tally()
		t.Logf("%s: %d practices in %d cases, %d tests", in.Law.ID, n.Practices, n.Cases, n.Tests)
		if !coverage {
			continue
		}
		reached := 0
		for _, l := range in.Lines {
			if l.Reached {
				reached++
			} else {
				t.Logf("%s:%d: not reached: %s", l.File, l.Row, l.Text)
			}
		}
		t.Logf("%s: %d of %d lines", in.Law.ID, reached, len(in.Lines))
		if len(in.Lines) == 0 || 100*reached < least*len(in.Lines) {
			t.Errorf("%s: cases and tests reach %d of %d lines, which must be %d %%", in.Law.ID, reached, len(in.Lines), least)
		}
	}
}
