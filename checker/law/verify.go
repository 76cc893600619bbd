package law

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/credlint/credlint/checker/finding"
	"golang.org/x/text/unicode/norm"
)

// TextArticle is an article of the text of a law.
type TextArticle struct {
	Number string // "14", "120-1" for 第一百二十条之一
	Text   string // without its heading 第…条
}

var (
	articleHeading = regexp.MustCompile(`(?m)^[\s\p{Z}]*\**第([零〇一二三四五六七八九十百千]+)条(之[一二三四五六七八九十]+)?\**([\s\p{Z}]|$)`)
	chapterHeading = regexp.MustCompile(`(?m)^#`)
)

// SplitArticles splits the text of a law into its articles. Each begins with 第…条 at the start of a line, perhaps in bold, and
// ends at the next article or at a Markdown heading.
func SplitArticles(text string) []TextArticle {
	heads := articleHeading.FindAllStringSubmatchIndex(text, -1)
	out := make([]TextArticle, 0, len(heads))
	for i, h := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		body := text[h[6]:end] // from the white space after the heading
		if c := chapterHeading.FindStringIndex(body); c != nil {
			body = body[:c[0]]
		}
		n, ok := chineseNumber([]rune(text[h[2]:h[3]]))
		if !ok {
			continue
		}
		number := strconv.Itoa(n)
		if h[4] >= 0 {
			sub, ok := chineseNumber([]rune(strings.TrimPrefix(text[h[4]:h[5]], "之")))
			if !ok {
				continue
			}
			number += "-" + strconv.Itoa(sub)
		}
		out = append(out, TextArticle{number, strings.TrimSpace(body)})
	}
	return out
}

// TextDigest is the hash in text_sha256: of the article in NFKC, without white space, zero-width characters, Markdown marks and
// its heading, so that two copies of one text agree whatever their layout.
func TextDigest(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r >= 0x1c && r <= 0x1f, r >= 0x200b && r <= 0x200f, r == 0x2060, r == 0xfeff, strings.ContainsRune("*#>`", r):
			return -1
		}
		return r
	}, norm.NFKC.String(text))
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Verified is the result of comparing an instrument with the text of its law.
type Verified struct {
	Instrument *Instrument
	Files      []string // with the text; empty where none was found
	Compared   int      // articles with the same hash as the text
	Changed    []string // articles with another hash
	Missing    []string // articles that the text does not have
	Unlisted   []string // articles of the text that the instrument does not list
}

// Same reports whether a text was found and nothing differs.
func (v *Verified) Same() bool {
	return len(v.Files) > 0 && len(v.Changed)+len(v.Missing)+len(v.Unlisted) == 0
}

// maxTexts bounds the number of files in a folder of texts.
const maxTexts = 100_000

// Verify compares the articles of the pack's instruments with the texts in a folder and below it: Markdown or plain text named
// by title and day of the version, 征信业管理条例(2013-01-21).md, or for a part of a law 民法典·总则编(2020-05-28).md. Runs of articles
// have no hash; their articles only count as listed. The error is one of reading the folder.
func (p *Pack) Verify(texts fs.FS) ([]Verified, error) {
	type text struct{ file, day string }
	byTitle := map[string][]text{}
	n := 0
	err := fs.WalkDir(texts, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if n++; n > maxTexts {
			return finding.Errorf("规范文本文件夹中的文件超过 %d 个", "the folder of texts holds more than %d files", maxTexts)
		}
		if ext := path.Ext(name); ext != ".md" && ext != ".txt" {
			return nil
		}
		title, day := strings.TrimSuffix(path.Base(name), path.Ext(name)), ""
		if m := editionSuffix.FindStringSubmatchIndex(title); m != nil {
			title, day = title[:m[0]], title[m[2]:m[3]]
		}
		whole, _, _ := strings.Cut(title, "·")
		byTitle[titleKey(whole)] = append(byTitle[titleKey(whole)], text{name, day})
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make([]Verified, 0, len(p.Instruments))
	for _, in := range p.Instruments {
		v := Verified{Instrument: in}
		found := byTitle[titleKey(in.Title.ZH)]
		// The encoded version is the one of its day of promulgation, else the latest version before it took effect.
		day := ""
		for _, t := range found {
			if t.day == in.Promulgated || day != in.Promulgated && t.day > day && t.day <= in.InForce.From {
				day = t.day
			}
		}
		hashes := map[string][]string{} // by article; a file may contain an amending decision with articles of its own
		var order []string
		for _, t := range found {
			if t.day != day && len(found) > 1 {
				continue
			}
			b, err := fs.ReadFile(texts, t.file)
			if err != nil {
				return nil, err
			}
			v.Files = append(v.Files, t.file)
			for _, a := range SplitArticles(string(b)) {
				if _, ok := hashes[a.Number]; !ok {
					order = append(order, a.Number)
				}
				hashes[a.Number] = append(hashes[a.Number], TextDigest(a.Text))
			}
		}
		if len(v.Files) > 0 {
			v.compare(hashes, order)
		}
		out = append(out, v)
	}
	return out, nil
}

var editionSuffix = regexp.MustCompile(`[(（](\d{4}(?:-\d{2}-\d{2})?)[^()（）]*[)）]$`)

// compare compares the articles with the hashes of the text by article; order lists the articles of the text.
func (v *Verified) compare(text map[string][]string, order []string) {
	for i := range v.Instrument.Articles() {
		a := &v.Instrument.Articles()[i]
		switch hashes, ok := text[a.Article]; {
		case a.Article == "" || a.SHA256 == "":
		case !ok:
			v.Missing = append(v.Missing, a.Article)
		case slices.Contains(hashes, a.SHA256):
			v.Compared++
		default:
			v.Changed = append(v.Changed, a.Article)
		}
	}
	for _, n := range order {
		if _, ok := v.Instrument.Article(n); !ok {
			v.Unlisted = append(v.Unlisted, n)
		}
	}
}
