package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
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

func checkCommand(l tongue) *cobra.Command {
	cmd := &cobra.Command{
		Use:   l.say("check 路径…", "check PATH…"),
		Short: l.say("检查方案：文件、文件夹、通配模式，或者以 - 表示标准输入", "judge practices: files, folders, patterns, or - for standard input"),
		Long: l.say("check 检查所列文件、文件夹（含其下各级文件夹）和通配模式中的每一份方案；- 表示标准输入。工作文件夹及其上级文件夹（以本仓库\n"+
			"为限）中最近的 credlint.yaml 可以写明与选项相同的设置，并在 exclude 中列明不属于方案的文件。凡缩小检查范围的，报告均予说明。\n\n"+
			"已豁免的问题和列入基线的问题，仍列于各种格式的报告，加以标注，不影响检查是否通过。\n\n"+
			"退出码：0 全部作出判断，没有达到 --fail-on 的问题；1 全部作出判断，存在这样的问题；2 选项、格式、引用或者取值有误，或者路径\n"+
			"不存在；3 有内容无法读取、判断或者写出，优先于 1。（go run 把所有非零退出码都变成 1。）",
			"check judges every practice in the files, folders (with all folders in them) and patterns named; - is standard input.\n"+
				"A credlint.yaml in the working directory or above it, in its repository, holds the same settings as the flags, and under\n"+
				"exclude patterns of files that are not practices. Whatever narrows a check is said in its report.\n\n"+
				"Waivers and a baseline set findings aside: these stay in every report, marked, and do not fail it.\n\n"+
				"Exit codes: 0 everything was judged and nothing is at or above --fail-on; 1 everything was judged and something is;\n"+
				"2 an unknown flag, format, citation or value, or a missing path; 3, before 1, something could not be read, judged or\n"+
				"written. (go run turns every code into 1.)"),
		Example: "  credlint check practices\n  credlint check --lang zh --output json=report.json plan.yaml\n  credlint new collection | credlint check -",
		Args:    arguments(1, -1, both("文件或者文件夹的路径", "the path of a file or folder")),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := readSettings(cmd)
			if err != nil {
				return err
			}
			return check(cmd.Context(), s, args, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	addOptions(cmd, l)
	return cmd
}

// check judges the practices at paths and writes the reports. Its error has the exit code.
func check(ctx context.Context, s *settings, paths []string, stdin io.Reader, stdout, stderr io.Writer) error {
	switch {
	case s.baselineRef != "" && s.baseline != "":
		return usage("--baseline-ref 和基线不能同时使用", "--baseline-ref and a baseline exclude each other")
	case s.changedSince != "" && s.writeBaseline != "":
		return usage("--changed-since 不判断全部方案，--write-baseline 会漏记其余方案的既有问题；请单独运行一次以写入基线", "--changed-since leaves practices out, and --write-baseline would forget what is known of them; write it in a run of its own")
	}
	early := &gateFiles{}
	unchanged, narrowed := s.since(ctx, early, paths)
	files, err := practice.Find(ctx, paths, practice.Options{Stdin: stdin, StdinName: s.stdinName, Exclude: s.exclude, ExcludeFrom: s.dir, Unchanged: unchanged, Day: s.day})
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		return &exitError{exitUsage, err} // a missing path or a malformed pattern
	}
	reading := credlint.Read(ctx, files) // in parallel with reading the law
	defer reading.Stop()
	laws, err := loadLaw(s.packs, s.keys...)
	if laws == nil {
		return err
	}
	opt := credlint.Options{Readings: s.readings, Explain: s.explain, Day: s.day, Exclude: s.exclude, Jobs: s.jobs}
	var c *checker.Checker // none without all of the settings and the law: what they would say of a practice is not known
	gates := &gateFiles{}
	unread := cmp.Or(s.unread, err)
	if unread == nil {
		if c, gates, err = s.checker(laws, paths, opt); err != nil {
			return err
		}
		if err := gates.readCommit(ctx, s, laws, c, paths, opt); err != nil {
			return err
		}
	} else if s.unread != nil {
		gates.cannotRead("settings", s.file, finding.Errorf("%v；未作任何判断", "%w; nothing was judged", s.unread))
	}
	gates.findings, gates.unread = append(gates.findings, early.findings...), cmp.Or(gates.unread, early.unread)
	if s.printInput {
		if unread != nil {
			return unread
		}
		return printInput(ctx, tongue(s.lang), c, slices.Concat(laws.Findings, gates.findings), reading, stdout, stderr)
	}
	line := &progress{stderr: stderr, lang: tongue(s.lang), quiet: s.quiet}
	opt.Progress = line.judged
	r, err := laws.Judge(ctx, c, reading, opt)
	line.clear()
	var interrupted *credlint.InterruptedError
	switch {
	case errors.As(err, &interrupted):
		return failed("判断 %s后被中断；运行不完整，没有写出报告", "interrupted after %s; the run is incomplete and nothing was reported", both(fmt.Sprintf("%d 份方案", interrupted.Judged), count(interrupted.Judged, "practice", "practices")))
	case err != nil:
		return err
	}
	r.Tool.Version, r.Checked, r.Narrowed = version().Version, s.today, append(r.Narrowed, narrowed...)
	if s.file != "" && s.unread == nil {
		r.Narrowed = append(r.Narrowed, finding.Text{ZH: "设置来自“" + s.file + "”", EN: "settings are those of " + s.file})
	}
	if err := s.dayOfComments(gates, r); err != nil {
		return err
	}
	if s.clock != "" {
		r.Narrowed = append(r.Narrowed, finding.Text{ZH: fmt.Sprintf("今日按时钟为 %s（%s）", s.clock, lawZone), EN: fmt.Sprintf("today is %s by the clock, in %s", s.clock, lawZone)})
	}
	gates.apply(r)
	loaded, err := reading.Loaded()
	if err == nil {
		err = s.checkOutputs(loaded)
	}
	if err != nil {
		return err
	}
	status := gates.save(ctx, s.writeBaseline, r, exitStatus(s, r))
	if r.Complete() && ctx.Err() == nil && codeOf(status) == exitFailed { // the report must not say that all went well
		r.Findings = append(r.Findings, unusable("baseline", s.writeBaseline, status))
		r.Finish()
	}
	if err := writeReports(ctx, s, r, stdout); err != nil {
		return err
	}
	if unread = cmp.Or(unread, gates.unread); unread != nil {
		return &exitError{exitFailed, unread}
	}
	return status
}

// checker returns the checker of a run, with its waivers and its baseline.
func (s *settings) checker(laws *corpus, paths []string, opt credlint.Options) (c *checker.Checker, gates *gateFiles, err error) {
	if opt.Only, err = laws.citations("only", s.only); err != nil {
		return nil, nil, err
	}
	if opt.Skip, err = laws.citations("skip", s.skip); err != nil {
		return nil, nil, err
	}
	if gates, err = s.readGates(laws, paths); err != nil {
		return nil, nil, err
	}
	if c, err = laws.Checker(opt); err != nil {
		return nil, nil, &exitError{exitUsage, err}
	}
	return c, gates, nil
}

// printInput prints the input of the rules, one line for each practice. It reports a practice that fails and continues.
func printInput(ctx context.Context, l tongue, c *checker.Checker, findings []finding.Finding, reading *credlint.Reader, stdout, stderr io.Writer) error {
	broken, none := false, true
	for doc, ok := reading.Next(ctx); ok; doc, ok = reading.Next(ctx) {
		none = false
		b, err := c.Input(ctx, doc)
		if err := ctx.Err(); err != nil {
			return err
		}
		if err != nil {
			lines(stderr, "%s", l.message(err))
			broken = true
			continue
		}
		lines(stdout, "%s", finding.EscapeJSON(b))
	}
	loaded, err := reading.Loaded()
	if err := cmp.Or(ctx.Err(), err); err != nil {
		return err
	}
	for _, f := range slices.Concat(findings, loaded.Findings) {
		if f.Severity == finding.Error {
			l.line(stderr, "%s:%d:%d: %s", "%s:%d:%d: %s", f.At.File, f.At.Line, f.At.Column, f.Message)
			broken = true
		}
	}
	switch {
	case broken:
		return &exitError{code: exitFailed}
	case none:
		return failed("没有可输出的内容：没有找到方案", "nothing was prepared: no practice was found")
	}
	return nil
}

// checkOutputs refuses reports and baselines that would be written over each other, or over a file that was read in this run and is
// no report of an earlier one.
func (s *settings) checkOutputs(loaded *practice.Loaded) error {
	type output struct{ flag, path string }
	var all []output
	for _, o := range s.outputs {
		all = append(all, output{"output", o.path})
	}
	if s.writeBaseline != "" {
		all = append(all, output{"write-baseline", s.writeBaseline})
	}
	if len(all) == 0 {
		return nil
	}
	var reports []string
	for _, l := range loaded.LeftOut {
		if l.Reason == "report" {
			reports = append(reports, l.Files...)
		}
	}
	inputs := slices.Concat(loaded.Read, s.keys, []string{s.waivers, s.file})
	for _, pack := range s.packs {
		if real, err := filepath.EvalSymlinks(pack); err == nil {
			pack = real
		}
		_ = filepath.WalkDir(pack, func(name string, _ fs.DirEntry, _ error) error { // what cannot be read was not read
			inputs = append(inputs, name)
			return nil
		})
	}
	for i, o := range all {
		shown := filepath.ToSlash(o.path)
		for _, other := range all[:i] {
			if sameFile(o.path, other.path) {
				return usage("选项 --%s：“%s”会被写入两次；每份报告使用单独的文件", "flag --%s: %q is written twice; give each report a file of its own", o.flag, shown)
			}
		}
		if info, err := os.Stdout.Stat(); err == nil && info.Mode().IsRegular() {
			if file, err := os.Stat(o.path); err == nil && os.SameFile(info, file) {
				return usage("选项 --%s：“%s”就是标准输出，已用于 --format 的报告", "flag --%s: %q is standard output, which has the report of --format", o.flag, shown)
			}
		}
		overBaseline := o.flag == "write-baseline" && isBaseline(o.path) // an old baseline may be replaced
		if sameAny := func(name string) bool { return sameFile(o.path, name) }; !overBaseline && !slices.ContainsFunc(reports, sameAny) && (slices.ContainsFunc(inputs, sameAny) || sameFile(o.path, s.baseline)) {
			return usage("选项 --%s：“%s”在本次运行中读取；请写入其他文件", "flag --%s: %q is read in this run; write to another file", o.flag, shown)
		}
	}
	return nil
}

// sameFile reports whether two paths are, or once both are written may be, one file. Devices and pipes are never one.
func sameFile(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	switch {
	case errX == nil && errY == nil:
		return x.Mode().IsRegular() && os.SameFile(x, y)
	case errX == nil || errY == nil || !strings.EqualFold(filepath.Base(a), filepath.Base(b)): // some file systems ignore case
		return false
	}
	x, errX = os.Stat(filepath.Dir(a))
	y, errY = os.Stat(filepath.Dir(b))
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// writeReports writes the report files before standard output, so that a report on the terminal implies that all files exist. One
// that cannot be written is an error in the other files: those written before are written again, so that none says that all went
// well.
func writeReports(ctx context.Context, s *settings, r *finding.Report, stdout io.Writer) error {
	var failed error
	var written []reportFile
	fail := func(file string, err error) {
		failed = cmp.Or(failed, error(&exitError{exitFailed, err}))
		r.Findings = append(r.Findings, unusable("output", file, err))
		r.Finish()
		for _, o := range written {
			if s.writeReport(context.WithoutCancel(ctx), o, r) != nil {
				if real, err := filepath.EvalSymlinks(o.path); err == nil {
					_ = os.Remove(real) // none is better than one that is wrong
				}
			}
		}
	}
	// Devices and pipes are last: from them nothing can be taken back.
	isFile := func(o reportFile) bool {
		info, err := os.Stat(o.path)
		return err != nil || info.Mode().IsRegular()
	}
	outputs := slices.Concat(slices.DeleteFunc(slices.Clone(s.outputs), func(o reportFile) bool { return !isFile(o) }), slices.DeleteFunc(slices.Clone(s.outputs), isFile))
	for i, o := range outputs {
		err := s.writeReport(ctx, o, r)
		shown := filepath.ToSlash(o.path)
		switch {
		case err == nil && isFile(o):
			written = append(written, o)
		case err != nil && ctx.Err() != nil:
			fail(o.path, finding.Errorf("运行被中断：已写出 %[1]d 份报告（共 %[2]d 份），报告“%[3]s”未能写出", "interrupted after %d of %d report files; report %q was not written", i, len(outputs), shown))
			return failed
		case err != nil:
			fail(o.path, finding.Errorf("报告“%s”无法写出%v", "report %q cannot be written: %w", shown, cause(err)))
		}
	}
	if failed != nil {
		return failed
	}
	write, err := report.Lookup(s.format)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	err = write(interruptible{ctx, stdout}, r, s.reportOptions(false))
	if out, ok := stdout.(*output); ok {
		err = cmp.Or(out.flush(), err)
	}
	switch {
	case err != nil && ctx.Err() != nil:
		fail("<stdout>", finding.Errorf("运行被中断，标准输出上的报告不完整", "interrupted; the report on standard output is incomplete"))
	case err != nil:
		fail("<stdout>", err)
	}
	return failed
}

func (s *settings) writeReport(ctx context.Context, o reportFile, r *finding.Report) error {
	write, err := report.Lookup(o.format)
	if err != nil {
		return err
	}
	return writeAtomic(ctx, o.path, func(w io.Writer) error { return write(w, r, s.reportOptions(true)) })
}

// exitStatus returns the error with the exit code of a report: 3 if not everything was judged, else 1 if a finding fails the run.
func exitStatus(s *settings, r *finding.Report) error {
	switch {
	case slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.Rule == credlint.NothingJudged }) && len(r.Unjudged) > 0:
		return failed("未作任何判断：没有方案变动", "nothing was judged: no practice has changed")
	case slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.Rule == credlint.NothingJudged }):
		return failed("未作任何判断：没有找到方案（单位文件写明地域和日期的，单独判断）", "nothing was judged: no practice was found (an agency file is judged by itself where it states jurisdiction and day)")
	case slices.ContainsFunc(r.Practices, func(p finding.Judged) bool { return p.NothingAsked() }):
		return failed("未作任何判断：有的方案没有适用任何条款；请核对其地域和日期，以及 --only 和 --skip", "nothing was judged: of some practice no clause was asked; look at its place and day, and at --only and --skip")
	case !r.Complete():
		return &exitError{code: exitFailed}
	case s.neverFail || credlint.Passed(r, s.failOn):
		return nil
	}
	return &exitError{code: exitFound}
}
