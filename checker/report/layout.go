package report

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/credlint/credlint/checker/finding"
)

// runeWidth returns the width of a rune in terminal columns: 0, 1 or 2. Runes of ambiguous width count 1, the default of
// terminals.
func runeWidth(r rune) int {
	switch {
	case r < '\u0300': // the first combining mark; wide runes have higher code points
		return 1
	case '\u4e00' <= r && r <= '\u9fff': // nearly all of Chinese text; the lookups below are slow
		return 2
	case unicode.In(r, unicode.Mn, unicode.Me), r == '\u200c', r == '\u200d': // some are wide characters too
		return 0
	}
	if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
		return 2
	}
	return 1
}

// Width returns the width of s in terminal columns. A Chinese character takes two.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

// Pad appends spaces to s up to a width of n columns.
func Pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-Width(s))) }

// Chinese typography: no line begins with one of noLineStart or ends with one of noLineEnd.
const (
	noLineStart = "”’），。；：、？！》〉】〕」』…·,.;:)]?!"
	noLineEnd   = "“‘（《〈【〔「『(["
)

// Wrap breaks s into lines of at most limit columns, at spaces and between Chinese characters. The first line is shorter
// by used columns. A segment without a break opportunity, such as a citation or a path, may exceed the limit. With a limit
// of 0 or less the result is one line.
func Wrap(s string, used, limit int) []string {
	if limit <= 0 || used+Width(s) <= limit {
		return []string{s}
	}
	var lines []string
	start, end := 0, 0 // offsets of the current line in s
	n := used
	for _, word := range segments(s) {
		wordWidth := Width(word)
		trailing := len(word) - len(strings.TrimRight(word, " "))
		if n > 0 && n+wordWidth-trailing > limit {
			lines = append(lines, strings.TrimRight(s[start:end], " "))
			start, n = end, 0
		}
		end += len(word)
		n += wordWidth
	}
	return append(lines, strings.TrimRight(s[start:], " "))
}

// segments splits s at its break opportunities. The segments joined are s.
func segments(s string) []string {
	var words []string
	start := 0
	var prev rune
	for i, r := range s {
		if i > start && r != ' ' && (prev == ' ' || (runeWidth(prev) == 2 || runeWidth(r) == 2) && !strings.ContainsRune(noLineStart, r) && !strings.ContainsRune(noLineEnd, prev)) {
			words = append(words, s[start:i])
			start = i
		}
		prev = r
	}
	return append(words, s[start:])
}

// window returns the code points of a line from reach before a column to reach behind it, and the number of those before.
func window(line string, column, reach int) (runes []rune, skipped int) {
	skipped = max(column-1-reach, 0)
	n := 0
	for _, r := range line {
		if n++; n > skipped+2*reach+1 {
			break
		}
		if n > skipped {
			runes = append(runes, r)
		}
	}
	return runes, min(skipped, n)
}

const tabWidth = 4 // columns

// underline formats a source line and the marks below it. column and end count code points from 1 and end is exclusive; an
// empty or invalid span gets one mark. A line wider than limit columns is cut around the span.
func underline(line string, column, end, limit int) (text, marks string) {
	runes, skipped := []rune(line), 0
	if limit > 0 { // a line of minified JSON may be megabytes long, and have many findings
		runes, skipped = window(line, column, limit+1)
	}
	from := min(max(column-1-skipped, 0), len(runes))
	to := min(max(end-1-skipped, from), len(runes))
	cell := func(i int) string {
		switch {
		case runes[i] == '\t':
			return strings.Repeat(" ", tabWidth)
		case i == 0:
			return finding.SafeRune(0, runes[i])
		}
		return finding.SafeRune(runes[i-1], runes[i])
	}
	widthOf := func(lo, hi int) int {
		n := 0
		for i := lo; i < hi; i++ {
			n += Width(cell(i))
		}
		return n
	}

	lo, hi := 0, len(runes)
	if limit > 0 && (len(runes) > limit || widthOf(0, len(runes)) > limit) {
		// Grow from the start of the span: first to its end, then to the left, then to the right.
		room := limit - 2 // for an ellipsis on either side
		lo, hi = from, from
		take := func(i int) bool {
			// Count at least one column for each rune, so that a million combining marks are cut too.
			if c := max(1, widthOf(i, i+1)); c <= room {
				room -= c
				return true
			}
			room = 0
			return false
		}
		for hi < to && take(hi) {
			hi++
		}
		for lo > 0 && from-lo < limit/3 && take(lo-1) {
			lo--
		}
		for hi < len(runes) && take(hi) {
			hi++
		}
		for lo > 0 && take(lo-1) {
			lo--
		}
		to = min(to, hi)
	}

	var b strings.Builder
	if lo > 0 {
		b.WriteRune('…')
	}
	for i := lo; i < hi; i++ {
		b.WriteString(cell(i))
	}
	if hi < len(runes) {
		b.WriteRune('…')
	}
	before := widthOf(lo, from)
	if lo > 0 {
		before++
	}
	marks = strings.Repeat(" ", before) + "^" + strings.Repeat("~", max(0, widthOf(from, to)-1))
	return strings.TrimRight(b.String(), " "), marks
}
