package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/report"
	"github.com/credlint/credlint/schemas"
)

func checkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check PATH…",
		Short: "judge practices: files, folders, patterns, or - for standard input",
		Long: "check judges every practice in the files, folders (with all folders in them) and patterns named; - is standard input.\n" +
			"A credlint.yaml in the working directory or above it holds the same settings as the flags, and under exclude patterns\n" +
			"of files that are not practices. Whatever narrows a check is said in its report.\n\n" +
			"Waivers and a baseline set findings aside: these stay in every report, marked, and do not fail it.\n\n" +
			"Exit codes: 0 everything was judged and nothing is at or above --fail-on; 1 everything was judged and something is;\n" +
			"2 an unknown flag, format, citation or value, or a missing path; 3, before 1, something could not be read, judged or\n" +
			"written. (go run turns every code into 1.)",
		Example: "  credlint check practices\n  credlint check --lang zh --output json=report.json plan.yaml\n  credlint new collection | credlint check -",
		Args:    arguments(1, -1, "the path of a file or folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := readSettings(cmd)
			if err != nil {
				return err
			}
			return check(cmd.Context(), s, args, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	addOptions(cmd)
	return cmd
}

// check judges the practices at paths and writes the reports. Its error has the exit code.
func check(ctx context.Context, s *settings, paths []string, stdin io.Reader, stdout, stderr io.Writer) error {
	files, err := practice.Find(ctx, paths, practice.Options{Stdin: stdin, StdinName: s.stdinName, Exclude: s.exclude, Day: s.day})
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		return &exitError{exitUsage, errors.New(strings.ReplaceAll(err.Error(), "\n", "; "))} // a missing path or a malformed pattern
	}
	if err := s.checkOutputs(files.Names()); err != nil {
		return err
	}
	reading := startReader(ctx, files) // in parallel with reading the law
	defer reading.stop()
	laws, err := loadLaw(s.packs, s.keys...)
	if err != nil {
		return err
	}
	only, err := laws.citations("only", s.only)
	if err != nil {
		return err
	}
	skip, err := laws.citations("skip", s.skip)
	if err != nil {
		return err
	}
	gates, err := s.readGates(laws)
	if err != nil {
		return err
	}
	c, err := checker.New(laws.Pack, laws.tables, schemas.FS, checker.Options{Only: only, Skip: skip, Readings: s.readings, Explain: s.explain, Day: s.day})
	if err != nil {
		return &exitError{exitUsage, err}
	}
	if s.printInput {
		return printInput(ctx, c, laws, reading, stdout, stderr)
	}
	judged, err := judge(ctx, c, reading, s, stderr)
	if err != nil {
		return err
	}
	for _, p := range judged {
		for i := range p.Findings {
			if f := &p.Findings[i]; f.Rule == "credlint/law" { // a position in a pack
				f.At.File = laws.shown(nil, f.At.File)
			}
		}
	}
	r := &finding.Report{
		Tool:      finding.Tool{Name: "credlint", Version: version().Version},
		Packs:     finding.Packs{Digest: laws.Digest, Instruments: len(laws.Instruments)},
		Practices: withFailed(judged, reading.loaded.Failed),
		Findings:  slices.Concat(laws.Findings, reading.loaded.Findings),
		Narrowed:  append(c.Narrowed(), s.narrowed()...),
	}
	gates.apply(r)
	if err := writeReports(ctx, s, r, stdout); err != nil {
		return err
	}
	return gates.save(ctx, s.writeBaseline, r, exitStatus(s, r))
}

// readAhead is the number of practices that are read before they can be judged. It bounds the memory of long runs.
const readAhead = 64

// reader reads practices in the background.
type reader struct {
	docs   chan *practice.Document // closed after all practices
	total  atomic.Int64            // number of practices known so far; an unread file counts as one
	loaded *practice.Loaded        // all but the practices; set, like err, before docs is closed
	err    error
	stop   context.CancelFunc // stops reading, except a blocked read of standard input
}

// startReader starts to read the files.
func startReader(ctx context.Context, files *practice.Files) *reader {
	ctx, cancel := context.WithCancel(ctx)
	r := &reader{docs: make(chan *practice.Document, readAhead), stop: cancel}
	r.total.Store(int64(len(files.Names())))
	go func() {
		defer close(r.docs)
		r.loaded, r.err = files.Read(ctx, func(of []*practice.Document) error {
			r.total.Add(int64(len(of)) - 1)
			for _, d := range of {
				select {
				case r.docs <- d:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	}()
	return r
}

// next waits for the next practice. It returns false after the last practice, or if ctx is done.
func (r *reader) next(ctx context.Context) (*practice.Document, bool) {
	select {
	case doc, ok := <-r.docs:
		return doc, ok
	case <-ctx.Done():
		return nil, false
	}
}

// interrupted returns the error of an interrupted run.
func interrupted(practices int) error {
	return &exitError{exitFailed, fmt.Errorf("interrupted after %s; the run is incomplete and nothing was reported", count(practices, "practice", "practices"))}
}

// printInput prints the input of the rules, one line for each practice. It reports a practice that fails and continues.
func printInput(ctx context.Context, c *checker.Checker, laws *corpus, reading *reader, stdout, stderr io.Writer) error {
	failed, none := false, true
	for doc, ok := reading.next(ctx); ok; doc, ok = reading.next(ctx) {
		none = false
		b, err := c.Input(ctx, doc)
		if err := ctx.Err(); err != nil {
			return err
		}
		if err != nil {
			lines(stderr, "%s", err)
			failed = true
			continue
		}
		lines(stdout, "%s", b)
	}
	if err := cmp.Or(ctx.Err(), reading.err); err != nil {
		return err
	}
	for _, f := range slices.Concat(laws.Findings, reading.loaded.Findings) {
		if f.Severity == finding.Error {
			lines(stderr, "%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message.EN)
			failed = true
		}
	}
	switch {
	case failed:
		return &exitError{code: exitFailed}
	case none:
		return &exitError{exitFailed, errors.New("nothing was prepared: no practice was found")}
	}
	return nil
}

// narrowed lists the settings outside of the checker that narrowed the check.
func (s *settings) narrowed() []finding.Text {
	var out []finding.Text
	if len(s.exclude) > 0 {
		p := strings.Join(s.exclude, ", ")
		out = append(out, finding.Text{ZH: "未读取的文件：" + p, EN: "files not read: " + p})
	}
	if s.file != "" {
		out = append(out, finding.Text{ZH: "设置来自“" + s.file + "”", EN: "settings are those of " + s.file})
	}
	return out
}

// checkOutputs refuses outputs that would overwrite inputs or each other.
func (s *settings) checkOutputs(judged []string) error {
	for _, o := range s.outputs {
		if s.writeBaseline != "" && filepath.Clean(o.path) == filepath.Clean(s.writeBaseline) {
			return usage("flag --write-baseline: %q is written as a report; give each a file of its own", filepath.ToSlash(s.writeBaseline))
		}
		switch {
		case sameFile(o.path, judged...):
			return usage("flag --output: %q is one of the practices; write the report to another file", filepath.ToSlash(o.path))
		case sameFile(o.path, s.waivers, s.baseline):
			return usage("flag --output: %q is read in this run; write the report to another file", filepath.ToSlash(o.path))
		}
	}
	switch {
	case s.writeBaseline == "":
	case sameFile(s.writeBaseline, s.waivers):
		return usage("flag --write-baseline: %q holds the waivers; write the baseline to another file", filepath.ToSlash(s.writeBaseline))
	case sameFile(s.writeBaseline, judged...) && !isBaseline(s.writeBaseline): // a baseline among the practices is not read as a practice
		return usage("flag --write-baseline: %q is one of the practices; write the baseline to another file", filepath.ToSlash(s.writeBaseline))
	}
	return nil
}

// sameFile reports whether path exists and is the same file as one of others.
func sameFile(path string, others ...string) bool {
	file, err := os.Stat(path)
	return err == nil && slices.ContainsFunc(others, func(other string) bool {
		info, err := os.Stat(filepath.FromSlash(other))
		return err == nil && os.SameFile(info, file)
	})
}

// judgedDocument is the result of a practice with its index in its file.
type judgedDocument struct {
	finding.Judged
	index int
}

// judge judges the practices in parallel while they are read, and returns the results in their order.
func judge(ctx context.Context, c *checker.Checker, reading *reader, s *settings, stderr io.Writer) ([]*judgedDocument, error) {
	var out []*judgedDocument
	var line *progress
	var judged atomic.Int64
	g, judging := errgroup.WithContext(ctx)
	g.SetLimit(s.jobs)
	for doc, ok := reading.next(ctx); ok; doc, ok = reading.next(ctx) {
		if total := int(reading.total.Load()); line == nil && total > readAhead {
			line = newProgress(stderr, s.quiet, total)
		}
		p := &judgedDocument{index: doc.Index}
		out = append(out, p)
		g.Go(func() (err error) {
			if err := judging.Err(); err != nil {
				return err
			}
			if p.Judged, err = c.Check(judging, doc); err != nil {
				return err
			}
			for k := range p.Findings {
				if f := &p.Findings[k]; f.Snippet == "" {
					f.Snippet = doc.Snippet(f.At)
				}
			}
			judged.Add(1)
			line.judged(int(reading.total.Load()))
			return nil
		})
	}
	err := g.Wait()
	line.clear()
	if ctx.Err() != nil {
		return nil, interrupted(int(judged.Load()))
	}
	return out, cmp.Or(err, reading.err)
}

// withFailed merges the results with documents that could not be judged, in the order of files and documents.
func withFailed(all []*judgedDocument, failed []practice.Failed) []finding.Judged {
	for _, f := range failed {
		all = append(all, &judgedDocument{finding.Judged{File: f.File, Kind: f.Kind, ID: f.ID, Title: f.Title, Jurisdiction: f.Jurisdiction, Day: f.Day, Verdict: finding.NotJudged}, f.Index})
	}
	slices.SortStableFunc(all, func(a, b *judgedDocument) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.index, b.index))
	})
	out := make([]finding.Judged, len(all))
	for i, p := range all {
		out[i] = p.Judged
	}
	return out
}

// writeReports writes the report files before standard output, so that a report on the terminal implies that all files exist.
func writeReports(ctx context.Context, s *settings, r *finding.Report, stdout io.Writer) error {
	for i, o := range s.outputs {
		write, err := report.Lookup(o.format)
		if err != nil {
			return &exitError{exitUsage, err}
		}
		err = writeAtomic(ctx, o.path, func(w io.Writer) error { return write(w, r, s.reportOptions(true)) })
		switch {
		case err == nil:
		case ctx.Err() != nil:
			return &exitError{exitFailed, fmt.Errorf("interrupted after %d of %d report files; report %q was not written", i, len(s.outputs), filepath.ToSlash(o.path))}
		default:
			return &exitError{exitFailed, fmt.Errorf("report %q cannot be written: %w", filepath.ToSlash(o.path), cause(err))}
		}
	}
	write, err := report.Lookup(s.format)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	if err := write(interruptible{ctx, stdout}, r, s.reportOptions(false)); err != nil {
		if ctx.Err() != nil {
			return &exitError{exitFailed, errors.New("interrupted; the report on standard output is incomplete")}
		}
		return &exitError{code: exitFailed} // output reports the cause
	}
	return nil
}

// exitStatus returns the error with the exit code of a report: 3 if not everything was judged, else 1 if a finding fails the run.
func exitStatus(s *settings, r *finding.Report) error {
	failed := slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.Severity == finding.Error })
	if len(r.Practices) == 0 && !failed {
		return &exitError{exitFailed, errors.New("nothing was judged: no practice was found")}
	}
	for _, p := range r.Practices {
		failed = failed || p.Verdict == finding.NotJudged || slices.ContainsFunc(p.Clauses, func(v finding.ClauseVerdict) bool { return v.Status == finding.Failed })
	}
	if failed {
		return &exitError{code: exitFailed}
	}
	if s.neverFail {
		return nil
	}
	for _, f := range r.All() {
		if !f.SetAside() && f.Severity >= s.failOn {
			return &exitError{code: exitFound}
		}
	}
	return nil
}
