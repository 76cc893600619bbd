package source

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// JSON parses data as one JSON document (RFC 8259). It returns one document and no problem, or no document and at least one
// problem; unread is always 0. The signature is that of YAML.
func JSON(data []byte) (docs []Document, problems []Problem, unread int) {
	t, p := newText(data)
	if p != nil {
		return nil, []Problem{*p}, 0
	}
	d := &jsonReader{reader: newReader(t, 0)}
	if d.readDocument(); len(d.problems) > 0 {
		return nil, d.problems, 0
	}
	return []Document{d.doc}, nil, 0
}

// jsonReader is a recursive descent parser. encoding/json reports neither positions nor duplicate keys.
type jsonReader struct {
	reader
	next int
}

// readDocument parses the whole text.
func (d *jsonReader) readDocument() {
	d.skipSpace()
	if d.next == len(d.runes) {
		d.add(emptyText(d.text))
		return
	}
	value, ok := d.value(d.doc.spans, 0, 0)
	if ok {
		d.skipSpace()
		if d.next < len(d.runes) {
			d.fail(d.next, "文档之后还有内容", "there is more text after the document", "每个 JSON 文件只写一个文档", "write one document in a JSON file")
		}
	}
	d.doc.Value = value
}

// fail adds a problem at offset. It returns false so that callers can return it.
func (d *jsonReader) fail(offset int, zh, en, hintZH, hintEN string) bool {
	d.problem(d.at(offset), zh, en, hintZH, hintEN)
	return false
}

func (d *jsonReader) unexpected(wantZH, want string) bool {
	if d.next >= len(d.runes) {
		return d.fail(d.next, "文档在此中断，缺少"+wantZH, "the text ends here, where "+want+" is missing", "补全文档", "complete the document")
	}
	got := string(d.runes[d.next])
	return d.fail(d.next, fmt.Sprintf("此处应为%s，却是“%s”", wantZH, got), fmt.Sprintf("%q stands where %s is expected", got, want), "", "")
}

func (d *jsonReader) skipSpace() {
	for d.next < len(d.runes) {
		switch d.runes[d.next] {
		case ' ', '\t', '\n', '\r':
			d.next++
		default:
			return
		}
	}
}

// accept consumes the next code point if it is r.
func (d *jsonReader) accept(r rune) bool {
	if d.next < len(d.runes) && d.runes[d.next] == r {
		d.next++
		return true
	}
	return false
}

// value parses the value at the next code point and sets its span. pointer is the length of its pointer in bytes. ok is false
// after the first syntax error.
func (d *jsonReader) value(to *spanNode, pointer, depth int) (v any, ok bool) {
	start := d.next
	if !d.checkLimits(pointer, depth, start) {
		return nil, false
	}
	if d.next >= len(d.runes) {
		return nil, d.unexpected("值", "a value")
	}
	switch r := d.runes[d.next]; {
	case r == '{':
		v, ok = d.object(to, pointer, depth)
	case r == '[':
		v, ok = d.array(to, pointer, depth)
	case r == '"':
		v, ok = d.string()
	case r == '-' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '+' || r == '.':
		v, ok = d.literal()
	default:
		return nil, d.unexpected("值", "a value")
	}
	if ok {
		to.value = d.span(start, d.next)
	}
	return v, ok
}

func (d *jsonReader) object(to *spanNode, pointer, depth int) (any, bool) {
	d.next++
	m := map[string]any{}
	var entries []spanNode
	var inner spanNode
	to.beginObject()
	for first := true; ; first = false {
		d.skipSpace()
		if first && d.accept('}') {
			return m, true
		}
		start := d.next
		if d.next >= len(d.runes) || d.runes[d.next] != '"' {
			if first {
				return nil, d.unexpected("键名或“}”", `a key or "}"`)
			}
			return nil, d.unexpected("键名", "a key")
		}
		name, ok := d.string()
		if !ok {
			return nil, false
		}
		inner = spanNode{name: name, key: d.span(start, d.next)}
		d.skipSpace()
		if !d.accept(':') {
			return nil, d.unexpected("“:”", `":"`)
		}
		d.skipSpace()
		_, read := m[name]
		at := &inner
		earlier := d.previousEntry(name, read, entries, to)
		if earlier != nil {
			at = earlier
		}
		value, ok := d.value(at, pointerLen(pointer, name), depth+1)
		if !ok {
			return nil, false
		}
		if earlier != nil {
			d.add(duplicateKey(name, inner.key, earlier.key))
		} else {
			m[name], entries = value, append(entries, inner)
		}
		d.skipSpace()
		if d.accept('}') {
			to.addEntries(entries)
			return m, true
		}
		if !d.accept(',') {
			return nil, d.unexpected("“,”或“}”", `"," or "}"`)
		}
	}
}

func (d *jsonReader) array(to *spanNode, pointer, depth int) (any, bool) {
	d.next++
	a := []any{}
	var inner spanNode
	to.beginArray(0)
	for {
		d.skipSpace()
		if len(a) == 0 && d.accept(']') {
			return a, true
		}
		inner = spanNode{}
		at := &inner
		if len(a) < len(to.children) {
			at = &to.children[len(a)]
		}
		value, ok := d.value(at, pointer+1+len(strconv.Itoa(len(a))), depth+1)
		if !ok {
			return nil, false
		}
		if a = append(a, value); len(a) > len(to.children) {
			to.children = append(to.children, inner)
		}
		d.skipSpace()
		if d.accept(']') {
			return a, true
		}
		if !d.accept(',') {
			return nil, d.unexpected("“,”或“]”", `"," or "]"`)
		}
	}
}

// literal parses true, false, null or a number. It consumes a whole invalid word, so that the message can quote it.
func (d *jsonReader) literal() (any, bool) {
	start := d.next
	for d.next < len(d.runes) && strings.ContainsRune("+-._", d.runes[d.next]) || d.next < len(d.runes) && isAlphanumeric(d.runes[d.next]) {
		d.next++
	}
	switch s := string(d.runes[start:d.next]); {
	case s == "true":
		return true, true
	case s == "false":
		return false, true
	case s == "null":
		return nil, true
	case isNumber(s):
		n, p := number(s, d.span(start, d.next))
		if p != nil {
			d.add(*p)
			return nil, false
		}
		return n, true
	default:
		return nil, d.fail(start, fmt.Sprintf("“%s”不是 JSON 的值", s), fmt.Sprintf("%q is not a JSON value", s), "文字请加双引号", "put text in double quotes")
	}
}

func isAlphanumeric(r rune) bool {
	return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// string parses a string. An unpaired surrogate is a problem: replacing it would change the text.
func (d *jsonReader) string() (string, bool) {
	start := d.next
	d.next++
	var b strings.Builder
	for d.next < len(d.runes) {
		r := d.runes[d.next]
		switch {
		case r == '"':
			d.next++
			return b.String(), true
		case r < 0x20:
			return "", d.fail(d.next, "引号内的文字不得换行，也不得含有控制字符", "text in quotes may not hold a line break or control character", `换行写作 \n`, `write a line break as \n`)
		case r == '\\':
			at := d.next
			c, ok := d.escape()
			if !ok {
				return "", d.fail(at, "反斜线之后的写法无效", "this is not an escape JSON knows", `反斜线本身写作 \\`, `write the backslash itself as \\`)
			}
			b.WriteRune(c)
		default:
			b.WriteRune(r)
			d.next++
		}
	}
	return "", d.fail(start, "引号没有结束", "this quote is never closed", "补上引号", "close it")
}

func (d *jsonReader) escape() (rune, bool) {
	if d.next++; d.next >= len(d.runes) {
		return 0, false
	}
	r := d.runes[d.next]
	d.next++
	if i := strings.IndexRune(`"\/bfnrt`, r); i >= 0 {
		return rune("\"\\/\b\f\n\r\t"[i]), true
	}
	if r != 'u' {
		return 0, false
	}
	c, ok := d.hex()
	if !ok || !utf16.IsSurrogate(c) {
		return c, ok
	}
	if !d.accept('\\') || !d.accept('u') {
		return 0, false
	}
	low, ok := d.hex()
	c = utf16.DecodeRune(c, low)
	return c, ok && c != 0xFFFD
}

func (d *jsonReader) hex() (rune, bool) {
	if d.next+4 > len(d.runes) {
		return 0, false
	}
	n, err := strconv.ParseUint(string(d.runes[d.next:d.next+4]), 16, 16)
	d.next += 4
	return rune(n), err == nil
}
