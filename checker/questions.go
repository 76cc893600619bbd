package checker

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
)

// question gathers what the clauses ask of one missing fact.
type question struct {
	ask     *ask
	clauses []string
	answers [][]string
}

// undetermined notes the questions of a clause and, where its status hangs on them, a finding at the first.
func (j *judging) undetermined(u *rules.Unit, c *law.Clause, o outcome, under []finding.Reading) {
	cite := u.Instrument.Cite(c.Clause)
	var first string
	for _, at := range sortedKeys(o.asks) {
		a := o.asks[at]
		if first == "" || j.before(at, first) {
			first = at
		}
		q := j.asks[at]
		if q == nil {
			q = &question{ask: a}
			j.asks[at] = q
		}
		if !slices.Contains(q.clauses, cite) {
			q.clauses = append(q.clauses, cite)
			if o.status == finding.Undetermined {
				q.answers = append(q.answers, a.answers())
			}
		}
	}
	if o.status != finding.Undetermined || first == "" {
		return
	}
	names := finding.Text{}
	for i, at := range sortedKeys(o.asks) {
		t := j.factTitle(at)
		if i == 3 {
			names.ZH, names.EN = names.ZH+"等", names.EN+" …"
			break
		}
		if i > 0 {
			names.ZH, names.EN = names.ZH+"、", names.EN+", "
		}
		names.ZH, names.EN = names.ZH+t.ZH, names.EN+t.EN
	}
	j.add(finding.Finding{Rule: cite, Citation: cite, Severity: j.openSeverity(u), Status: finding.Undetermined, Law: lawLine(u.Instrument, c), Summary: c.Summary(), Since: since(u.Instrument, c), At: j.doc.At(j.placeOf(first)), Reading: under,
		Message: finding.Text{ZH: fmt.Sprintf("尚不能确定是否符合“%s”：未填%s", c.Summary().ZH, names.ZH), EN: fmt.Sprintf("open whether this keeps to %q: not stated: %s", c.Summary().EN, names.EN)},
		Hint:    finding.Text{ZH: "补充上述事实", EN: "state these facts"}})
}

// before orders pointers by where they belong in the document.
func (j *judging) before(a, b string) bool {
	x, y := j.doc.At(j.placeOf(a)), j.doc.At(j.placeOf(b))
	return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column), cmp.Compare(a, b)) < 0
}

// questions lists the missing facts that matter, those that settle most first.
func (j *judging) questions() {
	for at, q := range j.asks {
		slices.SortFunc(q.clauses, finding.CompareCitations)
		f := q.ask.fact.Kind
		out := finding.Question{Fact: at, Ask: j.factTitle(at), Settles: len(q.clauses), Clauses: q.clauses, At: j.doc.At(j.placeOf(at))}
		if f.Choice == "measure" && len(q.answers) > 0 {
			common := q.answers[0]
			for _, other := range q.answers[1:] {
				common = intersect(common, other)
			}
			if f.Type == "boolean" && len(common) == 2 {
				common = nil
			}
			out.LawfulIf = common
			for _, a := range common {
				out.Answers = append(out.Answers, answerText(f, a))
			}
		}
		j.out.Questions = append(j.out.Questions, out)
	}
	slices.SortFunc(j.out.Questions, func(a, b finding.Question) int {
		if c := cmp.Compare(b.Settles, a.Settles); c != 0 {
			return c
		}
		if a.Fact == b.Fact {
			return 0
		}
		if j.before(a.Fact, b.Fact) {
			return -1
		}
		return 1
	})
}

// answerText is an answer in words.
func answerText(f *practice.Fact, a string) finding.Text {
	if t, ok := f.EnumTitles[a]; ok {
		return t
	}
	switch a {
	case "true":
		return finding.Text{ZH: "是", EN: "yes"}
	case "false":
		return finding.Text{ZH: "否", EN: "no"}
	}
	zh := strings.NewReplacer("<= ", "不超过", ">= ", "不少于", " to ", "至", " years", "年", " months", "个月", " working_days", "个工作日", " days", "日", "any", "任意").Replace(a)
	en := strings.NewReplacer("<= ", "at most ", ">= ", "at least ", " working_days", " working days").Replace(a)
	return finding.Text{ZH: zh, EN: en}
}

// placeOf is the pointer under which the answer to a question belongs: a citation's facts belong to the citation.
func (j *judging) placeOf(at string) string {
	if n, ok := strings.CutPrefix(at, "/authorities/"); ok {
		i, _, _ := strings.Cut(n, "/")
		if k, err := strconv.Atoi(i); err == nil && k < len(j.cited) {
			return j.cited[k].pointer
		}
	}
	return at
}

// factTitle names a missing fact as its schema does, with the element it belongs to.
func (j *judging) factTitle(at string) finding.Text {
	if n, ok := strings.CutPrefix(at, "/authorities/"); ok {
		i, name, _ := strings.Cut(n, "/")
		k, _ := strconv.Atoi(i)
		t := AuthorityFacts[name].Title
		return finding.Text{ZH: "“" + j.cited[k].text + "”" + t.ZH, EN: j.cited[k].text + ": " + t.EN}
	}
	f := j.kind
	var zh, en []string
	for _, step := range strings.Split(strings.TrimPrefix(at, "/"), "/") {
		if f == nil {
			break
		}
		if _, err := strconv.Atoi(step); err == nil && f.Type == "array" {
			f = f.Items
			continue
		}
		judgement := f.Type == "judgement"
		f = f.Child(step)
		if f != nil && !judgement {
			zh, en = append(zh, f.Title.ZH), append(en, f.Title.EN)
		}
	}
	if len(zh) > 2 {
		zh, en = zh[len(zh)-2:], en[len(en)-2:]
	}
	return finding.Text{ZH: strings.Join(zh, "·"), EN: strings.Join(en, ": ")}
}
