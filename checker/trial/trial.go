// Package trial tests law: it judges the cases of an instrument and compares the verdicts with the marks in the cases, runs the
// Rego tests, lints the law, and measures the coverage of cases and tests. The command "credlint test" and the Go tests of the
// law of the program share it.
package trial

import (
	"context"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/lint"
	"github.com/credlint/credlint/checker/rules"
)

// Options configure Run. The zero value tests without coverage on all processors.
type Options struct {
	Jobs     int  // number of parallel jobs; below 1: the number of processors
	Coverage bool // record the lines of law that cases and tests evaluate
	Shared   bool // also run the tests of the shared rules
}

// Result is the result of Run. File names are those in the packs.
type Result struct {
	Instruments []Instrument // in the order of the argument
	Shared      []RegoTest
	Broken      []finding.Finding // errors that prevented the tests of the shared rules
}

// Instrument is the result of one instrument.
type Instrument struct {
	Law    *law.Instrument
	Cases  []Case            // by file
	Tests  []RegoTest        // by file and line
	Checks []finding.Finding // findings of lint and missing cases, by position
	Broken []finding.Finding // errors that prevented compilation or tests
	// Lines are the lines of its rules with their coverage; nil without Options.Coverage.
	Lines []rules.Line

	pairs map[string]shownBy // by clause
}

// Run tests instruments of pack, the law of c. The result does not depend on the order of execution. Problems of the law are in
// the result; an error means that ctx is done or that evaluation is impossible.
func Run(ctx context.Context, c *checker.Checker, pack *law.Pack, instruments []*law.Instrument, opt Options) (*Result, error) {
	if opt.Jobs < 1 {
		opt.Jobs = runtime.GOMAXPROCS(0)
	}
	r := &Result{Instruments: make([]Instrument, len(instruments))}
	compiling := errgroup.Group{}
	compiling.SetLimit(opt.Jobs)
	for i, in := range instruments {
		r.Instruments[i].Law = in
		compiling.Go(func() error {
			r.Instruments[i].Broken = c.Rules().Compile(in)
			return nil
		})
	}
	_ = compiling.Wait() // always nil
	compiled := make([]bool, len(instruments))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(opt.Jobs)
	files := make([][]string, len(instruments))
	watches := make([]*rules.Coverage, len(instruments))
	for i, in := range instruments {
		if compiled[i] = len(r.Instruments[i].Broken) == 0; !compiled[i] {
			continue
		}
		files[i] = caseFiles(pack.Root(in), in)
		r.Instruments[i].Cases = make([]Case, len(files[i]))
		alone := c.OnlyInstrument(in)
		if opt.Coverage {
			watches[i] = rules.NewCoverage()
			alone = alone.WithCoverage(watches[i])
		}
		out := &r.Instruments[i]
		g.Go(func() (err error) {
			out.Tests, out.Broken, err = regoTests(ctx, pack, in, watches[i])
			return err
		})
		g.Go(func() error {
			out.Checks = lint.Instrument(ctx, c, in)
			return ctx.Err()
		})
		for k, file := range files[i] {
			g.Go(func() (err error) {
				out.Cases[k], err = judgeFile(ctx, alone, in, pack.Root(in), file)
				return err
			})
		}
	}
	if opt.Shared {
		g.Go(func() (err error) {
			r.Shared, r.Broken, err = regoTests(ctx, pack, nil, nil)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	for i := range r.Instruments {
		out := &r.Instruments[i]
		out.Cases = slices.DeleteFunc(out.Cases, func(c Case) bool { return c.File == "" })
		if !compiled[i] {
			continue
		}
		out.countPairs()
		out.Checks = finding.Sort(slices.Concat(out.Checks, out.missingCases(), misnamed(pack.Root(out.Law), out.Law)))
		if opt.Coverage {
			lines, err := watches[i].Lines(out.Law)
			if err != nil { // impossible after compilation
				return nil, err
			}
			out.Lines = lines
		}
	}
	return r, nil
}

// Reached counts the lines of rules that a case or test evaluated, and all of them.
func (in *Instrument) Reached() (reached, lines int) {
	for _, l := range in.Lines {
		if l.Reached {
			reached++
		}
	}
	return reached, len(in.Lines)
}

// Below reports whether less than a percentage of the lines is reached. Without lines nothing is.
func (in *Instrument) Below(percent int) bool {
	reached, lines := in.Reached()
	return reached*100 < percent*lines
}

// Tally has the counts of a result.
type Tally struct {
	Cases, Practices, Tests int // files of cases, practices in them, Rego tests
	Failed                  int // cases and tests with another outcome than expected
	Checks                  int // findings about the law itself
	Broken                  int // items that could not be read, judged or run
}

// Tally returns the counts of all instruments and the shared tests.
func (r *Result) Tally() Tally {
	t := Tally{Broken: len(r.Broken)}
	t.addTests(r.Shared)
	for i := range r.Instruments {
		in := r.Instruments[i].Tally()
		t.Cases, t.Practices, t.Tests, t.Failed, t.Checks, t.Broken = t.Cases+in.Cases, t.Practices+in.Practices, t.Tests+in.Tests, t.Failed+in.Failed, t.Checks+in.Checks, t.Broken+in.Broken
	}
	return t
}

// Tally returns the counts of one instrument.
func (in *Instrument) Tally() Tally {
	t := Tally{Cases: len(in.Cases), Checks: len(in.Checks), Broken: len(in.Broken)}
	for i := range in.Cases {
		c := &in.Cases[i]
		t.Practices += c.Practices
		t.Broken += len(c.Broken)
		if len(c.Differences) > 0 {
			t.Failed++
		}
	}
	t.addTests(in.Tests)
	return t
}

func (t *Tally) addTests(list []RegoTest) {
	t.Tests += len(list)
	for _, one := range list {
		switch {
		case one.Broken:
			t.Broken++
		case !one.Passed && !one.Skipped:
			t.Failed++
		}
	}
}
