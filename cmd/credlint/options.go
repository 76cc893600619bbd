package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/report"
)

// settings are what the options of a run say, from the command line, else from credlint.yaml, else by default.
type settings struct {
	day        string // empty: each practice's own
	lang       string
	format     string
	outputs    []reportFile
	failOn     finding.Severity
	neverFail  bool
	packs      []string
	keys       []string // of who signs bundles
	only, skip []string
	readings   map[string]string
	explain    bool
	printInput bool
	stdinName  string
	jobs       int
	quiet      bool
	color      string
	exclude    []string

	waivers, baseline, writeBaseline string
	today                            string // the day by which waivers expire; empty: that of the clock

	file string // the credlint.yaml that was read, as shown to the user; empty where there is none
}

// reportFile is one --output.
type reportFile struct{ format, path string }

// option is one setting. The table of them is what the command line, its completion and credlint.yaml are made from.
type option struct {
	name     string // of the flag and of the key
	value    string // what stands for its value in the help; empty: a switch
	usage    string
	initial  string // by default, as written; empty: set is not called
	many     bool   // may stand more than once
	pairs    bool   // NAME=VALUE, a mapping in credlint.yaml
	path     bool   // its value, or the value of a pair, is a path, which credlint.yaml means from its own folder
	keyOnly  bool   // no flag
	flagOnly string // why it is no key of credlint.yaml
	commands []string
	choices  func() []string
	set      func(s *settings, v string) error
}

func fixed(names ...string) func() []string { return func() []string { return names } }

var options = []option{
	{name: "today", value: "DATE", usage: "the day it is taken to be: waivers expire by it, and --day today is it; by default that of the clock", commands: []string{"check", "waive"},
		flagOnly: "written down it would keep waivers from expiring", choices: fixed("today"), set: func(s *settings, v string) (err error) { s.today, err = day(v); return err }},
	{name: "day", value: "DATE", usage: "judge on this day (2026-03-01) or today, instead of each practice's own day", commands: []string{"check", "waive"},
		choices: fixed("today"), set: func(s *settings, v string) (err error) {
			if v == "today" && s.today != "" {
				v = s.today
			}
			s.day, err = day(v)
			return err
		}},
	{name: "lang", value: "zh|en", usage: "language of what is written for people; by default that of LC_ALL, LC_MESSAGES or LANG",
		commands: []string{"check", "test", "explain", "laws", "verify", "resolve"}, choices: fixed("en", "zh"), set: func(s *settings, v string) error { s.lang = v; return nil }},
	{name: "format", value: "FORMAT", usage: "format of the report on standard output", initial: "text", commands: []string{"check"},
		choices: report.Names, set: func(s *settings, v string) error { s.format = v; return nil }},
	{name: "output", value: "FORMAT=PATH", usage: "write the report to a file too; several in one run", many: true, pairs: true, path: true, commands: []string{"check"}, set: setOutput},
	{name: "fail-on", value: "SEVERITY", usage: "exit with 1 from this severity on: error, review, warning, or never", initial: "review", commands: []string{"check"},
		choices: fixed("error", "review", "warning", "never"), set: func(s *settings, v string) error {
			if s.neverFail = v == "never"; s.neverFail {
				return nil
			}
			return s.failOn.UnmarshalText([]byte(v))
		}},
	{name: "pack", value: "PATH", usage: "a folder of law, or a bundle: adds instruments, or replaces those of the same id", many: true, path: true, commands: []string{"check", "test", "waive", "explain", "laws", "verify", "resolve"},
		set: func(s *settings, v string) error { s.packs = append(s.packs, v); return nil }},
	{name: "verification-key", value: "FILE", usage: "every pack must be a bundle that was signed by this key, or one of several: PEM files of public keys", many: true, path: true,
		commands: []string{"check", "waive", "explain", "laws", "verify", "resolve"}, set: func(s *settings, v string) error { s.keys = append(s.keys, v); return nil }},
	{name: "only", value: "CITATION", usage: "judge by this instrument, article or clause alone", many: true, commands: []string{"check"},
		set: func(s *settings, v string) error { s.only = append(s.only, v); return nil }},
	{name: "skip", value: "CITATION", usage: "leave out an instrument, article or clause", many: true, commands: []string{"check"},
		set: func(s *settings, v string) error { s.skip = append(s.skip, v); return nil }},
	{name: "reading", value: "NAME=CHOICE", usage: "settle an open question of law", many: true, pairs: true, commands: []string{"check", "waive"},
		set: func(s *settings, v string) error {
			name, choice, ok := strings.Cut(v, "=")
			if !ok || name == "" || choice == "" {
				return fmt.Errorf("%q is no reading; write NAME=CHOICE", v)
			}
			if s.readings == nil {
				s.readings = map[string]string{}
			}
			if was, twice := s.readings[name]; twice && was != choice {
				return fmt.Errorf("reading %q is settled as %q and as %q; choose one", name, was, choice)
			}
			s.readings[name] = choice
			return nil
		}},
	{name: "waivers", value: "FILE", usage: "set findings aside by the waivers in this file", path: true, commands: []string{"check"},
		set: func(s *settings, v string) error { s.waivers = v; return nil }},
	{name: "baseline", value: "FILE", usage: "set findings aside that this baseline knows", path: true, commands: []string{"check"},
		set: func(s *settings, v string) error { s.baseline = v; return nil }},
	{name: "write-baseline", value: "FILE", usage: "write what was found to a baseline", path: true, commands: []string{"check"},
		flagOnly: "written down it would make known whatever is found", set: func(s *settings, v string) error { s.writeBaseline = v; return nil }},
	{name: "explain", usage: "show the conditions of every finding: which hold, with the values they read", commands: []string{"check"}, set: toggle(func(s *settings) *bool { return &s.explain })},
	{name: "print-input", usage: "print what the law would read instead of judging, a line of JSON for each practice", commands: []string{"check"}, set: toggle(func(s *settings) *bool { return &s.printInput })},
	{name: "stdin-name", value: "FILE", usage: "the path that standard input (-) is read as", path: true, commands: []string{"check"},
		set: func(s *settings, v string) error { s.stdinName = v; return nil }},
	{name: "jobs", value: "N", usage: "how many practices are judged at once; by default as many as there are processors", commands: []string{"check", "test"},
		set: func(s *settings, v string) (err error) {
			if s.jobs, err = strconv.Atoi(v); err != nil || s.jobs < 1 {
				return fmt.Errorf("%q is no number of jobs; write a number from 1", v)
			}
			return nil
		}},
	{name: "quiet", usage: "leave out what asks nothing of the reader", commands: []string{"check"}, set: toggle(func(s *settings) *bool { return &s.quiet })},
	{name: "color", value: "WHEN", usage: "colour the text: auto (a terminal, and NO_COLOR is not set), always or never", initial: "auto", commands: []string{"check"},
		choices: fixed("auto", "always", "never"), set: func(s *settings, v string) error { s.color = v; return nil }},
	{name: "exclude", usage: "", many: true, keyOnly: true, commands: []string{"check"},
		set: func(s *settings, v string) error { s.exclude = append(s.exclude, v); return nil }},
}

func toggle(of func(*settings) *bool) func(*settings, string) error {
	return func(s *settings, v string) error {
		b, err := strconv.ParseBool(v)
		if err != nil {
			return fmt.Errorf("%q is neither true nor false", v)
		}
		*of(s) = b
		return nil
	}
}

func setOutput(s *settings, v string) error {
	format, path, ok := strings.Cut(v, "=")
	if !ok || format == "" || path == "" {
		return fmt.Errorf("%q is no output; write FORMAT=PATH", v)
	}
	if path == "-" {
		return fmt.Errorf("%q: standard output has the report of --format; write --format %s", v, format)
	}
	if !slices.Contains(report.Names(), format) {
		return fmt.Errorf("unknown format %q; %s", format, meant(format, report.Names()))
	}
	for _, o := range s.outputs {
		if filepath.Clean(o.path) == filepath.Clean(path) {
			return fmt.Errorf("%q is written twice; give each report a file of its own", path)
		}
	}
	s.outputs = append(s.outputs, reportFile{format, path})
	return nil
}

// day reads a day of the calendar. "today" is the one thing that reads the clock.
func day(v string) (string, error) {
	if v == "today" {
		return time.Now().Format(time.DateOnly), nil
	}
	if _, err := time.Parse(time.DateOnly, v); err != nil {
		return "", fmt.Errorf("%q is not a day; write it as 2026-03-01, or today", v)
	}
	return v, nil
}

// apply sets one value, if it is one of the choices.
func (o *option) apply(s *settings, v string) error {
	// A day is a choice among many, of which today alone has a name.
	if o.choices != nil && o.value != "DATE" && !slices.Contains(o.choices(), v) {
		return fmt.Errorf("unknown %s %q; %s", o.name, v, meant(v, o.choices()))
	}
	return o.set(s, v)
}

// flagValues collects the values of one flag as written; they are read when the whole command line is known.
type flagValues struct {
	option *option
	list   []string
}

func (f *flagValues) String() string { return f.option.initial }
func (f *flagValues) Type() string {
	if f.option.value == "" {
		return "bool" // the help shows no value
	}
	return f.option.value
}
func (f *flagValues) Set(v string) error {
	if !f.option.many {
		f.list = nil
	}
	f.list = append(f.list, v)
	return f.option.apply(&settings{}, v)
}

// addOptions gives a command the flags of the table that are its.
func addOptions(cmd *cobra.Command) {
	for i := range options {
		o := &options[i]
		if o.keyOnly || !slices.Contains(o.commands, cmd.Name()) {
			continue
		}
		f := cmd.Flags().VarPF(&flagValues{option: o}, o.name, "", o.usage)
		if o.value == "" {
			f.NoOptDefVal = "true"
		}
		_ = cmd.RegisterFlagCompletionFunc(o.name, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			switch {
			case o.choices != nil:
				return o.choices(), cobra.ShellCompDirectiveNoFileComp
			case o.name == "output":
				formats := report.Names()
				for i := range formats {
					formats[i] += "="
				}
				return formats, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
			case o.path:
				return nil, cobra.ShellCompDirectiveDefault
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		}) // it is registered once, so there is no error
	}
}

// readSettings puts the settings of a command together: its flags, else credlint.yaml, else what is so by default.
func readSettings(cmd *cobra.Command) (*settings, error) {
	s := &settings{lang: localeLang(os.Getenv), jobs: runtime.GOMAXPROCS(0)}
	config, err := findConfig()
	if err != nil {
		return nil, err
	}
	s.file = config.shown
	for i := range options {
		o := &options[i]
		if !slices.Contains(o.commands, cmd.Name()) {
			continue
		}
		if f := cmd.Flags().Lookup(o.name); f != nil && f.Changed {
			for _, v := range f.Value.(*flagValues).list {
				if err := o.apply(s, v); err != nil {
					return nil, usage("flag --%s: %w", o.name, err)
				}
			}
			continue
		}
		if given, ok := config.values[o.name]; ok {
			for _, v := range given {
				if err := o.apply(s, v.text); err != nil {
					return nil, usage("%s:%s: %s: %w", config.shown, v.at, o.name, err)
				}
			}
			continue
		}
		if o.initial != "" {
			if err := o.apply(s, o.initial); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

// reportOptions says how a report looks on standard output, or in a file.
func (s *settings) reportOptions(file bool) report.Options {
	o := report.Options{Lang: s.lang, Explain: s.explain, Quiet: s.quiet}
	if dir, err := os.Getwd(); err == nil {
		o.Dir, o.Root = dir, repositoryRoot(dir)
	}
	if file {
		return o
	}
	terminal := term.IsTerminal(int(os.Stdout.Fd()))
	o.Color = colored(s.color, terminal && os.Getenv("TERM") != "dumb", os.Getenv("NO_COLOR"))
	if terminal {
		if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
			o.Width = w
		}
	}
	return o
}

// repositoryRoot is the nearest folder from dir upwards with a .git, which is a file in worktrees and submodules; dir itself
// where there is none.
func repositoryRoot(dir string) string {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Lstat(filepath.Join(d, ".git")); err == nil {
			return d
		}
		if d == filepath.Dir(d) {
			return dir
		}
	}
}

// colored decides whether text is coloured. A flag goes before the environment, as no-color.org asks.
func colored(when string, terminal bool, noColor string) bool {
	return when == "always" || when == "auto" && terminal && noColor == ""
}

var _ pflag.Value = (*flagValues)(nil)
