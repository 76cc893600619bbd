package schema

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// Text says in Chinese and English what is wrong with a value, without naming it: the caller puts the name in front. The
// hints say what to do and may be empty.
type Text struct{ ZH, EN, HintZH, HintEN string }

// Text words a fault. There is a sentence for every keyword of the shipped schemas, and a true one for any other.
func (f Fault) Text() Text {
	switch k := f.Kind.(type) {
	case *kind.Type:
		zh, en := typeNames(k.Want)
		return MustBe(zh, en, f.Value, k.Want...)
	case *kind.Const:
		if want, ok := k.Want.(string); ok {
			if got, ok := f.Value.(string); ok {
				return Text{fmt.Sprintf("应为“%s”，而不是“%s”", want, Clip(got)), fmt.Sprintf("must be %q, not %q", want, Clip(got)),
					fmt.Sprintf("写作“%s”", want), "write " + want}
			}
		}
		want := jsonText(k.Want)
		return Text{"只能是 " + want, "must be " + want, fmt.Sprintf("写作 %s，或者删除该项", want), fmt.Sprintf("write %s, or remove the line", want)}
	case *kind.Enum:
		var values []string
		for _, v := range k.Want {
			values = append(values, jsonText(v))
		}
		got := jsonText(f.Value)
		return Text{ZH: fmt.Sprintf("没有 %s 这个值，可用的有 %s", got, strings.Join(values, "、")),
			EN: fmt.Sprintf("%s is none of the values that may stand here; one of %s", got, strings.Join(values, ", "))}
	case *kind.FalseSchema:
		return Text{ZH: "不得写在此处", EN: "must not stand here"}
	case *kind.Required:
		return Text{ZH: "缺少" + quoted(k.Missing, "“", "”", "、"), EN: quoted(k.Missing, `"`, `"`, ", ") + are(k.Missing, " is missing", " are missing")}
	case *kind.AdditionalProperties:
		return Text{ZH: "没有" + quoted(k.Properties, "“", "”", "、") + "这样的项", EN: "nothing is called " + quoted(k.Properties, `"`, `"`, " or ") + " here"}
	case *kind.PropertyNames:
		return Text{ZH: fmt.Sprintf("“%s”不能作为名称", Clip(k.Property)), EN: fmt.Sprintf("%q is no name that may stand here", Clip(k.Property))}
	case *kind.Format:
		if k.Want == "date" {
			got, _ := f.Value.(string)
			return Text{fmt.Sprintf("“%s”不是日历上的日期", Clip(got)), fmt.Sprintf("is %q, which is no day of the calendar", Clip(got)),
				"写作年-月-日，例如 2026-03-01", "write year-month-day, as 2026-03-01"}
		}
	case *kind.Pattern:
		return Text{fmt.Sprintf("“%s”格式有误", Clip(k.Got)), fmt.Sprintf("is %q, which does not have the required form", Clip(k.Got)),
			"应符合 " + k.Want, "the form is " + k.Want}
	case *kind.MinLength:
		if k.Want == 1 {
			return Text{"没有内容", "holds no text", "填写内容，或者删除该项", "write it, or remove the line"}
		}
		return Text{ZH: fmt.Sprintf("至少应有 %d 个字符", k.Want), EN: fmt.Sprintf("must have at least %d characters", k.Want)}
	case *kind.MaxLength:
		return Text{fmt.Sprintf("有 %d 个字符，上限为 %d 个", k.Got, k.Want), fmt.Sprintf("has %d characters, more than %d", k.Got, k.Want), "缩短内容", "shorten it"}
	case *kind.MinItems:
		return Text{ZH: fmt.Sprintf("至少应有 %d 项", k.Want), EN: "must have at least " + count(k.Want, "element", "elements")}
	case *kind.MaxItems:
		return Text{ZH: fmt.Sprintf("至多可有 %d 项", k.Want), EN: "may have at most " + count(k.Want, "element", "elements")}
	case *kind.MinProperties:
		return Text{ZH: fmt.Sprintf("至少应有 %d 项内容", k.Want), EN: "must have at least " + count(k.Want, "property", "properties")}
	case *kind.MaxProperties:
		return Text{ZH: fmt.Sprintf("至多可有 %d 项内容", k.Want), EN: "may have at most " + count(k.Want, "property", "properties")}
	case *kind.UniqueItems:
		i, j := k.Duplicates[0], k.Duplicates[1]
		return Text{fmt.Sprintf("第 %d 项和第 %d 项重复", i+1, j+1), fmt.Sprintf("has the same element at %d and %d", i, j), "只保留其中一个", "keep one of the two"}
	case *kind.Minimum:
		return Text{ZH: "不得小于 " + number(k.Want), EN: "must not be less than " + number(k.Want)}
	case *kind.Maximum:
		return Text{ZH: "不得大于 " + number(k.Want), EN: "must not be more than " + number(k.Want)}
	case *kind.OneOf:
		return Text{ZH: "同时符合几种互相排斥的写法", EN: "has several forms of which it may have one"}
	}
	return Text{ZH: "不符合格式要求", EN: "does not fit its schema (" + f.keyword() + ")"}
}

// MustBe says that a value is not of the type that zh and en name; types are the types of JSON Schema that it may have.
func MustBe(zh, en string, got any, types ...string) Text {
	if got == nil {
		return Text{"没有内容，应为" + zh, "is empty and must be " + en, "填写内容，或者删除该项", "write it, or remove the line"}
	}
	whatZH, whatEN := Describe(got)
	t := Text{ZH: fmt.Sprintf("应为%s，而不是%s", zh, whatZH), EN: fmt.Sprintf("must be %s, not %s", en, whatEN)}
	if s, ok := got.(string); ok && slices.Contains(types, "boolean") {
		switch strings.ToLower(s) {
		case "yes", "y", "on", "是", "有":
			t.HintZH, t.HintEN = "请写 true", "write true"
		case "no", "n", "off", "否", "无":
			t.HintZH, t.HintEN = "请写 false", "write false"
		}
	}
	return t
}

// types are the types of JSON Schema with their names, in the order in which a sentence lists them.
var types = []struct{ name, zh, en string }{
	{"object", "由各项内容组成的对象", "an object"}, {"array", "列表", "a list"}, {"string", "文字", "text"}, {"integer", "整数", "a whole number"},
	{"number", "数字", "a number"}, {"boolean", " true 或 false", "true or false"}, {"null", "空值", "null"},
}

func typeNames(want []string) (zh, en string) {
	var zhs, ens []string
	for _, t := range types {
		if slices.Contains(want, t.name) {
			zhs, ens = append(zhs, t.zh), append(ens, t.en)
		}
	}
	return strings.Join(zhs, "或"), strings.Join(ens, " or ")
}

// Describe says what a value is.
func Describe(v any) (zh, en string) {
	switch v := v.(type) {
	case nil:
		return "空值", "null"
	case bool:
		return fmt.Sprint(v), fmt.Sprint(v)
	case json.Number:
		return fmt.Sprintf("数字 %s", v), fmt.Sprintf("the number %s", v)
	case string:
		return fmt.Sprintf("文字“%s”", Clip(v)), fmt.Sprintf("the text %q", Clip(v))
	case []any:
		return "列表", "a list"
	}
	return "对象", "an object"
}

// Clip shortens a text for a message.
func Clip(s string) string { return clip(s, 40) }

func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// jsonText writes a value for a message.
func jsonText(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Sprint(v)
	}
	return clip(strings.TrimSpace(b.String()), 60)
}

// number writes a bound as people do.
func number(r *big.Rat) string {
	if n, exact := r.FloatPrec(); exact {
		return r.FloatString(n)
	}
	return r.RatString()
}

func count(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, several)
}

func quoted(names []string, open, end, between string) string {
	return open + strings.Join(names, end+between+open) + end
}

func are(names []string, one, several string) string {
	if len(names) == 1 {
		return one
	}
	return several
}
