package checker

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/credlint/credlint/checker/explore"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
)

// judging is one practice under judgement.
type judging struct {
	ctx         context.Context
	c           *Checker
	doc         *practice.Document
	kind        *practice.Fact
	day         string
	units       []*rules.Unit
	broken      map[*rules.Unit]error
	w           *explore.World
	params      *explore.Params
	cited       []authority
	out         finding.Judged
	asks        map[string]*question
	permitReads []*rules.Facts // see permitFacts
	granting    bool           // a permit is being evaluated, see grants
}

// question gathers what the clauses ask of one missing fact.
type question struct {
	ask     *ask
	clauses []string
	answers [][]string
}

// Check judges one practice. Every trouble is in the result; the error is that of the context alone.
func (c *Checker) Check(ctx context.Context, doc *practice.Document) (finding.Judged, error) {
	j := c.judging(ctx, doc)
	j.out.Findings = append(j.out.Findings, doc.Findings...)
	if !j.prepare() {
		return j.out, ctx.Err()
	}
	j.judge()
	return j.out, ctx.Err()
}

func (c *Checker) judging(ctx context.Context, doc *practice.Document) *judging {
	j := &judging{ctx: ctx, c: c, doc: doc, day: cmp.Or(c.opt.Day, doc.Day), broken: map[*rules.Unit]error{}, asks: map[string]*question{}}
	j.out = finding.Judged{File: doc.File, ID: doc.ID, Title: doc.Title, Kind: doc.Kind, Jurisdiction: doc.Jurisdiction, Day: j.day, Verdict: finding.NotJudged}
	return j
}

// prepare finds what governs the practice and builds the input; false where it cannot be judged.
func (j *judging) prepare() bool {
	c, doc := j.c, j.doc
	pl, ok := c.places.Place(doc.Jurisdiction)
	if !ok {
		var near []string
		for _, p := range c.places.Nearest(doc.Jurisdiction) {
			near = append(near, p.ID)
		}
		hint := finding.Text{}
		if len(near) > 0 {
			hint = finding.Text{ZH: "是否为 " + strings.Join(near, "、"), EN: "did you mean " + strings.Join(near, ", ")}
		}
		j.tool("credlint/place", finding.Error, "/jurisdiction", finding.Text{ZH: fmt.Sprintf("没有编号为“%s”的地方", doc.Jurisdiction), EN: fmt.Sprintf("no place is called %q", doc.Jurisdiction)}, hint)
		return false
	}
	j.out.Place = pl.Name
	kind, err := c.kinds[doc.Kind]()
	if err != nil {
		j.tool("credlint/schema", finding.Error, "/kind", finding.Text{ZH: err.Error(), EN: err.Error()}, finding.Text{})
		return false
	}
	j.kind = kind
	j.out.KindTitle = kind.Title
	j.w = explore.NewWorld(&c.explored, kind, doc.Value)
	j.w.Tracer = c.coverage.Tracer()
	if at, why := j.w.Contradiction(); at != "" {
		j.tool("credlint/contradiction", finding.Error, at, finding.Text{ZH: "所述事实自相矛盾，没有一种补全方式能够成立", EN: "the stated facts contradict each other; no completion can be true"}, finding.Text{EN: why, ZH: why})
		return false
	}
	g := c.governs(doc.Jurisdiction, doc.Kind, j.day)
	j.out.NotChecked = slices.Clip(g.NotChecked)
	if len(g.Instruments) == 0 {
		j.tool("credlint/no-law", finding.Error, "/jurisdiction", finding.Text{ZH: "没有已编入的法律规范在该日该地调整此类做法", EN: "no encoded law governs this kind of practice at this place on this day"}, finding.Text{})
		return false
	}
	j.compile(g.Instruments)
	j.declared(kind, "", doc.Value)
	j.resolve()
	j.params = c.paramsOn(j.day)
	j.buildInput()
	return true
}

// governs selects the law of a place, a kind and a day, once for all practices: what it says is not checked is the longest
// part of many reports.
func (c *Checker) governs(place, kind, day string) law.Governing {
	type where struct{ place, kind, day string }
	key := where{place, kind, day}
	if made, ok := c.governing.Load(key); ok {
		return made.(law.Governing)
	}
	made, _ := c.governing.LoadOrStore(key, c.pack.Applicable(c.places, c.unheld, place, kind, day))
	return made.(law.Governing)
}

// paramsOn are the parameters of all instruments on a day, made once for all practices.
func (c *Checker) paramsOn(day string) *explore.Params {
	if made, ok := c.params.Load(day); ok {
		return made.(*explore.Params)
	}
	values := map[string]map[string]any{}
	for _, in := range c.pack.Instruments {
		if in.On(day) {
			values[in.ID] = in.ParamsOn(day)
		}
	}
	made, _ := c.params.LoadOrStore(day, explore.NewParams(values))
	return made.(*explore.Params)
}

// compile compiles the instruments that govern, in parallel.
func (j *judging) compile(ins []*law.Instrument) {
	units := make([]*rules.Unit, len(ins))
	errs := make([]error, len(ins))
	var wg sync.WaitGroup
	for i, in := range ins {
		wg.Go(func() { units[i], errs[i] = j.c.unit(in, j.doc.Kind, j.agencyType()) })
	}
	wg.Wait()
	for i, in := range ins {
		j.out.Instruments = append(j.out.Instruments, finding.Instrument{ID: in.ID, Title: in.Title})
		if errs[i] != nil {
			for _, f := range rules.Findings(in, errs[i]) {
				f.Status = finding.Failed
				f.Message.ZH = fmt.Sprintf("“%s”未能检查：%s", in.Title.ZH, f.Message.ZH)
				f.Message.EN = fmt.Sprintf("%s was not checked: %s", in.ID, f.Message.EN)
				j.add(f)
			}
			u := &rules.Unit{Instrument: in}
			j.broken[u] = errs[i]
			j.units = append(j.units, u)
			continue
		}
		j.units = append(j.units, units[i])
	}
}

// buildInput makes the prepared document that all law reads.
func (j *judging) buildInput() {
	var open []string
	for name := range j.c.choices {
		open = append(open, name)
	}
	citations := make([]explore.Citation, len(j.cited))
	for i := range j.cited {
		citations[i].Known, citations[i].Open = j.cited[i].known()
	}
	j.w.Grants = j.grants
	j.w.SetInput(j.day, j.params, citations, j.c.opt.Readings, open)
}

// agencyType is who acts.
func (j *judging) agencyType() string {
	agency, _ := j.doc.Value["agency"].(map[string]any)
	t, _ := agency["type"].(string)
	return t
}

// judge asks every clause of what governs.
func (j *judging) judge() {
	agencyType := j.agencyType()
	unlawful, contested, open, failed := false, false, false, false
	size := 0
	for _, u := range j.units {
		size += len(j.c.clauses(u.Instrument, j.doc.Kind))
	}
	if size > 0 {
		j.out.Clauses = make([]finding.ClauseVerdict, 0, size) // no more room than it needs: a report keeps it
	}
	for _, u := range j.units {
		for _, p := range j.c.clauses(u.Instrument, j.doc.Kind) {
			c, v := p.clause, finding.ClauseVerdict{Citation: p.citation, Status: finding.NotApplicable}
			switch {
			case !c.On(j.day) || !c.Binds(agencyType):
			case j.c.narrowedOut(u.Instrument, c.Clause):
				v.Status = finding.Skipped
			case j.broken[u] != nil:
				v.Status, v.Why = finding.Failed, finding.Text{ZH: "规则无法编译", EN: "the rules do not compile"}
				failed = true
			default:
				outs := j.clause(u, c)
				if slices.ContainsFunc(outs, func(o outcome) bool { return o.status == finding.ByHand }) {
					v.Status, v.Why = finding.ByHand, c.Why
					break
				}
				j.record(u, c, &v, outs)
				binding := u.Instrument.Rank.Binding()
				switch {
				case v.Status == finding.Failed:
					failed = true
				case !binding:
				case v.Status == finding.Breached:
					unlawful = true
				case slices.ContainsFunc(outs, func(o outcome) bool { return o.status == finding.Breached }):
					contested = true
				case v.Status == finding.Undetermined:
					open = true
				}
			}
			j.out.Clauses = append(j.out.Clauses, v)
		}
	}
	j.questions()
	j.citations()
	judgedAny := slices.ContainsFunc(j.out.Clauses, func(v finding.ClauseVerdict) bool {
		return v.Status != finding.Skipped && v.Status != finding.Failed
	})
	switch {
	case failed || !judgedAny:
		j.out.Verdict = finding.NotJudged
		if unlawful {
			j.out.Verdict = finding.Unlawful
		}
	case unlawful:
		j.out.Verdict = finding.Unlawful
	case contested:
		j.out.Verdict = finding.Contested
	case open:
		j.out.Verdict = finding.Open
	default:
		j.out.Verdict = finding.LawfulAsFarAsChecked
	}
	j.out.Findings = finding.Sort(j.out.Findings)
}

// judged is a clause that judges a kind of practice, with its citation: one string, however many reports hold it.
type judged struct {
	clause   *law.Clause
	citation string
}

// clauses are the clauses of an instrument that judge a kind, in their order, listed once for all practices.
func (c *Checker) clauses(in *law.Instrument, kind string) []judged {
	type key struct{ instrument, kind string }
	if made, ok := c.judged.Load(key{in.ID, kind}); ok {
		return made.([]judged)
	}
	var out []judged
	for i := range in.Articles() {
		for k := range in.Articles()[i].Clauses {
			cl := &in.Articles()[i].Clauses[k]
			if (cl.Status == "encoded" || cl.Status == "by_hand") && slices.Contains(cl.Kinds, kind) {
				out = append(out, judged{cl, in.Cite(cl.Clause)})
			}
		}
	}
	made, _ := c.judged.LoadOrStore(key{in.ID, kind}, out)
	return made.([]judged)
}

// record turns the outcomes of a clause, one a choice of the readings it asked for, into its verdict and findings.
func (j *judging) record(u *rules.Unit, c *law.Clause, v *finding.ClauseVerdict, outs []outcome) {
	same := true
	for _, o := range outs {
		same = same && o.status == outs[0].status
		v.NotProved = v.NotProved || o.notProved
	}
	v.Status = outs[0].status
	if !same && !slices.ContainsFunc(outs, func(o outcome) bool { return !lawful(o.status) }) {
		v.Status, same = finding.Met, true // met, exempt and not applicable are equally lawful: nothing hangs on the reading
	}
	if !same {
		v.Status = finding.Undetermined
		for _, o := range outs {
			v.Readings = append(v.Readings, finding.ReadingStatus{Choices: o.choices, Status: o.status})
			if o.status == finding.Failed {
				v.Status = finding.Failed
			}
		}
	}
	for _, o := range outs {
		var under []finding.Reading
		if !same {
			under = o.choices
		}
		switch o.status {
		case finding.Failed:
			v.Why = finding.Text{ZH: "规则求值出错", EN: "the rule could not be evaluated"}
			j.add(finding.Finding{Rule: v.Citation, Citation: v.Citation, Severity: finding.Error, Status: finding.Failed, Law: lawLine(u.Instrument, c), Summary: c.Summary, Since: since(u.Instrument, c), At: j.doc.At(""),
				Message: finding.Text{ZH: "该条款的规则求值出错，未能判断：" + rules.ErrorText(o.err), EN: "the rule of this clause could not be evaluated: " + rules.ErrorText(o.err)}})
			continue
		case finding.Breached:
			severity := finding.Error
			switch {
			case !u.Instrument.Rank.Binding():
				severity = finding.Warning
			case !same:
				severity = finding.Review
			}
			hits := o.breaches
			if len(hits) == 0 {
				// breached in every completion, at no place for certain: say it at the practice
				hits = []explore.Place{{}}
			}
			for _, h := range hits {
				f := j.breach(u, c, h)
				f.Severity, f.Reading = severity, under
				j.add(f)
			}
		}
		for _, h := range o.unsettled {
			j.add(finding.Finding{Rule: v.Citation, Citation: v.Citation, Severity: j.openSeverity(u), Status: finding.Undetermined, Law: lawLine(u.Instrument, c), Summary: c.Summary, Since: since(u.Instrument, c), At: j.doc.At(h.Pointer()), Reading: under,
				Message: finding.Text{ZH: "所填期限的单位无法与法定期限比较，不能确定是否符合规定", EN: "the unit of the stated period cannot be compared with the limit of the law, so it is open whether it is kept"},
				Hint:    finding.Text{ZH: "请改用法定期限所用的单位填写", EN: "state the period in the unit the law uses"}})
		}
		if o.notProved {
			j.add(finding.Finding{Rule: v.Citation, Citation: v.Citation, Severity: j.openSeverity(u), Status: finding.Undetermined, Law: lawLine(u.Instrument, c), Summary: c.Summary, Since: since(u.Instrument, c), At: j.doc.At(""), Reading: under,
				Message: finding.Text{ZH: "缺失的事实过多，无法在限度内得出结论", EN: "too much is missing to prove the answer within the bound"},
				Hint:    finding.Text{ZH: "请先补充问题清单所列事实", EN: "answer the questions first"}})
		}
		j.undetermined(u, c, o, under)
	}
}

func lawful(s finding.Status) bool {
	return s == finding.Met || s == finding.Exempt || s == finding.NotApplicable
}

func (j *judging) openSeverity(u *rules.Unit) finding.Severity {
	if u.Instrument.Rank.Binding() {
		return finding.Review
	}
	return finding.Warning
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
	j.add(finding.Finding{Rule: cite, Citation: cite, Severity: j.openSeverity(u), Status: finding.Undetermined, Law: lawLine(u.Instrument, c), Summary: c.Summary, Since: since(u.Instrument, c), At: j.doc.At(j.placeOf(first)), Reading: under,
		Message: finding.Text{ZH: fmt.Sprintf("尚不能确定是否符合“%s”：未填%s", c.Summary.ZH, names.ZH), EN: fmt.Sprintf("open whether this keeps to %q: not stated: %s", c.Summary.EN, names.EN)},
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

// breach is the finding of a breached clause at a place.
func (j *judging) breach(u *rules.Unit, c *law.Clause, h explore.Place) finding.Finding {
	cite := u.Instrument.Cite(c.Clause)
	fill := func(t finding.Text) finding.Text {
		return finding.Text{ZH: j.fill(t.ZH, "zh", u, h), EN: j.fill(t.EN, "en", u, h)}
	}
	return finding.Finding{Rule: cite, Citation: cite, Status: finding.Breached, Law: lawLine(u.Instrument, c), Summary: c.Summary, Since: since(u.Instrument, c), At: j.doc.At(h.Pointer()),
		Message: fill(c.Breach.For(h.Why)), Hint: fill(c.Hint.For(h.Why)), Conditions: j.conditions(u, c, h)}
}

// lawLine is the clause as lawyers cite it.
func lawLine(in *law.Instrument, c *law.Clause) finding.Text {
	t := law.Lawyers(c.Clause)
	return finding.Text{ZH: in.Title.ZH + " " + t.ZH, EN: in.Title.EN + " " + t.EN}
}

// since is the day from which a clause is law.
func since(in *law.Instrument, c *law.Clause) string { return cmp.Or(c.From, in.InForce.From) }

// fill puts values into a message: {value} the fact at the place, {item.x} a fact of the list element the place is in,
// {practice.x.y}, {agency.x}, {param.name}.
func (j *judging) fill(text, lang string, u *rules.Unit, h explore.Place) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '{')
		k := strings.IndexByte(text[max(i, 0):], '}')
		if i < 0 || k < 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:i])
		name := text[i+1 : i+k]
		text = text[i+k+1:]
		head, rest, _ := strings.Cut(name, ".")
		slash := "/" + strings.ReplaceAll(rest, ".", "/")
		switch head {
		case "value":
			b.WriteString(j.show(h.Pointer(), lang))
		case "item":
			elem := h.Pointer()
			for elem != "" {
				if _, err := strconv.Atoi(elem[strings.LastIndexByte(elem, '/')+1:]); err == nil {
					break
				}
				elem = elem[:strings.LastIndexByte(elem, '/')]
			}
			b.WriteString(j.show(elem+slash, lang))
		case "practice":
			b.WriteString(j.show(slash, lang))
		case "agency":
			b.WriteString(j.show("/agency"+slash, lang))
		case "param":
			b.WriteString(showPeriod(j.params.Values[u.Instrument.ID][rest], lang))
		}
	}
}

// show is the value at a pointer in words.
func (j *judging) show(pointer, lang string) string {
	v, ok := lookup(j.doc.Value, pointer)
	f := j.kind.Find(pointer)
	if !ok {
		if f != nil && f.Absent == "false" {
			v = false
		} else {
			return map[string]string{"zh": "未填", "en": "not stated"}[lang]
		}
	}
	switch v := v.(type) {
	case string:
		if f != nil {
			if t, ok := f.EnumTitles[v]; ok {
				return t.In(lang)
			}
		}
		return v
	case bool:
		return answerText(&practice.Fact{}, strconv.FormatBool(v)).In(lang)
	}
	return showPeriod(v, lang)
}

// showPeriod is a period or number in words.
func showPeriod(v any, lang string) string {
	m, ok := v.(map[string]any)
	if !ok {
		return fmt.Sprint(v)
	}
	for _, u := range []string{"years", "months", "days", "working_days"} {
		if n, ok := m[u]; ok {
			s := fmt.Sprint(n)
			en := strings.ReplaceAll(u, "_", " ")
			if s == "1" {
				en = strings.TrimSuffix(en, "s")
			}
			return map[string]string{"zh": s + map[string]string{"years": "年", "months": "个月", "days": "日", "working_days": "个工作日"}[u], "en": s + " " + en}[lang]
		}
	}
	if m["unlimited"] == true {
		return map[string]string{"zh": "无期限", "en": "without limit"}[lang]
	}
	return fmt.Sprint(v)
}

func lookup(v any, pointer string) (any, bool) {
	if pointer == "" {
		return v, true
	}
	for _, step := range strings.Split(pointer[1:], "/") {
		switch x := v.(type) {
		case map[string]any:
			e, ok := x[step]
			if !ok {
				return nil, false
			}
			v = e
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(x) {
				return nil, false
			}
			v = x[i]
		default:
			return nil, false
		}
	}
	return v, true
}

// declared lists the judgements the agency made itself, with its reasons.
func (j *judging) declared(f *practice.Fact, at string, value any) {
	switch v := value.(type) {
	case map[string]any:
		if f.Type == "judgement" {
			b, ok := v["value"].(bool)
			reason, _ := v["reason"].(string)
			if ok {
				j.out.Declared = append(j.out.Declared, finding.Declared{Fact: at, Title: f.Title, Value: b, Reason: reason, At: j.doc.At(at)})
			}
			return
		}
		for _, c := range f.Children {
			if e, ok := v[c.Name]; ok {
				j.declared(c, at+"/"+c.Name, e)
			}
		}
	case []any:
		if f.Items != nil {
			for i, e := range v {
				j.declared(f.Items, at+"/"+strconv.Itoa(i), e)
			}
		}
	}
}

func (j *judging) add(f finding.Finding) { j.out.Findings = append(j.out.Findings, f) }

// tool adds a finding of the tool's own.
func (j *judging) tool(rule string, s finding.Severity, pointer string, message, hint finding.Text) {
	j.add(finding.Finding{Rule: rule, Severity: s, Message: message, Hint: hint, At: j.doc.At(pointer)})
}
