package law

import (
	"slices"
	"strings"
	"unicode"
)

// level is the depth of a provision in an instrument.
type level int

const (
	articleLevel   level = iota + 1 // 条
	paragraphLevel                  // 款
	itemLevel                       // 项
	subItemLevel                    // 目
)

var units = map[rune]level{'条': articleLevel, '款': paragraphLevel, '项': itemLevel, '目': subItemLevel}

// unit parses the word for a level. 条例, 款项, 项目, 目录 and 目标 are other words.
func (p *citationParser) unit(pos int) (level, bool) {
	lv, ok := units[p.at(pos)]
	next := p.at(pos + 1)
	switch lv {
	case articleLevel:
		ok = next != '例'
	case paragraphLevel:
		ok = next != '项'
	case itemLevel:
		ok = next != '目'
	case subItemLevel:
		ok = next != '录' && next != '标'
	}
	return lv, ok
}

// component is one level of a provision as written: 第十四条, 第一、二款, 第（一）至（三）项, 前款.
type component struct {
	level      level
	nums       []number
	sub        int    // 之一
	rel        string // 本条, 前款 …; nums is then empty
	start, end int
}

// number is a member of a component; through means that it ends a range which the number before it begins.
type number struct {
	n       int
	through bool
}

// peek is refs without a change of the budget.
func (p *citationParser) peek(pos int) ([]ArticleRef, int, bool) {
	budget, backward := p.budget, p.backward
	refs, end, ok := p.refs(pos)
	p.budget, p.backward = budget, backward
	return refs, end, ok
}

// refs parses a list of provisions, in Chinese or English: 第十条、第十二条第一款和第十四条至第十六条.
func (p *citationParser) refs(pos int) ([]ArticleRef, int, bool) {
	if isLatin(p.at(pos)) || p.at(pos) == '§' {
		return p.englishRefs(pos)
	}
	var out []ArticleRef
	var last ArticleRef // gives the levels that the next provision leaves out
	end := pos
	at, through := pos, false
	for {
		path := p.path(at, len(out) > 0)
		if len(path) == 0 {
			if next, ok := p.alsoSub(at, last, through); ok { // 第一百二十条之一、之二
				last = next
				out, end = p.add(out, last), next.End
			} else {
				break
			}
		} else {
			out, last = p.addPath(out, path, last, through)
			end = path[len(path)-1].end
		}
		var ok bool
		if at, through, ok = p.separator(end); !ok {
			break
		}
	}
	return out, end, len(out) > 0
}

// separator parses the sign or word between two provisions and reports whether they are the ends of a range.
func (p *citationParser) separator(pos int) (next int, through, ok bool) {
	at := p.skipSpace(pos)
	if end, ok := p.anyOf(at, "至", "到", "-"); ok {
		for p.at(end) == '-' {
			end++
		}
		return p.skipSpace(end), true, true
	}
	for { // 、以及
		end, ok := p.anyOf(at, "以及", "或者", "、", ",", "和", "及", "与", "或", ";", "/")
		if !ok {
			break
		}
		at = p.skipSpace(end)
		next = at
	}
	return next, false, next > 0
}

// alsoSub parses 之二 after 第一百二十条之一、.
func (p *citationParser) alsoSub(pos int, last ArticleRef, through bool) (ArticleRef, bool) {
	if p.at(pos) != '之' || last.Sub == 0 || through {
		return last, false
	}
	n, end, ok := p.number(pos + 1)
	return ArticleRef{Article: last.Article, Sub: n, Start: pos, End: end}, ok && n > 0
}

// path parses the levels of one provision from the article inwards: 第十四条第一款第（二）项.
func (p *citationParser) path(pos int, follows bool) []component {
	var path []component
	at := pos
	for len(path) < 4 {
		c, ok := p.component(at, follows || len(path) > 0)
		if !ok && len(path) > 0 {
			if next, skipped := p.anyOf(at, "的", "中", "之"); skipped {
				c, ok = p.component(p.skipSpace(next), false)
			}
		}
		if !ok || len(path) > 0 && (c.level <= path[len(path)-1].level || c.rel != "") {
			break
		}
		path = append(path, c)
		at = p.skipSpace(c.end)
	}
	return path
}

// component parses one level. Inside a provision it may leave out 第 (（二）项), and with brackets its unit as well (第十四条（二）).
func (p *citationParser) component(pos int, inside bool) (component, bool) {
	c := component{start: pos}
	switch p.at(pos) {
	case '前', '本':
		at := pos + 1
		if n, end, ok := p.number(at); ok && p.norm[pos] == '前' && n > 0 && n < 20 {
			at = end
		}
		lv, ok := p.unit(at)
		if !ok || lv == subItemLevel {
			return c, false
		}
		c.level, c.rel, c.end = lv, string(p.norm[pos:at+1]), at+1
		return c, true
	case '第':
		return p.numbered(c, p.skipSpace(pos+1))
	}
	if inside {
		if got, ok := p.numbered(c, pos); ok && got.level > articleLevel {
			return got, true
		}
		if n, end, ok := p.bracketedNumber(pos); ok {
			c.level, c.nums, c.end = itemLevel, []number{{n: n}}, end
			return c, true
		}
	}
	return c, false
}

// numbered parses the numbers of a level and their unit: 十四条, （一）、（二）项, 一至三款.
func (p *citationParser) numbered(c component, pos int) (component, bool) {
	at := pos
	through := false
	for len(c.nums) < 64 {
		n, end, ok := p.number(at)
		if !ok {
			n, end, ok = p.bracketedNumber(at)
		}
		if !ok || n == 0 {
			return c, false
		}
		c.nums = append(c.nums, number{n, through})
		at = p.skipSpace(end)
		if lv, ok := p.unit(at); ok {
			c.level, c.end = lv, at+1
			if lv == articleLevel && p.at(at+1) == '之' {
				if n, end, ok := p.number(at + 2); ok && n > 0 && units[p.at(end)] == 0 {
					c.sub, c.end = n, end
				}
			}
			return c, true
		}
		next, range_, ok := p.separator(end)
		if !ok {
			return c, false
		}
		through = range_
		at = next
		if p.at(at) == '第' {
			at = p.skipSpace(at + 1)
		}
	}
	return c, false
}

// addPath adds the provisions of one path; levels that the path leaves out are taken from the provision before it.
func (p *citationParser) addPath(out []ArticleRef, path []component, last ArticleRef, through bool) ([]ArticleRef, ArticleRef) {
	ref := last
	if path[0].level == articleLevel || path[0].rel != "" {
		ref = ArticleRef{}
	}
	ref.Start, ref.End = path[0].start, path[len(path)-1].end
	for i, c := range path {
		innermost := i == len(path)-1
		if c.rel != "" {
			if ref.Relative = c.rel; innermost {
				out = p.add(out, ref)
			}
			continue
		}
		if c.level == articleLevel {
			ref.Relative = ""
		}
		for j, num := range c.nums {
			ref = ref.with(c.level, num.n)
			if c.level == articleLevel && j == len(c.nums)-1 {
				ref.Sub = c.sub
			}
			if num.through || through && i == 0 && j == 0 {
				out, ref.Start = p.fill(out, ref, c.level)
			}
			if innermost || j < len(c.nums)-1 { // in 第一、二款第（一）项 the first paragraph is whole
				out = p.add(out, ref)
			}
		}
	}
	return out, ref
}

// with sets a level and clears the levels below it.
func (r ArticleRef) with(lv level, n int) ArticleRef {
	switch lv {
	case articleLevel:
		r.Article, r.Sub, r.Paragraph, r.Item, r.SubItem = n, 0, 0, 0, 0
	case paragraphLevel:
		r.Paragraph, r.Item, r.SubItem = n, 0, 0
	case itemLevel:
		r.Item, r.SubItem = n, 0
	case subItemLevel:
		r.SubItem = n
	}
	return r
}

func (r ArticleRef) at(lv level) int {
	return [...]int{r.Article, r.Paragraph, r.Item, r.SubItem}[lv-1]
}

// add adds a provision unless the budget is spent.
func (p *citationParser) add(out []ArticleRef, ref ArticleRef) []ArticleRef {
	if p.budget--; p.budget >= 0 {
		out = append(out, ref)
	}
	return out
}

// fill adds the provisions between the last one and ref, which ends a range, and returns the start of the range.
func (p *citationParser) fill(out []ArticleRef, ref ArticleRef, lv level) ([]ArticleRef, int) {
	if len(out) == 0 {
		return out, ref.Start
	}
	opens := &out[len(out)-1]
	from, to := opens.at(lv), ref.at(lv)
	if from == 0 || from > to || from == to && opens.Sub >= ref.Sub {
		p.backward = true
		return out, ref.Start
	}
	opens.End = ref.End
	start := opens.Start
	for n := from + 1; n < to && p.budget >= 0; n++ {
		between := ref.with(lv, n)
		between.Start = start
		out = p.add(out, between)
	}
	return out, start
}

// number parses a number in Arabic or Chinese numerals.
func (p *citationParser) number(pos int) (int, int, bool) {
	if isDigit(p.at(pos)) {
		return p.arabic(pos)
	}
	end := pos
	for end < len(p.norm) && end-pos < 12 && strings.ContainsRune("零一二两三四五六七八九十百千", p.norm[end]) {
		end++
	}
	if end == pos {
		return 0, pos, false
	}
	n, ok := chineseNumber(p.norm[pos:end])
	return n, end, ok
}

func (p *citationParser) arabic(pos int) (int, int, bool) {
	n, end := 0, pos
	for end < len(p.norm) && isDigit(p.norm[end]) {
		n = n*10 + int(p.norm[end]-'0')
		end++
		if n > 9999 {
			return 0, end, false
		}
	}
	return n, end, end > pos
}

// chineseNumber parses 一百二十 and 一二〇 as 120, up to 9999.
func chineseNumber(rs []rune) (int, bool) {
	const digits = "零一二三四五六七八九"
	value := func(r rune) int {
		if r == '两' {
			return 2
		}
		return strings.IndexRune(digits, r) / len("零")
	}
	unit := map[rune]int{'十': 10, '百': 100, '千': 1000}
	if !slices.ContainsFunc(rs, func(r rune) bool { return unit[r] > 0 }) {
		n := 0
		for _, r := range rs {
			n = n*10 + value(r)
		}
		return n, len(rs) > 0 && len(rs) < 5
	}
	total, digit, smallest, zero := 0, 0, 10000, false
	for _, r := range rs {
		switch u := unit[r]; {
		case u >= smallest, u == 0 && digit > 0, u > 10 && digit == 0:
			return 0, false
		case u > 0:
			total += max(digit, 1) * u // 十四 does not write its one
			digit, smallest, zero = 0, u, false
		case value(r) == 0:
			zero = true
		default:
			digit = value(r)
		}
	}
	if zero && digit == 0 || digit > 0 && smallest > 10 && !zero { // 一百五 is said for 150; articles are not numbered so
		return 0, false
	}
	return total + digit, true
}

// bracketedNumber parses （二）, (2) and the signs ⑵, ②, ㈡.
func (p *citationParser) bracketedNumber(pos int) (int, int, bool) {
	switch r := p.at(pos); {
	case r == '(':
		n, end, ok := p.number(p.skipSpace(pos + 1))
		end = p.skipSpace(end)
		if !ok || p.at(end) != ')' {
			return 0, pos, false
		}
		return n, end + 1, true
	case r >= '①' && r <= '⑳':
		return int(r-'①') + 1, pos + 1, true
	case r >= '⑴' && r <= '⒇':
		return int(r-'⑴') + 1, pos + 1, true
	case r >= '㈠' && r <= '㈩':
		return int(r-'㈠') + 1, pos + 1, true
	}
	return 0, pos, false
}

// englishRefs parses Art. 14(1), arts 14 and 16-18, Article 14 para 1 item 2, § 14(1)(b).
func (p *citationParser) englishRefs(pos int) ([]ArticleRef, int, bool) {
	at, ok := p.keyword(pos, "articles", "article", "arts", "art", "sections", "section", "secs", "sec", "§§", "§")
	if !ok {
		return nil, pos, false
	}
	var out []ArticleRef
	var last ArticleRef
	end, lv := pos, articleLevel
	through := false
	for {
		ref, next, got, ok := p.englishPath(at, last, lv, len(out) > 0)
		if !ok {
			break
		}
		ref.Start, ref.End = at, next
		if len(out) == 0 {
			ref.Start = pos
		}
		if through {
			step := articleLevel
			if ref.Article == last.Article && ref.Sub == last.Sub { // 14(1) to (3)
				step = lv
			}
			out, ref.Start = p.fill(out, ref, step)
		}
		out = p.add(out, ref)
		last, lv, end = ref, got, next
		if at, through, ok = p.englishSeparator(end); !ok {
			break
		}
		if next, ok := p.keyword(at, "articles", "article", "arts", "art", "§"); ok {
			at = next
		}
	}
	return out, end, len(out) > 0
}

// keyword parses one of the words with an optional full stop, before a number.
func (p *citationParser) keyword(pos int, words ...string) (int, bool) {
	for _, w := range words {
		end := pos + len([]rune(w))
		if !p.hasWord(pos, w) || isLatin(w0(w)) && (isLatin(p.at(end)) || isLatin(p.at(pos-1))) {
			continue
		}
		if p.at(end) == '.' {
			end++
		}
		end = p.skipSpace(end)
		if isDigit(p.at(end)) || p.at(end) == '(' {
			return end, true
		}
	}
	return pos, false
}

func w0(w string) rune { return rune(w[0]) }

func (p *citationParser) englishSeparator(pos int) (next int, through, ok bool) {
	at := p.skipSpace(pos)
	if p.at(at) == '-' {
		return p.skipSpace(at + 1), true, true
	}
	for _, w := range []string{"to", "through"} {
		if end, ok := p.latinWord(at, w); ok {
			return p.skipSpace(end), true, true
		}
	}
	for {
		start := at
		if r := p.at(at); r == ',' || r == '&' || r == '、' || r == '和' {
			at = p.skipSpace(at + 1)
		}
		for _, w := range []string{"and", "or"} {
			if end, ok := p.latinWord(at, w); ok {
				at = p.skipSpace(end)
			}
		}
		if at == start {
			break
		}
		next = at
	}
	return next, false, next > 0
}

// englishPath parses one provision after its keyword. In a list, a bare number is another article and a bracket another member
// of the last level.
func (p *citationParser) englishPath(pos int, last ArticleRef, lastLevel level, follows bool) (ArticleRef, int, level, bool) {
	ref, at, lv := ArticleRef{}, pos, articleLevel
	switch {
	case isDigit(p.at(pos)):
		n, end, ok := p.arabic(pos)
		if !ok || n == 0 || isLatin(p.at(end)) { // 1681b is not an article number
			return ref, pos, lv, false
		}
		ref.Article, at = n, end
		if p.at(at) == '-' && isDigit(p.at(at+1)) {
			if m, end, ok := p.arabic(at + 1); ok && m > 0 && m <= n {
				ref.Sub, at = m, end
			}
		}
	case follows && p.at(pos) == '(' && lastLevel > articleLevel:
		n, end, _, ok := p.mark(pos, lastLevel)
		if !ok {
			return ref, pos, lv, false
		}
		ref, at, lv = last.with(lastLevel, n), end, lastLevel
		ref.Relative = ""
	default:
		return ref, pos, lv, false
	}
	for lv < subItemLevel {
		if p.at(at) == '(' || p.at(at) == ' ' && p.at(p.skipSpace(at)) == '(' {
			n, end, letter, ok := p.mark(p.skipSpace(at), lv+1)
			if !ok {
				break
			}
			lv++
			if letter && lv == paragraphLevel {
				lv = itemLevel // Article 44(c) has no paragraph
			}
			ref, at = ref.with(lv, n), end
			continue
		}
		if p.at(at) == '.' && isDigit(p.at(at+1)) {
			n, end, ok := p.arabic(at + 1)
			if !ok {
				break
			}
			lv++
			ref, at = ref.with(lv, n), end
			continue
		}
		next := p.skipSpace(at)
		if p.at(next) == ',' {
			next = p.skipSpace(next + 1)
		}
		named, end, step := false, next, lv
		for _, k := range []struct {
			level level
			words []string
		}{
			{paragraphLevel, []string{"paragraphs", "paragraph", "paras", "para", "subsection"}},
			{itemLevel, []string{"subparagraphs", "subparagraph", "items", "item", "points", "point"}},
			{subItemLevel, []string{"subitem", "sub-item"}},
		} {
			if e, ok := p.keyword(next, k.words...); ok && k.level > lv {
				named, end, step = true, e, k.level
				break
			}
		}
		if !named {
			break
		}
		n, after, ok := p.arabic(end)
		if !ok {
			n, after, _, ok = p.mark(end, step)
		}
		if !ok || n == 0 {
			break
		}
		lv = step
		ref, at = ref.with(lv, n), after
	}
	return ref, at, lv, true
}

// mark parses (2), (b) and, for the innermost level, (iv).
func (p *citationParser) mark(pos int, lv level) (n, end int, letter, ok bool) {
	if n, end, ok := p.bracketedNumber(pos); ok && n > 0 {
		return n, end, false, true
	}
	if p.at(pos) != '(' {
		return 0, pos, false, false
	}
	end = pos + 1
	for isLatin(p.at(end)) && end-pos < 6 {
		end++
	}
	if p.at(end) != ')' || end == pos+1 {
		return 0, pos, false, false
	}
	s := strings.ToLower(string(p.norm[pos+1 : end]))
	if len(s) == 1 && (lv != subItemLevel || !strings.Contains("ivx", s)) {
		return int(unicode.ToLower(p.norm[pos+1])-'a') + 1, end + 1, true, true
	}
	n = roman(s)
	return n, end + 1, true, n > 0
}

// roman parses i to xxxix; it returns 0 for anything else.
func roman(s string) int {
	for n := 1; n < 40; n++ {
		w := strings.Repeat("x", n/10) + [...]string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}[n%10]
		if w == s {
			return n
		}
	}
	return 0
}
