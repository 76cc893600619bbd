package report

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// clean makes foreign text safe for a terminal and for XML, rune for rune: whatever could move the cursor, colour the screen
// or reorder the line shows as U+FFFD, and line breaks as spaces.
func clean(s string) string { return strings.Map(cleanRune, s) }

func cleanRune(r rune) rune {
	switch {
	case ' ' <= r && r <= '~', ideograph(r): // nearly all there is
		return r
	case r == '\t', r == '\n', r == '\r', r == '\u2028', r == '\u2029':
		return ' '
	case r == '\u200c', r == '\u200d': // joiners belong to words and emoji
		return r
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Noncharacter_Code_Point, r):
		return unicode.ReplacementChar
	}
	return r
}

// cells is how many columns of a terminal a rune takes. Runes of ambiguous width count one: that is what terminals
// do unless told otherwise.
func cells(r rune) int {
	switch {
	case r < '\u0300': // where combining marks begin, and wide ones come later
		return 1
	case ideograph(r):
		return 2
	}
	if unicode.In(r, unicode.Mn, unicode.Me) || r == '\u200c' || r == '\u200d' {
		return 0
	}
	if wide(r) {
		return 2
	}
	return 1
}

func wide(r rune) bool {
	if r < '\u0300' || ideograph(r) {
		return r >= '\u0300'
	}
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}

// ideograph reports whether a rune is one of the Chinese characters that nearly all Chinese text is written in. What is true
// of each of them is looked up in tables for the others.
func ideograph(r rune) bool { return '\u4e00' <= r && r <= '\u9fff' }

func cellsIn(s string) int {
	n := 0
	for _, r := range s {
		n += cells(r)
	}
	return n
}

// pad adds spaces up to n cells.
func pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-cellsIn(s))) }

// Chinese lines do not begin with a closing sign nor end with an opening one.
const (
	closing = "”’），。；：、？！》〉】〕」』…·,.;:)]?!"
	opening = "“‘（《〈【〔「『(["
)

// wrap breaks s into lines of at most limit cells, the first of them shorter by used, at spaces and between Chinese
// characters. What cannot be broken, a citation or a path, runs over. A limit of 0 or less does not break at all.
func wrap(s string, used, limit int) []string {
	if limit <= 0 || used+cellsIn(s) <= limit {
		return []string{s}
	}
	var lines []string
	start, end := 0, 0 // of the line in s
	n := used
	for _, word := range unbreakable(s) {
		all := cellsIn(word)
		blank := len(word) - len(strings.TrimRight(word, " "))
		if n > 0 && n+all-blank > limit {
			lines = append(lines, strings.TrimRight(s[start:end], " "))
			start, n = end, 0
		}
		end += len(word)
		n += all
	}
	return append(lines, strings.TrimRight(s[start:], " "))
}

// unbreakable splits s where a line may end; the pieces joined are s.
func unbreakable(s string) []string {
	var words []string
	start := 0
	var prev rune
	for i, r := range s {
		if i > start && r != ' ' && (prev == ' ' || (wide(prev) || wide(r)) && !strings.ContainsRune(closing, r) && !strings.ContainsRune(opening, prev)) {
			words = append(words, s[start:i])
			start = i
		}
		prev = r
	}
	return append(words, s[start:])
}

const tab = 4 // cells

// underline lays out a source line and the marks below it. Columns count code points from 1 and the end is exclusive; an
// empty or impossible span is one mark. Lines longer than limit cells are cut around the span.
func underline(line string, column, end, limit int) (shown, marks string) {
	runes := []rune(strings.ToValidUTF8(line, "\ufffd"))
	from := min(max(column-1, 0), len(runes))
	to := min(max(end-1, from), len(runes))

	// Cut in runes, before anything is expanded: a line of minified JSON may be megabytes long.
	lo, hi := 0, len(runes)
	if limit > 0 && (len(runes) > limit || spread(runes) > limit) {
		// Grow from the start of the span: first to its end, then to the left, then to the right.
		room := limit - 2 // for the two signs of cutting
		lo, hi = from, from
		take := func(i int) bool {
			// At least one each, so that a million combining marks are cut too.
			if c := max(1, spread(runes[i:i+1])); c <= room {
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
	for _, r := range runes[lo:hi] {
		if r == '\t' {
			b.WriteString(strings.Repeat(" ", tab))
		} else {
			b.WriteRune(cleanRune(r))
		}
	}
	if hi < len(runes) {
		b.WriteRune('…')
	}
	before := spread(runes[lo:from])
	if lo > 0 {
		before++
	}
	marks = strings.Repeat(" ", before) + "^" + strings.Repeat("~", max(0, spread(runes[from:to])-1))
	return strings.TrimRight(b.String(), " "), marks
}

// spread is the width of source text in cells, tabs expanded.
func spread(runes []rune) int {
	n := 0
	for _, r := range runes {
		if r == '\t' {
			n += tab
		} else {
			n += cells(cleanRune(r))
		}
	}
	return n
}
