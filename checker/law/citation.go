package law

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/credlint/credlint/checker/finding"
)

// Citation is one reference to an instrument and, where it says so, to its articles.
type Citation struct {
	Text       string // as written
	Start, End int    // where it stands, in characters from the start of the text, the end exclusive

	// One of these names the instrument; none does where a reference stands alone (第十四条, in a law its own article).
	Title string // as written between 《 and 》 or before the article, without the brackets
	ID    string // "cn/credit_reporting_2013"
	This  bool   // 本法, 本条例 …: the instrument the reference stands in

	Edition string // the year of （2019修订） behind the title
	Number  string // the number of the document behind the title: 国发〔2014〕21号
	Refs    []ArticleRef
}

// ArticleRef is a place in an instrument. What is not named is 0: 第十四条第（二）项 is {Article: 14, Item: 2}. A range is
// written out, each of its members with the span of the range.
type ArticleRef struct {
	Article   int // 第十四条
	Sub       int // 第一百二十条之一 is article 120, sub 1
	Paragraph int // 第一款
	Item      int // 第（二）项
	SubItem   int // 第1目

	// Relative is set where the place is counted from the article the reference stands in: "本条", "前条", "前款", "前两款" …
	Relative   string
	Start, End int
}

// Clause is the number of the place as instruments write it: "14.1", "14.1.2", "120-1", and "14.0.2" for an item of an
// article whose paragraph is not named. It is empty where the article is not known.
func (r ArticleRef) Clause() string {
	if r.Article == 0 {
		return ""
	}
	s := strconv.Itoa(r.Article)
	if r.Sub > 0 {
		s += "-" + strconv.Itoa(r.Sub)
	}
	parts := []int{r.Paragraph, r.Item, r.SubItem}
	for len(parts) > 0 && parts[len(parts)-1] == 0 {
		parts = parts[:len(parts)-1]
	}
	for _, n := range parts {
		s += "." + strconv.Itoa(n)
	}
	return s
}

// String writes the place as lawyers do: 第十四条第一款第（二）项.
func (r ArticleRef) String() string {
	var b strings.Builder
	if r.Relative != "" {
		b.WriteString(r.Relative)
	}
	if r.Article > 0 {
		b.WriteString("第" + Numeral(r.Article) + "条")
		if r.Sub > 0 {
			b.WriteString("之" + Numeral(r.Sub))
		}
	}
	if r.Paragraph > 0 {
		b.WriteString("第" + Numeral(r.Paragraph) + "款")
	}
	if r.Item > 0 {
		b.WriteString("第（" + Numeral(r.Item) + "）项")
	}
	if r.SubItem > 0 {
		fmt.Fprintf(&b, "第%d目", r.SubItem)
	}
	return b.String()
}

// CitationError says what of a citation cannot be read, and where it stands, in characters from the start of the text.
type CitationError struct {
	Start, End int
	Message    finding.Text
}

// Error is the English message.
func (e *CitationError) Error() string { return e.Message.EN }

const (
	maxCitation = 2000 // characters of one text of citations
	maxRefs     = 5000 // places one text may name, ranges written out
	maxTitle    = 200  // characters of a title; the longest known has 97
)

// ParseCitations reads what stands where a basis is cited, all of it: instruments in 《》 or without, ids, articles in
// Chinese or Arabic numerals or in English, lists and ranges. What it has read before an error is returned with it; the
// error is a *CitationError.
func ParseCitations(text string) ([]Citation, error) {
	p := newCitationParser(text)
	if len(p.r) > maxCitation {
		return nil, p.fail(0, len(p.r), "引用过长（%d 字，至多 %d 字）；请逐条引用", "citation has %d characters, at most %d are read; cite one provision at a time", len(p.r), maxCitation)
	}
	var out []Citation
	pos := 0
	for {
		afterBreak := false
		pos, afterBreak = p.glue(pos)
		if pos >= len(p.n) {
			break
		}
		if len(out) > 0 && !afterBreak && !p.startsCitation(pos) {
			// 《…》第十四条关于告知的规定: words between a citation and the next stop
			if p.n[pos] != '第' {
				pos = p.prose(pos)
				continue
			}
		}
		c, next, err := p.citation(pos)
		if err != nil {
			return out, err
		}
		if c.Title == "" && c.ID == "" && !c.This && len(out) > 0 && c.Refs[0].Relative == "" {
			last := &out[len(out)-1] // 《…》第十条；第十二条: still the same instrument
			last.Refs = append(last.Refs, c.Refs...)
			last.End = c.End
			last.Text = string(p.r[last.Start:last.End])
		} else {
			out = append(out, c)
		}
		pos = next
	}
	if len(out) == 0 {
		return nil, p.unreadable(0, len(p.r))
	}
	return out, nil
}

// citationParser reads one text. Every reader takes a position and returns the position behind what it read.
type citationParser struct {
	r      []rune // the text
	n      []rune // the same, character by character, with full-width signs, spaces and brackets made plain
	budget int    // places that may still be named

	backward bool // a range was read that runs backwards
}

func newCitationParser(text string) *citationParser {
	p := &citationParser{r: []rune(text), budget: maxRefs}
	p.n = make([]rune, len(p.r))
	for i, r := range p.r {
		p.n[i] = plain(r)
	}
	return p
}

// plain maps a character to the one it stands for; one to one, so that positions stay.
func plain(r rune) rune {
	switch r {
	case '〔', '【', '［', '﹙', '﹝':
		return '('
	case '〕', '】', '］', '﹚', '﹞':
		return ')'
	case '–', '—', '―', '－', '−', '～', '〜', '~', '‐', '‑':
		return '-'
	case '○', '〇', 'Ｏ':
		return '零'
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\t':
		return ' '
	case '\r', '\u2028', '\u2029', '\v', '\f':
		return '\n'
	case '«':
		return '《'
	case '»':
		return '》'
	}
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	if unicode.Is(unicode.Zs, r) {
		return ' '
	}
	return r
}

func (p *citationParser) at(pos int) rune {
	if pos >= 0 && pos < len(p.n) {
		return p.n[pos]
	}
	return 0
}

func (p *citationParser) has(pos int, word string) bool {
	for _, r := range word {
		if unicode.ToLower(p.at(pos)) != r {
			return false
		}
		pos++
	}
	return true
}

// word is has for Latin words, which must end there.
func (p *citationParser) word(pos int, word string) (int, bool) {
	end := pos + len(word)
	if !p.has(pos, word) || isLatin(p.at(end)) || isLatin(p.at(pos-1)) {
		return pos, false
	}
	return end, true
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// skip passes spaces and line ends.
func (p *citationParser) skip(pos int) int {
	for pos < len(p.n) && (p.n[pos] == ' ' || p.n[pos] == '\n') {
		pos++
	}
	return pos
}

func (p *citationParser) first(pos int, words ...string) (int, bool) {
	for _, w := range words {
		if p.has(pos, w) {
			return pos + len([]rune(w)), true
		}
	}
	return pos, false
}

// glue passes what stands between citations; the second result says whether it held a sign or word that ends one.
func (p *citationParser) glue(pos int) (int, bool) {
	ended := false
	for pos < len(p.n) {
		start := pos
		switch p.n[pos] {
		case ' ':
			pos++
		case '\n', ',', ';', '、', '。', '.', ':', '&':
			pos, ended = pos+1, true
		default:
			if end, ok := p.first(pos, "以及", "或者", "根据", "依据", "依照", "按照", "参照", "和", "及", "与", "或"); ok {
				pos, ended = end, true
			} else if end, ok := p.first(pos, "的规定", "之规定", "规定", "等"); ok {
				pos = end
			} else {
				for _, w := range []string{"and", "or", "see", "cf", "under", "with"} {
					if end, ok := p.word(pos, w); ok {
						pos, ended = end, true
					}
				}
			}
		}
		if pos == start {
			break
		}
	}
	return pos, ended
}

// prose passes words up to the next sign that can end a citation, or the next place.
func (p *citationParser) prose(pos int) int {
	for pos < len(p.n) && !strings.ContainsRune("\n,;、。《", p.n[pos]) {
		if refs, _, ok := p.peek(pos); ok && refs[0].Article > 0 {
			break
		}
		pos++
	}
	return pos
}

func (p *citationParser) startsCitation(pos int) bool {
	if p.at(pos) == '《' || p.at(pos) == '<' || p.at(pos) == '〈' {
		return true
	}
	if _, ok := p.this(pos); ok {
		return true
	}
	if _, ok := p.id(pos); ok {
		return true
	}
	_, _, ok := p.peek(pos)
	return ok
}

// citation reads one instrument with its places, or places alone.
func (p *citationParser) citation(pos int) (Citation, int, error) {
	c := Citation{Start: pos}
	end := pos
	if next, ok := p.id(pos); ok {
		c.ID, end = string(p.n[pos:next]), next
		if p.at(next) == '#' {
			ref, after, ok := p.clause(next + 1)
			if !ok {
				return c, pos, p.fail(pos, after, "“%s”的条款号无法识别；应写作 #14.1、#14.1.2 或 #120-1", "clause of %q cannot be read; write #14.1, #14.1.2 or #120-1", string(p.r[pos:after]))
			}
			c.Refs, c.End = []ArticleRef{ref}, after
			c.Text = string(p.r[pos:after])
			return c, after, nil
		}
	} else if next, ok := p.this(pos); ok {
		c.This, end = true, next
	} else if title, next, ok := p.bracketed(pos); ok {
		c.Title, end = title, next
	} else if next > pos {
		return c, pos, p.fail(pos, next, "书名号没有配对：“%s”", "title %q has no closing 》; write 《title》第…条", string(p.r[pos:next]))
	} else if refs, next, ok := p.refs(pos); ok {
		c.Refs, end = refs, next
		if title, next, ok := p.ofTitle(next); ok { // Article 14(1) of the …
			c.Title, end = title, next
		}
		return p.done(c, pos, end)
	} else {
		c.Title, end = p.bareTitle(pos)
		if c.Title == "" {
			return c, pos, p.unreadable(pos, max(end, p.prose(pos)))
		}
	}
	if c.Title != "" {
		end = p.suffixes(end, &c)
	}
	at := p.skip(end)
	if next, ok := p.first(at, "的", "之", "中", ",", ":"); ok {
		at = p.skip(next)
	}
	if refs, next, ok := p.refs(at); ok && (c.This || refs[0].Relative == "") {
		c.Refs, end = refs, next
	}
	return p.done(c, pos, end)
}

// done closes a citation, unless its ranges cannot stand.
func (p *citationParser) done(c Citation, pos, end int) (Citation, int, error) {
	if p.backward {
		p.backward = false
		return c, pos, p.fail(c.Start, end, "“%s”的起止条款颠倒或不能比较；应从小到大写，如第十条至第十六条", "range in %q runs backwards or between things that cannot be counted; write it upwards, such as 第十条至第十六条", string(p.r[c.Start:end]))
	}
	if p.budget < 0 {
		return c, pos, p.fail(c.Start, end, "引用范围过大：“%s”", "range in %q names too many articles; cite the ones that matter", string(p.r[c.Start:end]))
	}
	c.End, c.Text = end, string(p.r[pos:end])
	return c, end, nil
}

// id reads an instrument's id: "cn/shanghai/social_credit_2017".
func (p *citationParser) id(pos int) (int, bool) {
	end, slashes := pos, 0
	if isLatin(p.at(pos - 1)) {
		return pos, false
	}
	for end < len(p.n) {
		switch r := p.n[end]; {
		case r == '/' && end > pos && p.n[end-1] != '/':
			slashes++
		case r >= 'a' && r <= 'z', slashes > 0 && (isDigit(r) || r == '_'):
		default:
			return end, slashes > 0 && p.n[end-1] != '/'
		}
		end++
	}
	return end, slashes > 0 && p.n[end-1] != '/'
}

// clause reads what stands behind # in an id: "14", "14.1", "14.1.2", "120-1.2".
func (p *citationParser) clause(pos int) (ArticleRef, int, bool) {
	ref := ArticleRef{Start: pos}
	var ok bool
	end := pos
	for end < len(p.n) && (isDigit(p.n[end]) || p.n[end] == '.' || p.n[end] == '-' || isLatin(p.n[end])) {
		end++
	}
	if end > pos && p.n[end-1] == '.' { // the end of the sentence
		end--
	}
	at := pos
	if ref.Article, at, ok = p.arabic(at); !ok || ref.Article == 0 {
		return ref, end, false
	}
	if p.at(at) == '-' {
		if ref.Sub, at, ok = p.arabic(at + 1); !ok || ref.Sub == 0 {
			return ref, end, false
		}
	}
	for _, part := range []*int{&ref.Paragraph, &ref.Item, &ref.SubItem} {
		if at >= end {
			break
		}
		if p.at(at) != '.' {
			return ref, end, false
		}
		if *part, at, ok = p.arabic(at + 1); !ok {
			return ref, end, false
		}
	}
	ref.End = at
	return ref, end, at == end
}

// own are the words for an instrument behind 本 and this, longest first.
var own = []string{"实施条例", "实施细则", "实施办法", "暂行条例", "暂行规定", "暂行办法", "法典", "条例", "规定", "办法", "细则", "决定", "决议", "解释",
	"规则", "通则", "章程", "规章", "规范", "准则", "守则", "标准", "目录", "清单", "制度", "指引", "通知", "意见", "法"}

// this reads 本条例, this Regulation.
func (p *citationParser) this(pos int) (int, bool) {
	if p.at(pos) == '本' {
		if p.has(pos+1, "法院") || p.has(pos+1, "法人") || p.has(pos+1, "法定") {
			return pos, false
		}
		return p.first(pos+1, own...)
	}
	end, ok := p.word(pos, "this")
	if !ok || p.at(end) != ' ' {
		return pos, false
	}
	for _, w := range []string{"law", "act", "regulation", "regulations", "decision", "rules", "code", "provisions", "measures"} {
		if next, ok := p.word(p.skip(end), w); ok {
			return next, true
		}
	}
	return pos, false
}

// bracketed reads 《title》. Where the bracket is not closed it returns false and how far it looked.
func (p *citationParser) bracketed(pos int) (string, int, bool) {
	open, end := p.at(pos), pos
	var shut rune
	width := 1
	switch {
	case open == '《':
		shut = '》'
	case open == '〈':
		shut = '〉'
	case open == '<':
		shut = '>'
		if p.at(pos+1) == '<' {
			width = 2
		}
	default:
		return "", pos, false
	}
	depth := 0
	for end = pos; end < len(p.n) && end-pos <= maxTitle; end++ {
		switch p.n[end] {
		case open:
			depth++
		case shut:
			depth--
		}
		if depth == 0 {
			title := strings.TrimSpace(string(p.r[pos+width : end+1-width]))
			if title == "" {
				return "", end + 1, false
			}
			return title, end + 1, true
		}
	}
	return "", end, false
}

// suffixes reads the brackets behind a title: its edition and the number of the document.
func (p *citationParser) suffixes(pos int, c *Citation) int {
	for range 3 {
		at := p.skip(pos)
		if p.at(at) != '(' {
			return pos
		}
		end := at + 1
		for end < len(p.n) && p.n[end] != ')' && end-at < 40 {
			if p.n[end] == '(' { // 国发〔2014〕21号 inside of brackets
				for end < len(p.n) && p.n[end] != ')' {
					end++
				}
			}
			end++
		}
		if p.at(end) != ')' {
			return pos
		}
		inner := string(p.n[at+1 : end])
		switch year, ok := edition(inner); {
		case ok:
			c.Edition = year
		case strings.HasSuffix(inner, "号") || strings.HasSuffix(inner, "号令"):
			c.Number = string(p.r[at+1 : end])
		case titleSuffix(inner):
			c.Title += "（" + inner + "）"
		case strings.HasPrefix(inner, "以下简称") || strings.HasPrefix(inner, "下称"):
		default:
			return pos
		}
		pos = end + 1
	}
	return pos
}

// titleSuffix reports whether a bracket behind 》 is part of the title: （试行）, （二）.
func titleSuffix(s string) bool {
	if s == "试行" || s == "暂行" || s == "草案" {
		return true
	}
	_, ok := chineseNumber([]rune(s))
	return ok && strings.Trim(s, "一二三四五六七八九十") == ""
}

// edition reads 2019修订, 2019年修正本, 2021年1月22日修订 and returns the year.
func edition(s string) (string, bool) {
	s = strings.ReplaceAll(s, " ", "")
	if len(s) < 4 {
		return "", false
	}
	year := s[:4]
	if n, err := strconv.Atoi(year); err != nil || n < 1900 || n > 2200 {
		return "", false
	}
	rest := strings.Trim(s[4:], "0123456789.-年月日第次一二三四五六七八九十")
	switch rest {
	case "", "修订", "修正", "修改", "修订版", "修正版", "修正本", "修订本", "修改版", "版", "本", "文本", "公布", "通过", "施行", "修正文本", "revised", "amended", "revision":
		return year, true
	}
	return "", false
}

// kinds are the words a title ends with; a 、 behind one of them separates two titles.
var kinds = []string{"法", "法典", "条例", "规定", "办法", "细则", "决定", "决议", "解释", "规则", "规章", "通则", "章程", "意见", "通知", "目录", "清单", "标准"}

// bareTitle reads a title without brackets: up to its article, its edition, or a sign that ends it.
func (p *citationParser) bareTitle(pos int) (string, int) {
	end := pos
	for end < len(p.n) && end-pos <= maxTitle {
		r := p.n[end]
		if strings.ContainsRune("\n,;。《》<>#", r) {
			break
		}
		if r == '、' || r == '和' || r == '及' || r == '与' {
			so := strings.TrimSpace(string(p.n[pos:end]))
			if slices.ContainsFunc(kinds, func(k string) bool { return strings.HasSuffix(so, k) }) && (r == '、' || p.startsTitleAfter(end+1)) {
				break
			}
		}
		if r == '(' {
			shut := end
			for shut < len(p.n) && p.n[shut] != ')' {
				shut++
			}
			if shut == len(p.n) {
				break
			}
			if _, ok := edition(string(p.n[end+1 : shut])); ok && !isDigit(p.at(shut+1)) { // but 国办发〔2020〕49号
				break
			}
			end = shut + 1
			continue
		}
		if end > pos && (r == '第' || r == '§' || isLatin(r) && !isLatin(p.n[end-1])) {
			if refs, _, ok := p.peek(end); ok && refs[0].Article > 0 {
				break
			}
		}
		end++
	}
	title := strings.TrimSpace(string(p.r[pos:end]))
	title = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(title, "的"), "之"))
	title = strings.TrimSuffix(title, ".")
	letters := 0
	for _, r := range title {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < 2 || strings.HasPrefix(title, "第") {
		return "", end
	}
	return title, end
}

// startsTitleAfter reports whether what follows 和 is a title with an article of its own (A法和B法第三条), and not the rest
// of the title that stands before (劳动法和劳动合同法实施办法).
func (p *citationParser) startsTitleAfter(pos int) bool {
	for end := pos; end < len(p.n) && end-pos <= maxTitle; end++ {
		switch p.n[end] {
		case '《':
			return end == p.skip(pos)
		case '、', ',', ';', '\n':
			return false
		case '第':
			so := strings.TrimSpace(string(p.n[pos:end]))
			return slices.ContainsFunc(kinds, func(k string) bool { return strings.HasSuffix(so, k) })
		}
	}
	return false
}

// ofTitle reads "of the Personal Information Protection Law" behind an article.
func (p *citationParser) ofTitle(pos int) (string, int, bool) {
	at, ok := p.word(p.skip(pos), "of")
	if !ok {
		return "", pos, false
	}
	at = p.skip(at)
	if next, ok := p.word(at, "the"); ok {
		at = p.skip(next)
	}
	if title, next, ok := p.bracketed(at); ok {
		return title, next, true
	}
	title, next := p.bareTitle(at)
	return title, next, title != ""
}

func (p *citationParser) fail(start, end int, zh, en string, args ...any) *CitationError {
	return &CitationError{Start: start, End: end, Message: finding.Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}}
}

func (p *citationParser) unreadable(start, end int) *CitationError {
	end = min(max(end, start), len(p.r))
	what := strings.TrimSpace(string(p.r[start:min(end, start+60)]))
	return p.fail(start, end, "无法识别引用“%s”；应写明文件名称和条款，如《征信业管理条例》第十四条第一款",
		"citation %q cannot be read; name the instrument and its article, such as 《征信业管理条例》第十四条第一款", what)
}
