package law

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/credlint/credlint/checker/finding"
)

// Citation is one reference to an instrument and, where it names them, to its provisions.
type Citation struct {
	Text       string // as written
	Start, End int    // its span, in characters from the start of the text; End is exclusive

	// One of Title, ID and This names the instrument; none is set for a reference without an instrument (第十四条).
	Title string // as written between 《 and 》 or before the article, without the brackets
	ID    string // "cn/credit_reporting_2013"
	This  bool   // 本法, 本条例 …: the instrument the reference stands in

	Edition string // the year of （2019修订） behind the title
	Number  string // the number of the document behind the title: 国发〔2014〕21号
	Refs    []ArticleRef
}

// ArticleRef is a provision of an instrument: an article or a part of one. A level that is not named is 0, so 第十四条第（二）项 is
// {Article: 14, Item: 2}. A range is expanded into its members, each with the span of the range.
type ArticleRef struct {
	Article   int // 第十四条
	Sub       int // 第一百二十条之一 is article 120, sub 1
	Paragraph int // 第一款
	Item      int // 第（二）项
	SubItem   int // 第1目

	// Relative is set where the provision is counted from the one that holds the reference: "本条", "前条", "前款", "前两款" …
	Relative   string
	Start, End int
}

// Clause is the number of the provision as instrument.yaml writes it: "14.1", "14.1.2", "120-1", and "14.0.2" for an item of
// an article whose paragraph is not named. It is empty where no article is named.
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

// String writes the provision as lawyers do: 第十四条第一款第（二）项.
func (r ArticleRef) String() string {
	var b strings.Builder
	if r.Relative != "" {
		b.WriteString(r.Relative)
	}
	if r.Article > 0 {
		b.WriteString("第" + finding.Numeral(r.Article) + "条")
		if r.Sub > 0 {
			b.WriteString("之" + finding.Numeral(r.Sub))
		}
	}
	if r.Paragraph > 0 {
		b.WriteString("第" + finding.Numeral(r.Paragraph) + "款")
	}
	if r.Item > 0 {
		b.WriteString("第（" + finding.Numeral(r.Item) + "）项")
	}
	if r.SubItem > 0 {
		fmt.Fprintf(&b, "第%d目", r.SubItem)
	}
	return b.String()
}

// CitationError is a part of a text that is not a citation, with its span in characters from the start of the text; End is
// exclusive.
type CitationError struct {
	Start, End int
	Message    finding.Text
}

// Text is the message in both languages.
func (e *CitationError) Text() finding.Text { return e.Message }

// Error is the English message.
func (e *CitationError) Error() string { return e.Message.EN }

const (
	maxCitation = 2000 // characters of one text of citations
	maxRefs     = 5000 // provisions in one text, with ranges expanded
	maxTitle    = 200  // characters of a title; the longest known has 97
)

// ParseCitations parses the whole text of a cited basis: instruments with 《》 or without, ids, provisions in Chinese or Arabic
// numerals or in English, lists and ranges. The error is a *CitationError, and the citations before it are returned with it.
func ParseCitations(text string) ([]Citation, error) {
	p := newCitationParser(text)
	if len(p.text) > maxCitation {
		return nil, p.fail(0, len(p.text), "引用过长（%d 字，至多 %d 字）；请逐条引用", "citation has %d characters, at most %d are read; cite one provision at a time", len(p.text), maxCitation)
	}
	var out []Citation
	pos := 0
	for {
		afterBreak := false
		pos, afterBreak = p.skipSeparators(pos)
		if pos >= len(p.norm) {
			break
		}
		if len(out) > 0 && !afterBreak && !p.startsCitation(pos) {
			// 《…》第十四条关于告知的规定: words between a citation and the next stop
			if p.norm[pos] != '第' {
				pos = p.skipProse(pos)
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
			last.Text = string(p.text[last.Start:last.End])
		} else {
			out = append(out, c)
		}
		pos = next
	}
	if len(out) == 0 {
		return nil, p.unreadable(0, len(p.text))
	}
	return out, nil
}

// citationParser is a recursive descent parser of one text. Its methods take a position and return the position after the part
// that they parsed.
type citationParser struct {
	text   []rune // as written
	norm   []rune // text after normalize, with the same positions
	budget int    // provisions that may still be added

	backward bool // a range that runs backwards was read
}

func newCitationParser(text string) *citationParser {
	p := &citationParser{text: []rune(text), budget: maxRefs}
	p.norm = make([]rune, len(p.text))
	for i, r := range p.text {
		p.norm[i] = normalize(r)
	}
	return p
}

// normalize maps variants of a character (full-width forms, brackets, dashes, spaces) to one. One rune gives one rune, so that
// positions stay the same.
func normalize(r rune) rune {
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
	if pos >= 0 && pos < len(p.norm) {
		return p.norm[pos]
	}
	return 0
}

func (p *citationParser) hasWord(pos int, word string) bool {
	for _, r := range word {
		if unicode.ToLower(p.at(pos)) != r {
			return false
		}
		pos++
	}
	return true
}

// latinWord is hasWord for a whole Latin word; it returns the position after it.
func (p *citationParser) latinWord(pos int, word string) (int, bool) {
	end := pos + len(word)
	if !p.hasWord(pos, word) || isLatin(p.at(end)) || isLatin(p.at(pos-1)) {
		return pos, false
	}
	return end, true
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// skipSpace skips spaces and line ends.
func (p *citationParser) skipSpace(pos int) int {
	for pos < len(p.norm) && (p.norm[pos] == ' ' || p.norm[pos] == '\n') {
		pos++
	}
	return pos
}

func (p *citationParser) anyOf(pos int, words ...string) (int, bool) {
	for _, w := range words {
		if p.hasWord(pos, w) {
			return pos + len([]rune(w)), true
		}
	}
	return pos, false
}

// skipSeparators skips separators and connecting words between citations; the second result reports whether one of them ends a
// citation.
func (p *citationParser) skipSeparators(pos int) (int, bool) {
	ended := false
	for pos < len(p.norm) {
		start := pos
		switch p.norm[pos] {
		case ' ':
			pos++
		case '\n', ',', ';', '、', '。', '.', ':', '&':
			pos, ended = pos+1, true
		default:
			if end, ok := p.anyOf(pos, "以及", "或者", "根据", "依据", "依照", "按照", "参照", "和", "及", "与", "或"); ok {
				pos, ended = end, true
			} else if end, ok := p.anyOf(pos, "的规定", "之规定", "规定", "等"); ok {
				pos = end
			} else {
				for _, w := range []string{"and", "or", "see", "cf", "under", "with"} {
					if end, ok := p.latinWord(pos, w); ok {
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

// skipProse skips words up to the next sign that can end a citation, or the next provision.
func (p *citationParser) skipProse(pos int) int {
	for pos < len(p.norm) && !strings.ContainsRune("\n,;、。《", p.norm[pos]) {
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
	if _, ok := p.selfReference(pos); ok {
		return true
	}
	if _, ok := p.instrumentID(pos); ok {
		return true
	}
	_, _, ok := p.peek(pos)
	return ok
}

// citation parses one instrument with its provisions, or provisions alone.
func (p *citationParser) citation(pos int) (Citation, int, error) {
	c := Citation{Start: pos}
	end := pos
	if next, ok := p.instrumentID(pos); ok {
		c.ID, end = string(p.norm[pos:next]), next
		if p.at(next) == '#' {
			ref, after, ok := p.clauseNumber(next + 1)
			if !ok {
				return c, pos, p.fail(pos, after, "“%s”的条款号无法识别；应写作 #14.1、#14.1.2 或 #120-1", "clause of %q cannot be read; write #14.1, #14.1.2 or #120-1", string(p.text[pos:after]))
			}
			c.Refs, c.End = []ArticleRef{ref}, after
			c.Text = string(p.text[pos:after])
			return c, after, nil
		}
	} else if next, ok := p.selfReference(pos); ok {
		c.This, end = true, next
	} else if title, next, ok := p.bracketed(pos); ok {
		c.Title, end = title, next
	} else if next > pos {
		return c, pos, p.fail(pos, next, "书名号没有配对：“%s”", "title %q has no closing 》; write 《title》第…条", string(p.text[pos:next]))
	} else if refs, next, ok := p.refs(pos); ok {
		c.Refs, end = refs, next
		if title, next, ok := p.ofTitle(next); ok { // Article 14(1) of the …
			c.Title, end = title, next
		}
		return p.finish(c, pos, end)
	} else {
		c.Title, end = p.bareTitle(pos)
		if c.Title == "" {
			return c, pos, p.unreadable(pos, max(end, p.skipProse(pos)))
		}
	}
	if c.Title != "" {
		end = p.suffixes(end, &c)
	}
	at := p.skipSpace(end)
	if next, ok := p.anyOf(at, "的", "之", "中", ",", ":"); ok {
		at = p.skipSpace(next)
	}
	if refs, next, ok := p.refs(at); ok && (c.This || refs[0].Relative == "") {
		c.Refs, end = refs, next
	}
	return p.finish(c, pos, end)
}

// finish completes a citation, unless one of its ranges is invalid.
func (p *citationParser) finish(c Citation, pos, end int) (Citation, int, error) {
	if p.backward {
		p.backward = false
		return c, pos, p.fail(c.Start, end, "“%s”的起止条款颠倒或不能比较；应从小到大写，如第十条至第十六条", "range in %q runs backwards or between things that cannot be counted; write it upwards, such as 第十条至第十六条", string(p.text[c.Start:end]))
	}
	if p.budget < 0 {
		return c, pos, p.fail(c.Start, end, "引用范围过大：“%s”", "range in %q names too many articles; cite the ones that matter", string(p.text[c.Start:end]))
	}
	c.End, c.Text = end, string(p.text[pos:end])
	return c, end, nil
}

// instrumentID parses an instrument's id: "cn/shanghai/social_credit_2017".
func (p *citationParser) instrumentID(pos int) (int, bool) {
	end, slashes := pos, 0
	if isLatin(p.at(pos - 1)) {
		return pos, false
	}
	for end < len(p.norm) {
		switch r := p.norm[end]; {
		case r == '/' && end > pos && p.norm[end-1] != '/':
			slashes++
		case r >= 'a' && r <= 'z', slashes > 0 && (isDigit(r) || r == '_'):
		default:
			return end, slashes > 0 && p.norm[end-1] != '/'
		}
		end++
	}
	return end, slashes > 0 && p.norm[end-1] != '/'
}

// clauseNumber parses the number after # in an id: "14", "14.1", "14.1.2", "120-1.2".
func (p *citationParser) clauseNumber(pos int) (ArticleRef, int, bool) {
	ref := ArticleRef{Start: pos}
	var ok bool
	end := pos
	for end < len(p.norm) && (isDigit(p.norm[end]) || p.norm[end] == '.' || p.norm[end] == '-' || isLatin(p.norm[end])) {
		end++
	}
	if end > pos && p.norm[end-1] == '.' { // the end of the sentence
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

// selfNames are the words for an instrument after 本, a longer one before its own beginning.
var selfNames = []string{"实施条例", "实施细则", "实施办法", "暂行条例", "暂行规定", "暂行办法", "法典", "条例", "规定", "办法", "细则", "决定", "决议", "解释",
	"规则", "通则", "章程", "规章", "规范", "准则", "守则", "标准", "目录", "清单", "制度", "指引", "通知", "意见", "法"}

// selfReference parses 本条例 and this Regulation.
func (p *citationParser) selfReference(pos int) (int, bool) {
	if p.at(pos) == '本' {
		if p.hasWord(pos+1, "法院") || p.hasWord(pos+1, "法人") || p.hasWord(pos+1, "法定") {
			return pos, false
		}
		return p.anyOf(pos+1, selfNames...)
	}
	end, ok := p.latinWord(pos, "this")
	if !ok || p.at(end) != ' ' {
		return pos, false
	}
	for _, w := range []string{"law", "act", "regulation", "regulations", "decision", "rules", "code", "provisions", "measures"} {
		if next, ok := p.latinWord(p.skipSpace(end), w); ok {
			return next, true
		}
	}
	return pos, false
}

// bracketed parses 《title》. For a bracket that is not closed it returns false and the position up to which it searched.
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
	for end = pos; end < len(p.norm) && end-pos <= maxTitle; end++ {
		switch p.norm[end] {
		case open:
			depth++
		case shut:
			depth--
		}
		if depth == 0 {
			title := strings.TrimSpace(string(p.text[pos+width : end+1-width]))
			if title == "" {
				return "", end + 1, false
			}
			return title, end + 1, true
		}
	}
	return "", end, false
}

// suffixes parses the brackets after a title: its edition and the number of the document.
func (p *citationParser) suffixes(pos int, c *Citation) int {
	for range 3 {
		at := p.skipSpace(pos)
		if p.at(at) != '(' {
			return pos
		}
		end := at + 1
		for end < len(p.norm) && p.norm[end] != ')' && end-at < 40 {
			if p.norm[end] == '(' { // 国发〔2014〕21号 inside of brackets
				for end < len(p.norm) && p.norm[end] != ')' {
					end++
				}
			}
			end++
		}
		if p.at(end) != ')' {
			return pos
		}
		inner := string(p.norm[at+1 : end])
		switch year, ok := edition(inner); {
		case ok:
			c.Edition = year
		case strings.HasSuffix(inner, "号") || strings.HasSuffix(inner, "号令"):
			c.Number = string(p.text[at+1 : end])
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

// titleSuffix reports whether a bracket after 》 is part of the title: （试行）, （二）.
func titleSuffix(s string) bool {
	if s == "试行" || s == "暂行" || s == "草案" {
		return true
	}
	_, ok := chineseNumber([]rune(s))
	return ok && strings.Trim(s, "一二三四五六七八九十") == ""
}

// edition parses 2019修订, 2019年修正本 and 2021年1月22日修订, and returns the year.
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

// titleEndings are the words that titles end with; a 、 after one of them separates two titles.
var titleEndings = []string{"法", "法典", "条例", "规定", "办法", "细则", "决定", "决议", "解释", "规则", "规章", "通则", "章程", "意见", "通知", "目录", "清单", "标准"}

// bareTitle parses a title without brackets: up to its article, its edition, or a sign that ends it.
func (p *citationParser) bareTitle(pos int) (string, int) {
	end := pos
	for end < len(p.norm) && end-pos <= maxTitle {
		r := p.norm[end]
		if strings.ContainsRune("\n,;。《》<>#", r) {
			break
		}
		if r == '、' || r == '和' || r == '及' || r == '与' {
			so := strings.TrimSpace(string(p.norm[pos:end]))
			if slices.ContainsFunc(titleEndings, func(k string) bool { return strings.HasSuffix(so, k) }) && (r == '、' || p.startsTitleAfter(end+1)) {
				break
			}
		}
		if r == '(' {
			shut := end
			for shut < len(p.norm) && p.norm[shut] != ')' {
				shut++
			}
			if shut == len(p.norm) {
				break
			}
			if _, ok := edition(string(p.norm[end+1 : shut])); ok && !isDigit(p.at(shut+1)) { // but 国办发〔2020〕49号
				break
			}
			end = shut + 1
			continue
		}
		if end > pos && (r == '第' || r == '§' || isLatin(r) && !isLatin(p.norm[end-1])) {
			if refs, _, ok := p.peek(end); ok && refs[0].Article > 0 {
				break
			}
		}
		end++
	}
	title := strings.TrimSpace(string(p.text[pos:end]))
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

// startsTitleAfter reports whether a title with an article of its own follows 和 (A法和B法第三条), and not the rest of the same
// title (劳动法和劳动合同法实施办法).
func (p *citationParser) startsTitleAfter(pos int) bool {
	for end := pos; end < len(p.norm) && end-pos <= maxTitle; end++ {
		switch p.norm[end] {
		case '《':
			return end == p.skipSpace(pos)
		case '、', ',', ';', '\n':
			return false
		case '第':
			so := strings.TrimSpace(string(p.norm[pos:end]))
			return slices.ContainsFunc(titleEndings, func(k string) bool { return strings.HasSuffix(so, k) })
		}
	}
	return false
}

// ofTitle parses "of the Personal Information Protection Law" after an article.
func (p *citationParser) ofTitle(pos int) (string, int, bool) {
	at, ok := p.latinWord(p.skipSpace(pos), "of")
	if !ok {
		return "", pos, false
	}
	at = p.skipSpace(at)
	if next, ok := p.latinWord(at, "the"); ok {
		at = p.skipSpace(next)
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
	end = min(max(end, start), len(p.text))
	what := strings.TrimSpace(string(p.text[start:min(end, start+60)]))
	return p.fail(start, end, "无法识别引用“%s”；应写明文件名称和条款，如《征信业管理条例》第十四条第一款",
		"citation %q cannot be read; name the instrument and its article, such as 《征信业管理条例》第十四条第一款", what)
}
