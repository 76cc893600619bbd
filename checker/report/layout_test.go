package report

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/width"
	"pgregory.net/rapid"
)

func TestUnderline(t *testing.T) {
	tests := []struct {
		name               string
		line               string
		column, end, limit int
		shown, marks       string
	}{
		{"ascii", "category: gene", 11, 15, 0, "category: gene", "          ^~~~"},
		{"wide before", "类别: gene", 5, 9, 0, "类别: gene", "      ^~~~"},
		{"wide inside", "- 基因、指纹", 3, 5, 0, "- 基因、指纹", "  ^~~~"},
		{"tab", "\ta: b", 5, 6, 0, "    a: b", "       ^"},
		{"combining", "e\u0301: b", 5, 6, 0, "e\u0301: b", "   ^"},
		{"past the end", "ab", 9, 12, 0, "ab", "  ^"},
		{"empty span", "ab", 2, 2, 0, "ab", " ^"},
		{"before the start", "ab", 0, -4, 0, "ab", "^"},
		{"control", "a\x1bb", 3, 4, 0, `a\u001bb`, "       ^"},
		{"marked control", "a\u202eb", 2, 3, 0, `a\u202eb`, " ^~~~~~"},
		{"command", "a ##[b]", 5, 6, 0, `a #\u0023[b]`, "         ^"},
		{"cut at the right", "0123456789abcdef", 2, 4, 10, "01234567…", " ^~"},
		{"cut at both sides", "0123456789abcdefghijklmnop", 13, 15, 10, "…9abcdefg…", "    ^~"},
		{"span longer than the room", "0123456789abcdefghijklmnop", 3, 25, 10, "…23456789…", " ^~~~~~~~"},
		{"invalid", "a\xffb", 3, 4, 0, "a�b", "  ^"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			shown, marks := underline(tt.line, tt.column, tt.end, tt.limit)
			if d := cmp.Diff([]string{tt.shown, tt.marks}, []string{shown, marks}); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func FuzzUnderline(f *testing.F) {
	f.Add("category: gene", 11, 15, 40)
	f.Add("类别:\t“基因”", 5, 9, 12)
	f.Fuzz(func(t *testing.T, line string, column, end, limit int) {
		shown, marks := underline(line, column, end, limit)
		if !utf8.ValidString(shown) || strings.ContainsAny(shown, "\x1b\n\t") {
			t.Errorf("shows %q", shown)
		}
		if limit >= 10 && (Width(shown) > limit || Width(marks) > limit+1) {
			t.Errorf("%q over %q is wider than %d", shown, marks, limit)
		}
		if strings.Count(marks, "^") != 1 {
			t.Errorf("marks %q", marks)
		}
	})
}

func TestWrap(t *testing.T) {
	tests := []struct {
		name, in string
		limit    int
		want     []string
	}{
		{"fits", "a b", 3, []string{"a b"}},
		{"unlimited", "a b c", 0, []string{"a b c"}},
		{"words", "remove the item; no consent cures it", 20, []string{"remove the item; no", "consent cures it"}},
		{"between characters", "删除该项信息主体同意", 10, []string{"删除该项信", "息主体同意"}},
		{"no closing sign at the start", "删除该项；信息主体", 8, []string{"删除该", "项；信息", "主体"}},
		{"no opening sign at the end", "违反《条例》规定", 6, []string{"违反", "《条", "例》规", "定"}},
		{"what cannot be broken", "see cn/credit_reporting_2013#14.1 now", 10, []string{"see", "cn/credit_reporting_2013#14.1", "now"}},
		{"empty", "", 5, []string{""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, Wrap(tt.in, 0, tt.limit)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestWrapLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.RuneFrom([]rune("ab 甲乙，。《》（）1.")), 0, 60, -1).Draw(t, "text")
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := strings.Join(Wrap(s, rapid.IntRange(0, 30).Draw(t, "used"), rapid.IntRange(-1, 20).Draw(t, "limit")), ""); bare(got) != bare(s) {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

func TestDotted(t *testing.T) {
	for pointer, want := range map[string]string{
		"":                      "",
		"/items/0/consent/form": "items[0].consent.form",
		"/items/*/period":       "items[*].period",
		"/0/a~1b~0c":            "[0].a/b~c",
		"/~01":                  "~1",
	} {
		if got := dottedPath(pointer); got != want {
			t.Errorf("%s is written %s, want %s", pointer, got, want)
		}
	}
}

// TestCommonRunes compares the fast paths for common runes with the Unicode tables.
func TestCommonRunes(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		kind := width.LookupRune(r).Kind()
		isWide := kind == width.EastAsianWide || kind == width.EastAsianFullwidth
		n := 1
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me), r == '\u200c', r == '\u200d':
			n = 0
		case isWide:
			n = 2
		}
		if runeWidth(r) != n {
			t.Fatalf("%U has %d cells, want %d", r, runeWidth(r), n)
		}
		if (' ' <= r && r <= '~' || '\u4e00' <= r && r <= '\u9fff') && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Noncharacter_Code_Point)) {
			t.Fatalf("%U is shown as it is", r)
		}
	}
}
