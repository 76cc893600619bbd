package practice

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/schema"
	"github.com/credlint/credlint/checker/source"
	"github.com/credlint/credlint/schemas"
)

// maxFaults bounds what is reported of one document: so many have one cause.
const maxFaults = 100

// vocabulary is a set of schemas, and the facts made of them as they are asked for. Safe for concurrent use.
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

// form is one kind of document: its schema, and its facts for words and for what JSON Schema cannot say with a good message.
type form struct {
	schema *schema.Schema
	facts  *Fact
}

// shipped is the vocabulary of the program, read once for all calls.
var shipped = newVocabulary(schemas.FS)

// form reads the schema in file.
func (v *vocabulary) form(file string) (*form, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if f, ok := v.forms[file]; ok {
		return f, nil
	}
	s, err := v.set.Read(file, "")
	if err != nil {
		return nil, err
	}
	facts, err := newFact(s, "", 0)
	if err != nil {
		return nil, err
	}
	v.forms[file] = &form{s, facts}
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

// check validates value and returns what is wrong with it, in no order.
func (f *form) check(value map[string]any) []fault {
	faults := f.translate(nil, f.schema.Validate(value))
	f.exclusions(f.facts, value, nil, &faults)
	// A misspelt name is also a missing one; what was meant is said, so that it is missing need not be.
	meant := map[string]bool{}
	for _, x := range faults {
		if x.meant != "" {
			meant[parent(x.pointer)+"/"+source.Escape(x.meant)] = true
		}
	}
	return slices.DeleteFunc(faults, func(x fault) bool { return x.missing && meant[x.pointer] })
}

// translate turns what the schema found into faults.
func (f *form) translate(faults []fault, found []schema.Fault) []fault {
	for _, e := range found {
		if e.Keyword == "anyOf" {
			// An agency is a path or an object. What has the right type shows which was meant.
			if _, ok := e.Value.(map[string]any); ok {
				for _, c := range e.Choices {
					if c[0].Keyword != "type" || c[0].Pointer != e.Pointer {
						faults = f.translate(faults, c)
					}
				}
				continue
			}
			if s, ok := e.Value.(string); !ok || s == "" {
				l := label(f.facts, e.Pointer)
				faults = append(faults, fault{pointer: e.Pointer, rule: "schema", severity: finding.Error,
					message: finding.Text{ZH: l.ZH + "应为文件路径，或者直接写出各项内容", EN: l.EN + " must be the path of a file, or the facts themselves"}})
				continue
			}
		}
		faults = append(faults, f.fault(e)...)
	}
	return faults
}

// fault says what one keyword found.
func (f *form) fault(e schema.Fault) []fault {
	pointer, got := e.Pointer, e.Value
	l := label(f.facts, pointer)
	fact := f.facts.Find(pointer)
	want := fmt.Sprint(e.Schema.Get(e.Keyword))
	bound, _ := strconv.Atoi(want) // of keywords that bound a length
	say := func(zh, en, hintZH, hintEN string) []fault {
		return []fault{{pointer: pointer, rule: "schema", severity: finding.Error,
			message: finding.Text{ZH: l.ZH + zh, EN: l.EN + " " + en}, hint: finding.Text{ZH: hintZH, EN: hintEN}}}
	}
	if above, name := f.facts.Find(parent(pointer)), last(pointer); above != nil && above.Type == "judgement" && name == "reason" {
		if s, text := got.(string); text && s == "" || got == nil {
			return nil // an empty reason is none: the judgement counts as missing, which does not stop judging
		}
	}
	switch e.Keyword {
	case "additionalProperties":
		var out []fault
		for _, name := range e.Names {
			out = append(out, f.unknown(pointer, name))
		}
		return out
	case "required":
		var out []fault
		for _, name := range e.Names {
			missing := label(f.facts, pointer+"/"+source.Escape(name))
			out = append(out, fault{pointer: pointer + "/" + source.Escape(name), missing: true, rule: "schema", severity: finding.Error,
				message: finding.Text{ZH: "缺少必填项" + missing.ZH, EN: missing.EN + " is missing"},
				hint:    finding.Text{ZH: fmt.Sprintf("请填写“%s”", name), EN: fmt.Sprintf("add %q", name)}})
		}
		return out
	case "type":
		zh, en := typeNames(fact, e.Schema.Types())
		if got == nil {
			return say("没有内容，应为"+zh, "is empty and must be "+en, "填写内容，或者删除该项；未写明的视为未知", "write it, or remove the line; what is not written is unknown")
		}
		what := describe(got)
		hint := finding.Text{}
		if s, ok := got.(string); ok && slices.Contains(e.Schema.Types(), "boolean") {
			switch strings.ToLower(s) {
			case "yes", "y", "on", "是", "有":
				hint = finding.Text{ZH: "请写 true", EN: "write true"}
			case "no", "n", "off", "否", "无":
				hint = finding.Text{ZH: "请写 false", EN: "write false"}
			}
		}
		if fact != nil && fact.Type == "judgement" {
			hint = finding.Text{ZH: "写成 {value: true, reason: 理由}", EN: "write {value: true, reason: …}"}
		}
		if fact != nil && fact.Type == "period" {
			hint = finding.Text{ZH: "写成 {years: 5}", EN: "write {years: 5}"}
		}
		return say(fmt.Sprintf("应为%s，而不是%s", zh, what.ZH), fmt.Sprintf("must be %s, not %s", en, what.EN), hint.ZH, hint.EN)
	case "enum":
		return f.notOne(pointer, fact, got)
	case "const":
		if s, ok := got.(string); ok {
			return say(fmt.Sprintf("应为“%s”，而不是“%s”", want, clip(s)), fmt.Sprintf("must be %q, not %q", want, clip(s)), fmt.Sprintf("写作“%s”", want), fmt.Sprintf("write %s", want))
		}
		return say(fmt.Sprintf("只能是 %s", want), "must be "+want, fmt.Sprintf("写作 %s，或者删除该项", want), fmt.Sprintf("write %s, or remove the line", want))
	case "format":
		return say(fmt.Sprintf("的“%s”不是日历上的日期", clip(got.(string))), fmt.Sprintf("is %q, which is no day of the calendar", clip(got.(string))),
			"写作年-月-日，例如 2026-03-01", "write year-month-day, as 2026-03-01")
	case "pattern":
		hint := patterns[want]
		return say(fmt.Sprintf("的“%s”格式有误", clip(got.(string))), fmt.Sprintf("is %q, which does not have the required form", clip(got.(string))), hint.ZH, hint.EN)
	case "minLength":
		return say("没有内容", "holds no text", "填写内容，或者删除该项", "write it, or remove the line")
	case "maxLength":
		n := utf8.RuneCountInString(got.(string))
		return say(fmt.Sprintf("有 %d 个字符，上限为 %d 个", n, bound), fmt.Sprintf("has %d characters, more than %d", n, bound), "缩短内容", "shorten it")
	case "minItems":
		return say(fmt.Sprintf("至少应有 %d 项", bound), fmt.Sprintf("must have at least %d %s", bound, plural(bound, "element")), "", "")
	case "maxItems":
		return say(fmt.Sprintf("至多可有 %d 项", bound), fmt.Sprintf("may have at most %d %s", bound, plural(bound, "element")), "", "")
	case "uniqueItems":
		return say(fmt.Sprintf("的第 %d 项和第 %d 项重复", e.Twins[0]+1, e.Twins[1]+1), fmt.Sprintf("has the same element at %d and %d", e.Twins[0], e.Twins[1]), "只保留其中一个", "keep one of the two")
	case "minimum":
		return say(fmt.Sprintf("不得小于 %s", want), "must not be less than "+want, "", "")
	case "maximum":
		return say(fmt.Sprintf("不得大于 %s", want), "must not be more than "+want, "", "")
	case "minProperties", "maxProperties":
		if fact != nil && fact.Type == "period" {
			return say("应当只写一种单位", "must have exactly one unit", "例如 {years: 5}；可用的单位有 "+strings.Join(fact.Units, "、"), "as {years: 5}; the units are "+strings.Join(fact.Units, ", "))
		}
	}
	// The vocabulary uses no other keyword; a new one still gets a true sentence.
	return say("不符合格式要求", "does not fit its schema ("+e.Keyword+")", "", "")
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

func typeNames(fact *Fact, want []string) (zh, en string) {
	if fact != nil {
		switch fact.Type {
		case "period":
			return "期限", "a period"
		case "judgement":
			return "附理由的判断", "a judgement with its reason"
		}
	}
	names := map[string][2]string{
		"object": {"由各项内容组成的对象", "an object"}, "array": {"列表", "a list"}, "string": {"文字", "text"}, "integer": {"整数", "a whole number"},
		"number": {"数字", "a number"}, "boolean": {" true 或 false", "true or false"}, "null": {"空值", "null"},
	}
	var zhs, ens []string
	for _, w := range want {
		zhs, ens = append(zhs, names[w][0]), append(ens, names[w][1])
	}
	return strings.Join(zhs, "或"), strings.Join(ens, " or ")
}

// describe says what a value is.
func describe(v any) finding.Text {
	switch v := v.(type) {
	case nil:
		return finding.Text{ZH: "空值", EN: "null"}
	case bool:
		return finding.Text{ZH: fmt.Sprint(v), EN: fmt.Sprint(v)}
	case json.Number:
		return finding.Text{ZH: fmt.Sprintf("数字 %s", v), EN: fmt.Sprintf("the number %s", v)}
	case string:
		return finding.Text{ZH: fmt.Sprintf("文字“%s”", clip(v)), EN: fmt.Sprintf("the text %q", clip(v))}
	case []any:
		return finding.Text{ZH: "列表", EN: "a list"}
	}
	return finding.Text{ZH: "对象", EN: "an object"}
}

// unknown says that an object has no property of that name, and which was meant.
func (f *form) unknown(pointer, name string) fault {
	x := fault{pointer: pointer + "/" + source.Escape(name), key: true, rule: "schema", severity: finding.Error}
	where := finding.Text{}
	if pointer != "" {
		l := label(f.facts, pointer)
		where = finding.Text{ZH: l.ZH + "中", EN: " in " + l.EN}
	}
	x.message = finding.Text{
		ZH: fmt.Sprintf("%s没有“%s”这一项", where.ZH, clip(name)),
		EN: fmt.Sprintf("unknown fact %q%s", clip(name), where.EN),
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
	} else if at := f.elsewhere(name); at != "" {
		x.hint = finding.Text{ZH: "它应写在 " + at, EN: "it belongs at " + at}
		return x
	}
	x.hint = meant(name, names, title)
	return x
}

// elsewhere returns where in the document a fact of that name stands, the nearest to the root first, or "".
func (f *form) elsewhere(name string) string {
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

// notOne says that a value is none of those allowed, and which was meant.
func (f *form) notOne(pointer string, fact *Fact, got any) []fault {
	l := label(f.facts, pointer)
	x := fault{pointer: pointer, rule: "schema", severity: finding.Error}
	s, ok := got.(string)
	if !ok || fact == nil {
		what := describe(got)
		x.message = finding.Text{ZH: l.ZH + "不能是" + what.ZH, EN: l.EN + " may not be " + what.EN}
		if fact == nil {
			return []fault{x}
		}
	} else {
		x.message = finding.Text{ZH: fmt.Sprintf("%s没有“%s”这个值", l.ZH, clip(s)), EN: fmt.Sprintf("unknown value %q of %s", clip(s), l.EN)}
	}
	x.hint = meant(s, fact.Enum, func(n string) finding.Text { return fact.EnumTitles[n] })
	return []fault{x}
}

// exclusions finds facts that cannot exist beside what else is written (x-when), and values that contradict each other
// (x-implies). Expand says the same in JSON Schema; here it gets a sentence.
func (f *form) exclusions(fact *Fact, value any, at *trail, faults *[]fault) {
	inner := trail{above: at}
	switch v := value.(type) {
	case []any:
		if fact.Items == nil {
			return
		}
		for inner.index = range v {
			f.exclusions(fact.Items, v[inner.index], &inner, faults)
		}
	case map[string]any:
		inner.index = -1
		for _, c := range fact.Children {
			below, written := v[c.Name]
			if !written {
				continue
			}
			inner.name = c.Name
			var against []string
			for guard, allowed := range c.When {
				if text, known := stated(fact.Child(guard), v); known && !slices.Contains(allowed, text) {
					against = append(against, guard)
				}
			}
			slices.Sort(against)
			for _, guard := range against {
				p := inner.pointer()
				l, gl := label(f.facts, p), label(f.facts, at.pointer()+"/"+source.Escape(guard))
				text, _ := stated(fact.Child(guard), v)
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
			f.exclusions(c, below, &inner, faults)
		}
		for _, rule := range fact.Implies {
			if !holds(fact, v, rule.If, false) || holds(fact, v, rule.Then, true) {
				continue
			}
			for _, name := range slices.Sorted(maps.Keys(rule.Then)) {
				if holds(fact, v, map[string][]string{name: rule.Then[name]}, true) {
					continue
				}
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

// trail is the way from a document, which is nil, to a value in it. A pointer takes making, and is wanted only of the few
// values with which something is wrong.
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

// stated returns what an object says of a fact, as JSON text: a written scalar, or false where absence means no.
func stated(fact *Fact, object map[string]any) (string, bool) {
	if fact == nil {
		return "", false
	}
	switch v := object[fact.Name].(type) {
	case nil:
		_, written := object[fact.Name]
		return "false", fact.Absent == "false" && fact.Type == "boolean" && !written
	case string, bool, json.Number:
		return jsonText(v), true
	}
	return "", false
}

// holds reports whether an object has one of the values named for each fact; what is unknown counts as unknown says.
func holds(fact *Fact, object map[string]any, conditions map[string][]string, unknown bool) bool {
	for name, values := range conditions {
		text, known := stated(fact.Child(name), object)
		if !known && !unknown || known && !slices.Contains(values, text) {
			return false
		}
	}
	return true
}

func parent(pointer string) string { return pointer[:max(strings.LastIndexByte(pointer, '/'), 0)] }

func last(pointer string) string { return pointer[strings.LastIndexByte(pointer, '/')+1:] }

// prepare makes a value ready for validation and judging, in place: identity numbers are masked, whole numbers have one
// spelling (5.0 is 5), and digits written where text belongs are text (a code of digits alone needs no quotes). The
// faults it finds do not stand in the way of either. It returns what takes the place of value.
func prepare(value any, fact *Fact, at *trail, faults *[]fault) any {
	switch v := value.(type) {
	case string:
		return prepareText(v, fact, at, faults)
	case json.Number:
		digits := strings.Trim(string(v), "0123456789") == ""
		if digits && fact != nil && fact.Type == "string" {
			return prepareText(string(v), fact, at, faults)
		}
		if masked, found := maskIdentity(string(v)); found {
			*faults = append(*faults, leak(at, false))
			return masked
		}
		if digits {
			return v // and no zero before others, which no number has
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
			if _, found := maskIdentity(name); found {
				*faults = append(*faults, leak(&inner, true))
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
			masked, _ := maskIdentity(name)
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
	masked, found := maskIdentity(s)
	if found {
		*faults = append(*faults, leak(at, false))
	} else if fact != nil && fact.Format == "credit_code" {
		*faults = append(*faults, fault{pointer: at.pointer(), rule: "credit-code", severity: finding.Warning,
			message: finding.Text{ZH: fmt.Sprintf("“%s”不是有效的统一社会信用代码", clip(s)), EN: fmt.Sprintf("%q is not a valid unified social credit code", clip(s))},
			hint:    finding.Text{ZH: "核对 18 位代码（GB 32100-2015）；少数早期代码的校验位确有不符", EN: "compare all 18 characters (GB 32100-2015); a few early codes do have a wrong check character"}})
	}
	return masked
}

// leak is the fault of an identity number in a value, or in its key.
func leak(at *trail, key bool) fault {
	return fault{pointer: at.pointer(), key: key, rule: "identity-number", severity: finding.Error,
		message: finding.Text{ZH: "此处写有自然人的身份证号码", EN: "an identity number of a natural person stands here"},
		hint:    finding.Text{ZH: "删除该号码；实践文件不得包含个人身份信息", EN: "remove it; a practice describes what is done, not to whom"}}
}

// undeclared removes judgements without a reason from a valid value: they count as missing.
func undeclared(value any, fact *Fact, at *trail, root *Fact, faults *[]fault) {
	inner := trail{above: at}
	switch v := value.(type) {
	case []any:
		for inner.index = range v {
			undeclared(v[inner.index], fact.Items, &inner, root, faults)
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
				undeclared(below, c, &inner, root, faults)
				continue
			}
			judgement, _ := below.(map[string]any)
			reason, _ := judgement["reason"].(string)
			if strings.TrimSpace(reason) != "" {
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
