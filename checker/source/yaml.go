package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// YAML reads data as a stream of YAML 1.2 documents. Documents that can be read are returned even where others cannot:
// a document with a duplicate key, a tag or an alias out of bounds is left out and reading goes on, while after broken
// syntax nothing more is read and unread says how many documents that leaves. A text without any document, and an
// empty document between two "---", are problems.
func YAML(data []byte) (docs []Document, problems []Problem, unread int) {
	t, p := newText(data)
	if p != nil {
		return nil, []Problem{*p}, 0
	}
	for i, r := range t.runes {
		// YAML 1.1 breaks lines here and 1.2 does not; half the readers would disagree about every place that follows.
		if r == '\u0085' || r == '\u2028' || r == '\u2029' {
			return nil, []Problem{{
				Span:   t.at(i),
				ZH:     fmt.Sprintf("文字中有不可见的换行符 U+%04X", r),
				EN:     fmt.Sprintf("the text contains the invisible line separator U+%04X", r),
				HintZH: "删除该字符，或者改为普通换行", HintEN: "remove it or break the line",
			}}, 0
		}
	}
	parts := t.documents()
	if len(parts) == 0 {
		return nil, []Problem{emptyText(t)}, 0
	}
	if len(parts) > MaxDocuments {
		return nil, []Problem{{
			Span:   t.at(parts[MaxDocuments].start),
			ZH:     fmt.Sprintf("文件中有 %d 个文档，超过上限 %d 个，没有读取", len(parts), MaxDocuments),
			EN:     fmt.Sprintf("the text holds %d documents, more than the %d that are read", len(parts), MaxDocuments),
			HintZH: "拆分为多个文件", HintEN: "split it into several files",
		}}, 0
	}
	if doc, ok := t.json(parts); ok {
		return []Document{doc}, nil, 0
	}
	return t.yaml(parts)
}

// yaml reads the documents of a text with the library.
func (t *text) yaml(parts []part) (docs []Document, problems []Problem, unread int) {
	for i, part := range parts {
		r := &yamlReader{reader: newReader(t, i), part: part}
		broken := r.read()
		problems = append(problems, r.problems...)
		if broken {
			return docs, problems, len(parts) - i - 1
		}
		if len(r.problems) == 0 {
			docs = append(docs, r.doc)
		}
	}
	return docs, problems, 0
}

// json reads a text that is JSON as that, which says the same and costs a fraction. What is JSON and not YAML too, or may not
// be, is left to the library, and so is every problem.
func (t *text) json(parts []part) (Document, bool) {
	if at := firstInk(t.runes[parts[0].start:]); len(parts) > 1 || at != '{' && at != '[' || t.odd || bytes.ContainsAny(t.data, "\t") || bytes.Contains(t.data, []byte(`\u`)) {
		return Document{}, false
	}
	d := &jsonReader{reader: newReader(t, 0)}
	d.document()
	return d.doc, len(d.problems) == 0
}

// part is one document of a stream, or one scalar of a document: the offsets of its first character and of its end.
type part struct{ start, end int }

// documents cuts the text where YAML says a document ends whatever stands around it: at a line that begins with "---"
// or "...", followed by white space. Each document is then read alone, so that a broken one cannot reach into the next.
func (t *text) documents() []part {
	var parts []part
	at := part{}
	content := false // something besides comments and directives since at.start
	closed := func(end int) {
		at.end = end
		if content {
			parts = append(parts, at)
		}
		at, content = part{start: end}, false
	}
	for i, start := range t.lines {
		end := len(t.runes)
		if i+1 < len(t.lines) {
			end = t.lines[i+1]
		}
		line := t.runes[start:end]
		switch first := firstInk(line); {
		case isMarker(line, '-'):
			if content {
				closed(start)
			}
			content = true
		case isMarker(line, '.'):
			closed(end)
		case first == 0 || first == '#' || first == '%' && line[0] == '%' && !content:
		default:
			content = true
		}
	}
	closed(len(t.runes))
	return parts
}

func isMarker(line []rune, r rune) bool {
	return len(line) >= 3 && line[0] == r && line[1] == r && line[2] == r && (len(line) == 3 || strings.ContainsRune(" \t\r\n", line[3]))
}

// firstInk returns the first character that is not white space, or 0.
func firstInk(line []rune) rune {
	for _, r := range line {
		if !isWhite(r) {
			return r
		}
	}
	return 0
}

func isWhite(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

// yamlReader turns one document's nodes into values. The library reports only where a node begins; the end is found
// again in the text, where the syntax leaves no doubt about it.
type yamlReader struct {
	reader
	part    part
	first   int          // the line of the text at which what the library reads begins
	aliased int          // values that came out of aliases
	open    []*yaml.Node // anchored nodes being read, to see an alias inside what it stands for
	texts   []part       // scalars written in this document, in order, which may hold a "#"
}

// read fills the document. It reports whether the syntax is broken, which says nothing about how many problems there are.
func (r *yamlReader) read() (broken bool) {
	root, err := r.nodes()
	if err != nil {
		r.add(r.syntax(err))
		return true
	}
	if root == nil || root.Kind == yaml.ScalarNode && root.Value == "" && plain(root) {
		r.problem(r.at(r.part.start), "此处的文档没有内容", "the document here is empty", "写入内容，或者删除多余的“---”", `fill it in, or remove the spare "---"`)
		return false
	}
	v, _, _ := r.value(root, r.doc.places, 0, 0, 0, Span{}, false)
	r.doc.Value = v
	r.comments()
	return false
}

// nodes runs the library over the part. Columns it reports count characters.
func (r *yamlReader) nodes() (root *yaml.Node, err error) {
	// A fault in the library must cost the user one document, not the run.
	defer func() {
		if p := recover(); p != nil {
			root, err = nil, fmt.Errorf("the reader failed: %v", p)
		}
	}()
	loader, err := yaml.NewLoader(bytes.NewReader(r.content()), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(MaxDepth+1))))
	if err != nil {
		return nil, err
	}
	var doc, more yaml.Node
	if err := loader.Load(&doc); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	if err := loader.Load(&more); err == nil {
		return nil, errors.New("a second document begins without ---")
	} else if !errors.Is(err, io.EOF) {
		return nil, err
	}
	if doc.Kind == yaml.DocumentNode {
		if len(doc.Content) != 1 {
			return nil, nil
		}
		return doc.Content[0], nil
	}
	return &doc, nil
}

// content returns what the library reads of the part: all but the comments above it, which take the library much longer to
// pass over. Directives are turned into comments: the library refuses the one that says what we hold true anyway
// (%YAML 1.2), and all others would change what the text means.
func (r *yamlReader) content() []byte {
	first, _ := r.place(r.part.start)
	begin, end := r.bytes[first-1], len(r.data)
	if r.part.end < len(r.runes) {
		next, _ := r.place(r.part.end) // parts begin and end where lines do
		end = r.bytes[next-1]
	}
	content := r.data[begin:end]
	r.first = first
	// Nothing is left out where there is something among it, or right below, that the library refuses or sees differently at
	// the beginning of a text.
	above := !r.odd
	directives := false
	for line := first; line <= len(r.lines) && r.lines[line-1] < r.part.end; line++ {
		raw := r.data[r.bytes[line-1]:end]
		if line < len(r.bytes) {
			raw = r.data[r.bytes[line-1]:r.bytes[line]]
		}
		bare := bytes.TrimLeft(raw, " ")
		if len(bare) > 0 && bare[0] == '\t' {
			r.first, above = first, false
		}
		s := bytes.TrimSpace(raw)
		if len(s) == 0 || s[0] == '#' {
			above = above && (len(bare) == 0 || strings.IndexByte("#\r\n", bare[0]) >= 0)
			if above {
				r.first = line + 1
			}
			continue
		}
		if raw[0] != '%' {
			break
		}
		if !version12.Match(s) {
			r.problem(r.at(r.lines[line-1]), fmt.Sprintf("不支持指令“%s”", s), fmt.Sprintf("directive %q is not supported", s), "删除该行", "remove the line")
		}
		if !directives {
			content, directives = bytes.Clone(content), true
			r.first, above = first, false
		}
		content[r.bytes[line-1]-begin] = '#'
	}
	return content[r.bytes[r.first-1]-begin:]
}

var version12 = regexp.MustCompile(`^%YAML[ \t]+1\.2([ \t]+#.*)?$`)

// mark turns a place the library reports into an offset: its lines count from the first that it reads.
func (r *yamlReader) mark(line, column int) int {
	return min(max(r.offset(r.first+line-1, column), r.part.start), r.part.end)
}

// value reads one node and everything in it, and fills in its place, to which a pointer of so many bytes leads. start and end
// are its offsets; end of a value that is not written equals start. indent is the indentation of the collection around it;
// via is the place of the alias it came from.
func (r *yamlReader) value(n *yaml.Node, to *place, pointer, depth, indent int, via Span, aliased bool) (v any, start, end int) {
	start = r.properties(n, r.mark(n.Line, n.Column))
	end = start
	if !r.enter(pointer, depth, start) {
		r.values = MaxValues + 1 // one report is enough, and the rest need not be read
		return nil, start, end
	}
	if aliased {
		if r.aliased++; r.aliased > MaxAliasValues {
			r.problem(via, fmt.Sprintf("别名展开后数据过多，至多 %d 个值", MaxAliasValues), fmt.Sprintf("aliases stand for more than %d values", MaxAliasValues), "直接写出内容", "write the values out")
			r.values = MaxValues + 1
			return nil, start, end
		}
	}
	if tagged(n) {
		r.problem(r.at(r.mark(n.Line, n.Column)), fmt.Sprintf("不支持标签“%s”", n.Tag), fmt.Sprintf("tag %q is not supported", n.Tag), "删除标签；文字请加引号", "remove it; put text in quotes")
	}
	if n.Anchor != "" && n.Kind != yaml.AliasNode {
		r.open = append(r.open, n)
		defer func() { r.open = r.open[:len(r.open)-1] }()
	}
	switch n.Kind {
	case yaml.AliasNode:
		end = start + 1 + len([]rune(n.Value))
		at := r.span(start, end)
		for _, o := range r.open {
			if o == n.Alias {
				r.problem(at, fmt.Sprintf("别名“%s”引用了包含它自己的内容", n.Value), fmt.Sprintf("alias %q stands inside what it stands for", n.Value), "删除该别名", "remove it")
				return nil, start, end
			}
		}
		if aliased {
			at = via
		}
		v, _, _ = r.value(n.Alias, to, pointer, depth, 0, r.span(start, end), true)
		to.value = at
		return v, start, end
	case yaml.ScalarNode:
		end = r.scalarEnd(n, start, indent)
		if !aliased && end > start {
			r.texts = append(r.texts, part{start: start, end: end})
		}
		to.value = r.span(start, end)
		return r.scalar(n, to.value), start, end
	case yaml.SequenceNode:
		v, end = r.sequence(n, to, pointer, depth, start, via, aliased)
	case yaml.MappingNode:
		v, end = r.mapping(n, to, pointer, depth, start, via, aliased)
	default:
		r.problem(r.at(start), "无法识别此处的内容", "this is no value", "", "")
	}
	to.value = r.span(start, end)
	return v, start, end
}

func (r *yamlReader) sequence(n *yaml.Node, to *place, pointer, depth, start int, via Span, aliased bool) (any, int) {
	a := make([]any, 0, len(n.Content))
	to.elements(len(n.Content))
	end := start + 1
	_, column := r.place(start)
	for i, c := range n.Content {
		v, _, e := r.value(c, &to.inner[i], pointer+1+len(strconv.Itoa(i)), depth+1, column-1, via, aliased)
		if a, end = append(a, v), max(end, e); r.values > MaxValues {
			return a, end
		}
	}
	return a, r.close(start, end, '[', ']')
}

func (r *yamlReader) mapping(n *yaml.Node, to *place, pointer, depth, start int, via Span, aliased bool) (any, int) {
	m := make(map[string]any, len(n.Content)/2)
	entries := make([]place, 0, len(n.Content)/2)
	to.entries()
	end := start + 1
	_, column := r.place(start)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		name, key, keyEnd, ok := r.key(k, column-1, aliased)
		_, read := m[name]
		inner := r.earlier(name, read, entries, to)
		twice := inner != nil
		switch {
		case !twice:
			entries = append(entries, place{name: name, key: key})
			inner = &entries[len(entries)-1]
		case ok:
			r.add(duplicate(name, key, inner.key))
		}
		v, s, e := r.value(n.Content[i+1], inner, below(pointer, name), depth+1, column-1, via, aliased)
		if s == e {
			inner.value = key
		}
		if end = max(end, keyEnd, e); r.values > MaxValues {
			return m, end
		}
		switch {
		case twice:
		case ok:
			m[name] = v
		default:
			entries = entries[:len(entries)-1]
		}
	}
	to.object(entries)
	return m, r.close(start, end, '{', '}')
}

// key reads a mapping key, which must be text: what else YAML allows has no counterpart in JSON.
func (r *yamlReader) key(k *yaml.Node, indent int, aliased bool) (name string, at Span, end int, ok bool) {
	start := r.properties(k, r.mark(k.Line, k.Column))
	if k.Kind != yaml.ScalarNode {
		at = r.at(start)
		r.problem(at, "键名必须是文字", "a key must be text", "", "")
		return "", at, start, false
	}
	end = r.scalarEnd(k, start, indent)
	at = r.span(start, end)
	if !aliased && end > start {
		r.texts = append(r.texts, part{start: start, end: end})
	}
	switch {
	case tagged(k):
		r.problem(at, fmt.Sprintf("不支持标签“%s”", k.Tag), fmt.Sprintf("tag %q is not supported", k.Tag), "删除标签", "remove it")
	case plain(k) && k.Value == "<<":
		r.problem(at, "不支持合并键“<<”", `the merge key "<<" is not supported`, "直接写出各项内容", "write the entries out")
	default:
		if _, text := resolve(k).(string); text || !plain(k) {
			return k.Value, at, end, true
		}
		r.problem(at, fmt.Sprintf("键名“%s”必须是文字", k.Value), fmt.Sprintf("key %q is not text", k.Value), "加上引号", "put it in quotes")
	}
	return k.Value, at, end, false
}

func plain(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
}

func tagged(n *yaml.Node) bool { return n.Style&yaml.TaggedStyle != 0 || n.Tag == "!" }

// resolve is YAML 1.2's core schema, less the numbers JSON does not know: nil, bool, json.Number (not checked for its
// size) or string.
func resolve(n *yaml.Node) any {
	if !plain(n) {
		return n.Value
	}
	switch n.Value {
	case "", "~", "null", "Null", "NULL":
		return nil
	case "true", "True", "TRUE":
		return true
	case "false", "False", "FALSE":
		return false
	}
	if isNumber(n.Value) {
		return json.Number(n.Value)
	}
	return n.Value
}

// doubtful are texts that some YAML reader takes for a number: 01234 0x1F 0o17 0b1 1_000 +1 .5 5. .inf .nan 1:30.
var doubtful = regexp.MustCompile(`^[-+]?(0[xX][0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+|(?:[0-9][0-9_]*)?\.?[0-9_]+(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*\.(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF)|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?)$|^\.(?:nan|NaN|NAN)$`)

func (r *yamlReader) scalar(n *yaml.Node, at Span) any {
	v := resolve(n)
	switch s := v.(type) {
	case json.Number:
		exact, p := number(string(s), at)
		if p != nil {
			r.add(*p)
			return nil
		}
		return exact
	case string:
		if plain(n) && s != "" && strings.IndexByte("+-.0123456789_", s[0]) >= 0 && strings.Trim(s, "_") != "" && doubtful.MatchString(s) {
			r.warn(Problem{
				Span:   at,
				ZH:     fmt.Sprintf("“%s”按文字处理，不作为数字", s),
				EN:     fmt.Sprintf("%q is kept as text, not read as a number", s),
				HintZH: "编号请加引号；数字请写成普通十进制", HintEN: "put a code in quotes; write a number in plain decimal digits",
			})
		}
	}
	return v
}

// properties skips the anchor (and tag) a node begins with, up to what it is attached to.
func (r *yamlReader) properties(n *yaml.Node, at int) int {
	if n.Kind == yaml.AliasNode || n.Anchor == "" && !tagged(n) {
		return at
	}
	for at < r.part.end && (r.runes[at] == '&' || r.runes[at] == '!') {
		word := at
		for at < r.part.end && !isWhite(r.runes[at]) && !(at > word && strings.ContainsRune(",[]{}", r.runes[at])) {
			at++
		}
		if next := r.skip(at, ""); n.Value != "" || !plain(n) {
			at = next
		} else {
			break // an anchored nothing: what follows belongs to someone else
		}
	}
	return at
}

// skip returns the offset of the first character from at on that is neither white space nor comment nor in also.
func (r *yamlReader) skip(at int, also string) int {
	for at < r.part.end {
		c := r.runes[at]
		switch {
		case isWhite(c) || also != "" && strings.ContainsRune(also, c):
			at++
		case c == '#' && (at == 0 || isWhite(r.runes[at-1])):
			for at < r.part.end && r.runes[at] != '\n' && r.runes[at] != '\r' {
				at++
			}
		default:
			return at
		}
	}
	return at
}

// close returns the end of a collection whose last value ends at end: past the bracket if it has one.
func (r *yamlReader) close(start, end int, opening, closing rune) int {
	if start >= r.part.end || r.runes[start] != opening {
		return end
	}
	if at := r.skip(end, ",:?"); at < r.part.end && r.runes[at] == closing {
		return at + 1
	}
	return end
}

func (r *yamlReader) scalarEnd(n *yaml.Node, start, indent int) int {
	at := start
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		for at++; at < r.part.end && r.runes[at] != '"'; at++ {
			if r.runes[at] == '\\' {
				at++
			}
		}
		return min(at+1, r.part.end)
	case n.Style&yaml.SingleQuotedStyle != 0:
		for at++; at < r.part.end; at++ {
			if r.runes[at] == '\'' {
				if at+1 >= r.part.end || r.runes[at+1] != '\'' {
					break
				}
				at++
			}
		}
		return min(at+1, r.part.end)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return r.blockEnd(start, indent)
	}
	// Folding changes only the white space between the words of a plain scalar: walk along both.
	end := start
	for _, c := range n.Value {
		if isWhite(c) {
			continue
		}
		for at < r.part.end && isWhite(r.runes[at]) {
			at++
		}
		if at >= r.part.end || r.runes[at] != c {
			return end
		}
		at++
		end = at
	}
	return end
}

// blockEnd returns the end of the last inked line of a block scalar, whose lines are indented by what its header says
// or else as its first line is.
func (r *yamlReader) blockEnd(start, indent int) int {
	header, _ := r.place(start)
	least := 0
	end := start + 1
	for _, c := range r.lineOf(header)[start-r.lines[header-1]:] {
		if isWhite(c) {
			break
		}
		if '1' <= c && c <= '9' {
			least = max(indent, 0) + int(c-'0')
		}
	}
	for end < r.part.end && !isWhite(r.runes[end]) {
		end++
	}
	for line := header + 1; line <= len(r.lines) && r.lines[line-1] < r.part.end; line++ {
		runes := r.lineOf(line)
		n := 0
		for n < len(runes) && runes[n] == ' ' {
			n++
		}
		if firstInk(runes) == 0 {
			continue
		}
		if least == 0 {
			least = max(n, 1)
			if indent < 0 {
				least = n
			}
		}
		if n < least || isMarker(runes, '.') {
			break
		}
		end = r.lines[line-1] + len([]rune(strings.TrimRight(string(runes), "\r\n")))
	}
	return min(end, r.part.end)
}

func (t *text) lineOf(line int) []rune {
	end := len(t.runes)
	if line < len(t.lines) {
		end = t.lines[line]
	}
	return t.runes[t.lines[line-1]:end]
}

// comments finds the comments of the part: a "#" at the beginning of a line or after white space, outside every scalar.
func (r *yamlReader) comments() {
	next := 0
	for at := r.part.start; at < r.part.end; at++ {
		if next < len(r.texts) && at >= r.texts[next].start {
			at = max(at, r.texts[next].end) - 1
			next++
			continue
		}
		if r.runes[at] != '#' || at > r.part.start && !isWhite(r.runes[at-1]) {
			continue
		}
		line, _ := r.place(at)
		start := at
		for at < r.part.end && r.runes[at] != '\n' && r.runes[at] != '\r' {
			at++
		}
		r.doc.Comments[line] = strings.TrimSpace(strings.TrimLeft(string(r.runes[start:at]), "#"))
	}
}
