package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// YAML parses data as a stream of YAML 1.2 documents. Valid documents are returned even if others are invalid: parsing
// continues after a document with a duplicate key, a tag or too many aliases, and stops at a syntax error; unread is the
// number of documents after it. A text without documents and an empty document between two "---" are problems.
func YAML(data []byte) (docs []Document, problems []Problem, unread int) {
	t, p := newText(data)
	if p != nil {
		return nil, []Problem{*p}, 0
	}
	for i, r := range t.runes {
		// Line breaks in YAML 1.1 but not in 1.2, so parsers would disagree about all positions that follow.
		if r == '\u0085' || r == '\u2028' || r == '\u2029' {
			return nil, []Problem{{
				Span:   t.at(i),
				ZH:     fmt.Sprintf("文字中有不可见的换行符 U+%04X", r),
				EN:     fmt.Sprintf("the text contains the invisible line separator U+%04X", r),
				HintZH: "删除该字符，或者改为普通换行", HintEN: "remove it or break the line",
			}}, 0
		}
	}
	ranges := t.splitDocuments()
	if len(ranges) == 0 {
		return nil, []Problem{emptyText(t)}, 0
	}
	if len(ranges) > MaxDocuments {
		return nil, []Problem{{
			Span:   t.at(ranges[MaxDocuments].start),
			ZH:     fmt.Sprintf("文件中有 %d 个文档，超过上限 %d 个，没有读取", len(ranges), MaxDocuments),
			EN:     fmt.Sprintf("the text holds %d documents, more than the %d that are read", len(ranges), MaxDocuments),
			HintZH: "拆分为多个文件", HintEN: "split it into several files",
		}}, 0
	}
	for i, bounds := range ranges {
		r := &yamlReader{reader: newReader(t, i), bounds: bounds}
		broken := r.readDocument()
		problems = append(problems, r.problems...)
		if broken {
			return docs, problems, len(ranges) - i - 1
		}
		if len(r.problems) == 0 {
			docs = append(docs, r.doc)
		}
	}
	return docs, problems, 0
}

// textRange is the range of a document or a scalar as offsets in code points; end is exclusive.
type textRange struct{ start, end int }

// splitDocuments splits the text at document markers: lines that begin with "---" or "..." and white space. Each document is
// then parsed alone, so that a syntax error does not affect earlier documents.
func (t *text) splitDocuments() []textRange {
	var ranges []textRange
	at := textRange{}
	content := false // the document has more than comments and directives
	closed := func(end int) {
		at.end = end
		if content {
			ranges = append(ranges, at)
		}
		at, content = textRange{start: end}, false
	}
	for i, start := range t.lines {
		end := len(t.runes)
		if i+1 < len(t.lines) {
			end = t.lines[i+1]
		}
		line := t.runes[start:end]
		switch first := firstNonSpace(line); {
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
	return ranges
}

func isMarker(line []rune, r rune) bool {
	return len(line) >= 3 && line[0] == r && line[1] == r && line[2] == r && (len(line) == 3 || strings.ContainsRune(" \t\r\n", line[3]))
}

// firstNonSpace returns the first code point that is not white space, or 0.
func firstNonSpace(line []rune) rune {
	for _, r := range line {
		if !isSpace(r) {
			return r
		}
	}
	return 0
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

// yamlReader converts the nodes of one document to values. The library reports only the start of a node; the reader finds the
// end in the text.
type yamlReader struct {
	reader
	bounds  textRange
	first   int          // first line of the input of the library
	aliased int          // number of values expanded from aliases
	anchors []*yaml.Node // enclosing anchored nodes, to detect recursive aliases
	scalars []textRange  // ranges of the scalars, in order; a "#" in them begins no comment
}

// readDocument parses the document. broken reports a syntax error; other problems leave it false.
func (r *yamlReader) readDocument() (broken bool) {
	root, err := r.nodes()
	if err != nil {
		r.add(r.syntax(err))
		return true
	}
	if root == nil || root.Kind == yaml.ScalarNode && root.Value == "" && plain(root) {
		r.problem(r.at(r.bounds.start), "此处的文档没有内容", "the document here is empty", "写入内容，或者删除多余的“---”", `fill it in, or remove the spare "---"`)
		return false
	}
	v, _, _ := r.value(root, r.doc.spans, 0, 0, 0, Span{}, false)
	r.doc.Value = v
	r.comments()
	return false
}

// nodes parses the document with the library, which counts columns in code points.
func (r *yamlReader) nodes() (root *yaml.Node, err error) {
	// A panic in the library must fail one document, not the run.
	defer func() {
		if p := recover(); p != nil {
			root, err = nil, fmt.Errorf("the reader failed: %v", p)
		}
	}()
	loader, err := yaml.NewLoader(bytes.NewReader(r.loaderInput()), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(MaxDepth+1))))
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

// loaderInput returns the input of the library: the document, with directives replaced by comments. The library rejects the valid
// %YAML 1.2, and other directives, which would change the meaning of the text, are problems.
func (r *yamlReader) loaderInput() []byte {
	r.first, _ = r.position(r.bounds.start)
	begin, end := r.bytes[r.first-1], len(r.data)
	if r.bounds.end < len(r.runes) {
		next, _ := r.position(r.bounds.end) // documents begin and end with lines
		end = r.bytes[next-1]
	}
	content := bytes.Clone(r.data[begin:end])
	for line := r.first; line <= len(r.lines) && r.lines[line-1] < r.bounds.end; line++ {
		start := r.bytes[line-1]
		raw := r.data[start:end]
		if line < len(r.bytes) {
			raw = r.data[start:r.bytes[line]]
		}
		s := bytes.TrimSpace(raw)
		if len(s) == 0 || s[0] == '#' {
			continue
		}
		if raw[0] != '%' {
			break
		}
		if !version12.Match(s) {
			r.problem(r.at(r.lines[line-1]), fmt.Sprintf("不支持指令“%s”", s), fmt.Sprintf("directive %q is not supported", s), "删除该行", "remove the line")
		}
		content[start-begin] = '#'
	}
	return content
}

var version12 = regexp.MustCompile(`^%YAML[ \t]+1\.2([ \t]+#.*)?$`)

// markOffset converts a position of the library, relative to its input, to an offset.
func (r *yamlReader) markOffset(line, column int) int {
	return min(max(r.offset(r.first+line-1, column), r.bounds.start), r.bounds.end)
}

// value converts one node with its children and sets its span. pointer is the length of its pointer in bytes, indent the
// indentation of the enclosing collection, and via the span of the alias that it was expanded from, if aliased. It returns
// the offsets of the value, which are equal if the value is omitted.
func (r *yamlReader) value(n *yaml.Node, to *spanNode, pointer, depth, indent int, via Span, aliased bool) (v any, start, end int) {
	start = r.skipProperties(n, r.markOffset(n.Line, n.Column))
	end = start
	if !r.checkLimits(pointer, depth, start) {
		r.values = MaxValues + 1 // one problem is enough; skip the remaining values
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
		r.problem(r.at(r.markOffset(n.Line, n.Column)), fmt.Sprintf("不支持标签“%s”", n.Tag), fmt.Sprintf("tag %q is not supported", n.Tag), "删除标签；文字请加引号", "remove it; put text in quotes")
	}
	if n.Anchor != "" && n.Kind != yaml.AliasNode {
		r.anchors = append(r.anchors, n)
		defer func() { r.anchors = r.anchors[:len(r.anchors)-1] }()
	}
	switch n.Kind {
	case yaml.AliasNode:
		end = start + 1 + len([]rune(n.Value))
		at := r.span(start, end)
		for _, o := range r.anchors {
			if o == n.Alias {
				r.problem(at, fmt.Sprintf("别名“%s”引用了包含它自己的内容", n.Value), fmt.Sprintf("alias %q stands inside what it stands for", n.Value), "删除该别名", "remove it")
				return nil, start, end
			}
		}
		if aliased {
			at = via
		}
		v, _, _ = r.value(n.Alias, to, pointer, depth, 0, at, true)
		return v, start, end
	case yaml.ScalarNode:
		end = r.scalarEnd(n, start, indent)
		if !aliased && end > start {
			r.scalars = append(r.scalars, textRange{start: start, end: end})
		}
		to.value = r.span(start, end)
		v := r.scalar(n, to.value)
		if text, ok := v.(string); ok && plain(n) {
			r.checkCut(text, end, to.value)
		}
		to.use(via, aliased)
		return v, start, end
	case yaml.SequenceNode:
		v, end = r.sequence(n, to, pointer, depth, start, via, aliased)
	case yaml.MappingNode:
		v, end = r.mapping(n, to, pointer, depth, start, via, aliased)
	default:
		r.problem(r.at(start), "无法识别此处的内容", "this is no value", "", "")
	}
	to.value = r.span(start, end)
	to.use(via, aliased)
	return v, start, end
}

func (r *yamlReader) sequence(n *yaml.Node, to *spanNode, pointer, depth, start int, via Span, aliased bool) (any, int) {
	a := make([]any, 0, len(n.Content))
	to.children = make([]spanNode, len(n.Content))
	end := start + 1
	_, column := r.position(start)
	for i, c := range n.Content {
		v, _, e := r.value(c, &to.children[i], pointer+1+len(strconv.Itoa(i)), depth+1, column-1, via, aliased)
		if a, end = append(a, v), max(end, e); r.values > MaxValues {
			return a, end
		}
	}
	return a, r.collectionEnd(start, end, '[', ']')
}

func (r *yamlReader) mapping(n *yaml.Node, to *spanNode, pointer, depth, start int, via Span, aliased bool) (any, int) {
	m := make(map[string]any, len(n.Content)/2)
	entries := make([]spanNode, 0, len(n.Content)/2)
	end := start + 1
	_, column := r.position(start)
	var merged []merge
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if plain(k) && k.Value == "<<" && !tagged(k) {
			one := merge{at: r.markOffset(k.Line, k.Column)}
			var e int
			one.value, _, e = r.value(n.Content[i+1], &one.spans, pointer, depth, column-1, via, aliased)
			merged = append(merged, one)
			if end = max(end, one.at+2, e); r.values > MaxValues {
				return m, end
			}
			continue
		}
		name, key, keyEnd, ok := r.key(k, column-1, aliased)
		_, twice := m[name]
		if ok && twice {
			r.duplicate(name, key, entries)
		}
		inner := spanNode{name: name, key: key}
		v, s, e := r.value(n.Content[i+1], &inner, pointerLen(pointer, name), depth+1, column-1, via, aliased)
		if s == e && !aliased {
			inner.value = key
		}
		if end = max(end, keyEnd, e); r.values > MaxValues {
			return m, end
		}
		if ok && !twice {
			m[name], entries = v, append(entries, inner)
		}
	}
	for i := range merged {
		entries = r.merge(m, entries, &merged[i])
	}
	for i := range entries {
		if aliased {
			entries[i].key = via
		}
	}
	to.setEntries(entries)
	return m, r.collectionEnd(start, end, '{', '}')
}

// merge is what a merge key ("<<") takes over: an object, or a list of objects of which the earlier prevail.
type merge struct {
	at    int // the offset of the key
	value any
	spans spanNode
}

// merge adds the entries of other objects that an object does not have itself. Their keys have the span of the merge key.
func (r *yamlReader) merge(to map[string]any, entries []spanNode, from *merge) []spanNode {
	key := r.span(from.at, from.at+2)
	objects, spans := []any{from.value}, []spanNode{from.spans}
	if list, ok := from.value.([]any); ok {
		objects, spans = list, from.spans.children
	}
	for i, v := range objects {
		object, ok := v.(map[string]any)
		if !ok && len(r.problems) > 0 {
			return entries // perhaps it could not be read
		}
		if !ok {
			r.problem(key, "合并键“<<”只能合并由键和值组成的内容", `the merge key "<<" takes over objects only`, "写成 <<: *名称", "write <<: *name")
			return entries
		}
		for _, e := range spans[i].children {
			if _, own := to[e.name]; !own {
				to[e.name], e.key = object[e.name], key
				entries = append(entries, e)
			}
		}
	}
	return entries
}

// key converts a mapping key. Keys other than text have no counterpart in JSON and are problems.
func (r *yamlReader) key(k *yaml.Node, indent int, aliased bool) (name string, at Span, end int, ok bool) {
	start := r.skipProperties(k, r.markOffset(k.Line, k.Column))
	if k.Kind != yaml.ScalarNode {
		at = r.at(start)
		r.problem(at, "键名必须是文字", "a key must be text", "", "")
		return "", at, start, false
	}
	end = r.scalarEnd(k, start, indent)
	at = r.span(start, end)
	if !aliased && end > start {
		r.scalars = append(r.scalars, textRange{start: start, end: end})
	}
	switch {
	case tagged(k):
		r.problem(at, fmt.Sprintf("不支持标签“%s”", k.Tag), fmt.Sprintf("tag %q is not supported", k.Tag), "删除标签", "remove it")
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

// resolve implements the core schema of YAML 1.2 without the numbers that JSON lacks. It returns nil, bool, string or a
// json.Number of any size.
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

// ambiguousNumber matches texts that some YAML parser reads as a number: 01234 0x1F 0o17 0b1 1_000 +1 .5 5. .inf .nan 1:30.
var ambiguousNumber = regexp.MustCompile(`^[-+]?(0[xX][0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+|(?:[0-9][0-9_]*)?\.?[0-9_]+(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*\.(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF)|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?)$|^\.(?:nan|NaN|NAN)$`)

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
		if plain(n) && s != "" && strings.IndexByte("+-.0123456789_", s[0]) >= 0 && strings.Trim(s, "_") != "" && ambiguousNumber.MatchString(s) {
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

// checkCut warns of a comment behind plain text that looks like the rest of it: "ticket #12", which YAML cuts before the mark.
func (r *yamlReader) checkCut(text string, end int, at Span) {
	rest := end
	for rest < r.bounds.end && (r.runes[rest] == ' ' || r.runes[rest] == '\t') {
		rest++
	}
	if rest == end || rest+1 >= r.bounds.end || r.runes[rest] != '#' {
		return
	}
	line := r.runes[rest+1 : r.bounds.end]
	if i := slices.IndexFunc(line, func(c rune) bool { return c == '\n' || c == '\r' }); i >= 0 {
		line = line[:i]
	}
	comment := string(line)
	if len(line) == 0 || line[0] == '#' || isSpace(line[0]) {
		return
	}
	r.warn(Problem{
		Span: at, Cut: true,
		ZH:     fmt.Sprintf("此处文字到“%s”为止，其后的“#%s”是注释", clip(text), clip(comment)),
		EN:     fmt.Sprintf("the text here ends with %q, and %q behind it is a comment", clip(text), "#"+clip(comment)),
		HintZH: "属于文字的，请加引号；确为注释的，“#”后加空格", HintEN: "put the text in quotes; for a comment, write a space behind the mark",
	})
}

// clip shortens text for a message: to its end, where a text was cut.
func clip(s string) string {
	if r := []rune(s); len(r) > 30 {
		return "…" + string(r[len(r)-30:])
	}
	return s
}

// skipProperties skips the anchor and tag of a node.
func (r *yamlReader) skipProperties(n *yaml.Node, at int) int {
	if n.Kind == yaml.AliasNode || n.Anchor == "" && !tagged(n) {
		return at
	}
	for at < r.bounds.end && (r.runes[at] == '&' || r.runes[at] == '!') {
		word := at
		for at < r.bounds.end && !isSpace(r.runes[at]) && !(at > word && strings.ContainsRune(",[]{}", r.runes[at])) {
			at++
		}
		if next := r.skip(at, ""); n.Value != "" || !plain(n) {
			at = next
		} else {
			break // an anchored empty value: the following text belongs to another node
		}
	}
	return at
}

// skip returns the offset of the first code point from at on that is not white space, in a comment or in also.
func (r *yamlReader) skip(at int, also string) int {
	for at < r.bounds.end {
		c := r.runes[at]
		switch {
		case isSpace(c) || also != "" && strings.ContainsRune(also, c):
			at++
		case c == '#' && (at == 0 || isSpace(r.runes[at-1])):
			for at < r.bounds.end && r.runes[at] != '\n' && r.runes[at] != '\r' {
				at++
			}
		default:
			return at
		}
	}
	return at
}

// collectionEnd returns the end of a collection whose last value ends at end: after the closing bracket, if there is one.
func (r *yamlReader) collectionEnd(start, end int, opening, closing rune) int {
	if start >= r.bounds.end || r.runes[start] != opening {
		return end
	}
	if at := r.skip(end, ",:?"); at < r.bounds.end && r.runes[at] == closing {
		return at + 1
	}
	return end
}

func (r *yamlReader) scalarEnd(n *yaml.Node, start, indent int) int {
	at := start
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		for at++; at < r.bounds.end && r.runes[at] != '"'; at++ {
			if r.runes[at] == '\\' {
				at++
			}
		}
		return min(at+1, r.bounds.end)
	case n.Style&yaml.SingleQuotedStyle != 0:
		for at++; at < r.bounds.end; at++ {
			if r.runes[at] == '\'' {
				if at+1 >= r.bounds.end || r.runes[at+1] != '\'' {
					break
				}
				at++
			}
		}
		return min(at+1, r.bounds.end)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return r.blockEnd(start, indent)
	}
	// Folding changes only white space in a plain scalar, so compare all other code points of value and text.
	end := start
	for _, c := range n.Value {
		if isSpace(c) {
			continue
		}
		for at < r.bounds.end && isSpace(r.runes[at]) {
			at++
		}
		if at >= r.bounds.end || r.runes[at] != c {
			return end
		}
		at++
		end = at
	}
	return end
}

// blockEnd returns the end of the last non-blank line of a block scalar. The indentation of its lines is given by the header,
// or else by the first line.
func (r *yamlReader) blockEnd(start, indent int) int {
	header, _ := r.position(start)
	least := 0
	end := start + 1
	for _, c := range r.lineOf(header)[start-r.lines[header-1]:] {
		if isSpace(c) {
			break
		}
		if '1' <= c && c <= '9' {
			least = max(indent, 0) + int(c-'0')
		}
	}
	for end < r.bounds.end && !isSpace(r.runes[end]) {
		end++
	}
	for line := header + 1; line <= len(r.lines) && r.lines[line-1] < r.bounds.end; line++ {
		runes := r.lineOf(line)
		n := 0
		for n < len(runes) && runes[n] == ' ' {
			n++
		}
		if firstNonSpace(runes) == 0 {
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
	return min(end, r.bounds.end)
}

func (t *text) lineOf(line int) []rune {
	end := len(t.runes)
	if line < len(t.lines) {
		end = t.lines[line]
	}
	return t.runes[t.lines[line-1]:end]
}

// comments collects the comments: "#" at the beginning of a line or after white space, outside of scalars.
func (r *yamlReader) comments() {
	next := 0
	for at := r.bounds.start; at < r.bounds.end; at++ {
		if next < len(r.scalars) && at >= r.scalars[next].start {
			at = max(at, r.scalars[next].end) - 1
			next++
			continue
		}
		if r.runes[at] != '#' || at > r.bounds.start && !isSpace(r.runes[at-1]) {
			continue
		}
		line, _ := r.position(at)
		start := at
		for at < r.bounds.end && r.runes[at] != '\n' && r.runes[at] != '\r' {
			at++
		}
		r.doc.Comments[line] = strings.TrimSpace(strings.TrimLeft(string(r.runes[start:at]), "#"))
	}
}
