package practice

import (
	"strings"
	"time"
)

// maskIdentity replaces every resident identity number in s (GB 11643: seventeen digits with a birth date in the middle
// and a check character of ISO 7064 MOD 11-2) by a form nobody can be found by, and reports whether there was one.
// Such a number begins and ends where letters and digits do.
func maskIdentity(s string) (string, bool) {
	var b strings.Builder
	done := 0
	for i := 0; i < len(s); {
		if !isAlnum(s[i]) {
			i++
			continue
		}
		end := i
		for end < len(s) && isAlnum(s[end]) {
			end++
		}
		if isIdentity(s[i:end]) {
			b.WriteString(s[done:i])
			b.WriteString(s[i:i+3] + strings.Repeat("*", 14) + s[end-1:end])
			done = end
		}
		i = end
	}
	if done == 0 {
		return s, false
	}
	b.WriteString(s[done:])
	return b.String(), true
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func isIdentity(s string) bool {
	if len(s) != 18 || s[0] == '0' {
		return false
	}
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		sum += w * int(s[i]-'0')
	}
	if want := "10X98765432"[sum%11]; s[17] != want && (want != 'X' || s[17] != 'x') {
		return false
	}
	born, err := time.Parse("20060102", s[6:14])
	return err == nil && born.Year() >= 1880 && born.Year() < 2100
}

// creditAlphabet is that of GB 32100-2015, which leaves out I O S V Z.
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// isCreditCode reports whether s is a unified social credit code with a right check character (GB 32100-2015).
func isCreditCode(s string) bool {
	if len(s) != 18 {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		v := strings.IndexByte(creditAlphabet, s[i])
		if v < 0 {
			return false
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return s[17] == creditAlphabet[(31-sum%31)%31]
}
