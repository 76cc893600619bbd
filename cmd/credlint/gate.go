package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/credlint/credlint"
	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/gate"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/source"
)

// gateLaw returns the queries of package gate about the law.
func (c *corpus) gateLaw() gate.Law {
	return gate.Law{
		Clause: func(citation string) (known, waivable bool) {
			id, number, _ := strings.Cut(citation, "#")
			in, ok := c.Instrument(id)
			if !ok {
				return false, false
			}
			clause, ok := in.Clause(number)
			return ok, ok && (clause.Waivable == nil || *clause.Waivable)
		},
		SuggestClauses: c.suggestClauses, Nearest: law.Nearest,
	}
}

// suggestClauses returns citations similar to an unknown citation.
func (c *corpus) suggestClauses(citation string) []string {
	const shown = 5
	id, number, _ := strings.Cut(citation, "#")
	ids := []string{id}
	if _, ok := c.Instrument(id); !ok {
		ids = law.Nearest(id, c.ids())
	}
	var out []string
	for _, id := range ids {
		in, ok := c.Instrument(id)
		if !ok {
			continue
		}
		within := in.Within(number)
		if len(within) == 0 { // of the same article, if there is one
			article, _, _ := strings.Cut(number, ".")
			within = in.Within(article)
		}
		for _, clause := range within {
			out = append(out, in.Cite(clause.Clause))
		}
		if len(within) == 0 {
			var numbers []string
			for clause := range in.Clauses() {
				numbers = append(numbers, clause.Clause)
			}
			for _, near := range law.Nearest(number, numbers) {
				out = append(out, in.Cite(near))
			}
		}
	}
	return out[:min(shown, len(out))]
}

// gateFiles has the waivers and the baseline of a run; nil means not used.
type gateFiles struct {
	law      gate.Law
	dir      string // base of relative paths
	waivers  *gate.Waivers
	baseline *gate.Baseline
	today    string            // by which waivers in comments expire
	ignored  bool              // waivers in comments do not count
	findings []finding.Finding // about files that cannot be read
	unread   error             // the first of them
}

func (s *settings) readGates(laws *corpus, paths []string) (*gateFiles, error) {
	g := &gateFiles{law: laws.gateLaw()}
	g.law.Exists, g.law.Covers = exists, covers(paths)
	g.dir, _ = os.Getwd() // without a working directory, paths are compared unchanged
	if s.waivers != "" {
		today, err := s.currentDay()
		if err != nil {
			return nil, err
		}
		if text, err := readInput(both("豁免文件", "waivers file"), s.waivers); err != nil {
			g.cannotRead("waivers", s.waivers, err)
		} else {
			g.waivers = gate.ReadWaivers(s.waivers, text, g.law, today)
		}
	}
	if s.baseline != "" {
		if text, err := readInput(both("基线文件", "baseline file"), s.baseline); err != nil {
			g.cannotRead("baseline", s.baseline, err)
		} else {
			g.baseline = gate.ReadBaseline(s.baseline, text)
		}
	}
	return g, nil
}

// readCommit judges what --baseline-ref names. Its error is that of an interrupted run.
func (g *gateFiles) readCommit(ctx context.Context, s *settings, laws *corpus, c *checker.Checker, paths []string, opt credlint.Options) error {
	if s.baselineRef == "" {
		return nil
	}
	t, err := readTree(ctx, s.baselineRef)
	if err == nil {
		g.baseline, err = s.baselineOf(ctx, t, laws, c, paths, opt)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		g.cannotRead("baseline", ".", finding.Errorf("选项 --baseline-ref%v", "flag --baseline-ref: %w", err))
	}
	return nil
}

func (g *gateFiles) cannotRead(rule, name string, err error) {
	g.findings = append(g.findings, unusable(rule, name, err))
	g.unread = cmp.Or(g.unread, err)
}

// unusable is the finding about a file of the run that cannot be read or written. What a check was to hold to and did not is an
// error in the report, so that no format says that all went well.
func unusable(rule, name string, err error) finding.Finding {
	return finding.Finding{Rule: "credlint/" + rule, Severity: finding.Error, Message: finding.TextOf(err),
		At: finding.Position{File: filepath.ToSlash(name), Line: 1, Column: 1, EndLine: 1, EndColumn: 1}}
}

// exists reports whether there is a file, or may be one.
func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// covers returns a function that reports whether a folder is, or is in, one of the folders that paths name.
func covers(paths []string) func(dir string) bool {
	return func(dir string) bool {
		for _, p := range paths {
			if info, err := os.Stat(p); err != nil || !info.IsDir() {
				continue
			}
			if below, err := filepath.Rel(realPath(p), realPath(dir)); err == nil && filepath.IsLocal(below) {
				return true
			}
		}
		return false
	}
}

// currentDay returns the day of --today, else of the clock.
func (s *settings) currentDay() (today string, err error) {
	if s.today != "" {
		return s.today, nil
	}
	s.clock, err = day("today")
	return s.clock, err
}

// readInput reads a file that the command line or the settings name. what says what it is.
func readInput(what finding.Text, path string) ([]byte, error) {
	text, err := source.ReadFile(path)
	switch shown := filepath.ToSlash(path); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage("%s“%s”不存在", "%s %q does not exist", what, shown)
	case errors.Is(err, source.ErrNotRegular):
		return nil, usage("%s“%s”无法读取%v", "%s %q cannot be read: %w", what, shown, cause(source.ErrNotRegular))
	case err != nil:
		return nil, failed("%s“%s”无法读取%v", "%s %q cannot be read: %w", what, shown, cause(err))
	}
	return text, nil
}

// dayOfComments reads the day by which waivers in comments expire, if there are any.
func (s *settings) dayOfComments(g *gateFiles, r *finding.Report) (err error) {
	if g.ignored = s.noComments; !g.ignored && slices.ContainsFunc(r.Practices, func(p finding.Judged) bool { return len(p.Comments) > 0 }) {
		g.today, err = s.currentDay()
	}
	return err
}

// apply finishes a report and applies waivers and baseline. Waivers come first, because they have a reason and an end.
func (g *gateFiles) apply(r *finding.Report) {
	r.Findings = append(r.Findings, g.findings...)
	r.Finish()
	if g.waivers != nil {
		g.waivers.Apply(r, g.dir)
		r.Finish()
	}
	gate.ApplyComments(r, g.law, g.today, g.ignored)
	r.Finish()
	if g.baseline != nil {
		g.baseline.Apply(r, g.law, g.dir)
		r.Finish()
	}
}

// save writes the baseline of a report, unless not everything was judged. It returns the error of the run: status, or that of
// writing.
func (g *gateFiles) save(ctx context.Context, path string, r *finding.Report, status error) error {
	if path == "" {
		return status
	}
	shown := filepath.ToSlash(path)
	if codeOf(status) == exitFailed {
		return failed("没有写入基线“%s”，因为尚未全部作出判断", "baseline %q was not written, since not everything was judged", shown)
	}
	text, err := gate.WriteBaseline(path, r, g.law, g.dir)
	if err == nil {
		err = writeAtomic(ctx, path, func(w io.Writer) error { _, err := w.Write(text); return err })
	}
	if err != nil {
		return failed("基线“%s”无法写入%v", "baseline %q cannot be written: %w", shown, cause(err))
	}
	return status
}

// isBaseline reports whether a file is a valid baseline.
func isBaseline(path string) bool {
	text, err := readInput(both("基线文件", "baseline file"), path)
	return err == nil && len(gate.ReadBaseline(path, text).Findings) == 0
}
