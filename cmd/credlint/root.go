package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/source"
)

// Exit codes; see the package documentation.
const (
	exitFound  = 1
	exitUsage  = 2
	exitFailed = 3
)

// exitError ends the program with an exit code. err is nil if everything has been printed already.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

// Text returns the message in both languages.
func (e *exitError) Text() finding.Text {
	if e.err == nil {
		return finding.Text{}
	}
	return finding.TextOf(e.err)
}

func (e *exitError) Unwrap() error { return e.err }

// codeOf returns the exit code of an error that may be nil.
func codeOf(err error) int {
	var e *exitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &e):
		return e.code
	}
	return exitFailed
}

// usage returns the error for a mistake on the command line or in credlint.yaml.
func usage(zh, en string, args ...any) error {
	return &exitError{exitUsage, finding.Errorf(zh, en, args...)}
}

// failed returns the error for what could not be read, judged or written.
func failed(zh, en string, args ...any) error {
	return &exitError{exitFailed, finding.Errorf(zh, en, args...)}
}

// suggestion is the hint for an unknown name: the similar names if there are any, else the first of all names.
func suggestion(written string, names []string) finding.Text {
	if near := law.Nearest(written, names); len(near) > 0 {
		quoted := make([]string, len(near))
		for i, n := range near {
			quoted[i] = fmt.Sprintf("%q", n)
		}
		return both("是否应为“"+strings.Join(near, "”或者“")+"”？", "did you mean "+strings.Join(quoted, " or ")+"?")
	}
	const shown = 20
	if len(names) > shown {
		names = append(slices.Clone(names[:shown]), "…")
	}
	return both("可用的有 "+strings.Join(names, "、"), "one of "+strings.Join(names, ", "))
}

// grace is the time for an interrupted run to end by itself. It may never end if it is blocked on standard input.
const grace = time.Second

// run runs the program and returns the exit code.
func run() int {
	// A closed pipe or a limit of the file size must not kill the program silently. With these signals ignored, the write fails
	// and the error is reported.
	signal.Ignore(failedWrites...)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	l := tongueOf(os.Args[1:])
	done := make(chan error, 1)
	go func() { done <- execute(ctx, l) }()
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
		stop() // a second interrupt ends the program at once
		select {
		case err = <-done:
		case <-time.After(grace):
			err = ctx.Err()
		}
	}
	if err == nil {
		return 0
	}
	e := &exitError{code: exitFailed, err: err}
	errors.As(err, &e)
	if errors.Is(err, context.Canceled) {
		e = &exitError{exitFailed, finding.Errorf("已中断；运行不完整", "interrupted; the run is incomplete")}
	}
	if e.err != nil {
		fmt.Fprintf(os.Stderr, "credlint: %s\n", finding.SanitizeLines(l.message(e)))
	}
	return e.code
}

// execute runs the command of the command line.
func execute(ctx context.Context, l tongue) error {
	out := &output{w: bufio.NewWriter(os.Stdout)}
	root := newRoot(l)
	root.SetOut(out)
	root.SetErr(os.Stderr)
	err := root.ExecuteContext(ctx)
	if failed := out.flush(); failed != nil {
		return &exitError{exitFailed, failed}
	}
	return err
}

// output is buffered standard output. It records the first write error.
type output struct {
	w   *bufio.Writer
	err error
}

func (o *output) Write(b []byte) (int, error) {
	n, err := o.w.Write(b)
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err
}

func (o *output) flush() error {
	if err := o.w.Flush(); err != nil && o.err == nil {
		o.err = err
	}
	switch {
	case o.err == nil:
		return nil
	case errors.Is(o.err, syscall.EPIPE):
		return finding.Errorf("标准输出在内容全部写出前已被关闭", "standard output was closed before everything was written")
	}
	return finding.Errorf("无法写到标准输出%v", "standard output cannot be written: %w", cause(o.err))
}

// cause returns the error of the system without operation and path, which the message around it has in the user's words.
func cause(err error) error {
	var path *os.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	for known, zh := range causes {
		if errors.Is(err, known) {
			return finding.Errorf(zh+"%.0s", "%w", err) // of the error nothing is said twice
		}
	}
	return err
}

// causes are the errors of the system that users meet, in Chinese.
var causes = map[error]string{
	fs.ErrNotExist: "不存在", fs.ErrPermission: "没有权限", source.ErrNotRegular: "不是普通文件", source.ErrChanged: "读取时文件发生了变化", syscall.ENOSPC: "磁盘空间不足",
}

// newRoot builds the commands, in a language. It reads no files.
func newRoot(l tongue) *cobra.Command {
	root := &cobra.Command{
		Use:   "credlint",
		Short: l.say("依法检查信用信息处理方案", "check credit practices against the law"),
		Long: l.say("credlint 检查单位拟对他人的信用信息作何处理（归集采集、披露使用、失信惩戒、失信名单、信用修复、信用评价、守信激励），\n"+
			"依实施地、实施日有效且已编入的法律规范逐款判断。本工具不提供法律意见。",
			"credlint checks what an agency proposes to do with people's credit data (collect, disclose, sanction, list, repair,\n"+
				"score, reward) against every encoded law that governs it on its day and in its place. It is no legal advice."),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs, // so that an unknown command reaches RunE
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			if cmd.Flags().Changed("version") {
				c, _, err := cmd.Find([]string{"version"})
				if err != nil {
					return err
				}
				return c.RunE(c, nil)
			}
			return cmd.Help()
		},
	}
	root.SetFlagErrorFunc(flagError)
	root.Flags().Bool("version", false, l.say("输出版本，与 version 命令相同", "print the version, as the command does"))
	addLanguage(root, l)
	root.AddCommand(checkCommand(l), newCommand(l), schemaCommand(l), explainCommand(l), lawsCommand(l), testCommand(l), waiveCommand(l), bundleCommand(l), versionCommand(l))
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Use, c.Short = l.say("help [命令]", "help [command]"), l.say("显示命令的帮助", "help about a command")
			c.Long = l.say("help 显示任一命令的帮助：credlint help laws verify。", "help says how a command is used: credlint help laws verify.")
			c.Run = nil
			c.RunE = func(cmd *cobra.Command, args []string) error {
				at := cmd.Root()
				for _, name := range args {
					next, _, err := at.Find([]string{name})
					if err != nil || next == at {
						return unknownCommand(at, name)
					}
					at = next
				}
				return at.Help()
			}
		case "completion":
			c.Short = l.say("生成命令行环境的命令补全脚本", "write the completion script for a shell")
			c.Long = l.say("completion 生成指定命令行环境的命令补全脚本，用法见各下级命令的帮助。", "completion writes the script by which a shell completes commands; the help of each says how to use it.")
			c.Args = cobra.ArbitraryArgs
			c.RunE = groupCommand
		}
	}
	translate(root, l)
	root.SetUsageTemplate(usageTemplate(root.UsageTemplate(), l))
	return root
}

// groupCommand runs a command that only has subcommands.
func groupCommand(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownCommand(cmd, args[0])
	}
	return cmd.Help()
}

func unknownCommand(cmd *cobra.Command, name string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return usage("%[2]s 没有“%[1]s”这一命令；%[3]s", "unknown command %q for %s; %s", name, cmd.CommandPath(), suggestion(name, names))
}

// flagError formats an error about a flag as one sentence, with similar flags for an unknown one.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var valueless *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var malformed *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		written := "--" + unknown.GetSpecifiedName()
		if s := unknown.GetSpecifiedShortnames(); s != "" {
			written = "-" + s
		}
		hint := both("见 "+cmd.CommandPath()+" --help", "see "+cmd.CommandPath()+" --help")
		if len(law.Nearest(written, names)) > 0 {
			hint = suggestion(written, names)
		}
		return usage("%[2]s 没有“%[1]s”这一选项；%[3]s", "unknown flag %q for %s; %s", written, cmd.CommandPath(), hint)
	case errors.As(err, &valueless):
		return usage("选项 --%s 须有值；见 %s --help", "flag --%s needs a value; see %s --help", valueless.GetSpecifiedName(), cmd.CommandPath())
	case errors.As(err, &malformed):
		return usage("“%s”不是选项的写法；见 %s --help", "%q is no flag; see %s --help", malformed.GetSpecifiedFlag(), cmd.CommandPath())
	case errors.As(err, &invalid):
		return usage("选项 --%s%v", "flag --%s: %w", invalid.GetFlag().Name, invalid.Unwrap())
	}
	return usage("选项有误%v", "%w", err)
}

// arguments checks the number of arguments; most < 0 means no maximum. what describes the arguments.
func arguments(least, most int, what finding.Text) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usage("缺少%s；写作 %s", "%s is missing; write %s", what, cmd.UseLine())
		case most >= 0 && len(args) > most:
			return usage("“%s”是多余的参数；写作 %s", "%q is one argument too many; write %s", args[most], cmd.UseLine())
		}
		return nil
	}
}

// lines writes a formatted line. Its arguments are sanitized. It ignores errors, because output records them.
func lines(w io.Writer, format string, args ...any) {
	for i, a := range args {
		if v := reflect.ValueOf(a); v.Kind() == reflect.String {
			args[i] = finding.Sanitize(v.String())
		}
	}
	fmt.Fprintf(w, format+"\n", args...)
}
