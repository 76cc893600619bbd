package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/credlint/credlint/checker"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/report"
	"github.com/credlint/credlint/schemas"
)

func explainCommand(l tongue) *cobra.Command {
	var noRule bool
	cmd := &cobra.Command{
		Use:   l.say("explain 引用", "explain CITATION"),
		Short: l.say("说明条款的要求、约束对象、施行日期，以及判断所用的规则", "say what a clause asks, of whom, since when, and by which rule it is judged"),
		Long: l.say("explain 接受报告中的引用形式（cn/credit_reporting_2013#14.1），也可以是一条或者整部规范，或者法律文书的写法：\n"+
			"《征信业管理条例》第十四条第一款。未编入的条文，说明规范目录中所知的情况。",
			"explain takes a citation as reports write it (cn/credit_reporting_2013#14.1), an article or a whole instrument, or one as\n"+
				"lawyers write it: 《征信业管理条例》第十四条第一款, Personal Information Protection Law art. 34. Of an article that is not\n"+
				"encoded it says what the register of instruments knows."),
		Example:           "  credlint explain cn/credit_reporting_2013#14.1\n  credlint explain '《征信业管理条例》第十四条'",
		Args:              arguments(1, 1, both("引用", "a citation")),
		ValidArgsFunction: completeCitation,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, laws, broken, err := readLaw(cmd)
			if err != nil {
				return err
			}
			if err := (&explainer{w: cmd.OutOrStdout(), laws: laws, lang: s.lang, noRule: noRule}).citation(args[0]); err != nil {
				return err
			}
			return broken
		},
	}
	addOptions(cmd, l)
	cmd.Flags().BoolVar(&noRule, "no-rule", false, l.say("略去规则、规则读取的事项及其案例", "leave out the rules, the facts that they read and their cases"))
	return cmd
}

// completeCitation completes ids of instruments, and after "#" citations of clauses.
func completeCitation(_ *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	laws, err := loadLaw(nil)
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	id, _, clauses := strings.Cut(begun, "#")
	if in, ok := laws.Instrument(id); ok && clauses {
		var out []string
		for c := range in.Clauses() {
			out = append(out, in.Cite(c.Clause))
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
	return laws.ids(), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// explainer prints explanations of law: all in Chinese, or in English beside the Chinese words of the law.
type explainer struct {
	w      io.Writer
	laws   *corpus
	lang   string
	noRule bool
	wrote  bool
}

// block prints an empty line between explanations.
func (e *explainer) block() {
	if e.wrote {
		lines(e.w, "")
	}
	e.wrote = true
}

func (e *explainer) in(t finding.Text) string { return t.In(e.lang) }

// text returns words of the law.
func (e *explainer) text(t finding.Text) string {
	if e.lang == "zh" {
		return t.In(e.lang)
	}
	return bilingual(t)
}

// bilingual returns a text in both languages.
func bilingual(t finding.Text) string {
	if t.ZH == t.EN || t.EN == "" || t.ZH == "" {
		return cmp.Or(t.ZH, t.EN)
	}
	return t.ZH + " / " + t.EN
}

func (e *explainer) say(zh, en, value string) {
	if value != "" {
		lines(e.w, "  %s%s", report.Pad(e.in(finding.Text{ZH: zh, EN: en})+" ", 14), value)
	}
}

// citation explains every item that the text of a citation names.
func (e *explainer) citation(written string) error {
	id, clause, _ := strings.Cut(written, "#")
	if in, ok := e.laws.Instrument(id); ok {
		return e.place(cited{in: in, clause: clause})
	}
	if isASCII(id) && strings.Contains(id, "/") && !strings.Contains(id, " ") {
		return usage("没有编号为“%s”的规范；%s", "no instrument has the id %q; %s", id, suggestion(id, e.laws.ids()))
	}
	found, err := e.laws.resolveEncoded(written)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	for _, c := range found {
		if err := e.place(c); err != nil {
			return err
		}
	}
	return nil
}

// place explains an instrument, an article or a clause.
func (e *explainer) place(c cited) error {
	switch {
	case c.in == nil:
		e.registered(c)
		return nil
	case c.clause == "":
		return e.instrument(c.in)
	}
	clauses := listed(c.in, c.clause)
	for _, one := range clauses {
		if err := e.clause(c.in, one); err != nil {
			return err
		}
	}
	if len(clauses) > 0 {
		return nil
	}
	article, _, _ := strings.Cut(c.clause, ".")
	a, ok := c.in.Article(article)
	if !ok {
		var articles []string
		for i := range c.in.Articles() {
			articles = append(articles, cmp.Or(c.in.Articles()[i].Article, c.in.Articles()[i].Articles))
		}
		return usage("%s 没有第“%s”条；所列的条有 %s", "%s accounts for no article %q; it has %s", c.in.ID, article, strings.Join(articles, ", "))
	}
	if len(a.Clauses) > 0 {
		var numbers []string
		for i := range a.Clauses {
			numbers = append(numbers, c.in.Cite(a.Clauses[i].Clause))
		}
		return usage("%s 没有“%s”这一款；该条所列的款有 %s", "%s has no clause %q; of that article it has %s", c.in.ID, c.clause, strings.Join(numbers, ", "))
	}
	e.article(c, a)
	return nil
}

// listed returns the clauses of a number: the clause and its parts; else, for an item without a paragraph, the item in any
// paragraph (14.0.2 gives 14.1.2) or the whole article if its items are not clauses; else the clause that contains it.
func listed(in *law.Instrument, number string) []*law.Clause {
	if found := in.Within(number); len(found) > 0 {
		return found
	}
	article, rest, _ := strings.Cut(number, ".")
	if item, ok := strings.CutPrefix(rest, "0."); ok {
		items := slices.DeleteFunc(in.Within(article), func(c *law.Clause) bool {
			_, after, _ := strings.Cut(strings.TrimPrefix(c.Clause, article+"."), ".")
			return after != item && !strings.HasPrefix(after, item+".")
		})
		if len(items) > 0 {
			return items
		}
		return in.Within(article)
	}
	for above := number; strings.Contains(above, "."); {
		above = above[:strings.LastIndexByte(above, '.')]
		if c, ok := in.Clause(above); ok {
			return []*law.Clause{c}
		}
	}
	return nil
}

// instrument explains an instrument and lists its clauses.
func (e *explainer) instrument(in *law.Instrument) error {
	e.block()
	lines(e.w, "%s", in.ID)
	e.say("名称", "title", e.text(in.Title))
	e.say("效力位阶", "rank", e.text(rankTitle(in.Rank)))
	e.say("制定机关", "issued by", e.text(in.Issuer))
	e.say("公布", "promulgated", in.Promulgated)
	e.days(in, nil)
	e.params(in, slices.Sorted(maps.Keys(in.Params())))
	for _, r := range in.Readings {
		e.reading(r)
	}
	for i := range in.Articles() {
		a := &in.Articles()[i]
		if len(a.Clauses) == 0 {
			lines(e.w, "  %s%s", report.Pad(cmp.Or(a.Article, a.Articles), 14), e.in(statusTitles[a.Status])+": "+e.in(a.Why))
		}
		for j := range a.Clauses {
			c := &a.Clauses[j]
			summary := e.in(c.Summary())
			if c.Status != "encoded" {
				summary = e.in(statusTitles[c.Status]) + ": " + cmp.Or(summary, e.in(c.Why))
			}
			lines(e.w, "  %s%s", report.Pad(c.Clause, 14), summary)
		}
	}
	if e.noRule {
		return nil
	}
	return e.rules(in, "")
}

// rules prints the rules of a clause, or for "" the rules about the scope of the instrument.
func (e *explainer) rules(in *law.Instrument, clause string) error {
	rules, err := in.Rules(clause)
	if err != nil {
		return finding.Errorf("%s 的规则无法解析%v", "the rules of %s do not parse: %w", in.ID, err)
	}
	for _, r := range rules {
		lines(e.w, "\n  # %s:%d", e.laws.Displayed(in, r.File), r.Line)
		for line := range strings.SplitSeq(r.Text, "\n") {
			fmt.Fprintln(e.w, finding.SanitizeLines(strings.TrimRight("  "+line, " "))) // tabs stay
		}
	}
	return nil
}

// days prints when an instrument or clause is in force and how current its text is.
func (e *explainer) days(in *law.Instrument, c *law.Clause) {
	from, until := in.InForce.From, in.InForce.Until
	if c != nil {
		from, until = cmp.Or(c.From, from), cmp.Or(c.Until, until)
	}
	from = e.in(finding.Text{ZH: "自" + from, EN: "since " + from})
	if until != "" {
		from += e.in(finding.Text{ZH: "至" + until, EN: " until " + until})
	}
	if s := in.InForce.Source; s != "" && (c == nil || c.From == "") {
		from += " (" + s + ")"
	}
	e.say("施行", "in force", from)
	e.say("文本", "text", e.in(finding.Text{ZH: "持有；核实至" + in.Text.AsOf, EN: in.Text.Status + ", known to be current up to " + in.Text.AsOf}))
	for _, earlier := range in.Earlier {
		held := finding.Text{ZH: "此前文本施行至" + earlier.Until + "，未持有", EN: "an earlier text was law until " + earlier.Until + "; it is not held"}
		if earlier.Text == "held" {
			held = finding.Text{ZH: "此前文本施行至" + earlier.Until, EN: "an earlier text was law until " + earlier.Until}
		}
		e.say("", "", e.in(held))
	}
}

func (e *explainer) params(in *law.Instrument, names []string) {
	for _, name := range names {
		for _, p := range in.Params()[name] {
			value := fmt.Sprintf("%s = %s, %s", name, jsonText(p.Value), e.in(finding.Text{ZH: "自" + p.From, EN: "since " + p.From}))
			if p.Until != "" {
				value += e.in(finding.Text{ZH: "至" + p.Until, EN: " until " + p.Until})
			}
			if p.Clause != "" {
				value += " (" + in.Cite(p.Clause) + ")"
			}
			e.say("参数", "number", value)
		}
	}
}

func (e *explainer) reading(r law.Reading) {
	e.say("争议", "open", e.text(r.Question)+" ("+r.ID+")")
	for _, c := range r.Choices {
		lines(e.w, "  %s%s=%s  %s", report.Pad("", 14), r.ID, c.ID, e.text(c.Text))
	}
}

// clause explains one clause with its rules, cases and facts.
func (e *explainer) clause(in *law.Instrument, c *law.Clause) error {
	e.block()
	cites := finding.Lawyers(c.Clause)
	lines(e.w, "%s", in.Cite(c.Clause))
	e.say("摘要", "summary", c.Summary().ZH)
	if e.lang != "zh" {
		e.say("", "", c.Summary().EN)
	}
	e.say("条款", "law", e.text(finding.Text{ZH: "《" + in.Title.ZH + "》" + cites.ZH, EN: in.Title.EN + " " + cites.EN}))
	status := ""
	if c.Status != "encoded" {
		status = ", " + e.text(statusTitles[c.Status])
	}
	e.say("性质", "modality", e.text(modalityTitles[c.Modality])+status)
	addressees, kinds, err := e.vocabulary(c)
	if err != nil {
		return err
	}
	if len(c.Addressees) == 0 {
		addressees = []string{e.text(finding.Text{ZH: "所有单位", EN: "every agency"})}
	}
	e.say("约束", "binds", strings.Join(addressees, "; "))
	e.say("适用于", "judges", strings.Join(kinds, "; "))
	e.days(in, c)
	if c.Waivable != nil && !*c.Waivable {
		e.say("豁免", "waivers", e.text(finding.Text{ZH: "不得豁免", EN: "none is possible"}))
	}
	e.say("理由", "why", e.text(c.Why))
	for i, s := range c.Sentences {
		label := [2]string{}
		if i == 0 {
			label = [2]string{"各句", "sentences"}
		}
		what := e.text(fateTitles[s.Is])
		if s.Clause != "" {
			what += " " + in.Cite(s.Clause)
		}
		if !s.Why.IsZero() {
			what += ": " + e.text(s.Why)
		}
		e.say(label[0], label[1], fmt.Sprintf("%d  %s", i+1, what))
	}
	e.messages("提示", "message", c.Breach())
	e.messages("建议", "hint", c.Hint())

	rules, err := in.Rules(c.Clause)
	if err != nil {
		return finding.Errorf("%s 的规则无法解析%v", "the rules of %s do not parse: %w", in.ID, err)
	}
	var text bytes.Buffer
	for _, r := range rules {
		text.WriteString(r.Text)
	}
	var params []string
	for _, name := range slices.Sorted(maps.Keys(in.Params())) {
		of := slices.ContainsFunc(in.Params()[name], func(p law.Param) bool { return p.Clause == c.Clause })
		if of || bytes.Contains(text.Bytes(), []byte(name)) {
			params = append(params, name)
		}
	}
	e.params(in, params)
	for _, r := range in.Readings {
		if bytes.Contains(text.Bytes(), []byte(r.ID)) {
			e.reading(r)
		}
	}
	if e.noRule {
		return nil
	}
	var facts []string
	if c.Status == "encoded" {
		if facts, err = e.facts(in.Cite(c.Clause)); err != nil {
			return finding.Errorf("%s 的规则无法编译%v", "the rules of %s do not compile: %w", in.ID, err)
		}
	}
	for i, f := range facts {
		if i == 0 {
			e.say("读取", "reads", f)
		} else {
			e.say("", "", f)
		}
	}
	cases, err := e.laws.Cases(in, c.Clause)
	if err != nil {
		return err
	}
	for i, one := range cases {
		value := e.laws.Displayed(in, one.File)
		if len(one.Lines) > 0 {
			value += fmt.Sprintf(":%d", one.Lines[0])
		}
		if i == 0 {
			e.say("案例", "cases", value)
		} else {
			e.say("", "", value)
		}
	}
	return e.rules(in, c.Clause)
}

func (e *explainer) messages(zh, en string, m law.Messages) {
	e.say(zh, en, e.text(m.Text))
	for _, why := range slices.Sorted(maps.Keys(m.ByWhy)) {
		e.say(zh, en, why+": "+e.text(m.ByWhy[why]))
	}
}

// facts returns the facts that the rules of a clause read.
func (e *explainer) facts(citation string) ([]string, error) {
	c, err := checker.New(e.laws.Pack, checker.Options{})
	if err != nil {
		return nil, err
	}
	facts, err := c.Facts(citation)
	if err != nil {
		return nil, err
	}
	return leaves(facts), nil
}

// leaves are the facts without the objects and lists whose parts are among them.
func leaves(facts []string) []string {
	return slices.DeleteFunc(facts, func(f string) bool {
		return slices.ContainsFunc(facts, func(other string) bool { return strings.HasPrefix(other, f+".") })
	})
}

// vocabulary returns the agencies and kinds of practice of a clause in the terms of the schemas.
func (e *explainer) vocabulary(c *law.Clause) (addressees, kinds []string, err error) {
	if len(c.Addressees) > 0 {
		agency, err := practice.AgencySchema(schemas.FS)
		if err != nil {
			return nil, nil, err
		}
		titles := agency.Child("type").EnumTitles
		for _, a := range c.Addressees {
			addressees = append(addressees, strings.TrimSpace(e.text(titles[a])+" ("+a+")"))
		}
	}
	for _, k := range c.Kinds {
		f, err := practice.KindSchema(schemas.FS, k)
		if err != nil {
			return nil, nil, err
		}
		kinds = append(kinds, e.text(finding.Text{ZH: f.Title.ZH, EN: k}))
	}
	return addressees, kinds, nil
}

// article explains an article without clauses that can be judged.
func (e *explainer) article(c cited, a *law.Article) {
	e.block()
	number, _, _ := strings.Cut(c.clause, ".")
	cites := finding.Lawyers(number)
	lines(e.w, "%s", c.in.Cite(number))
	e.say("条款", "law", e.text(finding.Text{ZH: "《" + c.in.Title.ZH + "》" + cites.ZH, EN: c.in.Title.EN + " " + cites.EN}))
	if a.Articles != "" {
		e.say("范围", "one of", a.Articles)
	}
	e.say("状态", "status", e.text(statusTitles[a.Status]))
	e.say("理由", "why", e.text(a.Why))
	e.days(c.in, nil)
}

// registered explains an article of an instrument that is not encoded, from the register.
func (e *explainer) registered(c cited) {
	e.block()
	lines(e.w, "%s%s", c.title, c.ref)
	e.say("状态", "status", e.text(finding.Text{ZH: "未编入，不作检查", EN: "not encoded, so nothing is judged by it"}))
	e.say("效力位阶", "rank", e.text(rankTitle(c.res.Rank)))
	e.say("地域", "place", c.res.Place)
	e.say("自", "since", c.res.From)
	e.say("失效", "repealed", strings.TrimSpace(c.res.RepealedOn+" "+c.res.RepealedBy))
	e.say("核实至", "known up to", c.res.AsOf)
	for _, r := range c.res.Refs {
		if r.Ref == c.ref && c.clause != "" {
			e.say("存在", "exists", strings.TrimSpace(answerIn(e.lang, r.Exists)+" "+e.text(r.Detail)))
		}
	}
}

// jsonText formats a value of instrument.yaml as JSON.
func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}
