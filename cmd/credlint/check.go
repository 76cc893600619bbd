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

// check judges what is at paths and writes the reports. Its error carries the exit code.
func check(ctx context.Context, s *settings, paths []string, stdin io.Reader, stdout, stderr io.Writer) error {
	var laws *corpus
	var loaded *practice.Loaded
	var reading errgroup.Group // both are work for a processor, and neither needs the other
	reading.Go(func() (err error) { laws, err = loadLaw(s.packs); return err })
	reading.Go(func() (err error) {
		loaded, err = practice.Load(ctx, paths, practice.Options{Stdin: stdin, StdinName: s.stdinName, Exclude: s.exclude, Day: s.day})
		if err != nil && ctx.Err() == nil {
			err = &exit{exitUsage, errors.New(strings.ReplaceAll(err.Error(), "\n", "; "))} // a path is missing, a pattern malformed
		}
		return err
	})
	if err := reading.Wait(); err != nil {
		return err
	}
	for _, o := range s.outputs {
		if err := overwrites(o.path, loaded); err != nil {
			return err
		}
	}
	only, err := laws.citations("only", s.only)
	if err != nil {
		return err
	}
	skip, err := laws.citations("skip", s.skip)
	if err != nil {
		return err
	}
	c, err := checker.New(laws.Pack, laws.tables, schemas.FS, checker.Options{Only: only, Skip: skip, Readings: s.readings, Explain: s.explain, Day: s.day, Documents: len(loaded.Documents)})
	if err != nil {
		return &exit{exitUsage, err}
	}
	if s.printInput {
		return printInput(ctx, c, laws, loaded, stdout, stderr)
	}
	judged, err := judge(ctx, c, loaded.Documents, s.jobs)
	if err != nil {
		return err
	}
	r := &finding.Report{
		Tool:      finding.Tool{Name: "credlint", Version: version().Version},
		Packs:     finding.Packs{Digest: laws.Digest, Instruments: len(laws.Instruments)},
		Practices: withFailed(judged, loaded),
		Findings:  slices.Concat(laws.Findings, loaded.Findings),
		Narrowed:  append(c.Narrowed(), s.narrowed()...),
	}
	r.Finish()
	if err := writeReports(s, r, stdout); err != nil {
		return err
	}
	return verdict(s, r)
}

// printInput prints what law would read, a line for each practice. What cannot be prepared is said, and the others go on.
func printInput(ctx context.Context, c *checker.Checker, laws *corpus, loaded *practice.Loaded, stdout, stderr io.Writer) error {
	failed := false
	for _, f := range slices.Concat(laws.Findings, loaded.Findings) {
		if f.Severity == finding.Error {
			lines(stderr, "%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message.EN)
			failed = true
		}
	}
	for _, doc := range loaded.Documents {
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
	switch {
	case failed:
		return &exit{code: exitFailed}
	case len(loaded.Documents) == 0:
		return &exit{exitFailed, errors.New("nothing was prepared: no practice was found")}
	}
	return nil
}

// narrowed says which settings of the file system made the check smaller; the checker says the others.
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

// overwrites refuses to write a report over what was judged.
func overwrites(path string, loaded *practice.Loaded) error {
	written, err := os.Stat(path)
	if err != nil {
		return nil // a new file; that its folder is missing shows when it is written
	}
	read := map[string]bool{}
	for _, d := range loaded.Documents {
		read[d.File] = true
	}
	for _, d := range loaded.Failed {
		read[d.File] = true
	}
	for name := range read {
		if info, err := os.Stat(filepath.FromSlash(name)); err == nil && os.SameFile(info, written) {
			return usage("flag --output: %q is one of the practices; write the report to another file", filepath.ToSlash(path))
		}
	}
	return nil
}

// judge judges the documents, jobs of them at once, and returns the results in their order.
func judge(ctx context.Context, c *checker.Checker, docs []*practice.Document, jobs int) ([]finding.Judged, error) {
	out := make([]finding.Judged, len(docs))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(jobs)
	for i, doc := range docs {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			j, err := c.Check(ctx, doc)
			for k := range j.Findings {
				if f := &j.Findings[k]; f.Snippet == "" {
					f.Snippet = doc.Snippet(f.At)
				}
			}
			out[i] = j
			return err
		})
	}
	return out, g.Wait()
}

// withFailed adds the documents that could not be judged, in the places where they stand in their files.
func withFailed(judged []finding.Judged, loaded *practice.Loaded) []finding.Judged {
	type placed struct {
		judged finding.Judged
		index  int
	}
	all := make([]placed, 0, len(judged)+len(loaded.Failed))
	for i, j := range judged {
		all = append(all, placed{j, loaded.Documents[i].Index})
	}
	for _, f := range loaded.Failed {
		all = append(all, placed{finding.Judged{File: f.File, Kind: f.Kind, ID: f.ID, Title: f.Title, Jurisdiction: f.Jurisdiction, Day: f.Day, Verdict: finding.NotJudged}, f.Index})
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.judged.File, b.judged.File), cmp.Compare(a.index, b.index))
	})
	out := make([]finding.Judged, len(all))
	for i, p := range all {
		out[i] = p.judged
	}
	return out
}

// writeReports writes the files first, so that a report at a terminal is never the only one that was asked for.
func writeReports(s *settings, r *finding.Report, stdout io.Writer) error {
	for _, o := range s.outputs {
		if err := writeFile(o, r, s.reportOptions(true)); err != nil {
			return err
		}
	}
	write, err := report.Lookup(s.format)
	if err != nil {
		return &exit{exitUsage, err}
	}
	if err := write(stdout, r, s.reportOptions(false)); err != nil {
		return &exit{code: exitFailed} // standard output itself says why
	}
	return nil
}

func writeFile(o reportFile, r *finding.Report, opt report.Options) error {
	write, err := report.Lookup(o.format)
	if err != nil {
		return &exit{exitUsage, err}
	}
	f, err := os.Create(o.path)
	if err == nil {
		err = errors.Join(write(f, r, opt), f.Close())
	}
	if err != nil {
		var p *os.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return &exit{exitFailed, fmt.Errorf("report %q cannot be written: %w", filepath.ToSlash(o.path), err)}
	}
	return nil
}

// verdict is the exit code of a report: first whether everything was judged, then what was found.
func verdict(s *settings, r *finding.Report) error {
	if len(r.Practices) == 0 && len(r.Findings) == 0 {
		return &exit{exitFailed, errors.New("nothing was judged: no practice was found")}
	}
	failed := len(r.Practices) == 0
	for _, f := range r.Findings {
		failed = failed || f.Severity == finding.Error
	}
	for _, p := range r.Practices {
		failed = failed || p.Verdict == finding.NotJudged || slices.ContainsFunc(p.Clauses, func(v finding.ClauseVerdict) bool { return v.Status == finding.Failed })
	}
	if failed {
		return &exit{code: exitFailed}
	}
	if s.neverFail {
		return nil
	}
	for _, f := range r.All() {
		if !f.SetAside() && f.Severity >= s.failOn {
			return &exit{code: exitFound}
		}
	}
	return nil
}
