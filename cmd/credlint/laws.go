package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/lint"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/report"
	"github.com/credlint/credlint/checker/source"
	"github.com/credlint/credlint/schemas"
)

// lawFilter narrows a list of instruments.
type lawFilter struct{ place, kind, day string }

func lawsCommand(l tongue) *cobra.Command {
	var f lawFilter
	var stats, categories bool
	cmd := &cobra.Command{
		Use:   l.say("laws [编号…]", "laws [ID…]"),
		Short: l.say("列出已编入的规范，以及各自编入多少", "list the encoded instruments, and how much of each is encoded"),
		Long: l.say("laws 列出已编入的规范、施行日期，以及已编入和须人工判断的款数。编号用于指定其中的几部，或者其所在的文件夹，如 cn/shanghai。",
			"laws lists the encoded instruments with the day each took effect and its clauses: encoded, and left to a person. Ids name\n"+
				"some of them, or the folders they are in: cn/shanghai."),
		Example: "  credlint laws --place cn/shanghai --kind collection --day 2026-03-01\n  credlint laws --stats",
		RunE: func(cmd *cobra.Command, args []string) error {
			s, laws, broken, err := readLaw(cmd)
			if err != nil {
				return err
			}
			list, err := f.pick(laws, args)
			if err != nil {
				return err
			}
			switch {
			case stats && categories:
				return usage("选项 --stats 和 --categories 各要求一份列表；请只写其中一个", "flags --stats and --categories ask for two lists; give one of them")
			case stats:
				writeStats(cmd, l, list)
			case categories:
				if err := writeCategories(cmd, s, laws, list); err != nil {
					return err
				}
			default:
				writeLaws(cmd, s, list)
			}
			return broken
		},
	}
	addOptions(cmd, l)
	addLawFilter(cmd, &f, l.say("适用于该`地域`的方案", "governs practices of this `PLACE`"), l.say("在该`日期`（如 2026-03-01，或者 today）有效", "in force on this `DATE` (2026-03-01, or today)"))
	cmd.Flags().StringVar(&f.kind, "kind", "", l.say("有适用于该`类别`方案的条款", "has a clause for this `KIND` of practice"))
	cmd.Flags().BoolVar(&stats, "stats", false, l.say("按状态统计各部规范的条数和款数", "count the articles and clauses of each by status"))
	cmd.Flags().BoolVar(&categories, "categories", false, l.say("列出各部规范的规则从未写明的信息类别", "say of each which categories of information its rules never name"))
	_ = cmd.RegisterFlagCompletionFunc("kind", completeOne(func() []string { return practice.Kinds(schemas.FS) })) // fails only for a second registration
	cmd.AddCommand(lawsVerifyCommand(l), lawsResolveCommand(l))
	return cmd
}

func addLawFilter(cmd *cobra.Command, f *lawFilter, place, day string) {
	cmd.Flags().StringVar(&f.place, "place", "", place)
	cmd.Flags().StringVar(&f.day, "day", "", day)
	_ = cmd.RegisterFlagCompletionFunc("place", completePlaces) // fails only for a second registration
}

// completePlaces completes the ids of places step by step, each with its names: those right below what is typed.
func completePlaces(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	var out []string
	if places, err := law.LoadPlaces(shippedLaw); err == nil {
		for _, p := range places.All() {
			if strings.HasPrefix(p.ID, typed) && strings.Count(p.ID, "/") <= strings.Count(typed, "/") || p.Above() == typed {
				out = append(out, p.ID+"\t"+bilingual(p.Name))
			}
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// pick returns the instruments that match the filter and the ids.
func (f *lawFilter) pick(laws *corpus, ids []string) ([]*law.Instrument, error) {
	var err error
	if f.day != "" {
		if f.day, err = day(f.day); err != nil {
			return nil, usage("选项 --day%v", "flag --day: %w", err)
		}
	}
	if kinds := practice.Kinds(schemas.FS); f.kind != "" && !slices.Contains(kinds, f.kind) {
		return nil, usage("选项 --kind：没有“%s”这一类方案；%s", "flag --kind: no kind of practice is called %q; %s", f.kind, suggestion(f.kind, kinds))
	}
	if f.place != "" {
		places, err := law.LoadPlaces(laws.Tables())
		if err != nil {
			return nil, err
		}
		if f.place, err = thePlace(places, f.place); err != nil {
			return nil, err
		}
	}
	for _, id := range ids {
		if !slices.ContainsFunc(laws.Instruments, func(in *law.Instrument) bool { return law.Above(id, in.ID) }) {
			return nil, usage("没有编号为“%s”的规范；%s", "no instrument has the id %q; %s", id, suggestion(id, append(laws.ids(), "verify", "resolve")))
		}
	}
	var out []*law.Instrument
	for _, in := range laws.Instruments {
		switch {
		case len(ids) > 0 && !slices.ContainsFunc(ids, func(id string) bool { return law.Above(id, in.ID) }):
		case f.place != "" && !law.Above(in.Place(), f.place):
		case f.day != "" && !in.On(f.day):
		case f.kind != "" && !speaksOf(in, f.kind):
		default:
			out = append(out, in)
		}
	}
	return out, nil
}

func speaksOf(in *law.Instrument, kind string) bool {
	for c := range in.Clauses() {
		if slices.Contains(c.Kinds, kind) {
			return true
		}
	}
	return false
}

// thePlace is the id of the place that is named by its id, code or Chinese name. The error names similar places, or those that share
// the name.
func thePlace(places *law.Places, written string) (string, error) {
	found := places.Find(written)
	if len(found) == 1 {
		return found[0].ID, nil
	}
	problem, hint := both(fmt.Sprintf("有 %d 个地域叫作“%s”", len(found), written), fmt.Sprintf("%d places are called %q", len(found), written)), both("请写编号：", "write its id: ")
	if len(found) == 0 {
		problem, hint = both("没有叫作“"+written+"”的地域", fmt.Sprintf("no place is called %q", written)), both("是否应为", "did you mean ")
		if found = places.Nearest(written); len(found) == 0 {
			return "", usage("选项 --place：%s；各地域见 policies/places.tsv", "flag --place: %s; see the places in policies/places.tsv", problem)
		}
	}
	var zh, en []string
	for _, p := range found {
		zh, en = append(zh, fmt.Sprintf("“%s”（%s）", p.ID, p.Name.ZH)), append(en, fmt.Sprintf("%q (%s)", p.ID, p.Name.EN))
	}
	return "", usage("选项 --place：%s；%s", "flag --place: %s; %s", problem, both(hint.ZH+strings.Join(zh, "或者")+"？", hint.EN+strings.Join(en, " or ")+"?"))
}

func writeLaws(cmd *cobra.Command, s *settings, list []*law.Instrument) {
	var rows [][]string
	for _, in := range list {
		c := in.Coverage()
		format := finding.Text{ZH: "已编入 %d 款，须人工判断 %d 款", EN: "%d encoded, %d by hand"}.In(s.lang)
		clauses := fmt.Sprintf(format, c.ByStatus["encoded"], c.ByStatus["by_hand"])
		rows = append(rows, []string{in.ID, period(in.InForce.From, in.InForce.Until).In(s.lang), clauses, in.Title.In(s.lang)})
	}
	writeColumns(cmd.OutOrStdout(), rows)
}

// period formats the days from the first to the last on which an instrument is in force; until may be empty.
func period(from, until string) finding.Text {
	if until == "" {
		return finding.Text{ZH: "自" + from, EN: "since " + from}
	}
	return finding.Text{ZH: from + "至" + until, EN: from + " to " + until}
}

// statuses are the statuses of articles and clauses, the columns of --stats.
var statuses = []string{"encoded", "by_hand", "definition", "organisational"}

func writeStats(cmd *cobra.Command, l tongue, list []*law.Instrument) {
	rows := [][]string{{l.say("规范", "instrument"), l.say("条", "articles"), l.say("款", "clauses")}}
	for _, s := range statuses {
		rows[0] = append(rows[0], l.say(statusTitles[s].ZH, s))
	}
	row := func(name string, articles, clauses int, by map[string]int) {
		cells := []string{name, fmt.Sprint(articles), fmt.Sprint(clauses)}
		for _, s := range statuses {
			cells = append(cells, fmt.Sprint(by[s]))
		}
		rows = append(rows, cells)
	}
	articles, clauses, total := 0, 0, map[string]int{}
	for _, in := range list {
		c := in.Coverage()
		row(in.ID, c.Articles, c.Clauses, c.ByStatus)
		articles, clauses = articles+c.Articles, clauses+c.Clauses
		for s, n := range c.ByStatus {
			total[s] += n
		}
	}
	row(l.say("合计", "total"), articles, clauses, total)
	writeColumns(cmd.OutOrStdout(), rows)
	lines(cmd.OutOrStdout(), "")
	rows = [][]string{{l.say("句", "sentences")}}
	for _, f := range law.Fates {
		rows[0] = append(rows[0], l.say(fateTitles[f].ZH, f))
	}
	all := map[string]int{}
	fates := func(name string, by map[string]int) {
		cells := []string{name}
		for _, f := range law.Fates {
			cells = append(cells, strconv.Itoa(by[f]))
			all[f] += by[f]
		}
		rows = append(rows, cells)
	}
	for _, in := range list {
		fates(in.ID, in.Coverage().Sentences)
	}
	fates(l.say("合计", "total"), maps.Clone(all))
	writeColumns(cmd.OutOrStdout(), rows)
}

// writeColumns writes rows as a table.
func writeColumns(w io.Writer, rows [][]string) {
	for _, row := range columns("", rows) {
		lines(w, "%s", row)
	}
}

// writeCategories lists the categories of the schema that the rules of an instrument never name, one line per instrument, so
// that users can search by category.
func writeCategories(cmd *cobra.Command, s *settings, laws *corpus, list []*law.Instrument) error {
	c, err := checker.New(laws.Pack, checker.Options{})
	if err != nil {
		return err
	}
	form, broken := "%s: its rules name %d of %d categories of information, not %s", "%s: the rules do not compile; credlint test says why"
	if s.lang == "zh" {
		form, broken = "%s：%[3]d 类信息中，其规则写明 %[2]d 类，未写明 %[4]s", "%s：规则无法编译，原因见 credlint test"
	}
	w := cmd.OutOrStdout()
	for _, in := range list {
		found, err := lint.CategoriesOf(c, in)
		switch {
		case err != nil:
			lines(w, broken, in.ID)
		case len(found.Unnamed) > 0:
			lines(w, form, in.ID, found.Known-len(found.Unnamed), found.Known, strings.Join(found.Unnamed, ", "))
		}
	}
	return nil
}

// readLaw reads the settings and the law of a command. It prints the findings about the packs first, because they may explain
// why something is missing; broken is the error for the exit code if one of them is an error.
func readLaw(cmd *cobra.Command) (s *settings, laws *corpus, broken, err error) {
	if s, err = readSettings(cmd); err != nil {
		return nil, nil, nil, err
	}
	if laws, err = loadLaw(s.packs, s.keys...); err != nil {
		return nil, nil, nil, err
	}
	for _, f := range laws.Findings {
		lines(cmd.ErrOrStderr(), "%s:%d:%d: %s: %s", f.At.File, f.At.Line, f.At.Column, report.SeverityIn(s.lang, f.Severity), f.Message.In(s.lang))
		if f.Severity == finding.Error {
			broken = &exitError{code: exitFailed}
		}
	}
	return s, laws, broken, nil
}

func lawsVerifyCommand(l tongue) *cobra.Command {
	var texts []string
	cmd := &cobra.Command{
		Use:   l.say("verify --texts 文件夹 [编号…]", "verify --texts DIR [ID…]"),
		Short: l.say("将已编入的条文与规范文本核对", "compare the encoded articles with the texts of the law"),
		Long: l.say("verify 将各条记载的摘要值与文件夹中的规范文本核对。每部规范一个文件，以名称和日期命名：征信业管理条例(2013-01-21).md。\n"+
			"条文不同或者缺少的，逐条列出。退出码为 1 的，表示有不同之处或者没有找到文本。",
			"verify compares the hash that is noted of each article with the text in a folder of laws, a file for each, named by title\n"+
				"and day: 征信业管理条例(2013-01-21).md. An article whose text is another, or is missing, is named. Exit code 1 says that\n"+
				"something differs or that a text was not found."),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(texts) == 0 {
				return usage("缺少选项 --texts；请写明存放规范文本的文件夹", "flag --texts is missing; name a folder with the texts of the law")
			}
			_, laws, broken, err := readLaw(cmd)
			if err != nil {
				return err
			}
			list, err := (&lawFilter{}).pick(laws, args)
			if err != nil {
				return err
			}
			if err := verifyLaws(cmd, l, laws, list, texts); err != nil && broken == nil {
				return err
			}
			return broken
		},
	}
	addOptions(cmd, l)
	cmd.Flags().StringArrayVar(&texts, "texts", nil, l.say("存放规范文本的`文件夹`；可以多次使用", "a `DIR` with the texts of the law; several in one run"))
	return cmd
}

func verifyLaws(cmd *cobra.Command, l tongue, laws *corpus, list []*law.Instrument, texts []string) error {
	best := map[string]law.Verified{}
	for _, dir := range texts {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return usage("选项 --texts：“%s”不是文件夹", "flag --texts: %q is no folder", filepath.ToSlash(dir))
		}
		found, err := laws.Verify(source.Dir(dir))
		if err != nil {
			return finding.Errorf("“%s”中的规范文本无法读取%v", "the texts in %q cannot be read: %w", filepath.ToSlash(dir), err)
		}
		for _, v := range found {
			if old, ok := best[v.Instrument.ID]; !ok || len(old.Files) == 0 {
				best[v.Instrument.ID] = v
			}
		}
	}
	w := cmd.OutOrStdout()
	same, compared := 0, 0
	for _, in := range list {
		v := best[in.ID]
		compared += v.Compared
		switch {
		case len(v.Files) == 0:
			l.line(w, "%s：没有找到《%s》%s 公布的文本", "%s: no text found of 《%s》 as promulgated on %s", in.ID, in.Title.ZH, in.Promulgated)
		case v.Same():
			same++
			continue
		}
		for _, d := range []struct {
			articles []string
			what     finding.Text
		}{{v.Changed, both("与编入的条文不同", "the text is another than the one encoded")}, {v.Missing, both("文本没有这一条", "the text has no such article")},
			{v.Unlisted, both("规范没有交代这一条", "the instrument does not account for it")}} {
			for _, a := range d.articles {
				l.line(w, "%s#%s：%s（%s）", "%s#%s: %s (%s)", in.ID, a, d.what, strings.Join(v.Files, ", "))
			}
		}
	}
	l.line(w, "%[1]d 部规范与文本一致（共 %[2]d 部）；核对 %[3]d 条", "%d of %d instruments agree with their texts; %d articles compared", same, len(list), compared)
	if same < len(list) {
		return &exitError{code: exitFound}
	}
	return nil
}

func lawsResolveCommand(l tongue) *cobra.Command {
	var f lawFilter
	cmd := &cobra.Command{
		Use: l.say("resolve 引用", "resolve CITATION"),
		Short: l.say("说明引用的是哪部规范：效力位阶、是否有效、有无该条",
			"say what a citation names: which instrument, of what rank, in force, has it that article"),
		Example: "  credlint laws resolve '《上海市轨道交通管理条例》第四十条' --place cn/shanghai --day 2026-03-01",
		Args:    arguments(1, 1, both("引用", "a citation")),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := readSettings(cmd)
			if err != nil {
				return err
			}
			on, err := day(cmp.Or(f.day, "today"))
			if err != nil {
				return usage("选项 --day%v", "flag --day: %w", err)
			}
			laws, err := loadLaw(s.packs, s.keys...)
			if err != nil {
				return err
			}
			register, places, err := laws.register()
			if err != nil {
				return err
			}
			if f.place, err = thePlace(places, f.place); err != nil {
				return err
			}
			found, err := register.ResolveText(args[0], on, f.place)
			if err != nil {
				return err
			}
			bad := false
			for i, res := range found {
				if i > 0 {
					lines(cmd.OutOrStdout(), "")
				}
				writeResolution(cmd, s, &res, on, f.place)
				bad = bad || res.Known != law.Yes || slices.ContainsFunc(res.Defects, func(d law.Defect) bool { return d.Severity == finding.Error })
			}
			if bad {
				return &exitError{code: exitFound}
			}
			return nil
		},
	}
	addOptions(cmd, l)
	addLawFilter(cmd, &f, l.say("引用该规范的方案所在`地域`", "the `PLACE` whose practice cites it"), l.say("引用的`日期`（如 2026-03-01）；默认为今日", "the `DATE` on which it is cited (2026-03-01); today by default"))
	f.place = "cn"
	cmd.Flags().Lookup("place").DefValue = "cn"
	return cmd
}

func answerIn(lang string, a law.Answer) string {
	zh := map[law.Answer]string{law.Yes: "是", law.No: "否", law.Unknown: "不明"}
	return both(zh[a], string(a)).In(lang)
}

func writeResolution(cmd *cobra.Command, s *settings, res *law.Resolution, on, place string) {
	w := cmd.OutOrStdout()
	say := (&explainer{w: w, lang: s.lang}).say
	lines(w, "%s", res.Citation.Text)
	if res.Known == law.Yes {
		say("名称", "instrument", res.Title.In(s.lang))
		say("编号", "encoded as", res.Instrument)
		say("效力位阶", "rank", rankTitle(res.Rank).In(s.lang))
		say("地域", "place", res.Place)
		say("当日有效", "in force", fmt.Sprintf("%s (%s)", answerIn(s.lang, res.InForce), on))
		say("自", "since", res.From)
		say("失效", "repealed", strings.TrimSpace(res.RepealedOn+" "+res.RepealedBy))
		say("文本", "text of", res.Text)
		say("核实至", "known up to", res.AsOf)
		say("在该地适用", "governs", fmt.Sprintf("%s (%s)", answerIn(s.lang, res.Governs), place))
		for _, r := range res.Refs {
			value := answerIn(s.lang, r.Exists)
			if d := r.Detail.In(s.lang); d != "" {
				value += " (" + d + ")"
			}
			say(r.Ref.String(), finding.Lawyers(r.Ref.Clause()).EN, value)
		}
	}
	for _, d := range res.Defects {
		lines(w, "  %s: %s", report.SeverityIn(s.lang, d.Severity), d.Message.With(d.Hint).In(s.lang))
	}
}
