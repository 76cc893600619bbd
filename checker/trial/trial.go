// Package trial tries law by what stands beside it: it judges the cases of an instrument and compares the verdicts with the
// marks in them, runs the tests in Rego, checks the law beyond what its compiler sees, and counts what cases and tests reach.
// The command line and the tests of the program's own law try it in this one way.
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

// Options of Run. The zero value tries instruments without counting what is reached, on every processor.
type Options struct {
	Jobs     int  // how many files of cases are judged at once; below 1 as many as there are processors
	Coverage bool // count the lines of law that cases and tests reach
	Shared   bool // run the tests of the shared rules too
}

// Result is what came of trying law. Files are named as in their packs.
type Result struct {
	Instruments []Instrument // as they were given
	Shared      []RegoTest
	Broken      []finding.Finding // why the tests of the shared rules did not run
}

// Instrument is what came of trying one.
type Instrument struct {
	Law    *law.Instrument
	Cases  []Case            // by file
	Tests  []RegoTest        // by file and line
	Checks []finding.Finding // what is wrong with the law itself, by place
	Broken []finding.Finding // why rules could not be compiled, or tests not run
	// Lines are those of its rules, with whether cases or tests reach them; nil unless asked for.
	Lines []rules.Line

	kept map[string]kept // clause → what the cases show of it
}

// Run tries instruments of a pack that c judges by. The same law gives the same result, whatever runs first. The error is
// that of ctx.
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
	_ = compiling.Wait() // none fails
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
				out.Cases[k], err = try(ctx, alone, in, pack.Root(in), file)
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
		out.count()
		out.Checks = finding.Sort(append(out.Checks, out.unpaired()...))
		if opt.Coverage {
			lines, err := watches[i].Lines(out.Law)
			if err != nil { // it compiled a moment ago
				return nil, err
			}
			out.Lines = lines
		}
	}
	return r, nil
}

// Tally counts what a trial came to.
type Tally struct {
	Cases, Practices, Tests int // files of cases, practices in them, tests in Rego
	Failed                  int // cases and tests that came out otherwise than they say
	Checks                  int // findings about the law itself
	Broken                  int // what could not be read, judged or run
}

// Tally counts the whole result.
func (r *Result) Tally() Tally {
	t := Tally{Broken: len(r.Broken)}
	t.tests(r.Shared)
	for i := range r.Instruments {
		in := r.Instruments[i].Tally()
		t.Cases, t.Practices, t.Tests, t.Failed, t.Checks, t.Broken = t.Cases+in.Cases, t.Practices+in.Practices, t.Tests+in.Tests, t.Failed+in.Failed, t.Checks+in.Checks, t.Broken+in.Broken
	}
	return t
}

// Tally counts what is of one instrument.
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
	t.tests(in.Tests)
	return t
}

func (t *Tally) tests(list []RegoTest) {
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
