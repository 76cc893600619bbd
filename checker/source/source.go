// Package source reads files and parses YAML and JSON into plain Go values with the position of each value. It knows no law
// and no schema.
//
// Scalars are not converted: a number keeps its digits (json.Number), and a date or a scalar on which YAML parsers disagree
// (01234, 0x1F, yes) stays text. For a text that both parsers accept, they give the same values. Both are pure functions,
// safe for concurrent use.
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

// Limits of one text. A practice has tens of lines; the limits allow files with hundreds of practices and bound the cost of
// hostile text.
const (
	MaxBytes       = 4 << 20 // of text
	MaxDocuments   = 10_000  // in one text
	MaxDepth       = 64      // of nesting
	MaxValues      = 200_000 // values in one document, aliases expanded
	MaxPointer     = 1024    // bytes of a JSON pointer; otherwise many values below one long key would cost its length each
	MaxAliasValues = 100_000 // values of one document that were expanded from aliases
	MaxNumber      = 64      // characters of a number
	MaxExponent    = 64      // absolute value of a number's exponent
	MaxProblems    = 50      // reported for one document
)

// Span is a range of the text. Lines and columns count from 1, columns in code points; the end is exclusive.
type Span struct{ Line, Column, EndLine, EndColumn int }

// String returns line:column of the start.
func (s Span) String() string { return fmt.Sprintf("%d:%d", s.Line, s.Column) }

// Problem is an error or doubt about the text. It implements error with the English message.
type Problem struct {
	Document       int // index of the document
	Span           Span
	ZH, EN         string
	HintZH, HintEN string
	Related        *Span // a second range that explains the first
	Cut            bool  // of a warning: a comment may have been meant as the end of the text at Span
}

// Error returns the position and the English message.
func (p Problem) Error() string { return p.Span.String() + ": " + p.EN }

// Document is one document of a text.
type Document struct {
	Index int // order in the text, from 0
	// Value is map[string]any, []any, string, json.Number, bool or nil. It shares no memory with other values.
	Value any
	// Comments maps a line to its comment, without "#" and surrounding white space. Empty for JSON.
	Comments map[int]string
	// Warnings are doubts that do not prevent reading, such as a number that is kept as text.
	Warnings []Problem

	spans *spanNode // of Value
}

// reader is the common state of the JSON and the YAML reader: the text, the document and its problems.
type reader struct {
	*text
	doc      Document
	values   int
	problems []Problem
}

// checkLimits counts a value at offset start, whose pointer has the given length in bytes, and reports whether the document
// is still within its limits.
func (r *reader) checkLimits(pointer, depth, start int) bool {
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

// add adds a problem unless it exists: a problem in an anchored value would otherwise be repeated for every alias.
func (r *reader) add(p Problem) {
	p.Document = r.doc.Index
	r.problems = appendUnique(r.problems, p)
}

func (r *reader) warn(p Problem) {
	p.Document = r.doc.Index
	r.doc.Warnings = appendUnique(r.doc.Warnings, p)
}

func appendUnique(ps []Problem, p Problem) []Problem {
	known := func(q Problem) bool { return q.Span == p.Span && q.EN == p.EN }
	if len(ps) >= MaxProblems || slices.ContainsFunc(ps, known) {
		return ps
	}
	return append(ps, p)
}

func newReader(t *text, index int) reader {
	return reader{text: t, doc: Document{Index: index, Comments: map[int]string{}, spans: &spanNode{}}}
}

func emptyText(t *text) Problem {
	return Problem{
		Span: t.at(0),
		ZH:   "文件没有内容", EN: "the text holds no document",
		HintZH: "写入内容，或者删除该文件", HintEN: "fill it in, or remove the file",
	}
}

// duplicate adds the problem of a key that its object has already; entries are those of the object.
func (r *reader) duplicate(name string, at Span, entries []spanNode) {
	if len(r.problems) >= MaxProblems { // it would be dropped, and looking up each of many takes long
		return
	}
	earlier := entry(entries, name).key
	r.add(Problem{
		Span:   at,
		ZH:     fmt.Sprintf("键“%s”重复，第 %d 行已经写过", name, earlier.Line),
		EN:     fmt.Sprintf("key %q is written twice; it stands already on line %d", name, earlier.Line),
		HintZH: "只保留其中一个", HintEN: "keep one of the two",
		Related: &earlier,
	})
}

// Escape returns name as one JSON pointer token.
func Escape(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}

// pointerLen returns the length in bytes of the pointer of the entry name, given the length of the pointer of its object.
func pointerLen(pointer int, name string) int {
	return pointer + 1 + len(name) + strings.Count(name, "~") + strings.Count(name, "/")
}

// text is decoded text with an index of lines, which converts between offsets in code points and positions in constant time.
type text struct {
	data     []byte
	runes    []rune
	lines    []int // offset of the first code point of each line
	bytes    []int // offset of the first byte of each line
	lastLine int   // line of the last position that was looked up
}

// newText decodes data and drops a leading byte order mark. Text that is too long, not UTF-8 or has a NUL is a problem.
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
		lines: append(make([]int, 0, lines), 0), bytes: append(make([]int, 0, lines), 0), lastLine: 1,
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
		if r == '\n' || r == '\r' && (i >= len(data) || data[i] != '\n') {
			t.lines, t.bytes = append(t.lines, len(t.runes)), append(t.bytes, i)
		}
	}
	return t, nil
}

// position returns line and column of the code point at offset.
func (t *text) position(offset int) (line, column int) {
	offset = min(max(offset, 0), len(t.runes))
	if t.lines[t.lastLine-1] > offset || t.lastLine < len(t.lines) && t.lines[t.lastLine] <= offset {
		t.lastLine = sort.SearchInts(t.lines, offset+1)
	}
	return t.lastLine, offset - t.lines[t.lastLine-1] + 1
}

// at returns the span of the code point at offset, or an empty span at the end of a line.
func (t *text) at(offset int) Span {
	if offset < len(t.runes) && t.runes[offset] != '\n' && t.runes[offset] != '\r' {
		return t.span(offset, offset+1)
	}
	return t.span(offset, offset)
}

// span returns the span of the code points from start to end, exclusive.
func (t *text) span(start, end int) Span {
	var s Span
	s.Line, s.Column = t.position(start)
	s.EndLine, s.EndColumn = t.position(max(start, end))
	return s
}

// offset is the inverse of position. A position outside the text gives the nearest offset.
func (t *text) offset(line, column int) int {
	if line < 1 {
		return 0
	}
	if line > len(t.lines) {
		return len(t.runes)
	}
	return min(t.lines[line-1]+max(column, 1)-1, len(t.runes))
}

// isNumber reports whether s is a JSON number: a JSON value that begins and ends as only numbers do.
func isNumber(s string) bool {
	return s != "" && (s[0] == '-' || isDigit(s[0])) && isDigit(s[len(s)-1]) && json.Valid([]byte(s))
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// number returns s as an exact number, or a problem if s is too long or its exponent too large: 1e999999999 would exhaust
// the memory of code that computes with it.
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
