package source

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"
)

// syntaxMessage translates a message of the YAML library into both languages. says is a part of the message.
type syntaxMessage struct{ says, zh, en, hintZH, hintEN string }

var syntaxMessages = []syntaxMessage{
	{"exceeded max depth", "嵌套过深", "values are nested too deep", "", ""},
	{"tab character", "缩进中使用了制表符", "a tab stands in the indentation", "缩进请用空格", "indent with spaces"},
	{"mixed spaces and tabs", "缩进混用了空格和制表符", "the indentation mixes spaces and tabs", "缩进请用空格", "indent with spaces"},
	{"unexpected end of stream", "引号没有结束", "this quote is never closed", "补上引号", "close it"},
	{"unexpected document indicator", "引号没有结束", "this quote is never closed", "补上引号", "close it"},
	{"mapping values are not allowed", "此处不能有“: ”", `": " cannot stand here`, "含有“: ”的文字请加引号，并检查缩进", `put text with ": " in quotes, and check the indentation`},
	{"could not find expected ':'", "键名之后缺少“:”", `":" is missing after a key`, "键名之后写“: ”，并检查缩进", `write ": " after the key, and check the indentation`},
	{"did not find expected ',' or ']'", "“[”之后缺少“,”或“]”", `"," or "]" is missing`, "补上“]”", `close the list with "]"`},
	{"did not find expected ',' or '}'", "“{”之后缺少“,”或“}”", `"," or "}" is missing`, "补上“}”", `close it with "}"`},
	{"did not find expected '-' indicator", "列表项应以“- ”开头，并与上一项对齐", `an entry of this list must begin with "- " and stand below the others`, "检查缩进", "check the indentation"},
	{"did not find expected key", "此处应为键名", "a key is expected here", "检查缩进和引号", "check the indentation and quotes"},
	{"block sequence entries are not allowed", "此处不能有列表项“- ”", `"- " cannot stand here`, "另起一行写列表", "begin the list on a line of its own"},
	{"unknown anchor", "引用了没有定义的别名", "this alias has no anchor", "以“*”开头的文字请加引号", `put text that begins with "*" in quotes`},
	{"undefined tag handle", "不支持标签", "tags are not supported", "以“!”开头的文字请加引号", `put text that begins with "!" in quotes`},
	{"unknown escape character", "反斜线之后的写法无效", "this is not an escape YAML knows", `改用单引号，或把反斜线写作 \\`, `use single quotes, or write the backslash as \\`},
	{"Unicode character escape", "反斜线之后的字符编码无效", "this escape stands for no character", "直接写出该字符", "write the character itself"},
	{"control characters are not allowed", "文字中有控制字符", "the text contains a control character", "删除该字符", "remove it"},
	{"without preceding whitespace", "“#”之前应有空格", `a space is missing before "#"`, "", ""},
	{"cannot start any token", "文字不能以此字符开头", "text cannot begin with this character", "加上引号", "put it in quotes"},
}

// syntax converts an error of the library to a problem at its position.
func (r *yamlReader) syntax(err error) Problem {
	p := Problem{
		Span: r.at(r.bounds.start),
		ZH:   "此处 YAML 语法有误，无法继续读取", EN: "the YAML syntax is broken here: " + strings.ReplaceAll(err.Error(), "\n", " "),
	}
	message := err.Error()
	var load *yaml.LoadError
	if errors.As(err, &load) {
		message = load.Message
		p.EN = "the YAML syntax is broken here: " + message
		at := r.markOffset(load.Mark.Line, load.Mark.Column)
		if load.Mark.Line < 1 {
			at = r.bounds.start
		}
		p.Span = r.at(at)
		if c := load.ContextMark; c.Line > 0 && (c.Line != load.Mark.Line || c.Column != load.Mark.Column) {
			related := r.at(r.markOffset(c.Line, c.Column))
			p.Related = &related
			if strings.Contains(load.ContextMsg, "quoted scalar") && (strings.Contains(message, "end of stream") || strings.Contains(message, "document indicator")) {
				p.Span, p.Related = related, nil // the opening quote is more helpful than the end of the text
			}
		}
		if at < r.bounds.end && r.runes[at] == '\t' && strings.Contains(message, "cannot start any token") {
			message = "tab character"
		}
	}
	for _, t := range syntaxMessages {
		if strings.Contains(message, t.says) {
			p.ZH, p.EN, p.HintZH, p.HintEN = t.zh, t.en, t.hintZH, t.hintEN
			break
		}
	}
	p.Document = r.doc.Index
	return p
}
