package practice

import "strings"

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
