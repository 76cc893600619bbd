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

	"github.com/spf13/cobra"

	"github.com/credlint/credlint"
	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/report"
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
	reading := credlint.Read(ctx, files) // in parallel with reading the law
	defer reading.Stop()
	laws, err := loadLaw(s.packs, s.keys...)
	if err != nil {
		return err
	}
	opt := credlint.Options{Readings: s.readings, Explain: s.explain, Day: s.day, Exclude: s.exclude, Jobs: s.jobs}
	if opt.Only, err = laws.citations("only", s.only); err != nil {
		return err
	}
	if opt.Skip, err = laws.citations("skip", s.skip); err != nil {
		return err
	}
	gates, err := s.readGates(laws)
	if err != nil {
		return err
	}
	c, err := laws.Checker(opt)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	if s.printInput {
		return printInput(ctx, c, laws, reading, stdout, stderr)
	}
	line := &progress{stderr: stderr, quiet: s.quiet}
	opt.Progress = line.judged
	r, err := laws.Judge(ctx, c, reading, opt)
	line.clear()
	var interrupted *credlint.InterruptedError
	switch {
	case errors.As(err, &interrupted):
		return &exitError{exitFailed, fmt.Errorf("interrupted after %s; the run is incomplete and nothing was reported", count(interrupted.Judged, "practice", "practices"))}
	case err != nil:
		return err
	}
	r.Tool.Version = version().Version
	if s.file != "" {
		r.Narrowed = append(r.Narrowed, finding.Text{ZH: "设置来自“" + s.file + "”", EN: "settings are those of " + s.file})
	}
	gates.apply(r)
	if err := writeReports(ctx, s, r, stdout); err != nil {
		return err
	}
	return gates.save(ctx, s.writeBaseline, r, exitStatus(s, r))
}

// printInput prints the input of the rules, one line for each practice. It reports a practice that fails and continues.
func printInput(ctx context.Context, c *checker.Checker, laws *corpus, reading *credlint.Reader, stdout, stderr io.Writer) error {
	failed, none := false, true
	for doc, ok := reading.Next(ctx); ok; doc, ok = reading.Next(ctx) {
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
		lines(stdout, "%s", finding.EscapeJSON(b))
	}
	found, err := reading.Findings()
	if err := cmp.Or(ctx.Err(), err); err != nil {
		return err
	}
	for _, f := range slices.Concat(laws.Findings, found) {
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
	switch {
	case len(r.Practices) == 0 && credlint.Judged(r):
		return &exitError{exitFailed, errors.New("nothing was judged: no practice was found")}
	case !credlint.Judged(r):
		return &exitError{code: exitFailed}
	case s.neverFail || credlint.Passed(r, s.failOn):
		return nil
	}
	return &exitError{code: exitFound}
}
