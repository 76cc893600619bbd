package practice

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/schema"
	"github.com/credlint/credlint/checker/source"
	"github.com/credlint/credlint/schemas"
)

// maxFaults bounds the faults reported of one document, because so many have one cause.
const maxFaults = 100

// vocabulary is a set of schemas with a cache of the forms made of them. Safe for concurrent use.
type vocabulary struct {
	fsys  fs.FS
	set   *schema.Set
	kinds func() []string // as Kinds

	mu    sync.Mutex
	forms map[string]*form
}

func newVocabulary(fsys fs.FS) *vocabulary {
	kinds := sync.OnceValue(func() []string { return Kinds(fsys) })
	return &vocabulary{fsys: fsys, set: schema.NewSet(fsys), kinds: kinds, forms: map[string]*form{}}
}

// form is one kind of document: its facts, which give the words of messages, and its validator.
type form struct {
	facts     *Fact
	validator func() (*schema.Validator, error) // compiled at the first call, because many callers need only the facts
}

// shipped is the vocabulary of the program, shared by all calls.
var shipped = newVocabulary(schemas.FS)

// form returns the form of the schema in file, from the cache if it was read before.
func (v *vocabulary) form(file string) (*form, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if f, ok := v.forms[file]; ok {
		return f, nil
	}
	root, err := v.set.Read(file)
	if err != nil {
		return nil, err
	}
	facts, err := newFact(root, "", 0)
	if err != nil {
		return nil, err
	}
	v.forms[file] = &form{facts, func() (*schema.Validator, error) { return v.set.Compile(file) }}
	return v.forms[file], nil
}

// fault is one thing wrong with a document: at the value (or, if key, at the key) that pointer names.
type fault struct {
	pointer       string
	key           bool
	rule          string
	severity      finding.Severity
	message, hint finding.Text
	missing       bool   // a required fact is not written
	meant         string // the one name that is near an unknown one
}

// check validates value and returns its faults, in no order. Partial facts become a Partial, or the one value that is left. An error means that the schema is broken.
func (f *form) check(value map[string]any) ([]fault, error) {
	validator, err := f.validator()
	if err != nil {
		return nil, err
	}
	var faults []fault
	if takePartial(value, f.facts, nil, f.facts, &faults) {
		faults = f.checkPartial(faults, validator, value)
	} else {
		faults = f.translate(faults, validator.Validate(value))
	}
	f.checkExistence(f.facts, value, nil, &faults)
	// A misspelt name leaves the right one missing; the hint of the former is enough.
	meant := map[string]bool{}
	for _, x := range faults {
		if x.meant != "" {
			meant[parent(x.pointer)+"/"+source.Escape(x.meant)] = true
		}
	}
	return slices.DeleteFunc(faults, func(x fault) bool { return x.missing && meant[x.pointer] }), nil
}

// translate words the faults that the validator found.
func (f *form) translate(faults []fault, found []schema.Fault) []fault {
	for _, e := range found {
		if _, ok := e.Kind.(*kind.AnyOf); ok {
			// An agency is a path or an object. The type of the value shows which was meant.
			if _, ok := e.Value.(map[string]any); ok {
				for _, c := range e.Choices {
					if _, other := c[0].Kind.(*kind.Type); !other || c[0].Pointer != e.Pointer {
						faults = f.translate(faults, c)
					}
				}
				continue
			}
			if s, ok := e.Value.(string); !ok || s == "" {
				faults = append(faults, f.say(e.Pointer, schema.Text{ZH: "应为文件路径，或者直接写出各项内容", EN: "must be the path of a file, or the facts themselves"}))
				continue
			}
		}
		faults = append(faults, f.fault(e)...)
	}
	return faults
}

// say makes the fault of a value, whose name is put before the text.
func (f *form) say(pointer string, t schema.Text) fault {
	l := label(f.facts, pointer)
	if strings.HasPrefix(t.ZH, "“") || strings.HasPrefix(t.ZH, "第") {
		l.ZH += "的" // a part of the value is the subject
	}
	return fault{pointer: pointer, rule: "schema", severity: finding.Error,
		message: finding.Text{ZH: l.ZH + t.ZH, EN: l.EN + " " + t.EN}, hint: finding.Text{ZH: t.HintZH, EN: t.HintEN}}
}

// fault words one fault of the validator. The facts add titles, and hints at the name or value that was meant.
func (f *form) fault(e schema.Fault) []fault {
	fact := f.facts.Find(e.Pointer)
	period := fact != nil && fact.Type == "period"
	if above := f.facts.Find(parent(e.Pointer)); above != nil && above.Type == "judgement" && last(e.Pointer) == "reason" {
		if s, text := e.Value.(string); text && s == "" || e.Value == nil {
			return nil // an empty reason is none: the judgement counts as missing, which does not stop judging
		}
	}
	text := e.Text()
	switch k := e.Kind.(type) {
	case *kind.AdditionalProperties:
		var out []fault
		for _, name := range k.Properties {
			out = append(out, f.unknownName(e.Pointer, name))
		}
		return out
	case *kind.Required:
		var out []fault
		for _, name := range k.Missing {
			p := e.Pointer + "/" + source.Escape(name)
			missing := label(f.facts, p)
			out = append(out, fault{pointer: p, missing: true, rule: "schema", severity: finding.Error,
				message: finding.Text{ZH: "缺少必填项" + missing.ZH, EN: missing.EN + " is missing"},
				hint:    finding.Text{ZH: fmt.Sprintf("请填写“%s”", name), EN: fmt.Sprintf("add %q", name)}})
		}
		return out
	case *kind.Enum:
		return []fault{f.unknownValue(e.Pointer, fact, e.Value)}
	case *kind.Type:
		switch {
		case period:
			text = schema.MustBe("期限", "a period", e.Value)
			text.HintZH, text.HintEN = cmp.Or(text.HintZH, "写成 {years: 5}"), cmp.Or(text.HintEN, "write {years: 5}")
		case fact != nil && fact.Type == "judgement":
			text = schema.MustBe("附理由的判断", "a judgement with its reason", e.Value)
			text.HintZH, text.HintEN = cmp.Or(text.HintZH, "写成 {value: true, reason: 理由}"), cmp.Or(text.HintEN, "write {value: true, reason: …}")
		}
		if e.Value == nil {
			text.HintZH, text.HintEN = text.HintZH+"；未写明的视为未知", text.HintEN+"; what is not written is unknown"
		}
	case *kind.Pattern:
		hint := patterns[k.Want]
		text.HintZH, text.HintEN = hint.ZH, hint.EN
	case *kind.MinProperties, *kind.MaxProperties:
		if period {
			text = schema.Text{ZH: "应当只写一种单位", EN: "must have exactly one unit",
				HintZH: "例如 {years: 5}；可用的单位有 " + strings.Join(fact.Units, "、"), HintEN: "as {years: 5}; the units are " + strings.Join(fact.Units, ", ")}
		}
	}
	return []fault{f.say(e.Pointer, text)}
}

// patterns explains the regular expressions of the vocabulary.
var patterns = map[string]finding.Text{
	"^[a-z0-9][a-z0-9-]*$":    {ZH: "只能使用小写字母、数字和连字符，并以字母或数字开头", EN: "use lower-case letters, digits and hyphens, beginning with a letter or digit"},
	"^[a-z_]+(/[a-z_0-9]+)*$": {ZH: "写作 cn/shanghai 这样的地域编号", EN: "write a place, as cn/shanghai"},
	"^[0-9A-Z]{18}$":          {ZH: "统一社会信用代码为 18 位数字或大写字母", EN: "a unified social credit code has 18 digits or capital letters"},
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

// unknownName says that an object has no property of that name, with a hint at the nearest.
func (f *form) unknownName(pointer, name string) fault {
	x := fault{pointer: pointer + "/" + source.Escape(name), key: true, rule: "schema", severity: finding.Error}
	where := finding.Text{}
	if pointer != "" {
		l := label(f.facts, pointer)
		where = finding.Text{ZH: l.ZH + "中", EN: " in " + l.EN}
	}
	x.message = finding.Text{
		ZH: fmt.Sprintf("%s没有“%s”这一项", where.ZH, schema.Clip(name)),
		EN: fmt.Sprintf("unknown fact %q%s", schema.Clip(name), where.EN),
	}
	object := f.facts.Find(pointer)
	if object == nil {
		return x
	}
	var names []string
	for _, c := range object.Children {
		names = append(names, c.Name)
	}
	title := func(n string) finding.Text { return object.Child(n).Title }
	if near := nearNames(name, names, title); len(near) > 0 {
		x.meant = near[0]
	} else if at := f.findName(name); at != "" {
		x.hint = finding.Text{ZH: "它应写在 " + at, EN: "it belongs at " + at}
		return x
	}
	x.hint = meant(name, names, title)
	return x
}

// findName returns where in the document a fact of that name stands, the nearest to the root first, or "".
func (f *form) findName(name string) string {
	type place struct {
		fact *Fact
		at   string
	}
	for level := []place{{f.facts, ""}}; len(level) > 0; {
		var below []place
		for _, p := range level {
			for _, c := range p.fact.Children {
				at := strings.TrimPrefix(p.at+"."+c.Name, ".")
				if c.Name == name {
					return at
				}
				below = append(below, place{c, at})
			}
			if p.fact.Items != nil {
				below = append(below, place{p.fact.Items, p.at + "[]"})
			}
		}
		level = below
	}
	return ""
}

// unknownValue says that a value is not in the enumeration, with a hint at the nearest.
func (f *form) unknownValue(pointer string, fact *Fact, got any) fault {
	l := label(f.facts, pointer)
	x := fault{pointer: pointer, rule: "schema", severity: finding.Error}
	s, ok := got.(string)
	if !ok || fact == nil {
		zh, en := schema.Describe(got)
		x.message = finding.Text{ZH: l.ZH + "不能是" + zh, EN: l.EN + " may not be " + en}
		if fact == nil {
			return x
		}
	} else {
		x.message = finding.Text{ZH: fmt.Sprintf("%s没有“%s”这个值", l.ZH, schema.Clip(s)), EN: fmt.Sprintf("unknown value %q of %s", schema.Clip(s), l.EN)}
	}
	x.hint = meant(s, fact.Written(), func(n string) finding.Text { return fact.EnumTitles[n] })
	return x
}

// checkExistence finds facts that cannot exist beside the other facts of their object (x-when), and values that contradict each
// other (x-implies). Expand writes the same as JSON Schema, whose faults would have no good message.
func (f *form) checkExistence(fact *Fact, value any, at *trail, faults *[]fault) {
	inner := trail{above: at}
	switch v := value.(type) {
	case []any:
		if fact.Items == nil {
			return
		}
		for inner.index = range v {
			f.checkExistence(fact.Items, v[inner.index], &inner, faults)
		}
	case map[string]any:
		inner.index = -1
		siblings := fact.Stated(v)
		for _, c := range fact.Children {
			below, written := v[c.Name]
			if p, partial := below.(*Partial); !written || partial && p.Unknown() {
				continue // nothing says that it exists
			}
			inner.name = c.Name
			if !c.MayHave(v) {
				is, _ := Capacities(v)
				*faults = append(*faults, f.notOf(c, is, fact.Child("type"), inner.pointer()))
			}
			for _, guard := range c.ExcludedBy(siblings) {
				p := inner.pointer()
				l, gl := label(f.facts, p), label(f.facts, at.pointer()+"/"+source.Escape(guard))
				text, _ := siblings(guard)
				is := finding.Text{ZH: fmt.Sprintf("此处为 %s", text), EN: fmt.Sprintf("here it is %s", text)}
				if _, written := v[guard]; !written {
					is = finding.Text{ZH: "未写明即为 false", EN: "not written, it is false"}
				}
				allowed := c.When[guard]
				*faults = append(*faults, fault{pointer: p, key: true, rule: "schema", severity: finding.Error,
					message: finding.Text{
						ZH: fmt.Sprintf("%s仅在%s为 %s 时存在，%s", l.ZH, gl.ZH, strings.Join(allowed, "、"), is.ZH),
						EN: fmt.Sprintf("%s exists only where %s is %s; %s", l.EN, gl.EN, strings.Join(allowed, " or "), is.EN),
					},
					hint: finding.Text{ZH: fmt.Sprintf("删除“%s”，或者更正“%s”", c.Name, guard), EN: fmt.Sprintf("remove %q, or correct %q", c.Name, guard)},
				})
			}
			f.checkExistence(c, below, &inner, faults)
		}
		for _, rule := range fact.Implies {
			for _, name := range rule.Contradicted(siblings) {
				p := at.pointer() + "/" + source.Escape(name)
				l := label(f.facts, p)
				*faults = append(*faults, fault{pointer: p, rule: "schema", severity: finding.Error,
					message: finding.Text{
						ZH: fmt.Sprintf("%s与同一处的其他内容矛盾，只能是 %s", l.ZH, strings.Join(rule.Then[name], "、")),
						EN: fmt.Sprintf("%s contradicts what stands beside it and can only be %s: %s", l.EN, strings.Join(rule.Then[name], " or "), rule.Why),
					},
				})
			}
		}
	}
}

// notOf says that an agency of these types has no such fact.
func (f *form) notOf(c *Fact, is []string, kinds *Fact, pointer string) fault {
	l, named := label(f.facts, pointer), func(types []string) finding.Text {
		var zh, en []string
		for _, t := range types {
			zh, en = append(zh, kinds.EnumTitles[t].ZH), append(en, kinds.EnumTitles[t].EN)
		}
		return finding.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, " or ")}
	}
	of, here := named(c.Of), named(is)
	return fault{pointer: pointer, key: true, rule: "schema", severity: finding.Error,
		message: finding.Text{
			ZH: fmt.Sprintf("%s仅在单位属于%s时存在，此处为%s", l.ZH, of.ZH, here.ZH),
			EN: fmt.Sprintf("%s exists only where the agency is %s; here it is %s", l.EN, of.EN, here.EN),
		},
		hint: finding.Text{ZH: fmt.Sprintf("删除“%s”，或者在 capacities 中写明兼有的身份：%s", c.Name, strings.Join(c.Of, "、")), EN: fmt.Sprintf("remove %q, or name what the agency is besides in capacities: %s", c.Name, strings.Join(c.Of, ", "))}}
}

// trail is the path from a document, which is nil, to a value in it. Pointers are built from it on demand, because only
// faults need one.
type trail struct {
	above *trail
	name  string // of an object's property
	index int    // of an array's element; -1 is a property
}

func (t *trail) pointer() string {
	switch {
	case t == nil:
		return ""
	case t.index >= 0:
		return t.above.pointer() + "/" + strconv.Itoa(t.index)
	}
	return t.above.pointer() + "/" + source.Escape(t.name)
}

func parent(pointer string) string { return pointer[:max(strings.LastIndexByte(pointer, '/'), 0)] }

func last(pointer string) string { return pointer[strings.LastIndexByte(pointer, '/')+1:] }

// prepare normalises a value for validation and judging, in place, and returns the normalised value: identity numbers are
// masked, whole numbers have one spelling (5.0 is 5), and digits written where text belongs are text (a code of digits alone
// needs no quotes). Its faults prevent neither.
func prepare(value any, fact *Fact, at *trail, faults *[]fault) any {
	switch v := value.(type) {
	case string:
		return prepareText(v, fact, at, faults)
	case json.Number:
		digits := strings.Trim(string(v), "0123456789") == ""
		if digits && fact != nil && fact.Type == "string" {
			return prepareText(string(v), fact, at, faults)
		}
		if masked, found := finding.Mask(string(v)); found != finding.NoPersonal {
			*faults = append(*faults, leak(at, false, found))
			return masked
		}
		if digits {
			return v // a JSON number has no leading zero
		}
		if r, ok := new(big.Rat).SetString(string(v)); ok && r.IsInt() {
			return json.Number(r.Num().String())
		}
	case []any:
		var items *Fact
		if fact != nil {
			items = fact.Items
		}
		inner := trail{above: at}
		for inner.index = range v {
			v[inner.index] = prepare(v[inner.index], items, &inner, faults)
		}
	case map[string]any:
		inner := trail{above: at, index: -1}
		var leaking []string
		for name, e := range v {
			inner.name = name
			if _, found := finding.Mask(name); found != finding.NoPersonal {
				*faults = append(*faults, leak(&inner, true, found))
				leaking = append(leaking, name)
			}
			switch e := e.(type) {
			case string, json.Number:
				if ready := prepare(e, fact.Child(name), &inner, faults); ready != e {
					v[name] = ready
				}
			default:
				prepare(e, fact.Child(name), &inner, faults)
			}
		}
		slices.Sort(leaking)
		for _, name := range leaking {
			masked, _ := finding.Mask(name)
			v[masked] = v[name]
			delete(v, name)
		}
	}
	return value
}

func prepareText(s string, fact *Fact, at *trail, faults *[]fault) string {
	if fact != nil && fact.Format == "credit_code" && isCreditCode(s) {
		return s // its digits may look like anything
	}
	masked, found := finding.Mask(s)
	if found != finding.NoPersonal {
		*faults = append(*faults, leak(at, false, found))
	} else if fact != nil && fact.Format == "credit_code" {
		*faults = append(*faults, fault{pointer: at.pointer(), rule: "credit-code", severity: finding.Warning,
			message: finding.Text{ZH: fmt.Sprintf("“%s”不是有效的统一社会信用代码", schema.Clip(s)), EN: fmt.Sprintf("%q is not a valid unified social credit code", schema.Clip(s))},
			hint:    finding.Text{ZH: "核对 18 位代码（GB 32100-2015）；少数早期代码的校验位确有不符", EN: "compare all 18 characters (GB 32100-2015); a few early codes do have a wrong check character"}})
	}
	return masked
}

// personalNames are the kinds of personal numbers in words.
var personalNames = map[finding.Personal]finding.Text{
	finding.IdentityNumber: {ZH: "自然人的身份证号码", EN: "an identity number of a natural person stands"},
	finding.MobileNumber:   {ZH: "手机号码", EN: "a mobile number stands"},
	finding.BankCard:       {ZH: "银行卡号", EN: "the number of a bank card stands"},
}

// leak is the fault of a personal number in a value, or in its key.
func leak(at *trail, key bool, kind finding.Personal) fault {
	name := personalNames[kind]
	return fault{pointer: at.pointer(), key: key, rule: "identity-number", severity: finding.Error,
		message: finding.Text{ZH: "此处写有" + name.ZH, EN: name.EN + " here"},
		hint:    finding.Text{ZH: "删除该号码；方案文件不得包含个人身份信息", EN: "remove it; a practice describes what is done, not to whom"}}
}

// isPlaceholder reports whether a reason is what a template or a message has in its place, and gives none.
func isPlaceholder(reason string) bool {
	words := strings.TrimFunc(reason, func(r rune) bool { return unicode.In(r, unicode.P, unicode.S, unicode.Z, unicode.C) })
	return slices.Contains([]string{"", "理由", "说明理由", "请说明理由", "请填写理由", "待补充", "待填写", "待填", "略", "reason", "todo", "tbd"}, strings.ToLower(words))
}

// dropUndeclared removes judgements without a reason from a valid value, because they count as missing.
func dropUndeclared(value any, fact *Fact, at *trail, root *Fact, faults *[]fault) {
	inner := trail{above: at}
	switch v := value.(type) {
	case []any:
		for inner.index = range v {
			dropUndeclared(v[inner.index], fact.Items, &inner, root, faults)
		}
	case map[string]any:
		inner.index = -1
		for _, c := range fact.Children {
			below, written := v[c.Name]
			if !written {
				continue
			}
			inner.name = c.Name
			if c.Type != "judgement" {
				dropUndeclared(below, c, &inner, root, faults)
				continue
			}
			judgement, stated := below.(map[string]any)
			if !stated { // it is said to be unknown
				continue
			}
			reason, _ := judgement["reason"].(string)
			if finding.Visible(reason) && !isPlaceholder(reason) {
				continue
			}
			delete(v, c.Name)
			p := inner.pointer()
			l := label(root, p)
			*faults = append(*faults, fault{pointer: p, rule: "declared-without-reason", severity: finding.Warning,
				message: finding.Text{ZH: l.ZH + "没有写明理由，视为未填写", EN: l.EN + " is declared without a reason and counts as missing"},
				hint:    finding.Text{ZH: "补充 reason", EN: "add a reason"}})
		}
	}
}
