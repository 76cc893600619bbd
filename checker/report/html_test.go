package report

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/credlint/credlint/checker/finding"
)

// element is an element of a page, with all text in it.
type element struct {
	name  string
	attrs map[string]string
	text  string
	in    []*element // the elements around it
}

// pageOf writes a report as HTML and returns the text and its elements in order. The page has to be well formed.
func pageOf(t *testing.T, r *finding.Report, o Options) (string, []*element) {
	t.Helper()
	var b bytes.Buffer
	if err := formats["html"](&b, r, o); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	d := xml.NewDecoder(&b)
	d.Strict, d.AutoClose, d.Entity = false, []string{"meta"}, xml.HTMLEntity
	var all, open []*element
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("the page is not well formed: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: map[string]string{}, in: slices.Clone(open)}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			all, open = append(all, e), append(open, e)
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1].name != token.Name.Local {
				t.Fatalf("</%s> closes nothing", token.Name.Local)
			}
			open = open[:len(open)-1]
		case xml.CharData:
			for _, e := range open {
				e.text += string(token)
			}
		}
	}
	for _, e := range all {
		e.text = strings.Join(strings.Fields(e.text), " ")
	}
	return page, all
}

func TestHTMLNeedsNothingBesideIt(t *testing.T) {
	for name, r := range reports() {
		for _, lang := range []string{"zh", "en"} {
			text, elements := pageOf(t, r, Options{Lang: lang, Explain: true})
			for _, n := range elements {
				if slices.Contains([]string{"script", "link", "img", "iframe", "object", "embed", "form", "base"}, n.name) {
					t.Errorf("%s: there is a <%s>", name, n.name)
				}
				for key, value := range n.attrs {
					if key == "src" || strings.HasPrefix(key, "on") || key == "href" && !strings.HasPrefix(value, "#") {
						t.Errorf("%s: <%s %s=%q>", name, n.name, key, value)
					}
				}
			}
			if i := strings.Index(text, "url("); i >= 0 && !strings.HasPrefix(text[i:], "url(#") || strings.Contains(text, "@import") {
				t.Errorf("%s: the style reaches out", name)
			}
		}
	}
}

func TestHTMLLinksLead(t *testing.T) {
	for name, r := range reports() {
		_, elements := pageOf(t, r, Options{Lang: "zh"})
		ids := map[string]bool{}
		for _, n := range elements {
			if id := n.attrs["id"]; id != "" {
				if ids[id] {
					t.Errorf("%s: two elements have the id %q", name, id)
				}
				ids[id] = true
			}
		}
		for _, n := range elements {
			for _, key := range []string{"href", "aria-labelledby"} {
				if to := strings.TrimPrefix(n.attrs[key], "#"); to != "" && !ids[to] {
					t.Errorf("%s: %s=%q leads nowhere", name, key, to)
				}
			}
		}
	}
}

func TestHTMLIsAccessible(t *testing.T) {
	for name, r := range reports() {
		for lang, want := range map[string]string{"zh": "zh-CN", "en": "en"} {
			_, elements := pageOf(t, r, Options{Lang: lang})
			landmarks, level := map[string]int{}, 0
			for _, n := range elements {
				switch n.name {
				case "html":
					if got := n.attrs["lang"]; got != want {
						t.Errorf("%s: the language is %q", name, got)
					}
				case "title", "h1", "header", "main", "footer":
					landmarks[n.name]++
				case "svg":
					if n.attrs["aria-hidden"] != "true" {
						t.Errorf("%s: a picture says what no table beside it does", name)
					}
				case "th":
					if n.attrs["scope"] == "" {
						t.Errorf("%s: a heading of a table heads nothing: %s", name, n.text)
					}
				}
				if len(n.name) == 2 && n.name[0] == 'h' && n.name[1] >= '1' && n.name[1] <= '6' {
					at := int(n.name[1] - '0')
					if at > level+1 {
						t.Errorf("%s: after a heading of level %d comes %q of level %d", name, level, n.text, at)
					}
					if n.text == "" {
						t.Errorf("%s: an empty heading", name)
					}
					level = at
				}
				// Whatever has a colour of its own has a word.
				if strings.HasPrefix(n.attrs["class"], "sign ") && len([]rune(n.text)) < 3 {
					t.Errorf("%s: a sign without a word: %q", name, n.text)
				}
			}
			for _, l := range []string{"title", "h1", "header", "main", "footer"} {
				if landmarks[l] != 1 {
					t.Errorf("%s: %d of <%s>, want 1", name, landmarks[l], l)
				}
			}
		}
	}
}

// luminance is the relative luminance of a colour as WCAG defines it.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(v uint64) float64 {
		c := float64(v&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(n>>16) + 0.7152*part(n>>8) + 0.0722*part(n)
}

func TestHTMLContrast(t *testing.T) {
	colours := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z]+): (#[0-9a-f]{6});`).FindAllStringSubmatch(htmlSource, -1) {
		colours[m[1]] = m[2]
	}
	for _, ground := range []string{"#ffffff", colours["pale"], "#ffe9a8"} {
		for _, ink := range []string{"ink", "soft", "red", "amber", "violet", "green", "link"} {
			a, b := luminance(t, ground), luminance(t, colours[ink])
			if ratio := (a + 0.05) / (b + 0.05); ratio < 4.5 {
				t.Errorf("%s on %s has a contrast of %.1f, want 4.5", ink, ground, ratio)
			}
		}
	}
}

func TestHTMLEscapes(t *testing.T) {
	const attack = `"><script>alert(1)</script><img src=x onerror=alert(2)>' {{.L}} &lt;`
	r := reports()["metro"]
	p := &r.Practices[0]
	p.ID, p.Title, p.File, p.Day, p.Kind, p.KindTitle, p.Place = attack, attack, attack, attack, attack, txt(attack, attack), txt(attack, attack)
	r.Tool.Version, r.Packs.Digest, r.Narrowed = attack, attack, []finding.Text{txt(attack, attack)}
	for i := range p.Instruments {
		p.Instruments[i].Title = txt(attack, attack)
	}
	for i := range p.Clauses {
		p.Clauses[i].Why, p.Clauses[i].Citation = txt(attack, attack), p.Clauses[i].Citation+attack
	}
	for i := range p.Findings {
		f := &p.Findings[i]
		f.Message, f.Hint, f.Law, f.Snippet, f.At.File, f.At.Column, f.At.EndColumn = txt(attack, attack), txt(attack, attack), txt(attack, attack), attack, attack, 3, 9
		f.Conditions = []finding.Condition{{Rule: attack, Holds: attack, Facts: []finding.Value{{Pointer: attack, Value: attack}}}}
	}
	for i := range p.Questions {
		q := &p.Questions[i]
		q.Ask, q.Fact, q.LawfulIf, q.Answers = txt(attack, attack), attack, []string{attack}, []finding.Text{txt(attack, attack)}
	}
	for i := range p.Declared {
		p.Declared[i].Title, p.Declared[i].Reason = txt(attack, attack), attack
	}
	p.NotChecked[0] = finding.NotChecked{Instrument: attack, Title: txt(attack, attack), Why: txt(attack, attack)}
	text, elements := pageOf(t, r, Options{Lang: "en", Explain: true})
	for _, n := range elements {
		if n.name == "script" || n.name == "img" {
			t.Fatalf("an attack became <%s>", n.name)
		}
	}
	if strings.Contains(text, "<script") || strings.Contains(text, "<img") {
		t.Error("something is not escaped")
	}
	if n := strings.Count(text, "&lt;script&gt;"); n < 40 {
		t.Errorf("the attacks stand in the page %d times; some texts are not shown", n)
	}
}

func TestHTMLSaysEverything(t *testing.T) {
	r := reports()["metro"]
	for _, lang := range []string{"zh", "en"} {
		_, elements := pageOf(t, r, Options{Lang: lang})
		said := elements[0].text
		p := r.Practices[0]
		want := []string{p.ID, p.Day, r.Packs.Digest, r.Tool.Version, p.NotChecked[0].Why.In(lang), p.Declared[0].Reason, p.Agency, p.Sources[0].Digest, p.Sources[1].File, p.Elements[1].Name.In(lang),
			map[string]string{"zh": "不是法律意见", "en": "It is not legal advice"}[lang], map[string]string{"zh": "盖章", "en": "seal"}[lang], "系统改造中，旧数据已停止对外查询"}
		for _, n := range r.Narrowed {
			want = append(want, n.In(lang))
		}
		for _, f := range p.Findings {
			if f.Status != finding.Undetermined {
				want = append(want, f.Message.In(lang))
			}
			if !f.Law.IsZero() {
				want = append(want, f.Hint.In(lang), f.Law.In(lang), f.Citation)
			}
		}
		for _, q := range p.Questions {
			want = append(want, q.Ask.In(lang))
		}
		for _, c := range p.Clauses {
			_, number := finding.SplitCitation(c.Citation)
			article, _, _ := strings.Cut(number, ".")
			if lang == "zh" {
				number = cmp.Or(strings.TrimPrefix(finding.Lawyers(number).ZH, finding.Lawyers(article).ZH), "全条")
			}
			want = append(want, number)
		}
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("the page in %s does not say %q", lang, w)
			}
		}
	}
}

func TestHTMLCountsInTheChart(t *testing.T) {
	r := reports()["metro"]
	for k := range 500 {
		f := r.Practices[0].Findings[0]
		f.At.Line, f.At.Pointer = 100+k, fmt.Sprint("/basis/", k)
		r.Practices[0].Findings = append(r.Practices[0].Findings, f)
	}
	r.Finish()
	_, elements := pageOf(t, r, Options{Lang: "en"})
	var cells []string
	for _, n := range elements {
		if n.name == "tr" && slices.ContainsFunc(n.in, func(e *element) bool { return e.attrs["class"] == "bars" }) {
			cells = append(cells, n.text)
		}
	}
	want := "instrumenterrorreviewwarning|Personal Information Protection Law05010|the document and what it cites001|Credit Reporting Regulation010"
	if got := strings.Join(cells, "|"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
