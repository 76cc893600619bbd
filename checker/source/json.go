package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// JSON parses data as one JSON document (RFC 8259). It returns one document and no problem, or no document and at least one
// problem; unread is always 0. The signature is that of YAML.
func JSON(data []byte) (docs []Document, problems []Problem, unread int) {
	t, p := newText(data)
	if p != nil {
		return nil, []Problem{*p}, 0
	}
	d := newJSONReader(t)
	if d.readDocument(); len(d.problems) > 0 {
		return nil, d.problems, 0
	}
	return []Document{d.doc}, nil, 0
}

// jsonReader walks the tokens of encoding/json, which decides what is JSON, and adds the positions, the limits and the problem
// of duplicate keys, which the library accepts.
type jsonReader struct {
	reader
	decoder *json.Decoder
	start   int // first byte of the last token
	// bytes and runes are one offset, from which the next is counted.
	bytes, runes int
}

func newJSONReader(t *text) *jsonReader {
	d := &jsonReader{reader: newReader(t, 0), decoder: json.NewDecoder(bytes.NewReader(t.data))}
	d.decoder.UseNumber()
	return d
}

// readDocument parses the whole text.
func (d *jsonReader) readDocument() {
	if len(bytes.TrimLeft(d.data, " \t\r\n")) == 0 {
		d.add(emptyText(d.text))
		return
	}
	value, ok := d.value(d.doc.spans, 0, 0)
	if ok && len(bytes.TrimLeft(d.data[d.decoder.InputOffset():], " \t\r\n")) > 0 {
		d.syntax()
	}
	d.doc.Value = value
}

// offset converts an offset in bytes, not before that of the last call, to one in code points.
func (d *jsonReader) offset(at int) int {
	d.runes += utf8.RuneCount(d.data[d.bytes:at])
	d.bytes = at
	return d.runes
}

// token reads the next token and returns its offsets in code points; false after a syntax error.
func (d *jsonReader) token() (t json.Token, start, end int, ok bool) {
	before := int(d.decoder.InputOffset())
	d.start = len(d.data) - len(bytes.TrimLeft(d.data[before:], " \t\r\n,:"))
	t, err := d.decoder.Token()
	if err != nil {
		return nil, 0, 0, d.syntax()
	}
	if s, isText := t.(string); isText && strings.ContainsRune(s, utf8.RuneError) && d.unpaired() {
		return nil, 0, 0, false
	}
	return t, d.offset(d.start), d.offset(int(d.decoder.InputOffset())), true
}

// value reads the next value and sets its span. pointer is the length of its pointer in bytes. ok is false after the first
// syntax error.
func (d *jsonReader) value(to *spanNode, pointer, depth int) (v any, ok bool) {
	t, start, end, ok := d.token()
	if !ok || !d.checkLimits(pointer, depth, start) {
		return nil, false
	}
	switch t := t.(type) {
	case json.Delim:
		if t == '{' {
			v, end, ok = d.object(to, pointer, depth)
		} else {
			v, end, ok = d.array(to, pointer, depth)
		}
		if !ok {
			return nil, false
		}
	case json.Number:
		exact, p := number(string(t), d.span(start, end))
		if p != nil {
			d.add(*p)
			return nil, false
		}
		v = exact
	default:
		v = t
	}
	to.value = d.span(start, end)
	return v, true
}

// object reads the entries of an object, and returns the offset after it.
func (d *jsonReader) object(to *spanNode, pointer, depth int) (any, int, bool) {
	m := map[string]any{}
	var entries []spanNode
	for d.decoder.More() {
		t, start, end, ok := d.token()
		if !ok {
			return nil, 0, false
		}
		name, _ := t.(string) // the decoder accepts no other key
		inner := spanNode{name: name, key: d.span(start, end)}
		v, ok := d.value(&inner, pointerLen(pointer, name), depth+1)
		if !ok {
			return nil, 0, false
		}
		if _, twice := m[name]; twice {
			d.duplicate(name, inner.key, entries)
		} else {
			m[name], entries = v, append(entries, inner)
		}
	}
	to.setEntries(entries)
	_, _, end, ok := d.token()
	return m, end, ok
}

// array reads the elements of an array, and returns the offset after it.
func (d *jsonReader) array(to *spanNode, pointer, depth int) (any, int, bool) {
	a := []any{}
	for d.decoder.More() {
		var inner spanNode
		v, ok := d.value(&inner, pointer+1+len(strconv.Itoa(len(a))), depth+1)
		if !ok {
			return nil, 0, false
		}
		a, to.children = append(a, v), append(to.children, inner)
	}
	_, _, end, ok := d.token()
	return a, end, ok
}

// fail adds a problem at an offset in bytes. It returns false so that callers can return it.
func (d *jsonReader) fail(at int, zh, en, hintZH, hintEN string) bool {
	d.problem(d.at(utf8.RuneCount(d.data[:at])), zh, en, hintZH, hintEN)
	return false
}

const (
	badEscapeZH, badEscapeEN         = "反斜线之后的写法无效", "this is not an escape JSON knows"
	badEscapeHintZH, badEscapeHintEN = `反斜线本身写作 \\`, `write the backslash itself as \\`
)

// unpaired reports an escape in the last token that is half of a surrogate pair, for which the library puts U+FFFD.
func (d *jsonReader) unpaired() bool {
	text := d.data[d.start:d.decoder.InputOffset()]
	unit := func(i int) rune { // of the escape \uXXXX at i; 0 for anything else
		if i+6 > len(text) || text[i] != '\\' || text[i+1] != 'u' {
			return 0
		}
		n, _ := strconv.ParseUint(string(text[i+2:i+6]), 16, 16)
		return rune(n)
	}
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		if c := unit(i); !utf16.IsSurrogate(c) {
			i++ // the escaped character
		} else if utf16.DecodeRune(c, unit(i+6)) == utf8.RuneError {
			return !d.fail(d.start+i, badEscapeZH, badEscapeEN, badEscapeHintZH, badEscapeHintEN)
		} else {
			i += 11
		}
	}
	return false
}

// expected words what encoding/json expects, by a part of its message.
var expected = []struct{ says, zh, en string }{
	{"beginning of value", "值", "a value"},
	{"beginning of object key", "键名", "a key"},
	{"after object key:value pair", "“,”或“}”", `"," or "}"`},
	{"after object key", "“:”", `":"`},
	{"after array element", "“,”或“]”", `"," or "]"`},
}

// syntax adds the problem of a text that is no JSON. It returns false so that callers can return it.
func (d *jsonReader) syntax() bool {
	// A NUL, which the text does not have, makes the library say what it expects at the end.
	var err *json.SyntaxError
	if !errors.As(json.Unmarshal(append(bytes.Clone(d.data), 0), new(json.RawMessage)), &err) {
		return d.fail(d.start, "此处 JSON 语法有误", "the JSON syntax is broken here", "", "") // not reached
	}
	message, at := err.Error(), int(err.Offset)-1
	atEnd := at >= len(d.data)
	switch {
	case strings.Contains(message, "in string literal") && atEnd:
		return d.fail(d.start, "引号没有结束", "this quote is never closed", "补上引号", "close it")
	case strings.Contains(message, "in string literal"):
		return d.fail(at, "引号内的文字不得换行，也不得含有控制字符", "text in quotes may not hold a line break or control character", `换行写作 \n`, `write a line break as \n`)
	case strings.Contains(message, "escape"):
		return d.fail(bytes.LastIndexByte(d.data[:at], '\\'), badEscapeZH, badEscapeEN, badEscapeHintZH, badEscapeHintEN)
	}
	if start, word := d.word(at); word != "" && (start < at || strings.Contains(message, "beginning of value")) {
		return d.fail(start, fmt.Sprintf("“%s”不是 JSON 的值", word), fmt.Sprintf("%q is not a JSON value", word), "文字请加双引号", "put text in double quotes")
	}
	if strings.Contains(message, "after top-level value") {
		return d.fail(at, "文档之后还有内容", "there is more text after the document", "每个 JSON 文件只写一个文档", "write one document in a JSON file")
	}
	for _, x := range expected {
		if !strings.Contains(message, x.says) {
			continue
		}
		if bytes.HasSuffix(bytes.TrimRight(d.data[:at], " \t\r\n"), []byte("{")) {
			x.zh, x.en = "键名或“}”", `a key or "}"`
		}
		if atEnd {
			return d.fail(at, "文档在此中断，缺少"+x.zh, "the text ends here, where "+x.en+" is missing", "补全文档", "complete the document")
		}
		got, _ := utf8.DecodeRune(d.data[at:])
		return d.fail(at, fmt.Sprintf("此处应为%s，却是“%c”", x.zh, got), fmt.Sprintf("%q stands where %s is expected", string(got), x.en), "", "")
	}
	return d.fail(at, "此处 JSON 语法有误", "the JSON syntax is broken here: "+message, "", "")
}

// word is the word without quotes around an offset in bytes, if it is no JSON value.
func (d *jsonReader) word(at int) (start int, word string) {
	part := func(r rune) bool {
		return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || strings.ContainsRune("+-._", r)
	}
	start = len(bytes.TrimRightFunc(d.data[:at], part))
	end := len(d.data) - len(bytes.TrimLeftFunc(d.data[at:], part))
	if word = string(d.data[start:end]); json.Valid([]byte(word)) {
		return start, ""
	}
	return start, word
}
