package report

import (
	"fmt"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// words has the texts of reports in one language. Texts that depend on grammar are functions.
type words struct {
	lang string

	severity map[finding.Severity]string
	status   map[finding.Status]string
	verdict  map[finding.Verdict]string
	holds    map[string]string

	law, fix, ask, see, reading, waiver, baseline, why string // labels
	comma, or, colon, semicolon                        string

	since        func(day string) string
	waived       func(severity string) string
	waivedBy     func(w finding.Waiver) string
	known        func(severity string) string
	knownWhy     string
	dependents   func(ask string, settles int) string
	lawfulIf     func(answers string) string
	moreAsked    func(questions, undetermined int) string
	declared     string
	declaration  func(yes bool, reason string) string
	notChecked   string
	sameAsAbove  func(practice string) string
	clauses      map[finding.Status]func(n int) string
	notProved    func(n int) string
	leftOut      func(instruments, clauses int) string
	narrowed     func(what string) string
	practices    func(n int) string
	findings     func(severity finding.Severity, n int) string
	waivedCount  func(n int) string
	knownCount   func(n int) string
	judgedBy     func(instruments int, digest string) string
	instruments  func(n int) string
	factNotGiven string

	root         string // of the repository
	ownRule      func(rule string) string
	ownRuleMeans string
	explained    func(citation string) string

	page page
}

// page has further texts of Markdown and HTML pages. The HTML template reads its fields.
type page struct {
	Title, Summary, Skip                                                                 string
	Practices, Practice, Verdict, Kind, Place, Day, File, Packs, Version                 string
	Change, Open, Advice, Waived, Known, Questions, Matrix, Declared, Unchecked, None    string // sections of a practice
	Narrowed, Unrelated, Chart, ChartNote, Signs                                         string
	Instrument, Own, Rule, Article, Clauses, Fact, Ask, Answers, Where, NoClauses, Above string
	More                                                                                 func(n int) string
	MoreIn                                                                               func(n int) string // practices beyond the size limit
	ArticleName                                                                          func(article string) string
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func pluralized(one, many string) func(int) string {
	return func(n int) string { return plural(n, one, many) }
}

func formatted(format string) func(int) string {
	return func(n int) string { return fmt.Sprintf(format, n) }
}

var english = words{
	lang:     "en",
	severity: map[finding.Severity]string{finding.Error: "error", finding.Review: "review", finding.Warning: "warning", finding.Note: "note"},
	status: map[finding.Status]string{
		finding.Breached: "breached", finding.Undetermined: "undetermined", finding.Exempt: "exempt", finding.Met: "met",
		finding.NotApplicable: "not applicable", finding.ByHand: "for a person to judge", finding.Skipped: "skipped", finding.Failed: "could not be evaluated",
	},
	verdict: map[finding.Verdict]string{
		finding.Unlawful: "unlawful", finding.Contested: "contested", finding.Open: "undetermined",
		finding.LawfulAsFarAsChecked: "lawful as far as checked", finding.NotJudged: "not judged",
	},
	holds: map[string]string{"holds": "holds", "fails": "fails", "unknown": "unknown"},
	law:   "law", fix: "fix", ask: "ask", see: "see", reading: "if", waiver: "note", baseline: "note", why: "why",
	comma: ", ", or: " or ", colon: ": ", semicolon: "; ",
	since:  func(day string) string { return ", in force since " + day },
	waived: func(severity string) string { return severity + " (waived)" },
	waivedBy: func(w finding.Waiver) string {
		return fmt.Sprintf("waived until %s by %s: %s", w.Expires, w.ApprovedBy, w.Reason)
	},
	known:    func(severity string) string { return severity + " (known)" },
	knownWhy: "known: it stands in the baseline and does not fail the run",
	dependents: func(ask string, settles int) string {
		if settles == 1 {
			return ask + "1 clause hangs on it"
		}
		return fmt.Sprintf("%s%d clauses hang on it", ask, settles)
	},
	lawfulIf: func(answers string) string { return "lawful if: " + answers },
	moreAsked: func(questions, undetermined int) string {
		return fmt.Sprintf("… %s; %s undetermined in all, see --format json", plural(questions, "more question", "more questions"), plural(undetermined, "clause is", "clauses are"))
	},
	declared: "declared by the agency:",
	declaration: func(yes bool, reason string) string {
		if yes {
			return ": yes; " + reason
		}
		return ": no; " + reason
	},
	notChecked:  "not checked:",
	sameAsAbove: func(practice string) string { return "not checked: the same as for " + practice },
	clauses: map[finding.Status]func(int) string{
		finding.ByHand:  pluralized("clause for a person to judge", "clauses for a person to judge"),
		finding.Skipped: pluralized("clause skipped", "clauses skipped"),
		finding.Failed:  pluralized("clause could not be evaluated", "clauses could not be evaluated"),
	},
	notProved: pluralized("clause not settled within the bound", "clauses not settled within the bound"),
	leftOut: func(instruments, clauses int) string {
		return fmt.Sprintf("not checked: %s, %s", plural(instruments, "instrument", "instruments"), plural(clauses, "clause", "clauses"))
	},
	narrowed:  func(what string) string { return "narrowed: " + what },
	practices: pluralized("practice", "practices"),
	findings: func(s finding.Severity, n int) string {
		switch s {
		case finding.Error:
			return plural(n, "error", "errors")
		case finding.Review:
			return fmt.Sprintf("%d to review", n)
		case finding.Warning:
			return plural(n, "warning", "warnings")
		}
		return plural(n, "note", "notes")
	},
	waivedCount: formatted("%d waived"),
	knownCount:  formatted("%d known"),
	judgedBy: func(instruments int, digest string) string {
		return fmt.Sprintf("packs: %s, %s", plural(instruments, "instrument", "instruments"), digest)
	},
	instruments:  pluralized("instrument", "instruments"),
	factNotGiven: "not stated: ",

	root:         "the root of the repository",
	ownRule:      func(rule string) string { return "credlint: " + ownName(rule) },
	ownRuleMeans: "about the document, a citation in it or the law at hand; no clause stands behind it",
	explained:    func(citation string) string { return "credlint explain " + citation + " shows its rule and cases" },
	page: page{
		Title: "Compliance report", Summary: "Summary", Skip: "Skip to the report",
		Practices: "Practices", Practice: "practice", Verdict: "verdict", Kind: "kind", Place: "place", Day: "day", File: "file", Packs: "law", Version: "version",
		Change: "What to change", Open: "To review", Advice: "Warnings", Waived: "Waived", Known: "Known from the baseline", Questions: "Questions", Matrix: "Article by article",
		Declared: "Declared by the agency", Unchecked: "What was not checked", None: "Nothing has to be changed, as far as it was checked.",
		Narrowed: "What narrowed this check", Unrelated: "Not about a practice",
		Chart: "Findings by instrument and severity", ChartNote: "without notes and what was waived or known", Signs: "Signs",
		Instrument: "instrument", Own: "the document and what it cites", Rule: "rule", Article: "article", Clauses: "clauses and what they say",
		Fact: "fact", Ask: "question", Answers: "lawful answers", Where: "where", NoClauses: "No clause was judged.", Above: "Back to the top",
		More: func(n int) string { return fmt.Sprintf("… %d more, see --format json", n) },
		MoreIn: func(n int) string {
			return fmt.Sprintf("… and %s, see --format json", plural(n, "more practice", "more practices"))
		},
		ArticleName: func(article string) string { return "art. " + article },
	},
}

var chinese = words{
	lang:     "zh",
	severity: map[finding.Severity]string{finding.Error: "错误", finding.Review: "待核", finding.Warning: "警告", finding.Note: "提示"},
	status: map[finding.Status]string{
		finding.Breached: "违反", finding.Undetermined: "待定", finding.Exempt: "适用例外", finding.Met: "符合",
		finding.NotApplicable: "不适用", finding.ByHand: "须人工判断", finding.Skipped: "已跳过", finding.Failed: "未能判断",
	},
	verdict: map[finding.Verdict]string{
		finding.Unlawful: "违法", finding.Contested: "有争议", finding.Open: "待定",
		finding.LawfulAsFarAsChecked: "就已检查部分而言合法", finding.NotJudged: "未能判断",
	},
	holds: map[string]string{"holds": "成立", "fails": "不成立", "unknown": "未知"},
	law:   "依据", fix: "改正", ask: "询问", see: "另见", reading: "解释", waiver: "豁免", baseline: "基线", why: "条件",
	comma: "、", or: " 或 ", colon: "：", semicolon: "；",
	since:  func(day string) string { return "，" + day + " 起施行" },
	waived: func(severity string) string { return severity + "（已豁免）" },
	waivedBy: func(w finding.Waiver) string {
		return fmt.Sprintf("%s批准，至 %s 止；理由：%s", w.ApprovedBy, w.Expires, w.Reason)
	},
	known:    func(severity string) string { return severity + "（既有）" },
	knownWhy: "既有问题，已列入基线，不影响本次检查是否通过",
	dependents: func(ask string, settles int) string {
		return fmt.Sprintf("%s%d 项规定取决于此", ask, settles)
	},
	lawfulIf: func(answers string) string { return "合法情形：" + answers },
	moreAsked: func(questions, undetermined int) string {
		return fmt.Sprintf("…… 另有 %d 个问题；待定规定共 %d 项，见 --format json", questions, undetermined)
	},
	declared: "机关自行声明：",
	declaration: func(yes bool, reason string) string {
		if yes {
			return "：是。理由：" + reason
		}
		return "：否。理由：" + reason
	},
	notChecked:  "未检查：",
	sameAsAbove: func(practice string) string { return "未检查：与 " + practice + " 相同" },
	clauses: map[finding.Status]func(int) string{
		finding.ByHand:  formatted("须人工判断 %d 项"),
		finding.Skipped: formatted("按要求跳过 %d 项"),
		finding.Failed:  formatted("未能判断 %d 项"),
	},
	notProved: formatted("在推演上限内未能确定 %d 项"),
	leftOut: func(instruments, clauses int) string {
		return fmt.Sprintf("未检查：规范性文本 %d 部，规定 %d 项", instruments, clauses)
	},
	narrowed:  func(what string) string { return "检查范围已缩小：" + what },
	practices: formatted("共 %d 份方案"),
	findings: func(s finding.Severity, n int) string {
		return fmt.Sprintf("%s %d", map[finding.Severity]string{finding.Error: "错误", finding.Review: "待核", finding.Warning: "警告", finding.Note: "提示"}[s], n)
	},
	waivedCount: formatted("已豁免 %d"),
	knownCount:  formatted("既有 %d"),
	judgedBy: func(instruments int, digest string) string {
		return fmt.Sprintf("规范库：%d 部，%s", instruments, digest)
	},
	instruments:  formatted("%d 部"),
	factNotGiven: "未载明：",

	root:         "代码库的根目录",
	ownRule:      func(rule string) string { return "credlint：" + ownName(rule) },
	ownRuleMeans: "涉及文书本身、其中的引用或者所用规范库，不以某一条款为依据",
	explained:    func(citation string) string { return "规则和案例见 credlint explain " + citation },
	page: page{
		Title: "合规检查报告", Summary: "概览", Skip: "跳至正文",
		Practices: "方案", Practice: "方案", Verdict: "结论", Kind: "类型", Place: "地区", Day: "适用日期", File: "文件", Packs: "规范库", Version: "程序版本",
		Change: "需要改正", Open: "待核", Advice: "警告与提示", Waived: "已豁免", Known: "已列入基线的既有问题", Questions: "需要补充的事实", Matrix: "逐条合规情况",
		Declared: "机关自行声明", Unchecked: "未检查的内容", None: "就已检查部分而言，没有需要改正之处。",
		Narrowed: "检查范围的限缩", Unrelated: "与具体方案无关",
		Chart: "按规范性文本和严重程度统计", ChartNote: "不含提示、已豁免事项和既有问题", Signs: "符号说明",
		Instrument: "规范性文本", Own: "文书及其引用", Rule: "规则", Article: "条", Clauses: "各款项及其结果",
		Fact: "事实", Ask: "问题", Answers: "合法的回答", Where: "位置", NoClauses: "没有作出判断的条款。", Above: "返回顶部",
		More:        func(n int) string { return fmt.Sprintf("…… 另有 %d 项，见 --format json", n) },
		MoreIn:      func(n int) string { return fmt.Sprintf("…… 另有 %d 份方案，见 --format json", n) },
		ArticleName: func(article string) string { return "第" + numeral(article) + "条" },
	},
}

// severityLabel returns the severity of a finding in words, marked if the finding is waived or known.
func (t *words) severityLabel(f *finding.Finding) string {
	switch word := t.severity[f.Severity]; {
	case f.Waived != nil:
		return t.waived(word)
	case f.Known:
		return t.known(word)
	default:
		return word
	}
}

// setAside returns why a finding is set aside, with a label, or two empty strings for any other finding.
func (t *words) setAside(f *finding.Finding) (label, why string) {
	switch {
	case f.Waived != nil:
		return t.waiver, t.waivedBy(*f.Waived)
	case f.Known:
		return t.baseline, t.knownWhy
	}
	return "", ""
}

// ownName converts the name of a rule of the tool itself to words.
func ownName(rule string) string {
	return strings.ReplaceAll(strings.TrimPrefix(rule, "credlint/"), "-", " ")
}

// numeral converts a decimal number from 1 to 9999 to a Chinese numeral as in 第一百零五条; any other text stays unchanged.
func numeral(s string) string {
	if s == "" || len(s) > 4 || s[0] == '0' || strings.Trim(s, "0123456789") != "" {
		return s
	}
	var b strings.Builder
	gap := false
	for i, r := range s {
		unit := []string{"", "十", "百", "千"}[len(s)-1-i]
		if r == '0' {
			gap = true
			continue
		}
		if gap {
			b.WriteString("零")
			gap = false
		}
		b.WriteString(string([]rune("零一二三四五六七八九")[r-'0']) + unit)
	}
	if len(s) == 2 {
		return strings.TrimPrefix(b.String(), "一") // 十四, but 一百一十四
	}
	return b.String()
}
