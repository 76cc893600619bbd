package main

import (
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
	noComments                       bool // comments waive nothing
	waivers, baseline, writeBaseline string
	baselineRef, changedSince        string // revisions of git
	today                            string // the current day, by which waivers expire; empty: read the clock
	clock                            string // the day that the clock was read as; empty: it was not read

	file   string // path of credlint.yaml as displayed; empty: none
	unread error  // why credlint.yaml cannot be read; nothing is judged then
}

// reportFile is one --output.
type reportFile struct{ format, path string }

// option describes one setting. Flags, their completion and the keys of credlint.yaml are derived from the table of options.
type option struct {
	name     string       // of the flag and the key
	short    string       // one letter of the flag; often empty
	value    finding.Text // placeholder of the value in the help; empty: boolean
	usage    finding.Text
	initial  string       // default value; empty: set is not called
	many     bool         // may be repeated
	pairs    bool         // NAME=VALUE, a mapping in credlint.yaml
	path     bool         // the value is a path; in credlint.yaml relative to its folder
	keyOnly  bool         // no flag
	flagOnly finding.Text // why credlint.yaml does not accept it
	commands []string
	choices  func() []string
	set      func(s *settings, v string) error
}

func fixed(names ...string) func() []string { return func() []string { return names } }

// withSettings are the commands that read credlint.yaml.
var withSettings = []string{"check", "test", "waive", "explain", "laws", "verify", "resolve"}

var options = []option{
	{name: "today", value: both("日期", "DATE"),
		usage: both("以该日为今日：豁免据此判断是否到期，--day today 即指该日；默认以系统时钟为准",
			"the day it is taken to be: waivers expire by it, and --day today is it; by default that of the clock"),
		commands: []string{"check", "waive"},
		flagOnly: both("写入设置会使豁免永不到期", "written down it would keep waivers from expiring"), choices: fixed("today"), set: func(s *settings, v string) (err error) { s.today, err = day(v); return err }},
	{name: "day", value: both("日期", "DATE"),
		usage: both("按该日（如 2026-03-01）或者今日（today）判断，不按各方案自己的日期",
			"judge on this day (2026-03-01) or today, instead of each practice's own day"),
		commands: []string{"check", "waive"},
		choices:  fixed("today"), set: func(s *settings, v string) (err error) {
			if v == "today" {
				s.day, err = s.currentDay()
				return err
			}
			s.day, err = day(v)
			return err
		}},
	{name: "lang", value: both("zh|en", "zh|en"),
		usage: both("给人看的文字使用的语言；默认依次取 LC_ALL、LC_MESSAGES、LANG 的语言",
			"language of what is written for people; by default that of LC_ALL, LC_MESSAGES or LANG"),
		commands: withSettings, choices: func() []string { return languages }, set: func(s *settings, v string) error { s.lang = v; return nil }},
	{name: "format", value: both("格式", "FORMAT"),
		usage: both("标准输出上报告的格式："+strings.Join(report.Names(), "、"),
			"format of the report on standard output: "+strings.Join(report.Names(), ", ")),
		initial: "text", commands: []string{"check"},
		choices: report.Names, set: func(s *settings, v string) error { s.format = v; return nil }},
	{name: "output", short: "o", value: both("格式=路径", "FORMAT=PATH"),
		usage: both("同时将报告写入文件；可以多次使用",
			"write the report to a file too; several in one run"),
		many: true, pairs: true, path: true, commands: []string{"check"},
		flagOnly: both("与方案一同提供的文件不得写入任何文件", "a file that came with the practices must not write any"), set: setOutput},
	{name: "fail-on", value: both("级别", "SEVERITY"),
		usage: both("问题达到该级别时退出码为 1：error（错误）、review（待核）、warning（警告），或者 never（不因问题而失败）",
			"exit with 1 from this severity on: error, review, warning, or never"),
		initial: "review", commands: []string{"check"},
		choices: fixed("error", "review", "warning", "never"), set: func(s *settings, v string) error {
			if s.neverFail = v == "never"; s.neverFail {
				return nil
			}
			return s.failOn.UnmarshalText([]byte(v))
		}},
	{name: "pack", value: both("路径", "PATH"),
		usage: both("规范文件夹或者规范包：增加规范，或者替换编号相同的规范",
			"a folder of law, or a bundle: adds instruments, or replaces those of the same id"),
		many: true, path: true, commands: []string{"check", "test", "waive", "explain", "laws", "verify", "resolve"},
		set: func(s *settings, v string) error { s.packs = append(s.packs, v); return nil }},
	{name: "verification-key", value: both("文件", "FILE"),
		usage: both("规范包须由该公钥（或者其中一个）对应的私钥签名；公钥为 PEM 文件，可以多次使用",
			"every pack must be a bundle that was signed by this key, or one of several: PEM files of public keys"),
		many: true, path: true,
		commands: []string{"check", "waive", "explain", "laws", "verify", "resolve"}, set: func(s *settings, v string) error { s.keys = append(s.keys, v); return nil }},
	{name: "only", value: both("引用", "CITATION"),
		usage: both("只按该规范、条或者款判断",
			"judge by this instrument, article or clause alone"),
		many: true, commands: []string{"check"},
		set: func(s *settings, v string) error { s.only = append(s.only, v); return nil }},
	{name: "skip", value: both("引用", "CITATION"),
		usage: both("不按该规范、条或者款判断",
			"leave out an instrument, article or clause"),
		many: true, commands: []string{"check"},
		set: func(s *settings, v string) error { s.skip = append(s.skip, v); return nil }},
	{name: "reading", value: both("名称=理解", "NAME=CHOICE"),
		usage: both("就有争议的法律问题选定一种理解",
			"settle an open question of law"),
		many: true, pairs: true, commands: []string{"check", "waive"},
		set: func(s *settings, v string) error {
			name, choice, ok := strings.Cut(v, "=")
			if !ok || name == "" || choice == "" {
				return finding.Errorf("“%s”没有写明理解；写作 名称=理解", "%q is no reading; write NAME=CHOICE", v)
			}
			if s.readings == nil {
				s.readings = map[string]string{}
			}
			if was, twice := s.readings[name]; twice && was != choice {
				return finding.Errorf("“%s”既选定“%s”又选定“%s”；请只选一种理解", "reading %q is settled as %q and as %q; choose one", name, was, choice)
			}
			s.readings[name] = choice
			return nil
		}},
	{name: "waivers", value: both("文件", "FILE"),
		usage: both("按该文件中的豁免处理问题",
			"set findings aside by the waivers in this file"),
		path: true, commands: []string{"check"},
		set: func(s *settings, v string) error { s.waivers = v; return nil }},
	{name: "no-comment-waivers",
		usage: both("方案中的注释（# credlint: waive …）不作为豁免",
			"let comments in practices (# credlint: waive …) set nothing aside"),
		commands: []string{"check"}, set: toggle(func(s *settings) *bool { return &s.noComments })},
	{name: "baseline", value: both("文件", "FILE"),
		usage: both("将该基线已列入的问题作为既有问题处理",
			"set findings aside that this baseline knows"),
		path: true, commands: []string{"check"},
		set: func(s *settings, v string) error { s.baseline = v; return nil }},
	{name: "baseline-ref", value: both("提交", "REV"),
		usage: both("将同一检查在版本库的该提交中已发现的问题作为既有问题处理",
			"set findings aside that the same check has in this commit of git"),
		commands: []string{"check"},
		flagOnly: both("写入设置会使所有已提交的问题都成为既有问题", "written down it would make known whatever was committed"),
		set:      func(s *settings, v string) error { s.baselineRef = v; return nil }},
	{name: "changed-since", value: both("提交", "REV"),
		usage: both("只判断本身或者其单位文件与版本库的该提交不同的方案",
			"judge only practices that are not as in this commit of git, or whose agency file is not"),
		commands: []string{"check"},
		flagOnly: both("写入设置会使方案不经判断", "written down it would keep practices from being judged"),
		set:      func(s *settings, v string) error { s.changedSince = v; return nil }},
	{name: "write-baseline", value: both("文件", "FILE"),
		usage: both("将本次发现的问题写入基线",
			"write what was found to a baseline"),
		path: true, commands: []string{"check"},
		flagOnly: both("写入设置会使所有问题都成为既有问题", "written down it would make known whatever is found"), set: func(s *settings, v string) error { s.writeBaseline = v; return nil }},
	{name: "explain",
		usage: both("列出每个问题的各项条件：哪些成立，读取了哪些值",
			"show the conditions of every finding: which hold, with the values they read"),
		commands: []string{"check"}, set: toggle(func(s *settings) *bool { return &s.explain })},
	{name: "print-input",
		usage: both("不作判断，只输出规则将要读取的内容，每份方案一行 JSON",
			"print what the law would read instead of judging, a line of JSON for each practice"),
		commands: []string{"check"},
		flagOnly: both("写入设置会使方案不经判断", "written down it would keep practices from being judged"), set: toggle(func(s *settings) *bool { return &s.printInput })},
	{name: "stdin-name", value: both("文件", "FILE"),
		usage: both("标准输入（-）视同该路径的文件",
			"the path that standard input (-) is read as"),
		path: true, commands: []string{"check"},
		flagOnly: both("它只适用于一次运行", "it is of one run"),
		set:      func(s *settings, v string) error { s.stdinName = v; return nil }},
	{name: "jobs", value: both("数目", "N"),
		usage: both("同时判断的方案数；默认与处理器数相同",
			"how many practices are judged at once; by default as many as there are processors"),
		commands: []string{"check", "test"},
		set: func(s *settings, v string) (err error) {
			if s.jobs, err = strconv.Atoi(v); err != nil || s.jobs < 1 {
				return finding.Errorf("“%s”不是同时判断的方案数；请写 1 以上的整数", "%q is no number of jobs; write a number from 1", v)
			}
			return nil
		}},
	{name: "coverage-min", value: both("百分比", "PERCENT"),
		usage: both("某部规范的案例和测试触及的规则行数低于该百分比时，退出码为 1",
			"exit with 1 where cases and tests of an instrument reach a smaller part of its lines of rules"),
		commands: []string{"test"},
		set: func(s *settings, v string) (err error) {
			if s.coverageMin, err = strconv.Atoi(v); err != nil || s.coverageMin < 0 || s.coverageMin > 100 {
				return finding.Errorf("“%s”不是百分比；请写 0 至 100 的整数", "%q is no percentage; write a whole number from 0 to 100", v)
			}
			return nil
		}},
	{name: "quiet", short: "q",
		usage: both("略去无须处理的内容",
			"leave out what asks nothing of the reader"),
		commands: []string{"check"}, set: toggle(func(s *settings) *bool { return &s.quiet })},
	{name: "color", value: both("何时", "WHEN"),
		usage: both("文本是否着色：auto（在终端上，且没有设置 NO_COLOR）、always（始终）或者 never（从不）",
			"colour the text: auto (a terminal, and NO_COLOR is not set), always or never"),
		initial: "auto", commands: []string{"check"},
		choices: fixed("auto", "always", "never"), set: func(s *settings, v string) error { s.color = v; return nil }},
	{name: "config", value: both("文件", "FILE"),
		usage: both("从该文件读取设置，不读取最近的 credlint.yaml",
			"read settings from this file instead of the nearest credlint.yaml"),
		commands: withSettings,
		flagOnly: both("设置不得指定其他设置", "settings name no other settings"), set: func(s *settings, v string) error { s.config = v; return nil }},
	{name: "no-config",
		usage: both("不读取 credlint.yaml",
			"read no credlint.yaml"),
		commands: withSettings,
		flagOnly: both("它不会被读取", "it would not be read"), set: toggle(func(s *settings) *bool { return &s.noConfig })},
	{name: "exclude", many: true, keyOnly: true, commands: []string{"check"},
		set: func(s *settings, v string) error { s.exclude = append(s.exclude, v); return nil }},
}

func toggle(of func(*settings) *bool) func(*settings, string) error {
	return func(s *settings, v string) error {
		b, err := strconv.ParseBool(v)
		if err != nil {
			return finding.Errorf("“%s”既不是 true 也不是 false", "%q is neither true nor false", v)
		}
		*of(s) = b
		return nil
	}
}

func setOutput(s *settings, v string) error {
	format, path, ok := strings.Cut(v, "=")
	if !ok || format == "" || path == "" {
		return finding.Errorf("“%s”没有写明格式和路径；写作 格式=路径", "%q is no output; write FORMAT=PATH", v)
	}
	if path == "-" {
		return finding.Errorf("“%s”：标准输出用于 --format 的报告；请写 --format %s", "%q: standard output has the report of --format; write --format %s", v, format)
	}
	if !slices.Contains(report.Names(), format) {
		return finding.Errorf("没有“%s”这种格式；%s", "unknown format %q; %s", format, suggestion(format, report.Names()))
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
		return "", finding.Errorf("“%s”不是日期；写作 2026-03-01 或者 today", "%q is not a day; write it as 2026-03-01, or today", v)
	}
	return v, nil
}

// apply sets one value if it is valid.
func (o *option) apply(s *settings, v string) error {
	// The choices of a date are only suggestions for completion.
	if o.choices != nil && o.value.EN != "DATE" && !slices.Contains(o.choices(), v) {
		return finding.Errorf("没有“%[2]s”这个值；%[3]s", "unknown %s %q; %s", o.name, v, suggestion(v, o.choices()))
	}
	return o.set(s, v)
}

// flagValues collects the values of one flag as text. They are applied after parsing the whole command line.
type flagValues struct {
	option *option
	value  string // placeholder
	list   []string
}

func (f *flagValues) String() string { return f.option.initial }
func (f *flagValues) Type() string {
	if f.value == "" {
		return "bool" // without a value in the help
	}
	return f.value
}
func (f *flagValues) Set(v string) error {
	if !f.option.many {
		f.list = nil
	}
	f.list = append(f.list, v)
	return f.option.apply(&settings{}, v)
}

// addOptions adds the flags of a command from the table, except for the one that every command has.
func addOptions(cmd *cobra.Command, l tongue) {
	for i := range options {
		if o := &options[i]; !o.keyOnly && o.name != "lang" && slices.Contains(o.commands, cmd.Name()) {
			o.add(cmd, cmd.Flags(), l)
		}
	}
}

// addLanguage adds the flag of the language, to a command and those below it.
func addLanguage(cmd *cobra.Command, l tongue) {
	i := slices.IndexFunc(options, func(o option) bool { return o.name == "lang" })
	options[i].add(cmd, cmd.PersistentFlags(), l)
}

// add adds a flag with its completion to the flags of a command.
func (o *option) add(cmd *cobra.Command, flags *pflag.FlagSet, l tongue) {
	value := o.value.In(string(l))
	f := flags.VarPF(&flagValues{option: o, value: value}, o.name, o.short, o.usage.In(string(l)))
	if value == "" {
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
						return config{}, usage("选项 --%s%v", "flag --%s: %w", o.name, err)
					}
				}
			}
		}
	}
	switch {
	case chosen.noConfig && chosen.config != "":
		return config{}, usage("--config 和 --no-config 不能同时使用", "--config and --no-config exclude each other")
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
					return nil, usage("选项 --%s%v", "flag --%s: %w", o.name, err)
				}
			}
			continue
		}
		if given, ok := config.values[o.name]; ok {
			for _, v := range given {
				if err := o.apply(s, v.text); err != nil {
					return nil, usage("%s:%s: %s%v", "%s:%s: %s: %w", config.shown, v.at, o.name, err)
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
