package schema

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Leaves replaces a fault of anyOf or oneOf by those of the choice that was nearest, the one with the fewest: who wrote
// the value meant one of them.
func Leaves(faults []Fault) []Fault {
	var out []Fault
	for _, f := range faults {
		var nearest []Fault
		for _, c := range f.Choices {
			if leaves := Leaves(c); nearest == nil || len(leaves) < len(nearest) {
				nearest = leaves
			}
		}
		if nearest == nil {
			nearest = []Fault{f}
		}
		out = append(out, nearest...)
	}
	return out
}

// Text says in one sentence, in Chinese and in English, what is wrong.
func (f Fault) Text() (zh, en string) {
	bound := func() string { return fmt.Sprint(f.Schema.Get(f.Keyword)) }
	say := func(zh, en string) (string, string) {
		return fmt.Sprintf(zh, bound()), fmt.Sprintf(en, bound())
	}
	switch f.Keyword {
	case "type":
		names := map[string][2]string{
			"object": {"由各项内容组成的对象", "an object"}, "array": {"列表", "a list"}, "string": {"文字", "text"}, "integer": {"整数", "a whole number"},
			"number": {"数字", "a number"}, "boolean": {" true 或 false", "true or false"}, "null": {"空值", "null"},
		}
		var zhs, ens []string
		for _, t := range f.Schema.types {
			zhs, ens = append(zhs, names[t][0]), append(ens, names[t][1])
		}
		return "应为" + strings.Join(zhs, "或"), "must be " + strings.Join(ens, " or ")
	case "const":
		return "应为 " + text(f.Schema.constant), "must be " + text(f.Schema.constant)
	case "enum":
		var values []string
		for _, v := range f.Schema.enum {
			values = append(values, text(v))
		}
		return fmt.Sprintf("没有 %s 这个值，可用的有 %s", text(f.Value), strings.Join(values, "、")),
			fmt.Sprintf("%s is none of the values that may stand here; one of %s", text(f.Value), strings.Join(values, ", "))
	case "required":
		return "缺少" + quoted(f.Names, "“", "”", "、"), quoted(f.Names, `"`, `"`, ", ") + are(f.Names, " is missing", " are missing")
	case "additionalProperties":
		return "没有" + quoted(f.Names, "“", "”", "、") + "这样的项", "nothing is called " + quoted(f.Names, `"`, `"`, " or ") + " here"
	case "propertyNames":
		return quoted(f.Names, "“", "”", "、") + "不能作为名称", quoted(f.Names, `"`, `"`, ", ") + are(f.Names, " is no name", " are no names") + " that may stand here"
	case "pattern":
		return fmt.Sprintf("%s 的格式有误，应符合 %s", text(f.Value), bound()), fmt.Sprintf("%s does not have the form %s", text(f.Value), bound())
	case "format":
		return text(f.Value) + " 不是日历上的日期", text(f.Value) + " is no day of the calendar"
	case "minLength":
		if bound() == "1" {
			return "没有内容", "holds no text"
		}
		return say("至少应有 %s 个字符", "must have at least %s characters")
	case "maxLength":
		return say("至多可有 %s 个字符", "may have at most %s characters")
	case "minItems":
		return say("至少应有 %s 项", "must have at least %s elements")
	case "maxItems":
		return say("至多可有 %s 项", "may have at most %s elements")
	case "minProperties":
		return say("至少应有 %s 项内容", "must have at least %s properties")
	case "maxProperties":
		return say("至多可有 %s 项内容", "may have at most %s properties")
	case "uniqueItems":
		return fmt.Sprintf("第 %d 项和第 %d 项重复", f.Twins[0]+1, f.Twins[1]+1), fmt.Sprintf("has the same element at %d and %d", f.Twins[0], f.Twins[1])
	case "minimum":
		return say("不得小于 %s", "must not be less than %s")
	case "maximum":
		return say("不得大于 %s", "must not be more than %s")
	case "oneOf":
		return "同时符合几种互相排斥的写法", "has several forms of which it may have one"
	case "not":
		if r, ok := f.Schema.not.Get("required").([]any); ok && len(r) == 1 {
			return "此处不得有“" + fmt.Sprint(r[0]) + "”", fmt.Sprintf("%q must not stand here", r[0])
		}
	}
	return "不符合格式要求", "does not fit its schema (" + f.Keyword + ")"
}

// text writes a value for a message.
func text(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Sprint(v)
	}
	s := strings.TrimSpace(b.String())
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return s
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
