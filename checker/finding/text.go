package finding

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode"
)

// Sanitize makes untrusted text safe for a terminal and for XML. Control, format and noncharacter code points, which could
// move the cursor, colour the screen or reorder the line, become U+FFFD; tabs and line breaks become spaces.
func Sanitize(s string) string { return strings.Map(SanitizeRune, s) }

// SanitizeRune is Sanitize for one rune, which source lines need to keep their columns.
func SanitizeRune(r rune) rune {
	switch {
	case ' ' <= r && r <= '~', '\u4e00' <= r && r <= '\u9fff': // fast path for most text
		return r
	case r == '\t', r == '\n', r == '\r', r == '\u2028', r == '\u2029':
		return ' '
	case r == '\u200c', r == '\u200d': // zero-width joiners are part of words and emoji
		return r
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Noncharacter_Code_Point, r):
		return unicode.ReplacementChar
	}
	return r
}

// JSON encodes v, on one line or with an indent for each level, and ends with a line break. It does not escape HTML characters,
// because people read "<= 5 years" in it too.
func JSON(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	err := e.Encode(v)
	return b.Bytes(), err
}
