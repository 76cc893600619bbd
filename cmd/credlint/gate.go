package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

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
}

func (s *settings) readGates(laws *corpus) (*gateFiles, error) {
	g := &gateFiles{law: laws.gateLaw()}
	g.dir, _ = os.Getwd() // without a working directory, paths are compared unchanged
	if s.waivers != "" {
		text, err := readInputFile("waivers", s.waivers)
		if err != nil {
			return nil, err
		}
		today, err := s.currentDay()
		if err != nil {
			return nil, err
		}
		g.waivers = gate.ReadWaivers(s.waivers, text, g.law, today)
	}
	if s.baseline != "" {
		text, err := readInputFile("baseline", s.baseline)
		if err != nil {
			return nil, err
		}
		g.baseline = gate.ReadBaseline(s.baseline, text)
	}
	return g, nil
}

// currentDay returns the day of --today, else of the clock.
func (s *settings) currentDay() (string, error) {
	if s.today != "" {
		return s.today, nil
	}
	return day("today")
}

// readInputFile reads a file of a flag. A missing path is a usage error.
func readInputFile(what, path string) ([]byte, error) {
	shown := filepath.ToSlash(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage("%s file %q does not exist", what, shown)
	case err == nil && info.IsDir():
		return nil, usage("%s file %q is a folder", what, shown)
	case err == nil && !info.Mode().IsRegular(): // reading a pipe may block
		return nil, usage("%s file %q is no regular file", what, shown)
	}
	var text []byte
	if err == nil {
		var f *os.File
		if f, err = os.Open(path); err == nil {
			text, err = io.ReadAll(io.LimitReader(f, source.MaxBytes+1))
			err = errors.Join(err, f.Close())
		}
	}
	if err != nil {
		return nil, &exitError{exitFailed, fmt.Errorf("%s file %q cannot be read: %w", what, shown, cause(err))}
	}
	return text, nil
}

// apply finishes a report and applies waivers and baseline. Waivers come first, because they have a reason and an end.
func (g *gateFiles) apply(r *finding.Report) {
	r.Finish()
	if g.waivers != nil {
		g.waivers.Apply(r, g.dir)
		r.Finish()
	}
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
	var e *exitError
	if errors.As(status, &e) && e.code == exitFailed {
		return &exitError{exitFailed, fmt.Errorf("baseline %q was not written, since not everything was judged", shown)}
	}
	text, err := gate.WriteBaseline(path, r, g.law, g.dir)
	if err == nil {
		err = writeAtomic(ctx, path, func(w io.Writer) error { _, err := w.Write(text); return err })
	}
	if err != nil {
		return &exitError{exitFailed, fmt.Errorf("baseline %q cannot be written: %w", shown, cause(err))}
	}
	return status
}

// isBaseline reports whether a file is a valid baseline.
func isBaseline(path string) bool {
	text, err := readInputFile("baseline", path)
	return err == nil && len(gate.ReadBaseline(path, text).Findings) == 0
}
