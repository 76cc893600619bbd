package finding

import (
	"strconv"
	"strings"
)

const digits = "零一二三四五六七八九"

// Numeral writes 0 to 9999 in Chinese numerals as statutes number their articles: 14 is 十四, 120 is 一百二十.
func Numeral(n int) string {
	d := []rune(digits)
	if n == 0 {
		return "零"
	}
	var b strings.Builder
	zero := false
	for _, unit := range []struct {
		v int
		s string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		q := n / unit.v % 10
		switch {
		case q == 0:
			zero = b.Len() > 0
		case q == 1 && unit.v == 10 && b.Len() == 0:
			b.WriteString("十")
		default:
			if zero {
				b.WriteRune(d[0])
			}
			zero = false
			b.WriteRune(d[q])
			b.WriteString(unit.s)
		}
	}
	return b.String()
}

// Lawyers writes a clause number as lawyers cite it: "14.1" is 第十四条第一款 and "art. 14(1)", "9.2.4" is 第九条第二款第（四）项, and
// "44.0.3", an item of an article without numbered paragraphs, is 第四十四条第（三）项.
func Lawyers(clause string) Text {
	parts := strings.Split(clause, ".")
	art, sub, _ := strings.Cut(parts[0], "-")
	n, err := strconv.Atoi(art)
	if err != nil {
		return Text{ZH: clause, EN: "art. " + clause}
	}
	zh, en := "第"+Numeral(n)+"条", "art. "+parts[0]
	if m, err := strconv.Atoi(sub); err == nil {
		zh += "之" + Numeral(m)
	}
	for i, p := range parts[1:] {
		m, err := strconv.Atoi(p)
		if err != nil {
			return Text{ZH: zh, EN: en}
		}
		switch {
		case i == 0 && m == 0: // "31.0.2", an article with items and no paragraphs
		case i == 0:
			zh, en = zh+"第"+Numeral(m)+"款", en+"("+p+")"
		case i == 1:
			zh, en = zh+"第（"+Numeral(m)+"）项", en+"("+p+")"
		default:
			zh, en = zh+"第"+p+"目", en+"("+p+")"
		}
	}
	return Text{ZH: zh, EN: en}
}
