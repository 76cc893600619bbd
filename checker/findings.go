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
			j.add(finding.Finding{Rule: v.Citation, Citation: v.Citation, Severity: finding.Error, Status: finding.Failed, Law: lawLine(u.Instrument, c), Summary: c.Summary(), Since: since(u.Instrument, c), At: j.doc.At(""),
				Message: failure(o.err)})
			continue
		case finding.Breached:
			severity := finding.Error
			switch {
			case !u.Instrument.Rank.Binding():
				severity = finding.Warning
			case !same:
				severity = finding.Review
			}
			var found []finding.Finding
			for _, h := range o.breaches {
				found = append(found, j.breach(u, c, h))
			}
			if len(o.either) > 0 {
				found = append(found, j.either(u, c, o.either))
			}
			for _, f := range found {
				f.Severity, f.Reading = severity, under
				j.add(f)
			}
		}
		for _, h := range o.unsettled {
			j.add(finding.Finding{Rule: v.Citation, Citation: v.Citation, Severity: j.openSeverity(u), Status: finding.Undetermined, Law: lawLine(u.Instrument, c), Summary: c.Summary(), Since: since(u.Instrument, c), At: j.doc.At(h.Pointer()), Reading: under,
				Message: finding.Text{ZH: "所填期限的单位无法与法定期限比较，不能确定是否符合规定", EN: "the unit of the stated period cannot be compared with the limit of the law, so it is open whether it is kept"},
				Hint:    finding.Text{ZH: "请改用法定期限所用的单位填写", EN: "state the period in the unit the law uses"}})
		}
		if o.notProved {
			j.add(finding.Finding{Rule: v.Citation, Citation: v.Citation, Severity: j.openSeverity(u), Status: finding.Undetermined, Law: lawLine(u.Instrument, c), Summary: c.Summary(), Since: since(u.Instrument, c), At: j.doc.At(""), Reading: under,
				Message: finding.Text{ZH: "缺失的事实过多，无法在限度内得出结论", EN: "too much is missing to prove the answer within the bound"},
				Hint:    finding.Text{ZH: "请先补充问题清单所列事实", EN: "answer the questions first"}})
		}
		j.undetermined(u, c, o, under)
	}
}

// lawful reports whether a clause of this status leaves a practice lawful.
func lawful(s finding.Status) bool {
	return s == finding.Met || s == finding.Exempt || s == finding.NotApplicable
}

// openSeverity is the severity of a clause that is open.
func (j *judging) openSeverity(u *rules.Unit) finding.Severity {
	if u.Instrument.Rank.Binding() {
		return finding.Review
	}
	return finding.Warning
}

// breach is the finding of a breached clause at a place.
func (j *judging) breach(u *rules.Unit, c *law.Clause, h explore.Place) finding.Finding {
	cite := u.Instrument.Cite(c.Clause)
	fill := func(t finding.Text) finding.Text {
		return finding.Text{ZH: j.fill(t.ZH, "zh", u, h), EN: j.fill(t.EN, "en", u, h)}
	}
	return finding.Finding{Rule: cite, Citation: cite, Status: finding.Breached, Law: lawLine(u.Instrument, c), Summary: c.Summary(), Since: since(u.Instrument, c), At: j.doc.At(h.Pointer()),
		Message: fill(c.Breach().For(h.Why)), Hint: fill(c.Hint().For(h.Why)), Conditions: j.conditions(u, c, h)}
}

// either is the finding of a clause that is breached however the missing facts are, at one of several places: at the first of them.
func (j *judging) either(u *rules.Unit, c *law.Clause, places []explore.Place) finding.Finding {
	const most = 3 // ways that are told
	slices.SortStableFunc(places, func(a, b explore.Place) int {
		if j.before(a.Pointer(), b.Pointer()) {
			return -1
		}
		return 1
	})
	f := j.breach(u, c, places[0])
	messages, hints := []finding.Text{f.Message}, []finding.Text{f.Hint}
	for _, p := range places[1:] {
		other := j.breach(u, c, p)
		if !slices.Contains(messages, other.Message) && len(messages) < most {
			messages = append(messages, other.Message)
		}
		if !slices.Contains(hints, other.Hint) && len(hints) < most {
			hints = append(hints, other.Hint)
		}
	}
	f.Message, f.Hint = join(messages, "；或者", "; or "), join(hints, "；", "; ")
	f.Message.ZH, f.Message.EN = "无论未填的事实如何，均不符合规定："+f.Message.ZH, "breached whatever the missing facts are: "+f.Message.EN
	return f
}

func join(texts []finding.Text, zh, en string) finding.Text {
	out := texts[0]
	for _, t := range texts[1:] {
		out.ZH, out.EN = out.ZH+zh+t.ZH, out.EN+en+t.EN
	}
	return out
}

// lawLine is a clause as lawyers cite it.
func lawLine(in *law.Instrument, c *law.Clause) finding.Text {
	t := finding.Lawyers(c.Clause)
	return finding.Text{ZH: "《" + in.Title.ZH + "》" + t.ZH, EN: in.Title.EN + " " + t.EN}
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
	case *practice.Partial:
		left := v.In(f)
		return cmp.Or(left.In(lang), map[string]string{"zh": "不详", "en": "unknown"}[lang])
	}
	return showPeriod(v, lang)
}

// showPeriod is a period or number in words.
func showPeriod(v any, lang string) string {
	m, ok := v.(map[string]any)
	if !ok {
		return fmt.Sprint(v)
	}
	if m["unlimited"] == true {
		return map[string]string{"zh": "无期限", "en": "without limit"}[lang]
	}
	var parts []string
	between := map[string]string{"en": " and "}
	if counts, ok := m["counts"].([]any); ok {
		between = map[string]string{"zh": "（即", "en": " ("}
		for _, c := range counts {
			parts = append(parts, showPeriod(c, lang))
		}
		return parts[0] + between[lang] + strings.Join(parts[1:], "、") + map[string]string{"zh": "）", "en": ")"}[lang]
	}
	for _, u := range []string{"years", "months", "days", "working_days"} {
		if n, ok := m[u]; ok {
			s := fmt.Sprint(n)
			en := strings.ReplaceAll(u, "_", " ")
			if s == "1" {
				en = strings.TrimSuffix(en, "s")
			}
			parts = append(parts, map[string]string{"zh": s + map[string]string{"years": "年", "months": "个月", "days": "日", "working_days": "个工作日"}[u], "en": s + " " + en}[lang])
		}
	}
	if parts == nil {
		return fmt.Sprint(v)
	}
	return strings.Join(parts, between[lang])
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
