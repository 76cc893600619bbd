package practice

import "testing"

func TestIdentity(t *testing.T) {
	tests := map[string]string{
		"11010519491231002X":                    "110**************X",
		"11010519491231002x":                    "110**************x",
		"身份证11010519491231002X，":                "身份证110**************X，",
		"110105194912310038 11010519491231002X": "110**************8 110**************X",
		"110105194912310020":                    "110105194912310020",  // check digit
		"11010519490230002X":                    "11010519490230002X",  // no such day
		"a11010519491231002X":                   "a11010519491231002X", // part of a longer word
		"11010519491231002X1":                   "11010519491231002X1",
		"91350100M000100Y43":                    "91350100M000100Y43",
		"911101080000000001":                    "911101080000000001",
		"":                                      "",
	}
	for s, want := range tests {
		got, found := maskIdentity(s)
		if got != want || found != (s != want) {
			t.Errorf("%q: %q, %v; want %q", s, got, found, want)
		}
	}
}

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
