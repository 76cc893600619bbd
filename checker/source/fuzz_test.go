package source

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var seeds = []string{
	"", "a: 1\n", "---\n...\n---\n", "a: &x [1, *x]\n", "a: &x {b: 1}\nc: *x\n", "? a\n: b\n", "a: |2\n   x\n  y\n", "a: >-\n x\n\n y\n", "- - - \n", "&a : &b\n",
	"{a: 1, b, ? c : d, 'e': \"f\\n\"}", "[a: b, c]", "a: 'x\n---\nb: 1", "\ufeff标题: 轨道 # c\r\nb: [甲]\r\n", "a:\n\tb: 1\n", "%YAML 1.2\n---\n!!str a", "a: \"\\ud83d\"",
	`{"a": [1, -2.5e3, "x\u4fe1\ud83d\ude00", true, null, {}], "b": {"c": []}}`, `{"a":1,"a":2}`, "[\"a\rb\"]", "a: 01234\nb: 0x1F\nc: 1e400\n", "\"\": \"\"\n'~/': /\n",
	"a: one\n  two\n\n  three\n", "!<x> y", "a: [&x , *x]\n", "a\u2028b", "|\n x\n", "--- |\nx # y\n...\n", "{&a : 1}", "? |\n  a\n: b\n",
}

// check tests an invariant of results: every value has a span inside the text, in order, and there are no other spans.
func check(t *testing.T, data []byte, docs []Document, problems []Problem) {
	t.Helper()
	inside := func(what string, s Span) {
		if s.Line < 1 || s.Column < 1 || s.EndLine < s.Line || s.EndLine == s.Line && s.EndColumn < s.Column || s.EndLine > len(data)+1 {
			t.Errorf("%s has the impossible place %+v", what, s)
		}
	}
	for _, p := range problems {
		inside(p.EN, p.Span)
		if p.ZH == "" || p.EN == "" {
			t.Errorf("problem without words: %+v", p)
		}
	}
	for _, d := range docs {
		values := 0
		var walk func(v any, pointer string)
		walk = func(v any, pointer string) {
			values++
			s, ok := d.At(pointer)
			if !ok {
				t.Errorf("%q has no place", pointer)
			}
			inside(pointer, s)
			switch v := v.(type) {
			case map[string]any:
				for k, c := range v {
					p := pointer + "/" + Escape(k)
					if _, ok := d.Key(p); !ok {
						t.Errorf("key %q has no place", p)
					}
					walk(c, p)
				}
			case []any:
				for i, c := range v {
					walk(c, pointer+"/"+string(mustJSON(i)))
				}
			case json.Number:
				if !isNumber(string(v)) {
					t.Errorf("%q is no number", v)
				}
			case string, bool, nil:
			default:
				t.Errorf("%q is a %T", pointer, v)
			}
		}
		walk(d.Value, "")
		if all, _ := spans(d); values != len(all) {
			t.Errorf("%d places for %d values", len(all), values)
		}
	}
	if len(docs) == 0 && len(problems) == 0 {
		t.Error("neither a document nor a problem")
	}
}

func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

func FuzzYAML(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, problems, unread := YAML(data)
		check(t, data, docs, problems)
		if unread > 0 && len(problems) == 0 {
			t.Error("documents unread without a problem")
		}
	})
}

// FuzzJSON also holds JSON against encoding/json, and YAML against JSON where both accept the text.
func FuzzJSON(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, problems, _ := JSON(data)
		check(t, data, docs, problems)
		if len(docs) != 1 {
			return
		}
		dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
		dec.UseNumber()
		var want any
		if err := dec.Decode(&want); err != nil {
			t.Fatalf("accepted what encoding/json refuses: %v", err)
		}
		if diff := cmp.Diff(want, docs[0].Value); diff != "" {
			t.Errorf("differs from encoding/json (-want +got):\n%s", diff)
		}
		other, _, _ := YAML(data)
		if len(other) != 1 {
			return
		}
		if diff := cmp.Diff(docs[0].Value, other[0].Value); diff != "" {
			t.Errorf("YAML differs (-JSON +YAML):\n%s", diff)
		}
		inJSON, _ := spans(docs[0])
		inYAML, _ := spans(other[0])
		if diff := cmp.Diff(inJSON, inYAML); diff != "" {
			t.Errorf("places in YAML differ (-JSON +YAML):\n%s", diff)
		}
	})
}
