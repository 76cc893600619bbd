package finding

import (
	"strings"
	"testing"
)

func TestMask(t *testing.T) {
	for s, want := range map[string]string{
		// Identity numbers of 18: whatever stands around, between or beside them.
		"11010519491231002X":                       "110**************X",
		"身份证11010519491231002x，":                   "身份证110**************x，",
		"a11010519491231002Xb":                     "a110**************Xb",
		"11010519491231002X1":                      "110**************X1",
		"110105194912310038110105194912310038":     "110**************8110**************8",
		"110105194912310038 11010519491231002X":    "110**************8 110**************X",
		"110105 19491231 002X":                     "110*** ******** ***X",
		"110105-1949-1231-002X":                    "110***-****-****-***X",
		"110105.19491231.002.X":                    "110***.********.***.X",
		"1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X":      "1 1 0 * * * * * * * * * * * * * * X",
		"110105　19491231　002X":                     "110***　********　***X",
		"110105\u200b19491231\u2060002X":           "110***\u200b********\u2060***X",
		"１１０１０５１９４９１２３１００２Ｘ":                       "１１０**************Ｘ",
		"١١٠١٠٥١٩٤٩١٢٣١٠٠٣٨":                       "١١٠**************٨",
		"\U0001d7cf\U0001d7cf0105194912310038":     "\U0001d7cf\U0001d7cf0**************8",
		"110105 19491231 0038110105 19491231 0038": "110*** ******** ***8110*** ******** ***8",
		// The old form of 15.
		"110105491231002":                "110***********2",
		"旧证号110105491231002。":            "旧证号110***********2。",
		"110105 491231 002":              "110*** ****** **2",
		"110105491231002110105491231002": "110***********2110***********2",
		// Mobile numbers.
		"13812345678":             "138*******8",
		"电话13812345678转1":         "电话138*******8转1",
		"tel13812345678x":         "tel138*******8x",
		"138 1234 5678":           "138 **** ***8",
		"138-1234-5678":           "138-****-***8",
		"１３８１２３４５６７８":             "１３８*******８",
		"138\u200b1234\u200b5678": "138\u200b****\u200b***8",
		"+86 138 1234 5678":       "+86 138 **** ***8",
		"+8613812345678":          "+86138*******8",
		"1381234567813912345678":  "138*******8139*******8",
		"13812345678、13912345678": "138*******8、139*******8",
		// Bank cards.
		"6222020200112230129":     "622***************9",
		"4111111111111111":        "411************1",
		"6222 0202 0011 2230 129": "622* **** **** **** **9",
		"4111-1111-1111-1111":     "411*-****-****-***1",
		"卡号：４１１１１１１１１１１１１１１１": "卡号：４１１************１",
	} {
		got, kind := Mask(s)
		if got != want || kind == NoPersonal {
			t.Errorf("%q is masked as %q (%d), want %q", s, got, kind, want)
		}
		if again, kind := Mask(got); kind != NoPersonal {
			t.Errorf("%q is masked again, as %q", got, again)
		}
	}
}

// What only looks like a number of a person stays: a practice that states it must be judged.
func TestMaskKeepsOthers(t *testing.T) {
	for _, s := range []string{
		"", "征信业管理条例第十四条第一款", "cn/credit_reporting_2013#14.1", "2013-03-15 至 2018-03-15",
		"110105194912310020",                       // the check digit
		"11010519490230003X",                       // no such day
		"99010519491231002X",                       // no such region
		"91350100M000100Y43", "911101080000000001", // unified social credit codes
		"110105490231002",                                 // 30 February in the old form
		"990105491231002",                                 // no such region in the old form
		"110105012345678",                                 // a registration number of a business: month 23
		"1234567890123456",                                // Luhn
		"4111111111111112",                                // Luhn
		"0000000000000000",                                // begins as no card
		"15000000000",                                     // fifteen thousand million
		"13800000.00", "13812345678.25", "12.13812345678", // amounts
		"12812345678", // no mobile number
		"021-12345678", "400-123-4567", "010 8888 8888", "1700000000", "1700000000000",
		"0.4111111111111111", // a fraction
		"13 812 345 678",     // an amount
		"sha256:1f2e3d4c5b6a13812345678d4e5f1f2e3d4c5b6a1f2e3d4c5b6a1f2e3d4c5b6a", // a digest
		"550e8400-e29b-41d4-a716-446655440000",
		"2017-10-01 2018-10-01 2019-10-01", "第 1、2、3、4、5、6、7、8、9、10、11 项", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20",
		"20240101120000", "（2017）沪01行终1234号", "沪发改规范〔2017〕1号", "31.230416,121.473701", "10,000,000,000",
	} {
		if got, kind := Mask(s); got != s || kind != NoPersonal {
			t.Errorf("%q is masked as %q (%d)", s, got, kind)
		}
	}
}

func TestSanitize(t *testing.T) {
	for s, want := range map[string]string{
		"":                           "",
		"征信业管理条例 art. 14(1)":         "征信业管理条例 art. 14(1)",
		"a\tb\r\nc":                  "a b  c",
		"\x1b[31mred\x07":            `\u001b[31mred\u0007`,
		"a\u202eb\u2066c":            `a\u202eb\u2066c`,
		"a\u200bb\u200dc\ufeffd":     `a\u200bb\u200dc\ufeffd`,
		"a\u2028b\u2029c\u0085d\ve":  `a\u2028b\u2029c\u0085d\u000be`,
		"\u3164\u115f\uffa0\u2800":   `\u3164\u115f\uffa0\u2800`,
		"\U000e0041\U000e0100\ufe0f": `\U000e0041\U000e0100\ufe0f`,
		"::error::x":                 `:\u003aerror:\u003ax`,
		"##[error]x ##vso[a]":        `#\u0023[error]x #\u0023vso[a]`,
		"###":                        `#\u0023\u0023`,
		"a\xffb":                     "a\ufffdb",
		"13812345678":                "138*******8",
		"http://a.example/b#c":       "http://a.example/b#c",
	} {
		got := Sanitize(s)
		if got != want {
			t.Errorf("%q is shown as %q, want %q", s, got, want)
		}
		if again := Sanitize(got); again != got {
			t.Errorf("%q is shown as %q at the second time", got, again)
		}
	}
}

func TestVisible(t *testing.T) {
	for _, s := range []string{"", " ", "\t\n", "\u200b", "\u2060\u00ad", "\u3164", "\ufeff\x00\u202e", "\u2800", "\u00a0\u3000", "\u0301", "\ue000", "\ufffd", "\ufe0f", "\U000e0041"} {
		if Visible(s) {
			t.Errorf("%q is visible", s)
		}
	}
	for _, s := range []string{"a", "理由", "-", "€", "\u200b1"} {
		if !Visible(s) {
			t.Errorf("%q is not visible", s)
		}
	}
}

func TestJSONReadsAsTheSame(t *testing.T) {
	b, err := JSON(map[string]string{"a\u200b": "\u202e##[x]\U000e0041<=\x7f###"}, " ")
	want := "{\n \"a\\u200b\": \"\\u202e#\\u0023[x]\\udb40\\udc41<=\\u007f#\\u0023\\u0023\"\n}\n"
	if err != nil || string(b) != want {
		t.Errorf("JSON is %s, %v; want %s", b, err, want)
	}
}

func FuzzSanitize(f *testing.F) {
	for _, s := range []string{"a\u202eb", "::x::", "##[x", "11010519491231002X", "138 1234 5678", "\xff\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Sanitize(s)
		if Sanitize(got) != got || strings.ContainsFunc(got, func(r rune) bool { return r < ' ' || isInvisible(r) }) || strings.Contains(got, "::") || strings.Contains(got, "##") {
			t.Errorf("%q is shown as %q", s, got)
		}
		if masked, kind := Mask(s); kind != NoPersonal && masked == s {
			t.Errorf("%q holds a number that is not masked", s)
		}
	})
}
