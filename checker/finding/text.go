package finding

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Sanitize makes text of unknown origin safe to show in a terminal, in the log of a CI runner and in XML. It masks personal
// numbers; see Mask. Code points that are not visible, which could move the cursor, colour the screen, reorder the line or
// make two names look alike, are written as escapes (\u202e); tabs and line breaks become spaces. The second sign of "::" and
// of "##" is escaped, because runners take "::name::" and "##[name]" as commands.
func Sanitize(s string) string {
	s, _ = Mask(s)
	prev := rune(0)
	for i, r := range s {
		if isPlain(r) && r != prev || strings.HasPrefix(s[i:], SafeRune(prev, r)) {
			prev = r
			continue
		}
		return s[:i] + sanitizeFrom(prev, s[i:])
	}
	return s
}

func sanitizeFrom(prev rune, s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(SafeRune(prev, r))
		prev = r
	}
	return b.String()
}

// SanitizeLines sanitizes what stands between the line breaks and tabs of a text, which are its own.
func SanitizeLines(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexAny(s, "\n\t")
		if i < 0 {
			b.WriteString(Sanitize(s))
			return b.String()
		}
		b.WriteString(Sanitize(s[:i]) + s[i:i+1])
		s = s[i+1:]
	}
}

// SafeRune returns the text that Sanitize writes for r after prev, 0 at the beginning.
func SafeRune(prev, r rune) string {
	switch {
	case (r == ':' || r == '#') && prev == r, !isPlain(r) && isInvisible(r):
		if r > 0xffff {
			return fmt.Sprintf(`\U%08x`, r)
		}
		return fmt.Sprintf(`\u%04x`, r)
	case r == '\t', r == '\n', r == '\r':
		return " "
	}
	return string(r)
}

// isPlain is a fast path for most text: the tables of Unicode are slow.
func isPlain(r rune) bool { return ' ' <= r && r <= '~' || '\u4e00' <= r && r <= '\u9fff' }

// isInvisible reports whether r has no sign of its own, except for spaces, tabs and line breaks.
func isInvisible(r rune) bool {
	switch r {
	case '\t', '\n', '\r':
		return false
	case '\u2800': // a blank of Braille
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// Visible reports whether a reader sees anything of s. A reason that is not visible is none.
func Visible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return isPlain(r) && r != ' ' || unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S) && !isInvisible(r) && r != unicode.ReplacementChar
	})
}

// JSON encodes v, on one line or with an indent for each level, and ends with a line break. It does not escape HTML characters,
// because people read "<= 5 years" in it too. The text is safe to print; see EscapeJSON.
func JSON(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return EscapeJSON(b.Bytes()), nil
}

// EscapeJSON escapes in JSON the code points that are not visible and the second sign of "##", as Sanitize does in text. The
// JSON reads as the same value.
func EscapeJSON(text []byte) []byte {
	var out bytes.Buffer
	done := 0
	prev := rune(0)
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(text[i:])
		}
		if r == '#' && prev == '#' || !isPlain(r) && isInvisible(r) { // only strings contain such signs
			out.Write(text[done:i])
			if high, low := utf16.EncodeRune(r); high != unicode.ReplacementChar {
				fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
			} else {
				fmt.Fprintf(&out, `\u%04x`, r)
			}
			done = i + n
		}
		prev = r
		i += n
	}
	if done == 0 {
		return text
	}
	out.Write(text[done:])
	return out.Bytes()
}
