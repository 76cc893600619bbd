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

// settings are the options of a run, from the command line, else from credlint.yaml, else the defaults.
type settings struct {
	day         string // empty: each practice's own
	lang        string
	format      string
	outputs     []reportFile
	failOn      finding.Severity
	neverFail   bool
	packs       []string
	keys        []string // files of public keys for bundles
	only, skip  []string
	readings    map[string]string
	explain     bool
	printInput  bool
	stdinName   string
	jobs        int
	coverageMin int // percent; 0: no floor
	quiet       bool
	color       string
	exclude     []string // relative to dir
	dir         string   // folder of credlint.yaml

	config                           string // the file of --config
	noConfig                         bool
	waivers, baseline, writeBaseline string
	today                            string // the current day, by which waivers expire; empty: read the clock
	clock                            string // the day that the clock was read as; empty: it was not read

	file   string // path of credlint.yaml as displayed; empty: none
	unread error  // why credlint.yaml cannot be read; nothing is judged then
}

// reportFile is one --output.
type reportFile struct{ format, path string }

// option describes one setting. Flags, their completion and the keys of credlint.yaml are derived from the table of options.
type option struct {
	name     string // of the flag and the key
	short    string // one letter of the flag; often empty
	value    string // placeholder of the value in the help; empty: boolean
	usage    string
	initial  string // default value; empty: set is not called
	many     bool   // may be repeated
	pairs    bool   // NAME=VALUE, a mapping in credlint.yaml
	path     bool   // the value is a path; in credlint.yaml relative to its folder
	keyOnly  bool   // no flag
	flagOnly string // why credlint.yaml does not accept it
	commands []string
	choices  func() []string
	set      func(s *settings, v string) error
}

func fixed(names ...string) func() []string { return func() []string { return names } }

// withSettings are the commands that read credlint.yaml.
var withSettings = []string{"check", "test", "waive", "explain", "laws", "verify", "resolve"}

var options = []option{
	{name: "today", value: "DATE", usage: "the day it is taken to be: waivers expire by it, and --day today is it; by default that of the clock", commands: []string{"check", "waive"},
		flagOnly: "written down it would keep waivers from expiring", choices: fixed("today"), set: func(s *settings, v string) (err error) { s.today, err = day(v); return err }},
	{name: "day", value: "DATE", usage: "judge on this day (2026-03-01) or today, instead of each practice's own day", commands: []string{"check", "waive"},
		choices: fixed("today"), set: func(s *settings, v string) (err error) {
			if v == "today" {
				s.day, err = s.currentDay()
				return err
			}
			s.day, err = day(v)
			return err
		}},
	{name: "lang", value: "zh|en", usage: "language of what is written for people; by default that of LC_ALL, LC_MESSAGES or LANG",
		commands: []string{"check", "test", "explain", "laws", "verify", "resolve"}, choices: fixed("en", "zh"), set: func(s *settings, v string) error { s.lang = v; return nil }},
	{name: "format", value: "FORMAT", usage: "format of the report on standard output: " + strings.Join(report.Names(), ", "), initial: "text", commands: []string{"check"},
		choices: report.Names, set: func(s *settings, v string) error { s.format = v; return nil }},
	{name: "output", short: "o", value: "FORMAT=PATH", usage: "write the report to a file too; several in one run", many: true, pairs: true, path: true, commands: []string{"check"},
		flagOnly: "a file that came with the practices must not write any", set: setOutput},
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
	{name: "print-input", usage: "print what the law would read instead of judging, a line of JSON for each practice", commands: []string{"check"},
		flagOnly: "written down it would keep practices from being judged", set: toggle(func(s *settings) *bool { return &s.printInput })},
	{name: "stdin-name", value: "FILE", usage: "the path that standard input (-) is read as", path: true, commands: []string{"check"},
		flagOnly: "it is of one run",
		set:      func(s *settings, v string) error { s.stdinName = v; return nil }},
	{name: "jobs", value: "N", usage: "how many practices are judged at once; by default as many as there are processors", commands: []string{"check", "test"},
		set: func(s *settings, v string) (err error) {
			if s.jobs, err = strconv.Atoi(v); err != nil || s.jobs < 1 {
				return fmt.Errorf("%q is no number of jobs; write a number from 1", v)
			}
			return nil
		}},
	{name: "coverage-min", value: "PERCENT", usage: "exit with 1 where cases and tests of an instrument reach a smaller part of its lines of rules", commands: []string{"test"},
		set: func(s *settings, v string) (err error) {
			if s.coverageMin, err = strconv.Atoi(v); err != nil || s.coverageMin < 0 || s.coverageMin > 100 {
				return fmt.Errorf("%q is no percentage; write a whole number from 0 to 100", v)
			}
			return nil
		}},
	{name: "quiet", short: "q", usage: "leave out what asks nothing of the reader", commands: []string{"check"}, set: toggle(func(s *settings) *bool { return &s.quiet })},
	{name: "color", value: "WHEN", usage: "colour the text: auto (a terminal, and NO_COLOR is not set), always or never", initial: "auto", commands: []string{"check"},
		choices: fixed("auto", "always", "never"), set: func(s *settings, v string) error { s.color = v; return nil }},
	{name: "config", value: "FILE", usage: "read settings from this file instead of the nearest credlint.yaml", commands: withSettings,
		flagOnly: "settings name no other settings", set: func(s *settings, v string) error { s.config = v; return nil }},
	{name: "no-config", usage: "read no credlint.yaml", commands: withSettings,
		flagOnly: "it would not be read", set: toggle(func(s *settings) *bool { return &s.noConfig })},
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
		return fmt.Errorf("unknown format %q; %s", format, suggestion(format, report.Names()))
	}
	s.outputs = append(s.outputs, reportFile{format, path})
	return nil
}

// lawZone is the time zone of the law, UTC+8, so that one moment is one day on every machine.
var lawZone = time.FixedZone("UTC+8", 8*60*60)

// day parses a date. Only "today" reads the clock.
func day(v string) (string, error) {
	if v == "today" {
		return time.Now().In(lawZone).Format(time.DateOnly), nil
	}
	if _, err := time.Parse(time.DateOnly, v); err != nil {
		return "", fmt.Errorf("%q is not a day; write it as 2026-03-01, or today", v)
	}
	return v, nil
}

// apply sets one value if it is valid.
func (o *option) apply(s *settings, v string) error {
	// The choices of a date are only suggestions for completion.
	if o.choices != nil && o.value != "DATE" && !slices.Contains(o.choices(), v) {
		return fmt.Errorf("unknown %s %q; %s", o.name, v, suggestion(v, o.choices()))
	}
	return o.set(s, v)
}

// flagValues collects the values of one flag as text. They are applied after parsing the whole command line.
type flagValues struct {
	option *option
	list   []string
}

func (f *flagValues) String() string { return f.option.initial }
func (f *flagValues) Type() string {
	if f.option.value == "" {
		return "bool" // without a value in the help
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

// addOptions adds the flags of a command from the table.
func addOptions(cmd *cobra.Command) {
	for i := range options {
		o := &options[i]
		if o.keyOnly || !slices.Contains(o.commands, cmd.Name()) {
			continue
		}
		f := cmd.Flags().VarPF(&flagValues{option: o}, o.name, o.short, o.usage)
		if o.value == "" {
			f.NoOptDefVal = "true"
		}
		_ = cmd.RegisterFlagCompletionFunc(o.name, func(cmd *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
			switch {
			case o.choices != nil:
				return o.choices(), cobra.ShellCompDirectiveNoFileComp
			case o.name == "output":
				formats := report.Names()
				for i := range formats {
					formats[i] += "="
				}
				return formats, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
			case o.path || o.name == "config":
				return nil, cobra.ShellCompDirectiveDefault
			case o.name == "reading":
				return readingChoices(), cobra.ShellCompDirectiveNoFileComp
			case o.name == "only", o.name == "skip":
				return completeCitation(cmd, nil, begun)
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		}) // fails only for a second registration
	}
}

// readingChoices are the choices of the open readings of the shipped law, NAME=CHOICE with what it means.
func readingChoices() (out []string) {
	laws, err := loadLaw(nil)
	if err != nil {
		return nil
	}
	for _, in := range laws.Instruments {
		for _, r := range in.Readings {
			for _, c := range r.Choices {
				out = append(out, r.ID+"="+c.ID+"\t"+bilingual(c.Text))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// configOf reads the settings that the flags of a command choose: a named file, none, or the nearest.
func configOf(cmd *cobra.Command) (config, error) {
	var chosen settings
	for i := range options {
		if o := &options[i]; o.name == "config" || o.name == "no-config" {
			if f := cmd.Flags().Lookup(o.name); f != nil && f.Changed {
				for _, v := range f.Value.(*flagValues).list {
					if err := o.apply(&chosen, v); err != nil {
						return config{}, usage("flag --%s: %w", o.name, err)
					}
				}
			}
		}
	}
	switch {
	case chosen.noConfig && chosen.config != "":
		return config{}, usage("--config and --no-config exclude each other")
	case chosen.noConfig:
		return config{}, nil
	case chosen.config != "":
		return configFile(chosen.config)
	}
	return findConfig()
}

// readSettings reads the settings of a command from its flags, else from credlint.yaml, else the defaults.
func readSettings(cmd *cobra.Command) (*settings, error) {
	s := &settings{lang: localeLang(os.Getenv), jobs: runtime.GOMAXPROCS(0)}
	config, err := configOf(cmd)
	if err != nil {
		if cmd.Name() != "check" || codeOf(err) != exitFailed {
			return nil, err
		}
		s.unread = err // the report says so
	}
	s.file, s.dir = config.shown, config.dir
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

// reportOptions returns the options of a report on standard output, or in a file.
func (s *settings) reportOptions(file bool) report.Options {
	o := report.Options{Lang: s.lang, Explain: s.explain, Quiet: s.quiet}
	if dir, err := os.Getwd(); err == nil {
		o.Dir = dir
		o.Root, _ = repositoryRoot(dir)
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

// repositoryRoot returns the nearest folder from dir upwards with a .git, which is a file in worktrees and submodules, or dir and
// false if there is none.
func repositoryRoot(dir string) (string, bool) {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Lstat(filepath.Join(d, ".git")); err == nil {
			return d, true
		}
		if d == filepath.Dir(d) {
			return dir, false
		}
	}
}

// colored decides whether text is coloured. The flag takes precedence over the environment, as no-color.org requires.
func colored(when string, terminal bool, noColor string) bool {
	return when == "always" || when == "auto" && terminal && noColor == ""
}

var _ pflag.Value = (*flagValues)(nil)
