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

// gateLaw is what waivers and baselines ask of the law.
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
		SuggestClauses: c.meantClauses, Nearest: law.Nearest,
	}
}

// meantClauses are the clauses that the writer of a citation that names none may have meant.
func (c *corpus) meantClauses(citation string) []string {
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
			for _, a := range in.Articles() {
				for _, clause := range a.Clauses {
					numbers = append(numbers, clause.Clause)
				}
			}
			for _, near := range law.Nearest(number, numbers) {
				out = append(out, in.Cite(near))
			}
		}
	}
	return out[:min(shown, len(out))]
}

// gates are the waivers and the baseline of a run; what was not asked for is nil.
type gates struct {
	law      gate.Law
	dir      string // what relative paths start from
	waivers  *gate.Waivers
	baseline *gate.Baseline
}

func (s *settings) gates(laws *corpus) (*gates, error) {
	g := &gates{law: laws.gateLaw()}
	g.dir, _ = os.Getwd() // without a working directory paths are compared as they are written
	if s.waivers != "" {
		text, err := readBeside("waivers", s.waivers)
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
		text, err := readBeside("baseline", s.baseline)
		if err != nil {
			return nil, err
		}
		g.baseline = gate.ReadBaseline(s.baseline, text)
	}
	return g, nil
}

// currentDay is the day it is, as far as --today lets it.
func (s *settings) currentDay() (string, error) {
	if s.today != "" {
		return s.today, nil
	}
	return day("today")
}

// readBeside reads a file that is given beside the practices. A path that is missing is a mistake of the command line.
func readBeside(what, path string) ([]byte, error) {
	shown := filepath.ToSlash(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage("%s file %q does not exist", what, shown)
	case err == nil && info.IsDir():
		return nil, usage("%s file %q is a folder", what, shown)
	case err == nil && !info.Mode().IsRegular(): // a pipe may never end
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
		return nil, &exit{exitFailed, fmt.Errorf("%s file %q cannot be read: %w", what, shown, cause(err))}
	}
	return text, nil
}

// apply finishes a report and sets aside what is to be: waivers first, since they say why and until when.
func (g *gates) apply(r *finding.Report) {
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

// save writes the baseline of a report that was judged as whole as it says. It returns what the run ends with: a baseline
// that is written makes nothing of it known.
func (g *gates) save(ctx context.Context, path string, r *finding.Report, verdict error) error {
	if path == "" {
		return verdict
	}
	shown := filepath.ToSlash(path)
	var e *exit
	if errors.As(verdict, &e) && e.code == exitFailed {
		return &exit{exitFailed, fmt.Errorf("baseline %q was not written, since not everything was judged", shown)}
	}
	text, err := gate.WriteBaseline(path, r, g.law, g.dir)
	if err == nil {
		err = writeWhole(ctx, path, func(w io.Writer) error { _, err := w.Write(text); return err })
	}
	if err != nil {
		return &exit{exitFailed, fmt.Errorf("baseline %q cannot be written: %w", shown, cause(err))}
	}
	return verdict
}

// isBaseline reports whether a file is a baseline that can be read.
func isBaseline(path string) bool {
	text, err := readBeside("baseline", path)
	return err == nil && len(gate.ReadBaseline(path, text).Findings) == 0
}
