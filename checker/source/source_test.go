package source

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type object = map[string]any

func n(s string) json.Number { return json.Number(s) }

// one reads text that must hold exactly one good document.
func one(t *testing.T, read func([]byte) ([]Document, []Problem, int), text string) Document {
	t.Helper()
	docs, problems, unread := read([]byte(text))
	if len(docs) != 1 || len(problems) > 0 || unread > 0 {
		t.Fatalf("%q: %d documents, %d unread, problems %v; want one document", text, len(docs), unread, problems)
	}
	return docs[0]
}

func TestYAMLScalars(t *testing.T) {
	tests := []struct {
		text string
		want any
		warn bool
	}{
		{"911101080000000001", n("911101080000000001"), false},
		{`"911101080000000001"`, "911101080000000001", false},
		{"123456789012345678901234567890", n("123456789012345678901234567890"), false},
		{"0", n("0"), false},
		{"-0", n("-0"), false},
		{"1.10", n("1.10"), false},
		{"1e3", n("1e3"), false},
		{"01234", "01234", true},
		{"-01", "-01", true},
		{"00", "00", true},
		{"1_000", "1_000", true},
		{"0x1F", "0x1F", true},
		{"0o17", "0o17", true},
		{"0b11", "0b11", true},
		{"+1", "+1", true},
		{".5", ".5", true},
		{"5.", "5.", true},
		{".inf", ".inf", true},
		{"-.Inf", "-.Inf", true},
		{".nan", ".nan", true},
		{"1:30", "1:30", true},
		{"'01234'", "01234", false},
		{"no", "no", false},
		{"yes", "yes", false},
		{"y", "y", false},
		{"on", "on", false},
		{"Off", "Off", false},
		{"true", true, false},
		{"True", true, false},
		{"FALSE", false, false},
		{"tRUE", "tRUE", false},
		{"'true'", "true", false},
		{"null", nil, false},
		{"~", nil, false},
		{"", nil, false},
		{"''", "", false},
		{"2026-03-01", "2026-03-01", false},
		{"2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", false},
		{"1.2.3", "1.2.3", false},
		{"12a", "12a", false},
		{"第三十条", "第三十条", false},
		{"<<", "<<", false},
		{"=", "=", false},
	}
	for _, test := range tests {
		d := one(t, YAML, "k: "+test.text+"\n")
		if diff := cmp.Diff(object{"k": test.want}, d.Value); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
		if got := len(d.Warnings) == 1; got != test.warn {
			t.Errorf("%q: warnings %v, want any: %v", test.text, d.Warnings, test.warn)
		}
	}
}

func TestYAMLShapes(t *testing.T) {
	tests := []struct {
		name, text string
		want       []any
	}{
		{"documents", "a: 1\n---\na: 2\n", []any{object{"a": n("1")}, object{"a": n("2")}}},
		{"comment after the mark", "--- # comment\na: 1\n---  \na: 2\n---\t# x\na: 3\n", []any{object{"a": n("1")}, object{"a": n("2")}, object{"a": n("3")}}},
		{"comments before the mark", "# head\n\n---\na: 1\n", []any{object{"a": n("1")}}},
		{"directive", "%YAML 1.2\n---\na: 1\n", []any{object{"a": n("1")}}},
		{"value on the mark", "--- {a: 1}\n--- x\n", []any{object{"a": n("1")}, "x"}},
		{"end mark", "a: 1\n...\n# nothing\n...\n---\na: 2\n...\n", []any{object{"a": n("1")}, object{"a": n("2")}}},
		{"no line end", "a: 1\n---\na: 2", []any{object{"a": n("1")}, object{"a": n("2")}}},
		{"mark inside a word", "a: x\nb: '\n ---\n x'\n---a: 1\n", []any{object{"a": "x", "b": " --- x", "---a": n("1")}}},
		{"line ends", "a: 1\r\n---\r\nb: |\r\n  x\r\n  y\r\n", []any{object{"a": n("1")}, object{"b": "x\ny\n"}}},
		{"byte order mark", "\ufeffa: 1\n", []any{object{"a": n("1")}}},
		{"alias", "a: &x {b: [1, 2]}\nc: *x\nd: [*x]\n", []any{object{
			"a": object{"b": []any{n("1"), n("2")}}, "c": object{"b": []any{n("1"), n("2")}}, "d": []any{object{"b": []any{n("1"), n("2")}}}}}},
		{"alias is of its document", "a: &x 1\nb: *x\n---\na: &x 2\nb: *x\n", []any{object{"a": n("1"), "b": n("1")}, object{"a": n("2"), "b": n("2")}}},
		{"keys that look like values", "no: 1\non: 2\ny: 3\n'1': 4\n'true': 5\n\"\": 6\n2026-01-01: 7\n", []any{object{"no": n("1"), "on": n("2"), "y": n("3"), "1": n("4"), "true": n("5"), "": n("6"), "2026-01-01": n("7")}}},
		{"empty collections", "a: {}\nb: []\n", []any{object{"a": object{}, "b": []any{}}}},
		{"merge key", "a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n", []any{object{"a": object{"b": n("1"), "c": n("2")}, "d": object{"b": n("1"), "c": n("3")}}}},
		{"merge key of several", "[&x {a: 1}, &y {a: 2, b: 3}, {<<: [*x, *y], c: 4}, {<<: {d: 5}}]\n", []any{[]any{object{"a": n("1")}, object{"a": n("2"), "b": n("3")}, object{"a": n("1"), "b": n("3"), "c": n("4")}, object{"d": n("5")}}}},
		{"quoted merge key", "'<<': 1\n", []any{object{"<<": n("1")}}},
		{"json", `{"a": [1, "x", true, null]}`, []any{object{"a": []any{n("1"), "x", true, nil}}}},
	}
	for _, test := range tests {
		docs, problems, unread := YAML([]byte(test.text))
		var got []any
		for i, d := range docs {
			if got = append(got, d.Value); d.Index != i {
				t.Errorf("%s: document %d has index %d", test.name, i, d.Index)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" || len(problems) > 0 || unread != 0 {
			t.Errorf("%s: problems %v, unread %d (-want +got):\n%s", test.name, problems, unread, diff)
		}
	}
}

func TestYAMLProblems(t *testing.T) {
	deep := strings.Repeat("[", MaxDepth+2) + strings.Repeat("]", MaxDepth+2)
	tests := []struct {
		name, text string
		docs       int
		unread     int
		want       string // place and part of the sentence of each problem
	}{
		{"empty", "", 0, 0, "1:1 holds no document"},
		{"white space", " \n\t\n", 0, 0, "1:1 holds no document"},
		{"only comments", "# a\n# b\n", 0, 0, "1:1 holds no document"},
		{"byte order mark alone", "\ufeff", 0, 0, "1:1 holds no document"},
		{"only a mark", "---\n", 0, 0, "1:1 is empty"},
		{"empty between marks", "a: 1\n---\n# nothing\n---\nb: 1\n", 2, 0, "2:1 is empty"},
		{"empty at the end", "a: 1\n---\n", 1, 0, "2:1 is empty"},
		{"duplicate key", "a: 1\nb:\n  c: 1\n  'c': 2\na: 3\n", 0, 0, `4:3 key "c" is written twice; it stands already on line 3 | 5:1 key "a" is written twice; it stands already on line 1`},
		{"duplicate key in a flow", "{甲: 1, 甲: 2}\n", 0, 0, `1:8 key "甲" is written twice`},
		{"reading goes on after a duplicate", "a: 1\na: 2\n---\nb: 1\n", 1, 0, `2:1 key "a"`},
		{"broken syntax stops reading", "a: 1\n---\na: 'x\n---\nb: 1\n---\nc: 1\n", 1, 2, "3:4 never closed"},
		{"broken at once", "a: b: c\n---\nb: 1\n", 0, 1, `1:5 ": " cannot stand here`},
		{"tab", "a:\n\tb: 1\n", 0, 0, "2:1 a tab stands in the indentation"},
		{"unclosed list", "a: [1, 2\nb: 3\n", 0, 0, `2:2 "," or "]" is missing`},
		{"reserved character", "a: @x\n", 0, 0, "1:4 text cannot begin with this character"},
		{"unknown alias", "a: *x\n", 0, 0, "1:4 this alias has no anchor"},
		{"alias of another document", "a: &x 1\n---\nb: *x\n", 1, 0, "3:4 this alias has no anchor"},
		{"alias inside itself", "a: &x [1, *x]\n", 0, 0, "1:11 stands inside what it stands for"},
		{"tag", "a: !!str 1\nb: !x y\n", 0, 0, `1:4 tag "!!str" is not supported | 2:4 tag "!x" is not supported`},
		{"tag on a collection and a key", "!!map {!!str a: 1}\n", 0, 0, `1:1 tag "!!map" | 1:14 tag "!!str"`},
		{"bare tag", "a: ! 1\n", 0, 0, `1:4 tag "!"`},
		{"other version", "%YAML 1.1\n---\na: 1\n", 0, 0, `1:1 directive "%YAML 1.1" is not supported`},
		{"tag directive", "# x\n%TAG ! y\n---\na: 1\n", 0, 0, `2:1 directive "%TAG ! y" is not supported`},
		{"merge key of a scalar", "a: &x 1\nc:\n  <<: *x\n", 0, 0, `3:3 the merge key "<<" takes over objects only`},
		{"merge key in a circle", "a: &x\n  <<: *x\n", 0, 0, `2:7 alias "x" stands inside`},
		{"number as key", "1: a\n", 0, 0, `1:1 key "1" is not text`},
		{"boolean as key", "true: a\n", 0, 0, `1:1 key "true" is not text`},
		{"null as key", "~: a\n", 0, 0, `1:1 key "~" is not text`},
		{"collection as key", "? [a]\n: b\n", 0, 0, "1:3 a key must be text"},
		{"alias as key", "a: &x b\n*x : c\n", 0, 0, "2:1 a key must be text"},
		{"invalid UTF-8", "甲: \xff\n", 0, 0, "1:4 byte 0xFF is not UTF-8"},
		{"GBK", "\xd0\xc5\xd3\xc3: 1\n", 0, 0, "1:1 byte 0xD0 is not UTF-8"},
		{"UTF-16", "\xff\xfea\x00", 0, 0, "1:1 byte 0xFF is not UTF-8"},
		{"NUL", "a: b\x00\n", 0, 0, "1:5 NUL"},
		{"invisible line separator", "a: x\u2028b: 1\n", 0, 0, "1:5 U+2028"},
		{"control character", "a: x\x01\n", 0, 0, "1:1 control character"},
		{"deep", "a: " + deep + "\n", 0, 0, "1:69 nested"},
		{"number that fills memory", "a: 1e999999999\nb: 1\n", 0, 0, `1:4 number "1e999999999" is too long or too large`},
		{"tab after the value is no indentation", "a: 1\t# x\nb: '\t'\n", 1, 0, ""},
	}
	for _, test := range tests {
		docs, problems, unread := YAML([]byte(test.text))
		if len(docs) != test.docs || unread != test.unread {
			t.Errorf("%s: %d documents and %d unread, want %d and %d", test.name, len(docs), unread, test.docs, test.unread)
		}
		matchProblems(t, test.name, problems, test.want)
	}
}

func matchProblems(t *testing.T, name string, problems []Problem, want string) {
	t.Helper()
	wants := strings.Split(want, " | ")
	if want == "" {
		wants = nil
	}
	if len(problems) != len(wants) {
		t.Errorf("%s: problems %v, want %q", name, problems, wants)
		return
	}
	for i, p := range problems {
		place, words, _ := strings.Cut(wants[i], " ")
		if p.Span.String() != place || !strings.Contains(p.EN, words) {
			t.Errorf("%s: problem %q, want %q", name, p.Error(), wants[i])
		}
		if p.ZH == "" || p.EN == "" || (p.HintZH == "") != (p.HintEN == "") {
			t.Errorf("%s: %+v lacks one language", name, p)
		}
	}
}

func TestDuplicateNamesBothPlaces(t *testing.T) {
	for name, read := range map[string]func([]byte) ([]Document, []Problem, int){"YAML": YAML, "JSON": JSON} {
		_, problems, _ := read([]byte("{\"a\": 1,\n  \"a\": 2}"))
		if len(problems) != 1 || problems[0].Related == nil {
			t.Fatalf("%s: %v, want one problem with a related place", name, problems)
		}
		if got, want := fmt.Sprint(problems[0].Span, *problems[0].Related), "2:3 1:2"; got != want {
			t.Errorf("%s: places %s, want %s", name, got, want)
		}
	}
}

func TestAliasBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), i-1)
	}
	b.WriteString("---\nb: 1\n")
	docs, problems, _ := YAML([]byte(b.String()))
	if len(docs) != 1 || len(problems) != 1 || !strings.Contains(problems[0].EN, "aliases stand for more than") {
		t.Errorf("%d documents, problems %v; want the second document and one problem about aliases", len(docs), problems)
	}
}

func TestSizeBounds(t *testing.T) {
	for name, read := range map[string]func([]byte) ([]Document, []Problem, int){"YAML": YAML, "JSON": JSON} {
		_, problems, _ := read(make([]byte, MaxBytes+1))
		if len(problems) != 1 || !strings.Contains(problems[0].EN, "bytes") {
			t.Errorf("%s, too large: %v", name, problems)
		}
		_, problems, _ = read([]byte("[" + strings.Repeat("0,", MaxValues) + "0]"))
		if len(problems) != 1 || !strings.Contains(problems[0].EN, "more than 200000 values") {
			t.Errorf("%s, too many values: %v", name, problems)
		}
		key := `{"` + strings.Repeat("k", 500) + `": `
		_, problems, _ = read([]byte(strings.Repeat(key, 3) + "1" + strings.Repeat("}", 3)))
		if len(problems) != 1 || !strings.Contains(problems[0].EN, "too long") {
			t.Errorf("%s, long keys: %v", name, problems)
		}
	}
}

func TestTooManyDocuments(t *testing.T) {
	docs, problems, _ := YAML([]byte(strings.Repeat("a: 1\n---\n", MaxDocuments-1) + "a: 1\n"))
	if len(docs) != MaxDocuments || len(problems) > 0 {
		t.Errorf("%d documents, %d problems; want as many as the bound", len(docs), len(problems))
	}
	docs, problems, _ = YAML([]byte(strings.Repeat("---\na: 1\n", MaxDocuments+1)))
	if len(docs) > 0 || len(problems) != 1 || problems[0].Error() != "20001:1: the text holds 10001 documents, more than the 10000 that are read" {
		t.Errorf("%d documents, problems %v", len(docs), problems)
	}
}

// places formats every span with its text.
func places(text string, d Document) map[string]string {
	lines := strings.Split(strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\ufeff"), "\n")
	cut := func(s Span) string {
		var out []string
		for l := s.Line; l <= s.EndLine; l++ {
			runes := []rune(lines[l-1])
			from, to := 0, len(runes)
			if l == s.Line {
				from = s.Column - 1
			}
			if l == s.EndLine {
				to = s.EndColumn - 1
			}
			out = append(out, string(runes[from:to]))
		}
		return strings.Join(out, "\n")
	}
	got := map[string]string{}
	values, keys := spans(d)
	for p, s := range values {
		got[p] = cut(s)
	}
	for p, s := range keys {
		got["key "+p] = cut(s)
	}
	return got
}

// spans returns the places of all values, and of all keys, by pointer.
func spans(d Document) (values, keys map[string]Span) {
	values, keys = map[string]Span{}, map[string]Span{}
	var walk func(p *spanNode, pointer string)
	walk = func(p *spanNode, pointer string) {
		values[pointer] = p.value
		if p.key != (Span{}) {
			keys[pointer] = p.key
		}
		for i := range p.children {
			token := strconv.Itoa(i)
			if p.isObject() {
				token = Escape(p.children[i].name)
			}
			walk(&p.children[i], pointer+"/"+token)
		}
	}
	walk(d.spans, "")
	return values, keys
}

func TestPlaces(t *testing.T) {
	tests := []struct {
		name, text string
		read       func([]byte) ([]Document, []Problem, int)
		want       map[string]string
	}{
		{"block", "标题: 轨道 # 说明\nb:\n- 甲\n-  c: [1, {丙: \"x # y\" }] # z\n   d: 'it''s'\n", YAML, map[string]string{
			"":        "标题: 轨道 # 说明\nb:\n- 甲\n-  c: [1, {丙: \"x # y\" }] # z\n   d: 'it''s'",
			"key /标题": "标题", "/标题": "轨道",
			"key /b": "b", "/b": "- 甲\n-  c: [1, {丙: \"x # y\" }] # z\n   d: 'it''s'",
			"/b/0": "甲", "/b/1": "c: [1, {丙: \"x # y\" }] # z\n   d: 'it''s'",
			"key /b/1/c": "c", "/b/1/c": `[1, {丙: "x # y" }]`, "/b/1/c/0": "1", "/b/1/c/1": `{丙: "x # y" }`,
			"key /b/1/c/1/丙": "丙", "/b/1/c/1/丙": `"x # y"`,
			"key /b/1/d": "d", "/b/1/d": "'it''s'",
		}},
		{"nothing written", "a:\nb: ~\nc: ''\n", YAML, map[string]string{
			"": "a:\nb: ~\nc: ''", "key /a": "a", "/a": "a", "key /b": "b", "/b": "~", "key /c": "c", "/c": "''",
		}},
		{"astral and byte order mark", "\ufeff😀: 😀😀 # z\nb: \"😀\" \n", YAML, map[string]string{
			"": "😀: 😀😀 # z\nb: \"😀\"", "key /😀": "😀", "/😀": "😀😀", "key /b": "b", "/b": `"😀"`,
		}},
		{"text over lines", "a: one\n  two\n\n  three\nb: |-\n  x # y\n\n   z\nc: >2\n    w\n   v\n# end\n", YAML, map[string]string{
			"":       "a: one\n  two\n\n  three\nb: |-\n  x # y\n\n   z\nc: >2\n    w\n   v",
			"key /a": "a", "/a": "one\n  two\n\n  three", "key /b": "b", "/b": "|-\n  x # y\n\n   z", "key /c": "c", "/c": ">2\n    w\n   v",
		}},
		{"anchor and alias", "a: &x\n  b: &y 1\nc: *x\nd: [&z [2], *z]\n", YAML, map[string]string{
			"":       "a: &x\n  b: &y 1\nc: *x\nd: [&z [2], *z]",
			"key /a": "a", "/a": "b: &y 1", "key /a/b": "b", "/a/b": "1",
			"key /c": "c", "/c": "*x", "key /c/b": "*x", "/c/b": "*x",
			"key /d": "d", "/d": "[&z [2], *z]", "/d/0": "[2]", "/d/0/0": "2", "/d/1": "*z", "/d/1/0": "*z",
		}},
		{"names to escape", "a/b: 1\nc~d: 2\n", YAML, map[string]string{
			"": "a/b: 1\nc~d: 2", "key /a~1b": "a/b", "/a~1b": "1", "key /c~0d": "c~d", "/c~0d": "2",
		}},
		{"JSON", "{\r\n  \"标题\": \"轨😀道\", \"b\": [ 1 , {\"c\": \"\\ud83d\\ude00\\n\" } ]\r\n}", JSON, map[string]string{
			"":        "{\n  \"标题\": \"轨😀道\", \"b\": [ 1 , {\"c\": \"\\ud83d\\ude00\\n\" } ]\n}",
			"key /标题": `"标题"`, "/标题": `"轨😀道"`, "key /b": `"b"`, "/b": `[ 1 , {"c": "\ud83d\ude00\n" } ]`,
			"/b/0": "1", "/b/1": `{"c": "\ud83d\ude00\n" }`, "key /b/1/c": `"c"`, "/b/1/c": `"\ud83d\ude00\n"`,
		}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, places(test.text, one(t, test.read, test.text))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestAt(t *testing.T) {
	var entries strings.Builder
	for i := range 2 * indexedEntries {
		fmt.Fprintf(&entries, "k%d: %d\n", i, i)
	}
	d := one(t, YAML, "a: [[], {}, {b/c: 1}]\n"+entries.String())
	for _, pointer := range []string{"", "/a", "/a/0", "/a/1", "/a/2", "/a/2/b~1c", "/k0", "/k31"} {
		if _, ok := d.At(pointer); !ok {
			t.Errorf("%q has no place", pointer)
		}
	}
	for _, pointer := range []string{"a", "/", "/a/", "/a/3", "/a/-1", "/a/+1", "/a/02", "/a/2/b/c", "/a/2/b~2c", "/a/0/0", "/a/1/x", "/k32", "/k31/0", "/k31/"} {
		if s, ok := d.At(pointer); ok {
			t.Errorf("%q has the place %v", pointer, s)
		}
		if s, ok := d.Key(pointer); ok {
			t.Errorf("%q has a key at %v", pointer, s)
		}
	}
	if s, ok := d.Key("/k31"); !ok || s != (Span{33, 1, 33, 4}) {
		t.Errorf("key at %v", s)
	}
	for pointer, want := range map[string]Span{"": {1, 1, 1, 2}, "/a/2": {1, 14, 1, 17}, "/a": {}, "/a/1": {}, "/k1": {}, "/x": {}} {
		if s, ok := d.FirstKey(pointer); s != want || ok != (want != Span{}) {
			t.Errorf("first key of %q at %v, want %v", pointer, s, want)
		}
	}
}

// TestTwice tests duplicate keys inside the value of a duplicate key: keys of two objects are no duplicates of each other.
func TestTwice(t *testing.T) {
	text := `{"a": {"x": 1, "y": [{"z": 1}]},
"a": {"y": [{"z": 2, "w": 1}, 3], "x": 1, "v": 1, "v": 2},
"a": {"y": [{"w": 1}], "v": 1}}`
	want := []string{"2:1 1:2", "2:51 2:43", "3:1 1:2"}
	for name, read := range map[string]func([]byte) ([]Document, []Problem, int){"YAML": YAML, "JSON": JSON} {
		_, problems, _ := read([]byte(text))
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprint(p.Span, " ", p.Related))
		}
		slices.Sort(got) // JSON reports an outer key after the inner ones
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestAbove tests that leading comments change neither values nor problems.
func TestAbove(t *testing.T) {
	for text, want := range map[string]string{
		"# c\n\n  # d\r\n \na: b\n":         "5:1 a",
		"# c\r# d\ra: b":                    "3:1 a",
		"# c\n---\n# d\n--- # e\n# f\na: b": "1:1 the document here is empty",
		"# c\n%YAML 1.2\n# d\n---\na: b":    "5:1 a",
		"# c\n%YAML 1.3\n---\na: b":         `2:1 directive "%YAML 1.3" is not supported`,
		"# c\n  a: b":                       "2:3 a",
		"# c\n\n - a: b\n - [":              "4:5 the YAML syntax is broken here: did not find expected node content",
		"# c\n\n\ta: b":                     "3:1 a tab stands in the indentation",
		"# \x01\na: b":                      "1:1 the text contains a control character",
	} {
		docs, problems, _ := YAML([]byte(text))
		got := ""
		switch {
		case len(problems) > 0:
			got = problems[0].Span.String() + " " + problems[0].EN
		default:
			s, _ := docs[0].FirstKey("")
			got = s.String() + " a"
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestSecondDocumentCountsFromTheFile(t *testing.T) {
	docs, _, _ := YAML([]byte("# x\na: 1\n--- # c\n\nb:\n  - 2\n"))
	if got, _ := docs[1].At("/b/0"); got != (Span{6, 5, 6, 6}) {
		t.Errorf("place %v, want 6:5", got)
	}
	if diff := cmp.Diff(map[int]string{3: "c"}, docs[1].Comments); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
}

func TestComments(t *testing.T) {
	d := one(t, YAML, "# head\na: 1 # want 14.1\nb: 'x # no'  # want 14.2, 14.3\nc: |\n  # no\n  y\n# tail\nd: x#no\ne: \"a\n  # no\n  b\" ## yes\nf: # on a key\n  - 1\n")
	want := map[int]string{1: "head", 2: "want 14.1", 3: "want 14.2, 14.3", 7: "tail", 11: "yes", 12: "on a key"}
	if diff := cmp.Diff(want, d.Comments); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestJSONProblems(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", "1:1 holds no document"},
		{" \n", "1:1 holds no document"},
		{"{", `1:2 the text ends here, where a key or "}" is missing`},
		{"[1", `1:3 the text ends here, where "," or "]" is missing`},
		{"[1,]", `1:4 "]" stands where a value is expected`},
		{`{"a":1,}`, `1:8 "}" stands where a key is expected`},
		{`{"a" 1}`, `1:6 "1" stands where ":" is expected`},
		{`{a: 1}`, `1:2 "a" stands where a key or "}" is expected`},
		{`{"甲": 01}`, `1:7 "01" is not a JSON value`},
		{`[+1]`, `1:2 "+1" is not a JSON value`},
		{`[.5]`, `1:2 ".5" is not a JSON value`},
		{`[NaN]`, `1:2 "NaN" is not a JSON value`},
		{`[True]`, `1:2 "True" is not a JSON value`},
		{`[1e99999999]`, `1:2 too long or too large`},
		{"[\"a\nb\"]", `1:4 text in quotes may not hold a line break`},
		{`["a]`, `1:2 never closed`},
		{`["\x"]`, `1:3 not an escape`},
		{`["\ud83d"]`, `1:3 not an escape`},
		{`["\ud83dA"]`, `1:3 not an escape`},
		{`["\udc00"]`, `1:3 not an escape`},
		{`["\u12"]`, `1:3 not an escape`},
		{`{} {}`, `1:4 more text after the document`},
		{"{}\n// x", `2:1 more text after the document`},
		{`{"a":1,"a":2,"b":{"c":1,"c":2}}`, `1:8 key "a" is written twice | 1:25 key "c" is written twice`},
		{strings.Repeat("[", MaxDepth+2), `1:66 nested`},
		{"\xff", "1:1 byte 0xFF"},
	}
	for _, test := range tests {
		docs, problems, unread := JSON([]byte(test.text))
		if len(docs) != 0 || unread != 0 {
			t.Errorf("%q: %d documents, %d unread; want none", test.text, len(docs), unread)
		}
		matchProblems(t, test.text, problems, test.want)
	}
}

func TestJSONValues(t *testing.T) {
	d := one(t, JSON, "\ufeff [911101080000000001, -1.50e+2, \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u4fe1\\ud83d\\ude00\", true, false, null, {}, []] \n")
	want := []any{n("911101080000000001"), n("-1.50e+2"), "\"\\/\b\f\n\r\t信😀", true, false, nil, object{}, []any{}}
	if diff := cmp.Diff(want, d.Value); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
