package checker

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/credlint/credlint/checker/decision"
	"github.com/credlint/credlint/checker/explore"
	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/law"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/rules"
)

// judging is the judgement of one practice. It is for one goroutine.
type judging struct {
	ctx         context.Context
	c           *Checker
	doc         *practice.Document
	kind        *practice.Fact
	day         string
	units       []*rules.Unit
	broken      map[*rules.Unit]error // units that do not compile
	w           *explore.World
	params      *explore.Params
	cited       []authority
	silent      [][]any // the steps to each basis that the practice does not state, see resolve
	out         finding.Judged
	asks        map[string]*question // by pointer
	permitReads []*rules.Facts       // see permitFacts
	granting    bool                 // a permit is being evaluated, see grants
	alone       bool                 // an agency is judged by itself, see standing
	freed       map[string]any       // the value without what the agency can choose, see hypothesis
}

// Check judges one practice. Whatever goes wrong is a finding of the result; the only error is the context's.
func (c *Checker) Check(ctx context.Context, doc *practice.Document) (finding.Judged, error) {
	j := c.judging(ctx, doc)
	j.out.Findings = append(j.out.Findings, doc.Findings...)
	switch {
	case !j.place():
		return j.out, ctx.Err()
	case doc.Kind == practice.AgencyKind:
		j.out.KindTitle = finding.Text{ZH: "单位", EN: "agency"}
		j.standing()
	case !j.prepare():
		return j.out, ctx.Err()
	default:
		j.judge()
	}
	j.out.Findings = finding.Sort(j.out.Findings)
	return j.out, ctx.Err()
}

func (c *Checker) judging(ctx context.Context, doc *practice.Document) *judging {
	if found := c.places.Find(doc.Jurisdiction); len(found) == 1 && found[0].ID != doc.Jurisdiction { // named by code or in Chinese
		of := *doc
		of.Jurisdiction, of.Value = found[0].ID, maps.Clone(doc.Value)
		of.Value["jurisdiction"] = of.Jurisdiction
		doc = &of
	}
	j := &judging{ctx: ctx, c: c, doc: doc, day: cmp.Or(c.opt.Day, doc.Day), broken: map[*rules.Unit]error{}, asks: map[string]*question{}}
	j.out = finding.Judged{File: doc.File, ID: doc.ID, Title: doc.Title, Kind: doc.Kind, Jurisdiction: doc.Jurisdiction, Day: j.day, Verdict: finding.NotJudged, Sources: doc.Sources()}
	agency, _ := doc.Value["agency"].(map[string]any)
	j.out.Agency, _ = agency["name"].(string)
	return j
}

// place looks up where the practice is; false where there is no such place.
func (j *judging) place() bool {
	c, doc := j.c, j.doc
	pl, ok := c.places.Place(doc.Jurisdiction)
	if !ok {
		j.noPlace("/jurisdiction", doc.Jurisdiction)
		return false
	}
	j.out.Place = pl.Name
	return true
}

// prepare finds what governs the practice and builds the input; false where it cannot be judged.
func (j *judging) prepare() bool {
	c, doc := j.c, j.doc
	kind, err := c.kinds[doc.Kind]()
	if err != nil {
		j.tool("credlint/schema", finding.Error, "/kind", finding.Text{ZH: err.Error(), EN: err.Error()}, finding.Text{})
		return false
	}
	j.kind = kind
	j.out.KindTitle = kind.Title
	value, at, why := practice.Ages(kind, doc.Value, j.day)
	if at != "" {
		j.tool("credlint/contradiction", finding.Error, at, finding.Text{ZH: "所填年龄与其他事实矛盾：" + why.ZH, EN: "the age contradicts other facts: " + why.EN}, finding.Text{ZH: "更正年龄、出生日期或者行为日期", EN: "correct the age, the day of birth or the day of the conduct"})
		return false
	}
	of := *doc
	of.Value = value
	doc, j.doc = &of, &of
	j.w = explore.NewWorld(&c.explored, kind, doc.Value)
	j.w.Tracer = c.coverage.Tracer()
	if at, why := j.w.Contradiction(); at != "" {
		j.tool("credlint/contradiction", finding.Error, at, finding.Text{ZH: "所述事实自相矛盾，没有一种补全方式能够成立", EN: "the stated facts contradict each other; no completion can be true"}, finding.Text{EN: why, ZH: why})
		return false
	}
	g := c.governs(doc.Jurisdiction, doc.Kind, j.day)
	j.out.NotChecked = slices.Clip(g.NotChecked)
	for _, n := range g.NotChecked { // formats that only count what was not checked show findings
		if law.Above(n.Instrument, doc.Jurisdiction) && strings.Count(n.Instrument, "/") == 1 {
			j.tool("credlint/no-local-law", finding.Note, "/jurisdiction", n.Why, finding.Text{})
		}
	}
	j.compile(g.Instruments)
	j.declared(kind, "", doc.Value)
	j.out.Elements = elements(kind, doc.Value)
	j.resolve()
	j.citedNotChecked()
	j.params = c.paramsOn(j.day)
	j.buildInput()
	return true
}

// noPlace reports that what is written names no place, or does not say which of several.
func (j *judging) noPlace(at, written string) {
	named := func(places []law.Place) (zh, en string) {
		var inChinese, ids []string
		for _, p := range places {
			inChinese, ids = append(inChinese, fmt.Sprintf("%s（%s）", j.c.places.FullName(p), p.ID)), append(ids, p.ID)
		}
		return strings.Join(inChinese, "、"), strings.Join(ids, ", ")
	}
	if several := j.c.places.Find(written); len(several) > 1 {
		zh, en := named(several)
		j.tool("credlint/place", finding.Error, at, finding.Text{ZH: fmt.Sprintf("名为“%s”的地方有 %d 个", written, len(several)), EN: fmt.Sprintf("%d places are called %q", len(several), written)},
			finding.Text{ZH: "写明上级地方或者代号：" + zh, EN: "write it with the places above it, or its id: " + en})
		return
	}
	hint := finding.Text{}
	if near := j.c.places.Nearest(written); len(near) > 0 {
		zh, en := named(near)
		hint = finding.Text{ZH: "是否为 " + zh, EN: "did you mean " + en}
	}
	j.tool("credlint/place", finding.Error, at, finding.Text{ZH: fmt.Sprintf("没有名称或者代号为“%s”的地方", written), EN: fmt.Sprintf("no place is called %q", written)}, hint)
}

// governs selects the law of a place, a kind and a day, once for all practices: the list of unchecked law in it is long, and all
// reports share it.
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
		wg.Go(func() { units[i], errs[i] = j.c.unit(in, j.doc.Kind, j.agencyTypes()...) })
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
		citations[i].Said = j.cited[i].said
	}
	j.w.Grants, j.w.GrantTree = j.grants, j.grantTree
	unknown := explore.Citation{Known: map[string]any{"for": []string{j.doc.Kind}}, Open: uncitedFacts}
	j.w.SetInput(j.day, j.params, citations, j.silent, unknown, j.c.opt.Readings, open)
}

// agencyTypes are the type of the agency and its capacities, both those that it has and those that it may have.
func (j *judging) agencyTypes() []string {
	agency, _ := j.doc.Value["agency"].(map[string]any)
	is, may := practice.Capacities(agency)
	if _, unknown := agency["capacities"].(*practice.Partial); unknown {
		for _, c := range j.kind.Child("agency").Child("capacities").Children {
			may = append(may, c.Name)
		}
	}
	return append(is, may...)
}

// applies is the tree of completions in which an instrument and the addressees of a clause let it speak to the practice.
func applies(x *explore.Explorer, u *rules.Unit, c *law.Clause) (*decision.Tree, error) {
	t, err := x.Head(u, rules.Applies, "", decision.Yes)
	if err != nil || t == decision.No {
		return t, err
	}
	bound, err := x.ActsAs(c.Addressees)
	if err != nil {
		return nil, err
	}
	return x.And(t, bound)
}

// judge judges every clause of the instruments that govern.
func (j *judging) judge() {
	var statuses tally
	for _, u := range j.units {
		for _, of := range j.c.clauses(u.Instrument, j.doc.Kind) {
			v, outs := j.clauseVerdict(u, of)
			j.out.Clauses = append(j.out.Clauses, v)
			statuses.add(v.Status, outs, u.Instrument.Rank.Binding())
		}
	}
	j.questions()
	j.citations()
	j.out.Clauses = slices.Clip(j.out.Clauses) // a report holds it
	if j.out.Verdict = statuses.verdict(); j.out.Verdict == finding.LawfulAsFarAsChecked {
		j.earn()
	}
	for i := range j.out.Findings {
		if f := &j.out.Findings[i]; f.Rule != "credlint/law" { // whose place is in a pack
			f.Subject = j.subject(f.At.Pointer)
			if at, ok := j.doc.Origin(f.At.Pointer); ok {
				f.Related = append(f.Related, at)
			}
		}
	}
}

// clauseVerdict judges one clause and adds its findings and questions.
func (j *judging) clauseVerdict(u *rules.Unit, of judged) (finding.ClauseVerdict, []outcome) {
	c, v := of.clause, finding.ClauseVerdict{Citation: of.citation, Status: finding.NotApplicable}
	switch {
	case j.c.narrowedOut(u.Instrument, c.Clause): // first: nothing is asked where options leave out all of the law
		v.Status = finding.Skipped
		return v, nil
	case !c.On(j.day) || !c.Binds(j.agencyTypes()...):
		return v, nil
	case j.broken[u] != nil:
		v.Status, v.Why = finding.Failed, finding.Text{ZH: "规则无法编译", EN: "the rules do not compile"}
		return v, nil
	}
	outs := j.clause(u, c)
	if slices.ContainsFunc(outs, func(o outcome) bool { return o.status == finding.ByHand }) {
		v.Status, v.Why = finding.ByHand, c.Why
		return v, nil
	}
	j.record(u, c, &v, outs)
	if v.Status != finding.NotApplicable && v.Why.IsZero() {
		v.Why = c.LeftToPerson()
	}
	return v, outs
}

// tally is what the statuses of the clauses come to.
type tally struct{ failed, unlawful, contested, open bool }

// add counts a clause with its outcomes under the choices of its readings. Only binding law makes a practice unlawful.
func (t *tally) add(status finding.Status, outs []outcome, binding bool) {
	switch {
	case status == finding.Failed:
		t.failed = true
	case !binding:
	case status == finding.Breached:
		t.unlawful = true
	case slices.ContainsFunc(outs, func(o outcome) bool { return o.status == finding.Breached }):
		t.contested = true
	case status == finding.Undetermined:
		t.open = true
	}
}

func (t *tally) verdict() finding.Verdict {
	switch {
	case t.unlawful:
		return finding.Unlawful
	case t.failed:
		return finding.NotJudged
	case t.contested:
		return finding.Contested
	case t.open:
		return finding.Open
	}
	return finding.LawfulAsFarAsChecked
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
	for cl := range in.Clauses() {
		if cl.Judged() && slices.Contains(cl.Kinds, kind) {
			out = append(out, judged{cl, in.Cite(cl.Clause)})
		}
	}
	made, _ := c.judged.LoadOrStore(key{in.ID, kind}, out)
	return made.([]judged)
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
			e, ok := v[c.Name]
			if !ok {
				continue
			}
			_, partial := e.(*practice.Partial)
			if _, cited := v["cite"]; cited && !partial && c.Name != "cite" && c.Name != "for" && c.Type != "judgement" {
				said := finding.Text{ZH: fmt.Sprint(e), EN: fmt.Sprint(e)}
				if c.Type == "boolean" || c.Enum != nil {
					said = answerText(c, said.EN)
				}
				j.out.Declared = append(j.out.Declared, finding.Declared{Fact: at + "/" + c.Name, Title: c.Title, Value: e != false, Stated: said, At: j.doc.At(at + "/" + c.Name)})
			}
			j.declared(c, at+"/"+c.Name, e)
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
