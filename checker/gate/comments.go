package gate

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/credlint/credlint/checker/finding"
)

// commentWaiver is the form of a waiver in a comment, behind "credlint:".
var commentWaiver = regexp.MustCompile(`^waive\s+(undetermined\s+)?(\S+)\s+until\s+([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\s+by\s+(\S.*?))?\s+because\s+(\S.*)$`)

var commentForm = finding.Text{ZH: "写作“# credlint: waive 14.1 until 2026-12-31 by 批准人 because 理由”；没有 by 的，以批准方案者为批准人；待定的，写 waive undetermined 14.1",
	EN: `write "# credlint: waive 14.1 until 2026-12-31 by WHO because WHY"; without by it is who approves the practice; of an open question, "waive undetermined 14.1"`}

// ApplyComments marks the findings of r that waivers in comments of the practices set aside, each of its own line. Under the rules
// of a file of waivers it adds a finding for each that does not count or sets nothing aside, and an error for each that cannot be
// read. Call it after Waivers.Apply, and r.Finish afterwards. If ignored, no comment counts, and each is a note.
func ApplyComments(r *finding.Report, law Law, today string, ignored bool) {
	judged := map[string]bool{} // files
	for i := range r.Practices {
		judged[r.Practices[i].File] = true
	}
	all, count := 0, 0
	for i := range r.Practices {
		p := &r.Practices[i]
		var added []finding.Finding
		for k := range p.Comments {
			c := comment{&p.Comments[k], p, law}
			switch {
			case ignored:
				added = append(added, c.finding("waiver-unused", finding.Note, finding.Text{ZH: "按设置，注释中的豁免不生效", EN: "by the settings, waivers in comments do not count"}, finding.Text{}))
				continue
			case c.At.File != p.File && !judged[c.At.File]:
				r.Findings = append(r.Findings, c.finding("waiver-unused", finding.Review,
					finding.Text{ZH: "单位文件中的注释，只在该文件单独判断时生效", EN: "a comment in an agency file counts only where that file is judged by itself"},
					finding.Text{ZH: "移至方案，或者写入豁免文件", EN: "move it to the practice, or to a file of waivers"}))
				continue
			case c.At.File != p.File:
				continue
			}
			found, n := c.apply(today)
			added = append(added, found...)
			all, count = all+1, count+n
		}
		p.Findings = append(p.Findings, added...)
	}
	if all > 0 {
		r.Narrowed = append(r.Narrowed, finding.Text{
			ZH: fmt.Sprintf("按方案中的注释豁免：%d 项（以 %s 为准）", count, today),
			EN: fmt.Sprintf("waived by comments in practices as of %s: %d", today, count),
		})
	}
}

// comment is a waiver written as a comment, with the practice and the law that it is checked against.
type comment struct {
	*finding.Comment
	p   *finding.Judged
	law Law
}

func (c comment) finding(rule string, s finding.Severity, message, hint finding.Text) finding.Finding {
	return finding.Finding{Rule: "credlint/" + rule, Severity: s, Message: message, Hint: hint, At: c.At, Snippet: c.Snippet}
}

// apply marks the findings that the comment waives. It returns the defects of the comment, and the number of findings marked.
func (c comment) apply(today string) (found []finding.Finding, count int) {
	parts := commentWaiver.FindStringSubmatch(c.Text)
	if parts == nil || !finding.Visible(parts[5]) {
		why, hint := finding.Text{}, commentForm
		switch words := strings.Fields(c.Text); {
		case !slices.Contains(words, "until"):
			why = finding.Text{ZH: "：没有截止日期（until）", EN: ": it has no last day (until)"}
		case !slices.Contains(words, "because") || words[len(words)-1] == "because":
			why = finding.Text{ZH: "：没有理由（because）", EN: ": it has no reason (because)"}
		}
		if word, _, _ := strings.Cut(c.Text, " "); word != "waive" && len(c.law.Nearest(word, []string{"waive"})) > 0 {
			hint = suggestion([]string{"waive"}, nil)
		}
		return []finding.Finding{c.finding("waiver-comment", finding.Error,
			finding.Text{ZH: "该注释以“credlint:”开头，而无法作为豁免读取" + why.ZH, EN: `the comment begins with "credlint:" and cannot be read as a waiver` + why.EN}, hint)}, 0
	}
	x := Waiver{Citation: parts[2], Status: finding.Breached, Expires: parts[3], ApprovedBy: strings.TrimSpace(parts[4]), Reason: strings.TrimSpace(parts[5])}
	if parts[1] != "" {
		x.Status = finding.Undetermined
	}
	invalid := func(rule, _ string, message, hint finding.Text) {
		found = append(found, c.finding(rule, finding.Review, message, hint))
	}
	if !strings.Contains(x.Citation, "#") {
		of := c.clauses(x.Citation)
		if len(of) != 1 {
			c.notOne(x.Citation, of, invalid)
			return found, 0
		}
		x.Citation = of[0]
	}
	checkClause(x.Citation, c.law, invalid)
	checkExpiry(x.Expires, today, invalid)
	if len(found) > 0 {
		return found, 0
	}
	here, elsewhere := *c.p, []string{}
	here.Findings = nil
	for j := range c.p.Findings {
		switch f := &c.p.Findings[j]; {
		case f.At.File != c.p.File || f.At.Line != c.Line:
			if f.Citation == x.Citation && f.Status == x.Status {
				elsewhere = append(elsewhere, fmt.Sprintf("%s:%d", f.At.File, f.At.Line))
			}
		case f.Citation == x.Citation && f.Waived == nil && x.covers(f):
			f.Waived = &finding.Waiver{Reason: x.Reason, ApprovedBy: x.ApprovedBy, Expires: x.Expires, Comment: c.At.File + ":" + strconv.Itoa(c.At.Line)}
			count++
		default:
			here.Findings = append(here.Findings, *f)
		}
	}
	switch {
	case count > 0:
	case len(elsewhere) > 0 && !slices.ContainsFunc(here.Findings, func(f finding.Finding) bool { return f.Citation == x.Citation }):
		found = append(found, c.finding("waiver-unused", finding.Warning,
			finding.Text{ZH: fmt.Sprintf("该豁免没有使用：第 %d 行没有该条款的问题", c.Line), EN: fmt.Sprintf("the waiver sets nothing aside: nothing is found by this clause on line %d", c.Line)},
			finding.Text{ZH: "该条款的问题在 " + strings.Join(firstPointers(elsewhere), "、"), EN: "what is found by it stands at " + strings.Join(firstPointers(elsewhere), ", ")}))
	default:
		found = append(found, unused(x, &here, func(rule string, s finding.Severity, _ string, message, hint finding.Text) finding.Finding {
			return c.finding(rule, s, message, hint)
		}))
	}
	return found, count
}

// clauses returns the citations of a clause in the instruments that judge the practice.
func (c comment) clauses(clause string) (of []string) {
	for _, v := range c.p.Clauses {
		if _, number := finding.SplitCitation(v.Citation); number == clause {
			of = append(of, v.Citation)
		}
	}
	return of
}

// notOne says that a clause without its instrument is one of several, or of none.
func (c comment) notOne(clause string, of []string, invalid func(rule, key string, message, hint finding.Text)) {
	if len(of) > 0 {
		invalid("waiver-ambiguous", "", finding.Text{ZH: fmt.Sprintf("“%s”是 %d 部规范的条款，此项豁免不生效", truncate(clause), len(of)), EN: fmt.Sprintf("%q is a clause of %d instruments, so that the waiver does not count", truncate(clause), len(of))},
			finding.Text{ZH: "写明规范：" + strings.Join(of, "、"), EN: "name the instrument: " + strings.Join(of, ", ")})
		return
	}
	var numbers []string
	for _, v := range c.p.Clauses {
		_, number := finding.SplitCitation(v.Citation)
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	invalid("waiver-unknown", "", finding.Text{ZH: fmt.Sprintf("判断该方案的规范没有条款“%s”，此项豁免不生效", truncate(clause)), EN: fmt.Sprintf("no instrument that judges the practice has a clause %q, so that the waiver does not count", truncate(clause))},
		suggestion(c.law.Nearest(clause, slices.Compact(numbers)), nil))
}
