package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/credlint/credlint/checker/finding"
)

func markdownOf(t *testing.T, r *finding.Report, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := formats["markdown"](&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMarkdownReadsAsWritten(t *testing.T) {
	m := &markdown{}
	for in, want := range map[string]string{
		"a|b":                      `a\|b`,
		"<img src=x onerror=y>":    `\<img src=x onerror=y\>`,
		"[a](javascript:b)":        `\[a\](javascript:b)`,
		"**x** `y` _z_ ~~w~~":      "\\*\\*x\\*\\* \\`y\\` \\_z\\_ \\~\\~w\\~\\~",
		"# no heading":             `\# no heading`,
		"- no list":                `\- no list`,
		"12. no list":              `12\. no list`,
		"12) no list":              `12\) no list`,
		"2026-03-01":               "2026-03-01",
		`c:\x`:                     `c:\\x`,
		"http://a.example/b &amp;": `http\://a.example/b \&amp;`,
		"www.a.example":            "ww&#119;.a.example",
		"征信业管理条例 第十四条":             "征信业管理条例 第十四条",
	} {
		if got := m.md(in); got != want {
			t.Errorf("%q is written %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"cn/x_2020#1": "`cn/x_2020#1`", "a`b": "a\\`b", "a|b": `a\|b`, "": ""} {
		if got := code(in); got != want {
			t.Errorf("%q is written as code %q, want %q", in, got, want)
		}
	}
}

func TestMarkdownRowsHaveTheirCells(t *testing.T) {
	r := reports()["gene"]
	r.Practices[0].Title, r.Practices[0].KindTitle, r.Practices[0].ID = "a|b\\|c\n| d |", txt("", "x|"), "`|`"
	r.Practices[0].Elements[1].Name.EN = "d|e"
	var tables []int // bounds of cells in the rows of each
	for _, line := range strings.Split(markdownOf(t, r, Options{Lang: "en"}), "\n") {
		n := strings.Count(line, "|") - strings.Count(line, `\|`)
		switch {
		case !strings.HasPrefix(line, "|"):
			tables = append(tables, 0)
		case tables[len(tables)-1] == 0:
			tables[len(tables)-1] = n
		case tables[len(tables)-1] != n:
			t.Errorf("%d bounds of cells in %q", n, line)
		}
	}
	if tables = slices.DeleteFunc(tables, func(n int) bool { return n == 0 }); !slices.Equal(tables, []int{6, 5}) {
		t.Errorf("the tables have %d bounds of cells", tables)
	}
}

func TestMarkdownFitsAJobSummary(t *testing.T) {
	r := &finding.Report{Packs: finding.Packs{Digest: "sha256:0"}}
	for i := range 3000 {
		p := gene()
		p.ID, p.File = fmt.Sprint("p", i), fmt.Sprintf("practices/%04d.yaml", i)
		for k := range 30 {
			f := p.Findings[0]
			f.Message.EN += fmt.Sprint(" ", k)
			f.At.Pointer = "/purpose"
			p.Findings = append(p.Findings, f)
		}
		r.Practices = append(r.Practices, p)
	}
	one := gene()
	one.File = "a.yaml"
	for k := range 20000 {
		f := one.Findings[0]
		f.Message.EN += fmt.Sprint(" ", k%500)
		f.At.Line, f.At.Pointer = k, "/purpose"
		one.Findings = append(one.Findings, f)
	}
	r.Practices = append(r.Practices, one)
	r.Finish()
	s := markdownOf(t, r, Options{Lang: "en"})
	if len(s) > 1<<20 {
		t.Errorf("%d bytes", len(s))
	}
	// Of the table, of the page, of what one practice is told, and of the places of one finding.
	for _, want := range []string{"… and 2501 more practices, see --format json", "more practices, see --format json\n\nThis report is ", "- … 401 more, see --format json", "… 20 more, see --format json"} {
		if !strings.Contains(s, want) {
			t.Errorf("nothing says %q", want)
		}
	}
}

func TestMarkdownGathersPlaces(t *testing.T) {
	r := reports()["gene"]
	f := r.Practices[0].Findings[0]
	f.At.Line, f.At.Pointer = 99, "/items/1/category"
	r.Practices[0].Findings = append(r.Practices[0].Findings, f)
	s := markdownOf(t, r, Options{Lang: "en"})
	if want := "### What to change (2)\n\n- **error** category \"gene\" may not be collected from natural persons (2 items) 基因检测结果 `practices/shenzhen.yaml:14:17`; 手机号码 `practices/shenzhen.yaml:99:17`\n"; !strings.Contains(s, want) {
		t.Errorf("not gathered:\n%s", s)
	}
}
