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
	inPart                                             string

	since        func(day string) string
	waived       func(severity string) string
	waivedBy     func(w finding.Waiver) string
	known        func(severity string) string
	knownWhy     string
	dependents   func(n int) string
	moot         func(after string) string
	lawfulIf     func(answers string) string
	moreAsked    func(questions, undetermined int) string
	declared     string
	declaration  func(yes bool, reason string) string
	yes, no, to  string // to: of a range
	kept         string
	keptClauses  func(n int) string
	hits         func(n int) string // how many elements one finding is about
	items        string
	notChecked   string
	sameAsAbove  func(practice string) string
	clauses      map[finding.Status]func(n int) string
	notProved    func(n int) string
	leftOut      func(instruments, clauses int) string
	narrowed     func(what string) string
	practices    func(n int) string
	findings     map[finding.Severity]func(n int) string
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
	Title, Summary, Skip                                                              string
	Practices, Practice, Verdict, Kind, Place, Day, File, Packs, Version              string
	Change, Open, Advice, Waived, Known, Questions, Matrix, Declared, Unchecked, None string // sections of a practice
	Narrowed, Unrelated, Chart, ChartNote, Signs                                      string
	Instrument, Own, Rule, Article, Clauses, Above                                    string
	Agency, Checked, NoAdvice, Kept, Items, Item, Matter, Judgement, Reason, At       string
	SignOff, Name, Office, Date, Seal                                                 string
	Signatories                                                                       []string
	More                                                                              func(n int) string
	MoreIn                                                                            func(n int) string // practices beyond the size limit
	Groups                                                                            []questionGroup    // of questions, in order, with their names
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// wordsIn returns the texts in Chinese for "zh", else in English. Both languages of a text stand side by side.
func wordsIn(lang string) words {
	zh := lang == "zh"
	say := func(chinese, english string) string {
		if zh {
			return chinese
		}
		return english
	}
	format := func(chinese, english string) func(string) string {
		return func(s string) string { return fmt.Sprintf(say(chinese, english), s) }
	}
	count := func(chinese, one, many string) func(int) string {
		return func(n int) string {
			if zh {
				return fmt.Sprintf(chinese, n)
			}
			return plural(n, one, many)
		}
	}
	w := words{
		lang: say("zh", "en"),
		severity: map[finding.Severity]string{
			finding.Error: say("错误", "error"), finding.Review: say("待核", "review"), finding.Warning: say("警告", "warning"), finding.Note: say("提示", "note"),
		},
		status: map[finding.Status]string{
			finding.Breached: say("违反", "breached"), finding.Undetermined: say("待定", "undetermined"), finding.Exempt: say("适用例外", "exempt"), finding.Met: say("符合", "met"),
			finding.NotApplicable: say("不适用", "not applicable"), finding.ByHand: say("须人工判断", "for a person to judge"),
			finding.Skipped: say("已跳过", "skipped"), finding.Failed: say("未能判断", "could not be evaluated"),
		},
		verdict: map[finding.Verdict]string{
			finding.Unlawful: say("违法", "unlawful"), finding.Contested: say("有争议", "contested"), finding.Open: say("待定", "undetermined"),
			finding.NotGoverned: say("未见规范依据", "not governed"), finding.LawfulAsFarAsChecked: say("就已检查部分而言合法", "lawful as far as checked"), finding.NotJudged: say("未能判断", "not judged"),
		},
		holds: map[string]string{"holds": say("成立", "holds"), "fails": say("不成立", "fails"), "unknown": say("未知", "unknown")},
		law:   say("依据", "law"), fix: say("改正", "fix"), ask: say("询问", "ask"), see: say("另见", "see"),
		reading: say("解释", "if"), waiver: say("豁免", "note"), baseline: say("基线", "note"), why: say("条件", "why"),
		inPart: say("（部分）", " in part"),
		comma:  say("、", ", "), or: say(" 或 ", " or "), colon: say("：", ": "), semicolon: say("；", "; "),
		since:    format("，%s 起施行", ", in force since %s"),
		waived:   format("%s（已豁免）", "%s (waived)"),
		known:    format("%s（既有）", "%s (known)"),
		knownWhy: say("既有问题，已列入基线，不影响本次检查是否通过", "known: it stands in the baseline and does not fail the run"),
		waivedBy: func(w finding.Waiver) string {
			by, of := w.ApprovedBy, ""
			switch {
			case w.Comment == "":
			case zh && by == "":
				by, of = "随方案", "（注释 "+w.Comment+"）"
			case zh:
				of = "（注释 " + w.Comment + "）"
			case by == "":
				by = "a comment, " + w.Comment
			default:
				of = " (comment, " + w.Comment + ")"
			}
			if zh {
				return fmt.Sprintf("%s批准，至 %s 止%s；理由：%s", by, w.Expires, of, w.Reason)
			}
			return fmt.Sprintf("waived until %s by %s%s: %s", w.Expires, by, of, w.Reason)
		},
		dependents: count("%d 项规定取决于此", "clause hangs on it", "clauses hang on it"),
		moot:       format("（对 %s 作某些回答时不必答）", " (moot with some answers to %s)"),
		lawfulIf:   format("合法情形：%s", "lawful if: %s"),
		moreAsked: func(questions, undetermined int) string {
			if zh {
				return fmt.Sprintf("…… 另有 %d 个问题；待定规定共 %d 项，见 --format json", questions, undetermined)
			}
			return fmt.Sprintf("… %s; %s undetermined in all, see --format json", plural(questions, "more question", "more questions"), plural(undetermined, "clause is", "clauses are"))
		},
		yes: say("是", "yes"), no: say("否", "no"), to: say("至", "–"),
		kept: say("已符合：", "kept:"), keptClauses: count("%d 项", "clause", "clauses"),
		hits: count("（共 %d 项）", "", ""), items: say("涉及", "items"),
		declared: say("机关自行声明：", "declared by the agency:"),
		declaration: func(yes bool, reason string) string {
			if yes {
				return say("：是。理由：", ": yes; ") + reason
			}
			return say("：否。理由：", ": no; ") + reason
		},
		notChecked:  say("未检查：", "not checked:"),
		sameAsAbove: format("未检查：与 %s 相同", "not checked: the same as for %s"),
		clauses: map[finding.Status]func(int) string{
			finding.ByHand:  count("须人工判断 %d 项", "clause for a person to judge", "clauses for a person to judge"),
			finding.Skipped: count("按要求跳过 %d 项", "clause skipped", "clauses skipped"),
			finding.Failed:  count("未能判断 %d 项", "clause could not be evaluated", "clauses could not be evaluated"),
		},
		notProved: count("在推演上限内未能确定 %d 项", "clause not settled within the bound", "clauses not settled within the bound"),
		leftOut: func(instruments, clauses int) string {
			if zh {
				return fmt.Sprintf("未检查：规范性文本 %d 部，规定 %d 项", instruments, clauses)
			}
			return fmt.Sprintf("not checked: %s, %s", plural(instruments, "instrument", "instruments"), plural(clauses, "clause", "clauses"))
		},
		narrowed:  format("检查范围已缩小：%s", "narrowed: %s"),
		practices: count("共 %d 份方案", "practice", "practices"),
		findings: map[finding.Severity]func(int) string{
			finding.Error: count("错误 %d", "error", "errors"), finding.Review: count("待核 %d", "to review", "to review"),
			finding.Warning: count("警告 %d", "warning", "warnings"), finding.Note: count("提示 %d", "note", "notes"),
		},
		waivedCount:  count("已豁免 %d", "waived", "waived"),
		knownCount:   count("既有 %d", "known", "known"),
		instruments:  count("%d 部", "instrument", "instruments"),
		factNotGiven: say("未载明：", "not stated: "),

		root:         say("代码库的根目录", "the root of the repository"),
		ownRule:      func(rule string) string { return say("credlint：", "credlint: ") + ownName(rule) },
		ownRuleMeans: say("涉及文书本身、其中的引用或者所用规范库，不以某一条款为依据", "about the document, a citation in it or the law at hand; no clause stands behind it"),
		explained:    format("规则和案例见 credlint explain %s", "credlint explain %s shows its rule and cases"),
		page: page{
			Title: say("合规检查报告", "Compliance report"), Summary: say("概览", "Summary"), Skip: say("跳至正文", "Skip to the report"),
			Practices: say("方案", "Practices"), Practice: say("方案", "practice"), Verdict: say("结论", "verdict"), Kind: say("类型", "kind"), Place: say("地区", "place"),
			Day: say("适用日期", "day"), File: say("文件", "file"), Packs: say("规范库", "law"), Version: say("程序版本", "version"),
			Change: say("需要改正", "What to change"), Open: say("待核", "To review"), Advice: say("警告与提示", "Warnings"), Waived: say("已豁免", "Waived"),
			Known: say("已列入基线的既有问题", "Known from the baseline"), Questions: say("需要补充的事实", "Questions"), Matrix: say("逐条合规情况", "Article by article"),
			Declared: say("机关自行声明", "Declared by the agency"), Unchecked: say("未检查的内容", "What was not checked"),
			None:     say("就已检查部分而言，没有需要改正之处。", "Nothing has to be changed, as far as it was checked."),
			Narrowed: say("检查范围的限缩", "What narrowed this check"), Unrelated: say("与具体方案无关", "Not about a practice"),
			Chart: say("按规范性文本和严重程度统计", "Findings by instrument and severity"), ChartNote: say("不含提示、已豁免事项和既有问题", "without notes and what was waived or known"),
			Signs:      say("符号说明", "Signs"),
			Groups:     []questionGroup{{"act", say("事项本身", "What is done"), nil}, {"procedure", say("程序", "How it is done"), nil}, {"agency", say("单位的既有安排", "What the agency has arranged"), nil}},
			Instrument: say("规范性文本", "instrument"), Own: say("文书及其引用", "the document and what it cites"), Rule: say("规则", "rule"),
			Article: say("条", "article"), Clauses: say("各款项及其结果", "clauses and what they say"), Above: say("返回顶部", "Back to the top"),
			More:   count("…… 另有 %d 项，见 --format json", "", ""),
			MoreIn: count("…… 另有 %d 份方案，见 --format json", "", ""),
			Agency: say("单位", "agency"), Checked: say("检查日期", "day of check"),
			NoAdvice: say("本报告是将编入的规则适用于所填事实的结果，不是法律意见，须由法制审核人员或者律师审阅后使用。",
				"This report is the result of applying encoded rules to the facts as stated. It is not legal advice: a lawyer has to read it before it is relied on."),
			Kept: say("已符合的规定", "Kept"), Items: say("逐项结果", "Item by item"), Item: say("事项", "item"),
			Matter: say("事项", "matter"), Judgement: say("声明", "declared"), Reason: say("理由", "reason"), At: say("位置", "place"),
			SignOff: say("签署", "Sign-off"), Name: say("姓名", "name"), Office: say("职务", "office"), Date: say("日期", "date"), Seal: say("（盖章）", "(seal)"),
			Signatories: []string{say("经办", "prepared by"), say("法制审核", "legal review"), say("批准", "approved by")},
		},
	}
	w.judgedBy = func(instruments int, digest string) string {
		return say("规范库：", "packs: ") + w.instruments(instruments) + say("，", ", ") + digest
	}
	if !zh {
		w.hits = func(n int) string { return fmt.Sprintf(" (%d items)", n) }
		w.page.More = func(n int) string { return fmt.Sprintf("… %d more, see --format json", n) }
		w.page.MoreIn = func(n int) string {
			return fmt.Sprintf("… and %s, see --format json", plural(n, "more practice", "more practices"))
		}
	}
	return w
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
