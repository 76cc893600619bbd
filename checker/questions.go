package checker

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/credlint/credlint/checker/explore"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
)

// question gathers what the clauses ask of one missing fact.
type question struct {
	ask     *ask
	clauses []string
	gated   []string   // the clauses whose scope an answer leaves
	weight  float64    // the part that the fact has in what the clauses ask
	good    [][]string // of each clause that excludes an answer: those with which it can be kept
	kept    []string   // answers with which such a clause applies and can be kept
}

// undetermined notes the questions of a clause and, where its status hangs on them, a finding at the first.
func (j *judging) undetermined(u *rules.Unit, c *law.Clause, o outcome, under []finding.Reading) {
	cite := u.Instrument.Cite(c.Clause)
	asks := map[string]*ask{}
	for _, at := range sortedKeys(o.asks) {
		if o.asks[j.unwritten(at)] == nil {
			asks[j.property(at)] = o.asks[at]
		}
	}
	var first string
	for _, at := range sortedKeys(asks) {
		a := asks[at]
		if first == "" || j.before(at, first) {
			first = at
		}
		q := j.asks[at]
		if q == nil {
			q = &question{ask: a}
			j.asks[at] = q
		}
		if slices.Contains(q.clauses, cite) {
			continue
		}
		q.clauses = append(q.clauses, cite)
		q.weight += 1 / float64(len(asks))
		if a.gate() {
			q.gated = append(q.gated, cite)
		}
		if o.status == finding.Undetermined && slices.Contains(a.good, false) {
			q.good = append(q.good, a.answers(func(i int) bool { return a.good[i] }))
			q.kept = append(q.kept, a.answers(func(i int) bool { return a.good[i] && !a.idle[i] })...)
		}
	}
	if o.status != finding.Undetermined || first == "" {
		return
	}
	names := finding.Text{}
	for i, at := range sortedKeys(asks) {
		t := j.ask(asks[at])
		if i == 3 {
			names.ZH, names.EN = names.ZH+"等", names.EN+" …"
			break
		}
		if i > 0 {
			names.ZH, names.EN = names.ZH+"、", names.EN+", "
		}
		names.ZH, names.EN = names.ZH+t.ZH, names.EN+t.EN
	}
	j.add(finding.Finding{Rule: cite, Citation: cite, Severity: j.openSeverity(u), Status: finding.Undetermined, Law: lawLine(u.Instrument, c), Summary: c.Summary(), Since: since(u.Instrument, c), At: j.doc.At(first), Reading: under,
		Message: finding.Text{ZH: fmt.Sprintf("尚不能确定是否符合“%s”：未填%s", c.Summary().ZH, names.ZH), EN: fmt.Sprintf("open whether this keeps to %q: not stated: %s", c.Summary().EN, names.EN)},
		Hint:    finding.Text{ZH: "补充上述事实", EN: "state these facts"}})
}

// unwritten is the list whose element a pointer names where the practice writes no such element: the question is what the list has.
func (j *judging) unwritten(at string) string {
	for i, step := range strings.Split(at, "/") {
		if _, err := strconv.Atoi(step); err != nil {
			continue
		}
		list := strings.Join(strings.Split(at, "/")[:i], "/")
		if _, ok := lookup(j.doc.Value, list+"/"+step); !ok {
			return list
		}
	}
	return ""
}

// before orders pointers by where they belong in the document.
func (j *judging) before(a, b string) bool {
	x, y := j.doc.At(a), j.doc.At(b)
	return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column), cmp.Compare(a, b)) < 0
}

// minGate is the number of clauses that a fact must be able to make inapplicable to be asked before what hangs on it.
const minGate = 3

// questions lists the missing facts that matter. A fact that decides whether whole groups of clauses apply comes before what only
// these ask, and before other facts, of the acts or of procedure; these come in this order, and the standing arrangements of the
// agency last; among them those that decide most. Elements of a list that share a question share one.
func (j *judging) questions() {
	var ats []string
	for at := range j.asks {
		ats = append(ats, at)
	}
	after := j.gates(ats)
	standing := func(at string) int {
		if j.group(at) == len(groups)-1 {
			return 1
		}
		return 0
	}
	slices.SortFunc(ats, func(a, b string) int {
		x, y := j.asks[a], j.asks[b]
		if c := cmp.Or(cmp.Compare(depth(after, a), depth(after, b)), cmp.Compare(standing(a), standing(b)),
			cmp.Compare(len(y.gated)/minGate, len(x.gated)/minGate), cmp.Compare(j.group(a), j.group(b)), cmp.Compare(y.weight, x.weight)); c != 0 || a == b {
			return c
		}
		if j.before(a, b) {
			return -1
		}
		return 1
	})
	shared := map[string]int{} // question that elements may share → its index in the output, from 1
	for _, at := range ats {
		q := j.asks[at]
		slices.SortFunc(q.clauses, finding.CompareCitations)
		f := q.ask.fact.Kind
		if strings.HasPrefix(q.ask.fact.Pointer, "/authorities/") {
			f = j.kind.Find(at)
		}
		out := finding.Question{Fact: at, Ask: j.ask(q.ask), Group: groups[j.group(at)], After: after[at], Settles: len(q.clauses), Clauses: q.clauses, At: j.doc.At(at)}
		for _, v := range f.Enum {
			if !q.ask.fact.Known.Admits(v) {
				continue
			}
			out.Takes = append(out.Takes, finding.Answer{Value: v, Title: f.EnumTitles[v]})
		}
		if f.Choice == "measure" {
			out.LawfulIf = q.lawfulIf()
			for _, a := range out.LawfulIf {
				out.Answers = append(out.Answers, answerText(f, a))
			}
		}
		key := strings.Join(append([]string{starred(at), starred(out.After), out.Ask.EN}, slices.Concat(out.Clauses, out.LawfulIf)...), "\x00")
		if n := shared[key]; n > 0 && starred(at) != at {
			first := &j.out.Questions[n-1]
			if first.Facts == nil {
				first.Facts = []string{first.Fact}
			}
			first.Facts = append(first.Facts, at)
			continue
		}
		j.out.Questions = append(j.out.Questions, out)
		shared[key] = len(j.out.Questions)
	}
	j.arrangements()
	for i := range j.out.Questions {
		if q := &j.out.Questions[i]; q.Facts != nil && q.Fact != "/agency" {
			q.Fact = starred(q.Fact)
			q.Ask.ZH, q.Ask.EN = fmt.Sprintf("%s（%d 处）", q.Ask.ZH, len(q.Facts)), fmt.Sprintf("%s (at %d places)", q.Ask.EN, len(q.Facts))
		}
	}
}

// arrangements makes one question of all that a practice asks of its agency: these facts are the same for all practices of the
// agency, whose file is judged by itself.
func (j *judging) arrangements() {
	if j.alone {
		return
	}
	all := finding.Question{Fact: "/agency", Group: groups[2], At: j.doc.Reference()}
	var rest []finding.Question
	for _, q := range j.out.Questions {
		if q.Group != all.Group {
			rest = append(rest, q)
			continue
		}
		if len(all.Facts) == 0 {
			all.After = q.After
		} else if all.After != q.After {
			all.After = ""
		}
		all.Facts = append(all.Facts, q.Fact)
		all.Clauses = append(all.Clauses, q.Clauses...)
	}
	if len(all.Facts) == 0 {
		return
	}
	slices.SortFunc(all.Clauses, finding.CompareCitations)
	all.Clauses = slices.Compact(all.Clauses)
	all.Settles = len(all.Clauses)
	all.Ask = finding.Text{ZH: fmt.Sprintf("单位的常设安排（%d 项，见对单位文件的检查）", len(all.Facts)), EN: fmt.Sprintf("standing arrangements of the agency (%d facts; check the agency file by itself)", len(all.Facts))}
	j.out.Questions = append(rest, all)
}

// gates finds for facts the fact that is to be asked before: all clauses that ask for the one apply only with some answers to
// the other.
func (j *judging) gates(ats []string) map[string]string {
	slices.SortFunc(ats, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(j.asks[b].gated), len(j.asks[a].gated)), cmp.Compare(a, b))
	})
	after := map[string]string{}
	for i, at := range ats {
		for _, gate := range ats[:i] { // the larger gates
			g := j.asks[gate].gated
			if len(g) >= minGate && len(intersect(j.asks[at].clauses, g)) == len(j.asks[at].clauses) {
				after[at] = gate
				break
			}
		}
	}
	return after
}

// depth is the number of questions to be asked before one.
func depth(after map[string]string, at string) (n int) {
	for at = after[at]; at != ""; at = after[at] {
		n++
	}
	return n
}

// groups are the groups of questions, in their order.
var groups = []string{"act", "procedure", "agency"}

// group is the group of a question: what the world gives, and facts of the acts themselves; how they are done; the agency.
func (j *judging) group(at string) int {
	top, _, _ := strings.Cut(strings.TrimPrefix(at, "/"), "/")
	switch {
	case top == "agency":
		return 2
	case top == "basis", j.asks[at].ask.fact.Kind.Choice == "given":
		return 0
	}
	if f := j.kind.Child(top); f != nil && f.Act != "" {
		return 0
	}
	return 1
}

// starred is a pointer with a star for each index of a list.
func starred(at string) string {
	steps := strings.Split(at, "/")
	for i, s := range steps {
		if _, err := strconv.Atoi(s); err == nil {
			steps[i] = "*"
		}
	}
	return strings.Join(steps, "/")
}

// lawfulIf are the answers with which each clause that excludes one can be kept, but for those with which none of these applies: that
// a clause no longer applies is no advice.
func (q *question) lawfulIf() []string {
	if len(q.good) == 0 {
		return nil
	}
	out := q.good[0]
	for _, other := range q.good[1:] {
		out = intersect(out, other)
	}
	return intersect(out, q.kept)
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

// property is the pointer of the property that answers a question: what the register does not know of a citation is stated beside it.
func (j *judging) property(at string) string {
	n, ok := strings.CutPrefix(at, "/authorities/")
	if !ok {
		return at
	}
	i, name, _ := strings.Cut(n, "/")
	k, _ := strconv.Atoi(i)
	if k >= len(j.cited) { // what a basis cites that is not stated
		return pointer(j.silent[(k-len(j.cited))/explore.MaxElements])
	}
	return j.cited[k].basis + "/" + map[string]string{"rank": "rank", "in_force": "in_force", "governs": "place", "has_article": "cite"}[name]
}

// ask names a missing fact, and what is left of one that is known in part.
func (j *judging) ask(a *ask) finding.Text {
	t := j.factTitle(j.property(a.fact.Pointer))
	if left := a.fact.Known.In(a.fact.Kind); left != (finding.Text{}) {
		t = finding.Text{ZH: t.ZH + "（" + left.ZH + "）", EN: t.EN + " (" + left.EN + ")"}
	}
	return t
}

// factTitle names a missing fact as its schema does, with the element it belongs to.
func (j *judging) factTitle(at string) finding.Text {
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
	if cite, ok := lookup(j.doc.Value, at[:max(strings.LastIndexByte(at, '/'), 0)]+"/cite"); ok {
		zh[0], en[0] = fmt.Sprint("“", cite, "”"), fmt.Sprint(cite)
	}
	return finding.Text{ZH: strings.Join(zh, "·"), EN: strings.Join(en, ": ")}
}
