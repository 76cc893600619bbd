package checker

import (
	"errors"
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

// A practice is lawful only if law could have said no to each of its acts, and did not. A clause judges an act if some choice of
// the agency would breach it because of the act. What the world gives, what the agency declares, and what the acts are, stay as
// they are stated; all else that the agency can choose is explored, and so is citing nothing. A breach is because of an act if
// its place is within the act, or if it is breached at a place of the whole practice that nothing breaches without the act.

// act is something that the practice does and that law may forbid by itself: an item collected, a measure, a ground of a list.
type act struct {
	of       *practice.Fact // the property that is the act, or has it as element or member
	step     string         // the element or member; "" for the whole
	pointer  string
	judgedBy string // the citation of a clause that judges it
}

// acts are the acts of the practice, and the means by which they are done.
func (j *judging) acts() (acts, means []*act) {
	for _, f := range j.kind.Children {
		if f.Act == "" {
			continue
		}
		var found []*act
		add := func(step string) {
			found = append(found, &act{of: f, step: step, pointer: strings.TrimSuffix("/"+f.Name+"/"+step, "/")})
		}
		switch v := j.doc.Value[f.Name].(type) {
		case []any:
			for i := range v {
				add(strconv.Itoa(i))
			}
		case map[string]any:
			for _, c := range f.Children {
				if may(v[c.Name]) {
					add(c.Name)
				}
			}
		case *practice.Partial:
			for _, c := range f.Children { // all may be
				add(c.Name)
			}
			if f.Children == nil {
				add("")
			}
		case string:
			add("")
		}
		if f.Act == "means" {
			means = append(means, found...)
		} else {
			acts = append(acts, found...)
		}
	}
	return acts, means
}

// may reports whether something is done, or said to be unknown.
func may(v any) bool { _, partial := v.(*practice.Partial); return v == true || partial }

// earn looks for a clause that judges each act, and for the authority of a public body, without which the practice is not called
// lawful.
func (j *judging) earn() {
	acts, authorised := j.actsJudged(), j.authorised()
	asks := false                            // for the basis of all, of which the practice says nothing
	if len(acts) == 0 || len(j.units) == 0 { // the schemas demand an act of each kind
		j.notGoverned()
		return
	}
	for _, a := range acts {
		title := j.actTitle(a)
		j.out.Acts = append(j.out.Acts, finding.Act{Fact: a.pointer, Title: title, JudgedBy: a.judgedBy, At: j.doc.At(a.pointer)})
		if a.judgedBy == "" {
			j.out.Verdict = finding.NotGoverned
			j.tool("credlint/not-governed", finding.Review, a.pointer,
				finding.Text{ZH: "所检查的条款均不能禁止或者准许此事，不能据此认为合法：" + title.ZH, EN: "no clause that was checked could have forbidden this or permits it, so nothing says that it is lawful: " + title.EN},
				finding.Text{ZH: "请查明调整此事的法律规范；“未检查”部分列明未检查的规范", EN: "look for the law on this by hand; what was not checked is listed"})
		}
		switch {
		case !a.adverse(j.doc.Value) || authorised(a):
		case slices.ContainsFunc(j.silent, func(at []any) bool { return len(at) == 1 }):
			asks = true
		default:
			j.out.Verdict = finding.NotGoverned
			j.tool("credlint/no-authority", finding.Review, a.pointer,
				finding.Text{ZH: "所列依据未表明该单位有权作出：" + title.ZH, EN: "no authority is shown for this act of a public body: " + title.EN},
				finding.Text{ZH: "请引用授予该职权的条款；该条款未编入的，请在 covers 中说明其授权此项行为", EN: "cite the article that grants it; of an article that is not encoded, state under covers that it does"})
		}
	}
	if !asks {
		return
	}
	j.out.Questions = append(j.out.Questions, finding.Question{Fact: "/basis", Ask: j.kind.Child("basis").Title, Group: groups[0], At: j.doc.At("/basis")})
	if j.out.Verdict == finding.LawfulAsFarAsChecked {
		j.out.Verdict = finding.Open
	}
}

// notGoverned says that no law governs at all.
func (j *judging) notGoverned() {
	j.out.Verdict = finding.NotGoverned
	j.tool("credlint/not-governed", finding.Review, "/jurisdiction",
		finding.Text{ZH: "没有已编入的法律规范在该日该地调整此类做法，不能据此认为合法", EN: "no encoded law governs this kind of practice at this place on this day, so nothing says that it is lawful"},
		finding.Text{ZH: "请查明调整此事的法律规范；“未检查”部分列明未检查的规范", EN: "look for the law on this by hand; what was not checked is listed"})
}

// actTitle names an act: by its value, or by the title of its fact and what the agency calls it.
func (j *judging) actTitle(a *act) finding.Text {
	value, _ := lookup(j.doc.Value, a.pointer)
	fact, _ := lookup(j.doc.Value, a.pointer)
	of := a.of
	switch e := value.(type) {
	case map[string]any: // its first required value names the element
		of = a.of.Items
		for _, c := range a.of.Items.Children {
			if s, ok := e[c.Name].(string); ok && c.Required {
				of, fact = c, s
				break
			}
		}
	case bool:
		return finding.Text{ZH: a.of.Title.ZH + "·" + a.of.Child(a.step).Title.ZH, EN: a.of.Title.EN + ": " + a.of.Child(a.step).Title.EN}
	}
	if s, ok := fact.(string); ok {
		if t, ok := of.EnumTitles[s]; ok {
			return t
		}
	}
	return of.Title
}

// adverse reports whether the act burdens a subject.
func (a *act) adverse(value map[string]any) bool {
	switch v := value[a.of.Name].(type) {
	case string:
		return slices.Contains(a.of.Adverse, "") || slices.Contains(a.of.Adverse, v)
	case *practice.Partial:
		return slices.ContainsFunc(a.of.Adverse, func(s string) bool { return v.Admits(s) })
	}
	return slices.Contains(a.of.Adverse, "")
}

// authorised reports whether the agency is no public body, cites an article that grants this act, or a clause permits the practice.
// A citation at another element grants nothing to this one.
func (j *judging) authorised() func(*act) bool {
	if len(intersect(j.kind.Child("agency").Child("type").Public, j.agencyTypes())) == 0 {
		return func(*act) bool { return true }
	}
	grants := make([]func() bool, len(j.cited))
	for i := range j.cited {
		grants[i] = sync.OnceValue(func() bool {
			j.w.Reset()
			granted, known := j.grants(i)
			return granted && known
		})
	}
	permits := sync.OnceValue(func() (permits bool) {
		j.eachClause(func(u *rules.Unit, c *law.Clause, _ string) bool {
			permits = j.permit(u, c)
			return !permits
		})
		return permits
	})
	return func(a *act) bool {
		for i, cited := range j.cited {
			if _, here := moved(cited.at, map[*practice.Fact]string{a.of: a.step}); here && grants[i]() {
				return true
			}
		}
		return permits()
	}
}

// permit reports whether a clause permits the practice, whatever is not stated.
func (j *judging) permit(u *rules.Unit, c *law.Clause) bool {
	if !u.Has(rules.Permit, c.Clause) {
		return false
	}
	x := j.explorer(u, c.Clause)
	if t, err := applies(x, u, c); err != nil || t != decision.Yes {
		return false
	}
	if t, err := x.Head(u, rules.Engaged, c.Clause, decision.Yes); err != nil || t != decision.Yes {
		return false
	}
	t, err := x.Head(u, rules.Permit, c.Clause, decision.No)
	return err == nil && t == decision.Yes
}

// actsJudged finds for each act a clause that judges it, where there is one. An act done by several means is judged with each.
func (j *judging) actsJudged() []*act {
	acts, means := j.acts()
	all := slices.Concat(acts, means)
	waits := func(at string) *act {
		if i := slices.IndexFunc(all, func(a *act) bool { return a.step != "" && isIn(at, a.pointer) }); i >= 0 {
			return all[i]
		}
		if i := slices.IndexFunc(all, func(a *act) bool { return a.step == "" }); i >= 0 && !isIn(at, "/agency") {
			return all[i]
		}
		return nil
	}
	open := func() bool { return slices.ContainsFunc(all, func(a *act) bool { return a.judgedBy == "" }) }
	for _, cited := range []bool{true, false} {
		if !open() {
			break
		}
		h := j.hypothesis(nil, true, cited)
		h.eachClause(func(u *rules.Unit, c *law.Clause, cite string) bool {
			at, _ := h.breachable(u, c, true, func(at string) bool { a := waits(at); return a != nil && a.judgedBy == "" })
			for _, at := range at {
				waits(at).judgedBy = cite
			}
			return open()
		})
	}
	for _, a := range acts {
		if a.judgedBy != "" || a.step == "" {
			continue
		}
		by := ""
		if len(means) == 0 {
			by = j.because(a, nil)
		}
		for _, m := range means {
			if by = m.judgedBy; by == "" {
				by = j.because(a, m)
			}
			if by == "" {
				break
			}
		}
		a.judgedBy = by
	}
	return acts
}

// because finds a clause that is breached at a place of the whole practice with an act alone and not without it, or that permits
// the act alone.
func (j *judging) because(a, means *act) (cite string) {
	whole := func(at string) bool {
		return !isIn(at, "/agency") && !slices.ContainsFunc(j.kind.Children, func(f *practice.Fact) bool { return f.Act != "" && isIn(at, "/"+f.Name) })
	}
	with, without := map[*practice.Fact]string{a.of: a.step}, map[*practice.Fact]string{a.of: ""}
	if means != nil {
		with[means.of], without[means.of] = means.step, means.step
	}
	for _, cited := range []bool{true, false} {
		h, base := j.hypothesis(with, true, cited), sync.OnceValue(func() *judging { return j.hypothesis(without, true, cited) })
		h.eachClause(func(u *rules.Unit, c *law.Clause, name string) bool {
			at, err := h.breachable(u, c, true, whole)
			if err != nil || len(at) == 0 {
				return true
			}
			other, err := base().breachable(u, c, false, whole)
			if err == nil && slices.ContainsFunc(at, func(at string) bool { return !slices.Contains(other, at) }) {
				cite = name
			}
			return cite == ""
		})
		if cite != "" {
			return cite
		}
	}
	alone := j.hypothesis(with, false, true)
	alone.eachClause(func(u *rules.Unit, c *law.Clause, name string) bool {
		if alone.permit(u, c) {
			cite = name
		}
		return cite == ""
	})
	return cite
}

// hypothesis is the judging of a like practice. Of the properties in only, one element or member stays, or none for "". With free,
// all that the agency can choose is open. Unless cited, it cites no authority.
func (j *judging) hypothesis(only map[*practice.Fact]string, free, cited bool) *judging {
	doc := *j.doc
	value := j.doc.Value
	if free {
		if j.freed == nil {
			j.freed = withoutChoices(j.kind, value).(map[string]any)
		}
		value = j.freed
	}
	doc.Value = maps.Clone(value)
	h := &judging{ctx: j.ctx, c: j.c, doc: &doc, kind: j.kind, day: j.day, units: j.units, broken: j.broken, params: j.params}
	for f, step := range only {
		switch v := doc.Value[f.Name].(type) {
		case *practice.Partial:
			one := map[string]any{}
			for _, c := range f.Children {
				one[c.Name] = c.Name == step
			}
			if len(one) > 0 {
				doc.Value[f.Name] = one
			}
		case []any:
			i, err := strconv.Atoi(step)
			doc.Value[f.Name] = []any{}
			if err == nil {
				doc.Value[f.Name] = v[i : i+1]
			}
		case map[string]any:
			one := map[string]any{}
			for name := range v {
				one[name] = name == step
			}
			doc.Value[f.Name] = one
		}
	}
	if cited {
		for _, a := range j.cited {
			if a.at, cited = moved(a.at, only); cited {
				h.cited = append(h.cited, a)
			}
		}
		for _, at := range j.silent {
			if at, cited = moved(at, only); cited {
				h.silent = append(h.silent, at)
			}
		}
	} else {
		doc.Value["basis"] = []any{}
	}
	h.w = explore.NewWorld(&j.c.explored, j.kind, doc.Value)
	if free {
		h.w.Open = func(_ string, f *practice.Fact) bool { return f.Choice == "measure" }
	}
	h.buildInput()
	return h
}

// moved are the steps to a citation once only one element of a list is left; false where it went with the others.
func moved(at []any, only map[*practice.Fact]string) ([]any, bool) {
	for f, step := range only {
		if at[0] != f.Name {
			continue
		}
		if i, ok := at[1].(int); ok {
			return append([]any{at[0], 0}, at[2:]...), strconv.Itoa(i) == step
		}
	}
	return at, true
}

// withoutChoices is a value without the facts that the agency can choose, but for its acts and means.
func withoutChoices(f *practice.Fact, value any) any {
	if _, partial := value.(*practice.Partial); partial && f.Act != "" && f.Children != nil {
		value = map[string]any{}
		for _, c := range f.Children {
			value.(map[string]any)[c.Name] = true
		}
	}
	switch v := value.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for _, c := range f.Children {
			switch e, ok := v[c.Name]; {
			case f.Act != "":
				out[c.Name] = ok && may(e)
			case ok && (c.Choice != "measure" || c.Act != ""):
				out[c.Name] = withoutChoices(c, e)
			}
		}
		return out
	case []any:
		if f.Items == nil {
			return v
		}
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = withoutChoices(f.Items, e)
		}
		return out
	}
	return value
}

// eachClause calls f with the clauses of binding law that judge the practice and that the options leave in, while f wants more.
func (j *judging) eachClause(f func(u *rules.Unit, c *law.Clause, cite string) bool) {
	for _, u := range j.units {
		if !u.Instrument.Rank.Binding() || j.broken[u] != nil {
			continue
		}
		for _, of := range j.c.clauses(u.Instrument, j.doc.Kind) {
			c := of.clause
			if c.On(j.day) && c.Binds(j.agencyTypes()...) && c.Status != "by_hand" && !j.c.narrowedOut(u.Instrument, c.Clause) && !f(u, c, of.citation) {
				return
			}
		}
	}
}

// breachable are the wanted places at which a clause is breached: for sure, whatever is not stated of the world, by some choice of
// the agency; else possibly, in some completion. Where the clause reads an open reading, under each choice of it, or under one.
func (j *judging) breachable(u *rules.Unit, c *law.Clause, sure bool, wanted func(at string) bool) (at []string, err error) {
	s := search{x: j.explorer(u, c.Clause), w: j.w, u: u, wanted: wanted}
	at, err = s.breachable(c, sure)
	var open explore.ReadingError
	if !errors.As(err, &open) {
		return at, err
	}
	err = nil
	for i, choice := range j.c.choices[open.Name] {
		j.w.Under(open.Name, choice, func() {
			under, e := j.breachable(u, c, sure, wanted)
			switch {
			case i == 0 || !sure:
				at = append(at, under...)
			default:
				at = intersect(at, under)
			}
			err = errors.Join(err, e)
		})
	}
	return at, err
}

func (s *search) breachable(c *law.Clause, sure bool) (at []string, err error) {
	clause := c.Clause
	applies, err := applies(s.x, s.u, c)
	if err != nil || applies == decision.No {
		return nil, err
	}
	engaged, err := s.x.Head(s.u, rules.Engaged, clause, decision.Yes)
	if err != nil {
		return nil, err
	}
	if s.scope, err = s.x.And(applies, engaged); err != nil || s.scope == decision.No {
		return nil, err
	}
	if err := s.places(rules.Breach, clause); err != nil || len(s.found) == 0 {
		return nil, err
	}
	if s.notProved && !sure {
		return nil, explore.ErrBound
	}
	exempt, err := s.x.Head(s.u, rules.Exempt, clause, decision.No)
	if err != nil {
		return nil, err
	}
	bound, err := s.x.And(s.scope, s.x.Not(exempt))
	if err != nil {
		return nil, err
	}
	for _, p := range s.found {
		breached, err := s.x.And(bound, p.tree)
		if err == nil && sure {
			breached, err = s.x.Some(breached, func(m *explore.Missing) bool {
				return m.Kind.Choice == "measure" && m.Kind.Act == "" // an act that is known in part may be any of what is left
			})
		}
		if err != nil {
			return nil, err
		}
		if breached == decision.Yes || breached != decision.No && !sure {
			at = append(at, p.place.Pointer())
		}
	}
	return at, nil
}

// isIn reports whether a pointer is another, or below it.
func isIn(pointer, of string) bool { return pointer == of || strings.HasPrefix(pointer, of+"/") }
