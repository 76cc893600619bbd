package practice

import "testing"

func TestCreditCode(t *testing.T) {
	for s, want := range map[string]bool{
		"91350100M000100Y43": true, // the example of GB 32100-2015
		"91350100M000100Y44": false,
		"91350100m000100y43": false,
		"91350100O000100Y43": false, // O is no letter of the code
		"9135":               false,
		"":                   false,
	} {
		if got := isCreditCode(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
	// Any change of one character is noticed: 3 has no power that is 0 modulo 31, and 31 is prime.
	const code = "91350100M000100Y43"
	for i := range code {
		for _, c := range creditAlphabet {
			if changed := code[:i] + string(c) + code[i+1:]; changed != code && isCreditCode(changed) {
				t.Errorf("%q passes", changed)
			}
		}
	}
}
