package report

import (
	"bytes"
	"context"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// browsed are the reports that a browser shows: one with everything, one with long lists, one with strings that do not break.
var browsed = [][2]string{{"metro", "zh"}, {"metro", "en"}, {"items", "zh"}, {"hostile", "en"}}

// browse runs the browser on a page and returns what it prints.
func browse(t *testing.T, browser string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	profile, err := os.MkdirTemp("", "credlint-browser-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(profile) // a process of the browser may write once more, which is no failure of the page
	args = append([]string{"--headless", "--disable-gpu", "--user-data-dir=" + profile}, args...)
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox") // its sandbox refuses root
	}
	cmd := exec.CommandContext(ctx, browser, args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	return string(out)
}

func eachBrowsed(t *testing.T, do func(t *testing.T, page, lang string, said []*element)) {
	for _, b := range browsed {
		t.Run(b[0]+"_"+b[1], func(t *testing.T) {
			page, elements := pageOf(t, reports()[b[0]], Options{Lang: b[1]})
			do(t, page, b[1], elements)
		})
	}
}

// paper is a printed page as a reader of PDF sees it, in points.
type paper struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Words  []struct {
		Left   float64 `xml:"xMin,attr"`
		Top    float64 `xml:"yMin,attr"`
		Right  float64 `xml:"xMax,attr"`
		Bottom float64 `xml:"yMax,attr"`
		Text   string  `xml:",chardata"`
	} `xml:"word"`
}

// printed prints a page and reads it back.
func printed(t *testing.T, browser, reader, page string) []paper {
	t.Helper()
	dir := t.TempDir()
	file, pdf := filepath.Join(dir, "report.html"), filepath.Join(dir, "report.pdf")
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	browse(t, browser, "--no-pdf-header-footer", "--print-to-pdf="+pdf, "file://"+file)
	out, err := exec.Command(reader, "-bbox", pdf, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Pages []paper `xml:"body>doc>page"`
	}
	d := xml.NewDecoder(bytes.NewReader(out))
	d.Strict, d.Entity = false, xml.HTMLEntity
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Pages) == 0 || len(doc.Pages[0].Words) == 0 {
		t.Fatal("nothing is printed")
	}
	return doc.Pages
}

var content = regexp.MustCompile(`(?s)<main.*</main>`)

// On paper, every word stands within the margins of an A4 page, and what an officer signs is there whole. A browser shrinks a page
// with something too wide for the paper, so the letters must be as high as those of a page without content.
func TestHTMLOnPaper(t *testing.T) {
	browser, reader := validator(t, "chromium", "Debian's chromium"), validator(t, "pdftotext", "Debian's poppler-utils")
	high := map[string]float64{} // the first word of a page without content, by language
	eachBrowsed(t, func(t *testing.T, page, lang string, said []*element) {
		height := func(pages []paper) float64 { return pages[0].Words[0].Bottom - pages[0].Words[0].Top }
		if high[lang] == 0 {
			high[lang] = height(printed(t, browser, reader, content.ReplaceAllString(page, "")))
		}
		pages := printed(t, browser, reader, page)
		if got := height(pages); got < 0.98*high[lang] || got > 1.02*high[lang] {
			t.Errorf("something is too wide for the paper: the page is printed at %.0f %% of its size", 100*got/high[lang])
		}
		const point, margin = 72 / 25.4, 14 * 72 / 25.4 // a little within that of the style
		var text strings.Builder
		for i, p := range pages {
			if p.Width < 209*point || p.Width > 211*point || p.Height < 296*point || p.Height > 298*point {
				t.Errorf("page %d is %.0f by %.0f points, and no A4", i+1, p.Width, p.Height)
			}
			for _, w := range p.Words {
				text.WriteString(w.Text)
				if w.Left < margin || w.Right > p.Width-margin || w.Top < 0 || w.Bottom > p.Height {
					t.Errorf("page %d cuts %q off: it stands from %.0f to %.0f of %.0f", i+1, w.Text, w.Left, w.Right, p.Width)
				}
			}
		}
		all := compact(text.String())
		headings := 0
		for _, e := range said {
			if (len(e.name) != 2 || e.name[0] != 'h') && e.attrs["scope"] != "col" {
				continue
			}
			headings++
			for _, word := range strings.Fields(e.text) { // a line of two scripts is two lines to the reader
				if !strings.Contains(all, compact(word)) {
					t.Errorf("nothing on paper says %q of %q", word, e.text)
				}
			}
		}
		l := wordsIn(lang).page
		for _, want := range append([]string{l.Name, l.Office, l.Date, l.Agency + l.Seal, l.Checked}, l.Signatories...) {
			if !strings.Contains(all, compact(want)) {
				t.Errorf("nothing on paper says %q", want)
			}
		}
		if headings < 10 {
			t.Errorf("only %d headings were looked for", headings)
		}
	})
}

// compact removes spaces and what a browser draws and a reader of PDF may write otherwise: signs before words.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' && r != '#' || r >= 0x2000 && r < 0x3000 || r == 0x3000 {
			return -1
		}
		return r
	}, s)
}

var (
	policy   = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)
	measured = regexp.MustCompile(`data-width="(\d+)" data-cut="([^"]*)"`)
)

// On screens from a phone to a desk, nothing is wider than the window. The page itself runs no script; a copy without its policy
// measures itself.
func TestHTMLOnScreens(t *testing.T) {
	browser := validator(t, "chromium", "Debian's chromium")
	const measure = `<script>
const cut = [...document.querySelectorAll("body *")].filter(e => !e.closest(".skip, .heads, svg, thead") && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
document.body.dataset.width = document.documentElement.clientWidth;
document.body.dataset.cut = cut.map(e => e.tagName + " " + e.textContent.slice(0, 40)).slice(0, 3).join(" | ");
</script></body>`
	eachBrowsed(t, func(t *testing.T, page, _ string, _ []*element) {
		file := filepath.Join(t.TempDir(), "report.html")
		page = strings.Replace(policy.ReplaceAllString(page, ""), "</body>", measure, 1)
		if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, width := range []int{500, 1280} { // the least that a window has, and a desk
			dom := browse(t, browser, "--dump-dom", "--window-size="+strconv.Itoa(width)+",900", "file://"+file)
			m := measured.FindStringSubmatch(dom)
			if m == nil {
				t.Fatalf("the page did not measure itself:\n%.300s", dom)
			}
			if got, _ := strconv.Atoi(m[1]); got > width || got < width-40 {
				t.Errorf("the window is %s wide, wanted %d", m[1], width)
			}
			if m[2] != "" {
				t.Errorf("at a width of %d these are cut off: %s", width, m[2])
			}
		}
	})
}
