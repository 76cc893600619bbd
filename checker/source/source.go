// Package source reads YAML and JSON text into plain values that know their place, and the files such text stands in. It
// knows no law and no schema: what a value means, and which file a text came from, is its callers' business.
//
// Scalars are resolved here and nothing is converted: a number keeps the digits it was written with (json.Number), a
// day stays text, and a value that YAML readers disagree about (01234, 0x1F, yes) stays text. Both readers give the
// same values for the same text where both accept it. They are pure functions, safe for concurrent use.
package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds on one text. A practice is tens of lines; these leave room for a folder's worth in one file and keep hostile
// text from costing more than a moment.
const (
	MaxBytes       = 4 << 20 // of text
	MaxDocuments   = 10_000  // in one text
	MaxDepth       = 64      // of nesting
	MaxValues      = 200_000 // values in one document, aliases expanded
	MaxPointer     = 1024    // bytes of a value's JSON pointer: many values below one long key would otherwise cost its length each
	MaxAliasValues = 10_000  // values of one document that came out of aliases
	MaxNumber      = 64      // characters of a number
	MaxExponent    = 64      // absolute value of a number's exponent
	MaxProblems    = 50      // reported for one document
)

// Span is a place in the text. Lines and columns count from 1, columns in characters (code points); the end is
// exclusive.
type Span struct{ Line, Column, EndLine, EndColumn int }

// String returns line:column of the start.
func (s Span) String() string { return fmt.Sprintf("%d:%d", s.Line, s.Column) }

// Problem is trouble with the text itself. It implements error with the English sentence.
type Problem struct {
	Document       int // index of the document it is in
	Span           Span
	ZH, EN         string
	HintZH, HintEN string
	Related        *Span // a second place that explains the first
}

// Error returns place and English sentence.
func (p Problem) Error() string { return p.Span.String() + ": " + p.EN }

// Document is one document of a text.
type Document struct {
	Index int // order in the text, from 0
	// Value is map[string]any, []any, string, json.Number, bool or nil, and shares nothing with any other value.
	Value any
	// Comments maps a line to the comment on it, without "#" and surrounding white space. Empty for JSON.
	Comments map[int]string
	// Warnings are doubts that do not stand in the way of reading: a number kept as text.
	Warnings []Problem

	places *place // of Value
}

// reader is what the readers of both languages share: the text, the document they fill and what they found wrong with it.
type reader struct {
	*text
	doc      Document
	values   int
	problems []Problem
}

// enter counts one more value, of which the pointer has so many bytes, and reports whether it is within bounds.
func (r *reader) enter(pointer, depth, start int) bool {
	r.values++
	switch {
	case r.values > MaxValues:
		r.problem(r.at(start), fmt.Sprintf("数据过多，一个文档至多 %d 个值", MaxValues), fmt.Sprintf("the document has more than %d values", MaxValues), "拆分文件", "split the file")
	case depth > MaxDepth:
		r.problem(r.at(start), fmt.Sprintf("嵌套过深，至多 %d 层", MaxDepth), fmt.Sprintf("values are nested more than %d deep", MaxDepth), "", "")
	case pointer > MaxPointer:
		r.problem(r.at(start), "键名过长", "the keys that lead here are too long", "缩短键名", "shorten them")
	default:
		return true
	}
	return false
}

func (r *reader) problem(at Span, zh, en, hintZH, hintEN string) {
	r.add(Problem{Span: at, ZH: zh, EN: en, HintZH: hintZH, HintEN: hintEN})
}

// add keeps a problem, once: what stands in an anchored value would otherwise be reported again for every alias.
func (r *reader) add(p Problem) {
	p.Document = r.doc.Index
	r.problems = once(r.problems, p)
}

func (r *reader) warn(p Problem) {
	p.Document = r.doc.Index
	r.doc.Warnings = once(r.doc.Warnings, p)
}

func once(ps []Problem, p Problem) []Problem {
	known := func(q Problem) bool { return q.Span == p.Span && q.EN == p.EN }
	if len(ps) >= MaxProblems || slices.ContainsFunc(ps, known) {
		return ps
	}
	return append(ps, p)
}

func newReader(t *text, index int) reader {
	return reader{text: t, doc: Document{Index: index, Comments: map[int]string{}, places: &place{}}}
}

func emptyText(t *text) Problem {
	return Problem{
		Span: t.at(0),
		ZH:   "文件没有内容", EN: "the text holds no document",
		HintZH: "写入内容，或者删除该文件", HintEN: "fill it in, or remove the file",
	}
}

// earlier returns the place of a key that is written again: among the entries of its object, if it was read there, or of an
// object of before, if that has the same key. What is in a value whose key is written twice is read over the first.
func (r *reader) earlier(name string, read bool, entries []place, before *place) *place {
	if len(r.problems) >= MaxProblems { // it would be looked for, and not kept
		return nil
	}
	if p := before.entry(name); p != nil {
		return p
	}
	if read {
		return entry(entries, name)
	}
	return nil
}

func duplicate(name string, at, earlier Span) Problem {
	return Problem{
		Span:   at,
		ZH:     fmt.Sprintf("键“%s”重复，第 %d 行已经写过", name, earlier.Line),
		EN:     fmt.Sprintf("key %q is written twice; it stands already on line %d", name, earlier.Line),
		HintZH: "只保留其中一个", HintEN: "keep one of the two",
		Related: &earlier,
	}
}

// Escape returns name as one JSON pointer token.
func Escape(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}

// below is how many bytes a pointer has that leads to an entry called name, in an object whose pointer has so many.
func below(pointer int, name string) int {
	return pointer + 1 + len(name) + strings.Count(name, "~") + strings.Count(name, "/")
}

// text is a text as characters, so that places and offsets turn into each other at no cost on however long a line.
type text struct {
	data  []byte
	runes []rune
	lines []int // offset of the first character of each line
	bytes []int // the same in data
	odd   bool  // there is a character that YAML forbids, or a byte order mark inside
	near  int   // the line of the last place that was asked for
}

// newText refuses what is not text: too large, not UTF-8, NUL. A byte order mark is dropped.
func newText(data []byte) (*text, *Problem) {
	if len(data) > MaxBytes {
		return nil, &Problem{
			Span:   Span{1, 1, 1, 1},
			ZH:     fmt.Sprintf("文字过长，超过上限 %d 字节", MaxBytes),
			EN:     fmt.Sprintf("the text has more than the %d bytes that are read", MaxBytes),
			HintZH: "拆分为多个文件", HintEN: "split it into several files",
		}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	lines := 1 + bytes.Count(data, []byte("\n"))
	t := &text{
		data: data, runes: make([]rune, 0, utf8.RuneCount(data)),
		lines: append(make([]int, 0, lines), 0), bytes: append(make([]int, 0, lines), 0), near: 1,
	}
	for i := 0; i < len(data); {
		r, n := rune(data[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(data[i:])
		}
		if r == utf8.RuneError && n == 1 {
			return nil, &Problem{
				Span:   t.at(len(t.runes)),
				ZH:     "此处不是 UTF-8 编码的文字",
				EN:     fmt.Sprintf("byte 0x%02X is not UTF-8 text", data[i]),
				HintZH: "文件可能是 GBK 或 UTF-16 编码，请另存为 UTF-8", HintEN: "the file may be GBK or UTF-16; save it as UTF-8",
			}
		}
		if r == 0 {
			return nil, &Problem{
				Span: t.at(len(t.runes)),
				ZH:   "文字中有空字符（NUL）", EN: "the text contains a NUL character",
				HintZH: "删除该字符；若文件是 UTF-16 编码，请另存为 UTF-8", HintEN: "remove it; if the file is UTF-16, save it as UTF-8",
			}
		}
		t.runes = append(t.runes, r)
		i += n
		switch {
		case r == '\n' || r == '\r' && (i >= len(data) || data[i] != '\n'):
			t.lines, t.bytes = append(t.lines, len(t.runes)), append(t.bytes, i)
		case r < ' ' && r != '\t' && r != '\r', r == '\ufeff', r == '\ufffe', r == '\uffff':
			t.odd = true
		}
	}
	return t, nil
}

// place returns line and column of the character at offset.
func (t *text) place(offset int) (line, column int) {
	offset = min(max(offset, 0), len(t.runes))
	if t.lines[t.near-1] > offset || t.near < len(t.lines) && t.lines[t.near] <= offset {
		t.near = sort.SearchInts(t.lines, offset+1)
	}
	return t.near, offset - t.lines[t.near-1] + 1
}

// at returns the place of the one character at offset, or an empty one at the end of a line.
func (t *text) at(offset int) Span {
	if offset < len(t.runes) && t.runes[offset] != '\n' && t.runes[offset] != '\r' {
		return t.span(offset, offset+1)
	}
	return t.span(offset, offset)
}

// span returns the place of the characters from start to end.
func (t *text) span(start, end int) Span {
	var s Span
	s.Line, s.Column = t.place(start)
	s.EndLine, s.EndColumn = t.place(max(start, end))
	return s
}

// offset is the inverse of place; a place outside the text gives the nearest offset in it.
func (t *text) offset(line, column int) int {
	if line < 1 {
		return 0
	}
	if line > len(t.lines) {
		return len(t.runes)
	}
	return min(t.lines[line-1]+max(column, 1)-1, len(t.runes))
}

// isNumber reports whether s is a number as JSON writes them.
func isNumber(s string) bool {
	i := 0
	digits := func() bool {
		from := i
		for i < len(s) && '0' <= s[i] && s[i] <= '9' {
			i++
		}
		return i > from
	}
	if i < len(s) && s[i] == '-' {
		i++
	}
	from := i
	if !digits() || s[from] == '0' && i > from+1 {
		return false
	}
	if i < len(s) && s[i] == '.' {
		i++
		if !digits() {
			return false
		}
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if !digits() {
			return false
		}
	}
	return i == len(s)
}

// number returns s as an exact number, or why it is not taken: a short text may stand for a number that fills memory
// (1e999999999), and whoever computes with it would find out too late.
func number(s string, at Span) (json.Number, *Problem) {
	_, exponent, has := strings.Cut(strings.ToLower(s), "e")
	e, err := strconv.Atoi(exponent)
	if len(s) <= MaxNumber && (!has || err == nil && -MaxExponent <= e && e <= MaxExponent) {
		return json.Number(s), nil
	}
	shown := s
	if len(shown) > 20 {
		shown = shown[:20] + "…"
	}
	return "", &Problem{
		Span:   at,
		ZH:     fmt.Sprintf("数字“%s”过长或过大", shown),
		EN:     fmt.Sprintf("number %q is too long or too large", shown),
		HintZH: "编号请加引号写成文字", HintEN: "put a code in quotes to keep it as text",
	}
}
