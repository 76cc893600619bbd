package practice

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/schema"
	"github.com/credlint/credlint/checker/source"
)

// Partial stands in the place of a fact's value where the practice says only something of it. The zero value says that the fact is
// not known, and not even whether it exists.
type Partial struct {
	OneOf           []any // the values that it may have; nil: any within the bounds
	AtLeast, AtMost any   // a number, a day or a period of one number; nil: no bound

	written any            // as the practice says it
	listed  []listed       // the values in it
	not     bool           // the listed values are those that it does not have
	period  map[string]any // see readPeriod
}

// listed is a value that a partial fact names, with its pointer from the fact.
type listed struct {
	at    string
	value any
}

// Unknown reports whether nothing at all is known.
func (p *Partial) Unknown() bool { return p.OneOf == nil && p.AtLeast == nil && p.AtMost == nil }

// MarshalJSON writes it as the practice does.
func (p *Partial) MarshalJSON() ([]byte, error) { return json.Marshal(p.written) }

// Listed are the values that it names.
func (p *Partial) Listed() []any {
	if p == nil {
		return nil
	}
	out := slices.Clone(p.OneOf)
	for _, bound := range []any{p.AtLeast, p.AtMost} {
		if bound != nil {
			out = append(out, bound)
		}
	}
	return out
}

// Admits reports whether the fact may have a value of its schema. A period is compared with bounds of its own measure only: years
// and months are one, and days and working days each another.
func (p *Partial) Admits(v any) bool {
	if p == nil || p.Unknown() {
		return true
	}
	if p.OneOf != nil {
		return slices.ContainsFunc(p.OneOf, func(w any) bool { return jsonText(v) == jsonText(w) })
	}
	if m, ok := v.(map[string]any); ok && m["unlimited"] == true {
		return p.AtMost == nil
	}
	within := func(bound any, sign int) bool {
		if bound == nil {
			return true
		}
		n, comparable := compareValues(v, bound)
		return comparable && n*sign >= 0
	}
	return within(p.AtLeast, 1) && within(p.AtMost, -1)
}

// In says in words what is left of the fact f; nothing where nothing is known.
func (p *Partial) In(f *Fact) finding.Text {
	if p == nil {
		return finding.Text{}
	}
	var zh, en []string
	say := func(format string, v any) string { return fmt.Sprintf(format, valueText(v)) }
	if p.OneOf != nil {
		for i, l := range p.listed {
			if i == shown {
				zh, en = append(zh, "……"), append(en, "…")
				break
			}
			s, _ := l.value.(string)
			t, ok := f.EnumTitles[s]
			if !ok {
				t = finding.Text{ZH: valueText(l.value), EN: valueText(l.value)}
			}
			zh, en = append(zh, t.ZH), append(en, t.EN)
		}
		out := finding.Text{ZH: strings.Join(zh, "或"), EN: strings.Join(en, " or ")}
		if p.not && p.written != any(f.Unclassed) {
			out = finding.Text{ZH: "非" + strings.Join(zh, "、"), EN: "not " + out.EN}
		}
		return out
	}
	if p.AtLeast != nil {
		zh, en = append(zh, say("不少于%s", p.AtLeast)), append(en, say("at least %s", p.AtLeast))
	}
	if p.AtMost != nil {
		zh, en = append(zh, say("不超过%s", p.AtMost)), append(en, say("at most %s", p.AtMost))
	}
	return finding.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
}

// valueText is a listed value as the practice writes it; a period without its brackets.
func valueText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		for unit, n := range v { // it has one
			return fmt.Sprintf("%v %s", n, strings.ReplaceAll(unit, "_", " "))
		}
	}
	return jsonText(v)
}

// compareValues compares two numbers, two days, or two periods of one measure.
func compareValues(a, b any) (order int, comparable bool) {
	switch a := a.(type) {
	case json.Number:
		b, ok := b.(json.Number)
		x, _ := strconv.Atoi(string(a))
		y, _ := strconv.Atoi(string(b))
		return cmp.Compare(x, y), ok
	case string:
		b, ok := b.(string)
		return strings.Compare(a, b), ok
	}
	m, x := measure(a)
	n, y := measure(b)
	return cmp.Compare(x, y), m == n && m != ""
}

// measure is a period of one number in its measure; "" where it has none.
func measure(v any) (measure string, n int) {
	m, _ := v.(map[string]any)
	for unit, v := range m {
		number, ok := v.(json.Number)
		n, _ := strconv.Atoi(string(number))
		switch {
		case !ok || len(m) > 1:
		case unit == "years":
			return "months", 12 * n
		default:
			return unit, n
		}
	}
	return "", 0
}

// unknowns say that a fact is not known, and forms what is known of it.
var (
	unknowns = []string{"unknown", "不详"}
	forms    = []string{"one_of", "not", "at_least", "at_most"}

	// periodKeys are those of a period itself, of which "to" is near "not".
	periodKeys = []string{"years", "months", "days", "working_days", "unlimited", "from", "to"}
)

// takePartial puts a Partial in the place of each partial fact of an object, and of each period that is more than a number, until
// these are validated. It reports whether there are any.
func takePartial(object map[string]any, fact *Fact, at *trail, root *Fact, faults *[]fault) (taken bool) {
	inner := trail{above: at, index: -1}
	for _, c := range fact.Children {
		v, written := object[c.Name]
		if !written {
			continue
		}
		inner.name = c.Name
		if p := readPartial(c, v, inner.pointer, root, faults); p != nil {
			object[c.Name] = p
			taken = true
			continue
		}
		switch v := v.(type) {
		case map[string]any:
			if c.Type == "object" {
				taken = takePartial(v, c, &inner, root, faults) || taken
			}
		case []any:
			if c.Listed {
				members := readMembers(c, v, &inner, root, faults)
				object[c.Name] = members
				taken = takePartial(members, c, &inner, root, faults) || taken
				continue
			}
			if c.Items == nil {
				continue
			}
			element := trail{above: &inner}
			for element.index = range v {
				if e, ok := v[element.index].(map[string]any); ok {
					taken = takePartial(e, c.Items, &element, root, faults) || taken
				}
			}
		}
	}
	return taken
}

// readMembers is the object that is written as the list of what is true in it. With an unknown element, nothing is known of the rest.
func readMembers(f *Fact, list []any, at *trail, root *Fact, faults *[]fault) map[string]any {
	out := map[string]any{}
	rest := false
	for i, e := range list {
		name, _ := e.(string)
		switch {
		case f.Child(name) != nil:
			out[name] = true
		case slices.Contains(unknowns, name):
			rest = true
		default:
			*faults = append(*faults, (&form{facts: root}).unknownValue((&trail{above: at, index: i}).pointer(), f.Members(), e))
		}
	}
	for _, c := range f.Children {
		if _, ok := out[c.Name]; rest && !ok {
			out[c.Name] = unknowns[0]
		}
	}
	return out
}

// readPartial reads the partial fact that v says of f; nil where it is something else.
func readPartial(f *Fact, v any, pointer func() string, root *Fact, faults *[]fault) *Partial {
	if f.Exact {
		return nil
	}
	isUnknown := func(v any) bool {
		s, text := v.(string)
		return text && slices.Contains(unknowns, s) && !slices.Contains(f.Enum, s)
	}
	m, _ := v.(map[string]any)
	if f.Type == "period" {
		if p := readPeriod(v); p != nil && !slices.ContainsFunc(forms, func(name string) bool { return m[name] != nil }) {
			return p
		}
	}
	switch {
	case isUnknown(v), f.Type == "judgement" && isUnknown(m["value"]):
		return &Partial{written: unknowns[0]}
	case f.Type == "object" || f.Type == "judgement" || f.Type == "array":
		return nil
	case f.Unclassed != "" && v == any(f.Unclassed):
		return &Partial{written: v, OneOf: []any{}, not: true, listed: []listed{{"", v}}}
	}
	p := &Partial{written: v}
	refuse := func(zh, en string) *Partial {
		*faults = append(*faults, partialFault(root, pointer(), zh, en))
		return p
	}
	names := slices.Sorted(maps.Keys(m))
	noTitle := func(string) finding.Text { return finding.Text{} }
	for _, name := range names {
		if slices.Contains(forms, name) || f.Type == "period" && slices.Contains(periodKeys, name) || len(nearNames(name, forms, noTitle)) == 0 {
			continue
		}
		x := partialFault(root, pointer(), fmt.Sprintf("不能写“%s”", schema.Clip(name)), fmt.Sprintf("has no form %q", schema.Clip(name)))
		x.pointer, x.key, x.hint = x.pointer+"/"+source.Escape(name), true, meant(name, forms, noTitle)
		*faults = append(*faults, x)
		return p
	}
	if !slices.ContainsFunc(forms, func(name string) bool { _, ok := m[name]; return ok }) {
		return nil
	}
	bounds := !slices.ContainsFunc(names, func(name string) bool { return name != "at_least" && name != "at_most" })
	ordered := f.Type == "integer" || f.Type == "number" || f.Type == "period" || f.Format == "date"
	switch {
	case !bounds && (len(names) > 1 || !slices.Contains(forms, names[0])):
		return refuse("只能写成 {one_of: […]}、{not: […]} 或者 {at_least: …, at_most: …} 之一", "must be {one_of: […]}, {not: […]} or {at_least: …, at_most: …}")
	case bounds && !ordered:
		return refuse("没有大小，不能写 at_least、at_most", "has no order; at_least and at_most are for numbers, days and periods")
	case names[0] == "not" && len(f.values()) == 0:
		return refuse("不能写 not：可能的值没有列举", "has values without number; not is for enumerations and booleans")
	}
	if bounds {
		p.AtLeast, p.AtMost = m["at_least"], m["at_most"]
		for _, name := range names {
			p.listed = append(p.listed, listed{"/" + name, m[name]})
		}
		return p
	}
	list, ok := m[names[0]].([]any)
	if !ok {
		return refuse(fmt.Sprintf("的 %s 应为列表", names[0]), fmt.Sprintf("must have a list in %s", names[0]))
	}
	p.OneOf, p.not = []any{}, names[0] == "not"
	for i, v := range list {
		p.listed = append(p.listed, listed{"/" + names[0] + "/" + strconv.Itoa(i), v})
	}
	return p
}

// values are the values of an enumeration or a boolean; nil where they are not listed.
func (f *Fact) values() []any {
	if f.Type == "boolean" {
		return []any{true, false}
	}
	var out []any
	for _, v := range f.Enum {
		out = append(out, v)
	}
	return out
}

func partialFault(root *Fact, pointer, zh, en string) fault {
	l := label(root, pointer)
	return fault{pointer: pointer, rule: "schema", severity: finding.Error, message: finding.Text{ZH: l.ZH + zh, EN: l.EN + " " + en}}
}

// standIn is a copy of a value with the n-th listed value in the place of each partial fact. One that lists fewer is left out, or,
// where a value is required, has some.
func standIn(value any, fact *Fact, n int) any {
	switch v := value.(type) {
	case map[string]any:
		if fact == nil || fact.Type != "object" {
			return v
		}
		out := maps.Clone(v)
		for _, c := range fact.Children {
			switch below := v[c.Name].(type) {
			case *Partial:
				if delete(out, c.Name); n < len(below.listed) {
					out[c.Name] = below.listed[n].value
				} else if all := c.values(); c.Required && len(all) > 0 {
					out[c.Name] = all[0]
				}
			case map[string]any, []any:
				out[c.Name] = standIn(below, c, n)
			}
		}
		return out
	case []any:
		if fact == nil || fact.Items == nil {
			return v
		}
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = standIn(e, fact.Items, n)
		}
		return out
	}
	return value
}

// settlePartial finds what valid partial facts leave. One value that is left takes the place of the partial fact.
func settlePartial(value any, fact *Fact, at *trail, root *Fact, faults *[]fault) {
	inner := trail{above: at}
	switch v := value.(type) {
	case []any:
		if fact.Items == nil {
			return
		}
		for inner.index = range v {
			settlePartial(v[inner.index], fact.Items, &inner, root, faults)
		}
	case map[string]any:
		inner.index = -1
		for _, c := range fact.Children {
			inner.name = c.Name
			p, partial := v[c.Name].(*Partial)
			switch {
			case !partial:
				settlePartial(v[c.Name], c, &inner, root, faults)
			case p.period != nil:
				if zh, en := p.settlePeriod(); en != "" {
					*faults = append(*faults, partialFault(root, inner.pointer(), zh, en))
				}
				v[c.Name] = p.period
			case p.Unknown():
			default:
				if zh, en := p.settle(c); en != "" {
					*faults = append(*faults, partialFault(root, inner.pointer(), zh, en))
				} else if len(p.OneOf) == 1 {
					v[c.Name] = p.OneOf[0]
				}
			}
		}
	}
}

// settle narrows a partial fact to the values of f; one value left is the only one in OneOf. It says what is wrong.
func (p *Partial) settle(f *Fact) (zh, en string) {
	if p.OneOf != nil {
		named := func(v any) bool {
			return slices.ContainsFunc(p.listed, func(l listed) bool { return jsonText(l.value) == jsonText(v) })
		}
		if all := f.values(); all != nil {
			open := !p.not && f.Unclassed != "" && named(f.Unclassed) // one of several, or a thing that has no name in the list
			p.OneOf = slices.DeleteFunc(all, func(v any) bool { return named(v) == p.not && !open })
		} else {
			for _, l := range p.listed {
				if !p.Admits(l.value) {
					p.OneOf = append(p.OneOf, l.value)
				}
			}
		}
	} else {
		if f.Min != nil && p.AtLeast == nil {
			p.AtLeast = json.Number(strconv.Itoa(*f.Min))
		}
		if f.Max != nil && p.AtMost == nil {
			p.AtMost = json.Number(strconv.Itoa(*f.Max))
		}
		for _, bound := range []any{p.AtLeast, p.AtMost} {
			if m, _ := measure(bound); bound != nil && f.Type == "period" && m == "" {
				return "的上下限应当各为一个数", "must have bounds of one number each"
			}
		}
		if p.AtLeast == nil || p.AtMost == nil {
			return "", ""
		}
		switch n, comparable := compareValues(p.AtLeast, p.AtMost); {
		case !comparable:
			return "的上下限应当使用同一种单位，年和月可以并用", "must have both bounds in one unit; years and months are one"
		case n == 0:
			p.OneOf = []any{p.AtLeast}
		case n > 0:
			p.OneOf = []any{}
		}
	}
	if p.OneOf != nil && len(p.OneOf) == 0 {
		return "没有剩下任何可能的值", "has no value left"
	}
	return "", ""
}

// checkPartial validates the values that partial facts list, each in the place of its fact, and settles what is left.
func (f *form) checkPartial(faults []fault, validator *schema.Validator, value map[string]any) []fault {
	var partials []struct {
		at string
		p  *Partial
	}
	rounds := 1
	var collect func(v any, at *trail)
	collect = func(v any, at *trail) {
		inner := trail{above: at}
		switch v := v.(type) {
		case *Partial:
			rounds = max(rounds, len(v.listed))
			partials = append(partials, struct {
				at string
				p  *Partial
			}{at.pointer(), v})
		case []any:
			for inner.index = range v {
				collect(v[inner.index], &inner)
			}
		case map[string]any:
			inner.index = -1
			for inner.name = range v {
				collect(v[inner.name], &inner)
			}
		}
	}
	collect(value, nil)
	for n := range rounds {
		for _, x := range f.translate(nil, validator.Validate(standIn(value, f.facts, n))) {
			own := n == 0 // what is wrong elsewhere is wrong in each round
			for _, p := range partials {
				if rest, ok := strings.CutPrefix(x.pointer, p.at); ok && (rest == "" || rest[0] == '/') {
					if own = n < len(p.p.listed); own {
						x.pointer = p.at + p.p.listed[n].at + rest
					}
				}
			}
			if own {
				faults = append(faults, x)
			}
		}
	}
	if len(faults) == 0 {
		settlePartial(value, f.facts, nil, f.facts, &faults)
	}
	return faults
}
