package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/report"
	"github.com/credlint/credlint/checker/trial"
)

// trialFormats are the output formats of the command.
var trialFormats = map[string]func(io.Writer, *testResult, string) error{"text": writeTrial, "junit": writeTrialJUnit}

func testCommand(l tongue) *cobra.Command {
	var coverage, watch bool
	var format string
	var only []string
	cmd := &cobra.Command{
		Use:   l.say("test [规范文件夹…]", "test [PACK…]"),
		Short: l.say("用规范附带的案例、测试和检查检验规则", "try law by the cases, tests and checks that stand beside it"),
		Long: l.say("test 判断所列规范（未列明的，为程序自带的规范）附带的案例，与该行的标注（# want 14.1）核对；运行以 Rego 编写的测试；并检查编译器\n"+
			"不能发现的问题：方案中不存在的名称和取值，没有条款的规则和没有规则的条款，总是或者从不触发的条款，缺少正面或者反面案例的条款。\n"+
			"这些规范所依托的其他规范，以 --pack 指定。--coverage-min 要求案例和测试触及每部规范的规则行数达到一定百分比。\n\n"+
			"退出码：0 结果均与标注一致；1 有不一致之处；2 选项、取值或者规范有误；3 有内容无法读取、编译、判断或者运行，或者没有任何案例\n"+
			"和测试，优先于 1。",
			"test judges the cases beside every instrument of the packs named, or of the law that comes with the program, and compares\n"+
				"each verdict with the mark on its line (# want 14.1); runs the tests in Rego; and checks the law beyond what its compiler\n"+
				"sees: names and values that no practice has, rules without a clause and clauses without a rule, clauses that always or\n"+
				"never fire, clauses without a case on either side of the line. Law that the packs stand beside is named by --pack.\n"+
				"--coverage-min holds each instrument to a percentage of lines of rules that cases and tests reach.\n\n"+
				"Exit codes: 0 everything came out as it says; 1 something did not; 2 an unknown flag, value or pack; 3, before 1,\n"+
				"something could not be read, compiled, judged or run, or there was no case and no test."),
		Example: "  credlint test\n  credlint test --coverage law\n  credlint test --coverage-min 90 law\n  credlint test --instrument cn/credit_reporting_2013\n  credlint test --watch law",
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := readSettings(cmd)
			if err != nil {
				return err
			}
			write, ok := trialFormats[format]
			switch {
			case !ok:
				return usage("选项 --format：没有“%s”这种格式；%s", "flag --format: unknown format %q; %s", format, suggestion(format, slices.Sorted(maps.Keys(trialFormats))))
			case watch && len(args) == 0:
				return usage("选项 --watch 须写明规范文件夹：程序自带的规范不会变动", "flag --watch needs a pack: the law that comes with the program does not change")
			case watch && format != "text":
				return usage("选项 --watch 反复输出文本；请删去 --format %s", "flag --watch writes text again and again; leave out --format %s", format)
			}
			run := func() error {
				t, err := runTrial(cmd.Context(), s, args, only, coverage)
				if err != nil {
					return err
				}
				if err := write(cmd.OutOrStdout(), t, s.lang); err != nil {
					return &exitError{code: exitFailed} // output reports the cause
				}
				return t.exitStatus()
			}
			if watch {
				return watchPacks(cmd.Context(), l, args, cmd.OutOrStdout(), cmd.ErrOrStderr(), run)
			}
			return run()
		},
	}
	addOptions(cmd, l)
	cmd.Flags().BoolVar(&coverage, "coverage", false, l.say("逐条说明案例和测试触及哪些行", "say of every article which lines cases and tests reach"))
	cmd.Flags().StringSliceVar(&only, "instrument", nil, l.say("只检验该`规范`（编号或者名称），可以多次使用", "test this `INSTRUMENT` alone, an id or a title; several in one run"))
	cmd.Flags().StringVar(&format, "format", "text", l.say("结果的`格式`：text 或者 junit", "`FORMAT` of the outcome: text or junit"))
	cmd.Flags().BoolVar(&watch, "watch", false, l.say("规范文件变动时重新检验", "test again whenever a file of the packs changes"))
	_ = cmd.RegisterFlagCompletionFunc("format", completeOne(func() []string { return slices.Sorted(maps.Keys(trialFormats)) })) // fails only for a second registration
	_ = cmd.RegisterFlagCompletionFunc("instrument", func(cmd *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
		return completeCitation(cmd, nil, begun)
	})
	return cmd
}

// testResult is the result of a test with the law of the run.
type testResult struct {
	*trial.Result
	laws     *corpus
	coverage bool
	floor    int // percent of lines; 0: none
}

// below returns the instruments below the floor of coverage.
func (t *testResult) below() []trial.Instrument {
	return slices.DeleteFunc(slices.Clone(t.Instruments), func(in trial.Instrument) bool { return !in.Below(t.floor) })
}

// runTrial tests the packs, or without packs the law of the program, together with the packs of the settings; of these only the
// instruments that are named, if any are.
func runTrial(ctx context.Context, s *settings, packs, only []string, coverage bool) (*testResult, error) {
	var all []string
	for _, p := range s.packs { // tested packs come after those of the settings
		if !slices.ContainsFunc(packs, func(q string) bool { return sameFolder(p, q) }) {
			all = append(all, p)
		}
	}
	first := len(all) + 1
	for _, p := range packs {
		if !slices.ContainsFunc(all, func(q string) bool { return sameFolder(p, q) }) {
			all = append(all, p)
		}
	}
	if len(packs) == 0 {
		first = 0
	}
	laws, err := loadLaw(all) // without signatures, which are for users of law
	if err != nil {
		return nil, err
	}
	tested := func(file string) bool { n := laws.Origin(file); return n >= first && (first > 0 || n == 0) }
	instruments := slices.DeleteFunc(slices.Clone(laws.Instruments), func(in *law.Instrument) bool { return !tested(in.Dir + "/instrument.yaml") })
	if len(only) > 0 {
		named, err := laws.citations("instrument", only)
		if err != nil {
			return nil, err
		}
		for _, cite := range named {
			if !slices.ContainsFunc(instruments, func(in *law.Instrument) bool { return in.ID == cite }) {
				return nil, usage("选项 --instrument：“%s”不是所检验的规范", "flag --instrument: %q is no instrument that is tested", cite)
			}
		}
		instruments = slices.DeleteFunc(instruments, func(in *law.Instrument) bool { return !slices.Contains(named, in.ID) })
	}
	opt := trial.Options{Jobs: s.jobs, Coverage: coverage || s.coverageMin > 0}
	for name := range laws.LibTests {
		opt.Shared = opt.Shared || tested(name) && len(only) == 0
	}
	c, err := checker.New(laws.Pack, checker.Options{})
	if err != nil {
		return nil, err
	}
	r, err := trial.Run(ctx, c, laws.Pack, instruments, opt)
	if err != nil {
		return nil, err
	}
	return &testResult{r, laws, coverage, s.coverageMin}, nil
}

func sameFolder(a, b string) bool {
	x, errX := filepath.Abs(a)
	y, errY := filepath.Abs(b)
	return errX == nil && errY == nil && x == y
}

// exitStatus returns the error with the exit code of a test.
func (t *testResult) exitStatus() error {
	n := t.Tally()
	broken := n.Broken
	for _, f := range t.laws.Findings {
		if f.Severity == finding.Error {
			broken++
		}
	}
	switch {
	case n.Practices+n.Tests == 0 && broken == 0:
		return failed("未作任何检验：没有案例，也没有测试", "nothing was tried: there is no case and no test")
	case broken > 0:
		return &exitError{code: exitFailed}
	case n.Failed+n.Checks > 0, len(t.below()) > 0:
		return &exitError{code: exitFound}
	}
	return nil
}

// trialWords has the texts of a result in one language.
type trialWords struct {
	clause, wanted, got, other                     string
	differs, failed, broken, line, skipped         string
	article, encoded, others, pairs, lines, shared string
	statuses                                       map[string]string
	severities                                     map[finding.Severity]string
	sentence                                       string // about a difference
	counts                                         func(id string, n trial.Tally) string
	casesFailed, lawFindings, notRun, belowAll     func(n int) string
	below                                          func(reached, lines, floor int) string
	comma, nothing, passed, replaced               string
}

var trialEnglish = trialWords{
	clause: "clause", wanted: "wanted", got: "got", other: "(no clause)",
	differs: "practice %q is judged otherwise than it is marked", failed: "test %s fails", broken: "test %s could not be run", line: "not reached: %s", skipped: "test %s is left for later",
	article: "article", encoded: "encoded", others: "not encoded", pairs: "shown on both sides", lines: "lines reached", shared: "shared",
	statuses:   map[string]string{"by_hand": "by hand", "definition": "definition", "organisational": "organisational"},
	sentence:   "%s is wanted to be %q and is %q",
	severities: map[finding.Severity]string{finding.Error: "error", finding.Review: "review", finding.Warning: "warning", finding.Note: "note"},
	counts: func(id string, n trial.Tally) string {
		return fmt.Sprintf("%s: %s in %s, %s in Rego: ", id, count(n.Practices, "practice", "practices"), count(n.Cases, "case", "cases"), count(n.Tests, "test", "tests"))
	},
	casesFailed: func(n int) string { return fmt.Sprintf("%d failed", n) },
	lawFindings: func(n int) string { return count(n, "finding", "findings") + " about the law" },
	notRun:      func(n int) string { return fmt.Sprintf("%d not run", n) },
	belowAll:    func(n int) string { return fmt.Sprintf("%d below the floor of coverage", n) },
	below: func(reached, lines, floor int) string {
		return fmt.Sprintf("%d of %s of rules reached (%d %%), below the floor of %d %%", reached, count(lines, "line", "lines"), reached*100/lines, floor)
	},
	comma: ", ", nothing: "nothing was tried", passed: "ok", replaced: " (in place of that of the program)",
}

var trialChinese = trialWords{
	clause: "条款", wanted: "应为", got: "实为", other: "（不属任何条款）",
	differs: "方案“%s”的判断与标注不一致", failed: "测试 %s 未通过", broken: "测试 %s 未能运行", line: "未触及：%s", skipped: "测试 %s 留待以后",
	article: "条", encoded: "已编入", others: "未编入", pairs: "正反案例齐备", lines: "触及行数", shared: "共用",
	statuses:   map[string]string{"by_hand": "须人工判断", "definition": "定义", "organisational": "组织性规定"},
	sentence:   "%s：应为“%s”，实为“%s”",
	severities: map[finding.Severity]string{finding.Error: "错误", finding.Review: "待核", finding.Warning: "警告", finding.Note: "提示"},
	counts: func(id string, n trial.Tally) string {
		return fmt.Sprintf("%s：案例 %d 个（方案 %d 项），规则测试 %d 个：", id, n.Cases, n.Practices, n.Tests)
	},
	casesFailed: func(n int) string { return fmt.Sprintf("%d 个未通过", n) },
	lawFindings: func(n int) string { return fmt.Sprintf("规范本身有 %d 处问题", n) },
	notRun:      func(n int) string { return fmt.Sprintf("%d 项未能运行", n) },
	belowAll:    func(n int) string { return fmt.Sprintf("%d 部低于覆盖下限", n) },
	below: func(reached, lines, floor int) string {
		return fmt.Sprintf("规则 %d 行，触及 %d 行（%d%%），低于下限 %d%%", lines, reached, reached*100/lines, floor)
	},
	comma: "，", nothing: "没有可试的案例和测试", passed: "通过", replaced: "（替换程序自带的规范）",
}

// trialText formats a result as text.
type trialText struct {
	trialWords
	t    *testResult
	lang string
}

func newTrialText(t *testResult, lang string) trialText {
	if lang == "zh" {
		return trialText{trialChinese, t, lang}
	}
	return trialText{trialEnglish, t, lang}
}

// writeTrial writes the problems, then a line for each instrument and a total.
func writeTrial(w io.Writer, t *testResult, lang string) error {
	x := newTrialText(t, lang)
	var out []string
	for _, f := range t.laws.Findings {
		out = append(out, x.finding(nil, f))
	}
	for _, f := range t.Broken {
		out = append(out, x.finding(nil, f))
	}
	out = append(out, x.tests(nil, t.Shared)...)
	for i := range t.Instruments {
		in := &t.Instruments[i]
		for _, f := range slices.Concat(in.Broken, in.Checks) {
			out = append(out, x.finding(in.Law, f))
		}
		for k := range in.Cases {
			for _, f := range in.Cases[k].Broken {
				out = append(out, x.finding(in.Law, f))
			}
			out = append(out, x.differences(in.Law, in.Cases[k].Differences)...)
		}
		out = append(out, x.tests(in.Law, in.Tests)...)
		if t.coverage {
			out = append(out, x.coverage(in))
		}
	}
	if len(out) > 0 {
		out = append(out, "")
	}
	for i := range t.Instruments {
		in := &t.Instruments[i]
		out = append(out, x.summary(in.Law.ID, in.Tally(), x.tooFew(in), slices.Contains(t.laws.Replaced, in.Law.ID)))
	}
	total, tooFew := finding.Text{ZH: "合计", EN: "total"}.In(lang), ""
	if n := len(t.below()); n > 0 {
		tooFew = x.belowAll(n)
	}
	if len(t.Instruments) != 1 || len(t.Shared) > 0 {
		out = append(out, x.summary(total, t.Tally(), tooFew, false))
	}
	_, err := io.WriteString(w, finding.SanitizeLines(strings.Join(out, "\n")+"\n"))
	return err
}

// tooFew says that an instrument is below the floor of coverage; else it is empty.
func (x trialText) tooFew(in *trial.Instrument) string {
	if !in.Below(x.t.floor) {
		return ""
	}
	reached, lines := in.Reached()
	return x.below(reached, lines, x.t.floor)
}

// summary formats the counts of an instrument, or of all, on one line. tooFew says that coverage is too low. replaced marks an
// instrument that replaces one of the program.
func (x trialText) summary(id string, n trial.Tally, tooFew string, replaced bool) string {
	var problems []string
	for _, p := range []struct {
		n    int
		text func(int) string
	}{{n.Failed, x.casesFailed}, {n.Checks, x.lawFindings}, {n.Broken, x.notRun}} {
		if p.n > 0 {
			problems = append(problems, p.text(p.n))
		}
	}
	if tooFew != "" {
		problems = append(problems, tooFew)
	}
	s := x.counts(id, n)
	switch {
	case len(problems) > 0:
		s += strings.Join(problems, x.comma)
	case n.Practices+n.Tests == 0:
		s += x.nothing
	default:
		s += x.passed
	}
	if replaced {
		s += x.replaced
	}
	return s
}

// file returns the displayed path of a file of a pack. in is its instrument, or nil for shared rules.
func (x trialText) file(in *law.Instrument, name string) string { return x.t.laws.Displayed(in, name) }

// finding formats a finding on one line.
func (x trialText) finding(in *law.Instrument, f finding.Finding) string {
	return fmt.Sprintf("%s:%d:%d: %s: %s", x.file(in, f.At.File), f.At.Line, f.At.Column, x.severities[f.Severity], finding.Sanitize(f.Message.In(x.lang)))
}

// tests formats the Rego tests that did not pass.
func (x trialText) tests(in *law.Instrument, list []trial.RegoTest) []string {
	var out []string
	for _, t := range list {
		form := x.failed
		switch {
		case t.Skipped:
			form = x.skipped
		case t.Passed:
			continue
		case t.Broken:
			form = x.broken
		}
		s := fmt.Sprintf("%s:%d: "+form, x.file(in, t.At.File), t.At.Line, t.Name)
		if t.Why != "" {
			s += ": " + finding.Sanitize(t.Why)
		}
		out = append(out, s)
	}
	return out
}

// differences formats a table of expected and actual verdicts for each line and practice.
func (x trialText) differences(in *law.Instrument, list []trial.Difference) []string {
	var out []string
	for i := 0; i < len(list); {
		d := list[i]
		rows := [][]string{{x.clause, x.wanted, x.got}}
		k := i
		for ; k < len(list) && list[k].At.File == d.At.File && list[k].At.Line == d.At.Line && list[k].Practice == d.Practice; k++ {
			clause := list[k].Law.In(x.lang)
			if clause == "" {
				clause = x.other
			}
			rows = append(rows, []string{clause, finding.Sanitize(list[k].Wanted.In(x.lang)), finding.Sanitize(list[k].Got.In(x.lang))})
		}
		i = k
		out = append(out, fmt.Sprintf("%s:%d: "+x.differs, x.file(in, d.At.File), d.At.Line, d.Practice), fmt.Sprintf("%5d | %s", d.At.Line, finding.Sanitize(d.Source)))
		out = append(out, columns("      ", rows)...)
	}
	return out
}

// coverage formats a table of articles, and the lines without coverage.
func (x trialText) coverage(in *trial.Instrument) string {
	of := func(n, all int) string {
		if all == 0 {
			return ""
		}
		return fmt.Sprintf("%d/%d", n, all)
	}
	rows := [][]string{{x.article, x.encoded, x.others, x.pairs, x.lines}}
	articles, shared := in.Articles()
	var sum trial.Article
	for _, a := range append(articles, shared) {
		var others []string
		for _, s := range a.Statuses {
			others = append(others, x.statuses[s])
		}
		name := a.Number
		if name == "" {
			name = x.shared
		}
		encoded := ""
		if a.Encoded > 0 {
			encoded = fmt.Sprint(a.Encoded)
		}
		rows = append(rows, []string{name, encoded, strings.Join(others, ", "), of(a.Pairs, a.Judging), of(a.Reached, a.Lines)})
		sum.Encoded, sum.Pairs, sum.Judging, sum.Reached, sum.Lines = sum.Encoded+a.Encoded, sum.Pairs+a.Pairs, sum.Judging+a.Judging, sum.Reached+a.Reached, sum.Lines+a.Lines
	}
	rows = append(rows, []string{"", fmt.Sprint(sum.Encoded), "", of(sum.Pairs, sum.Judging), of(sum.Reached, sum.Lines)})
	out := append([]string{in.Law.ID + " " + in.Law.Title.In(x.lang)}, columns("  ", rows)...)
	for _, l := range in.Lines {
		if !l.Reached {
			out = append(out, fmt.Sprintf("%s:%d: "+x.line, x.file(in.Law, l.File), l.Row, finding.Sanitize(l.Text)))
		}
	}
	return strings.Join(out, "\n")
}

// columns formats rows as a table with aligned columns.
func columns(indent string, rows [][]string) []string {
	var widths []int
	for _, r := range rows {
		for i, c := range r {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], report.Width(c))
		}
	}
	out := make([]string, len(rows))
	for i, r := range rows {
		line := indent
		for k, c := range r {
			line += report.Pad(c, widths[k]+2)
		}
		out[i] = strings.TrimRight(line, " ")
	}
	return out
}
