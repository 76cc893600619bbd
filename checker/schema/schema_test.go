package schema

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// all is a schema over several files with every keyword that the shipped schemas use.
var all = fstest.MapFS{
	"all.json": {Data: []byte(`{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "all", "type": "object", "additionalProperties": false, "required": ["s", "n"],
		"properties": {
			"s": {"$ref": "sub/more.json#/$defs/text", "maxLength": 4, "description": "two bounds"},
			"n": {"type": "integer", "minimum": -1, "maximum": 3},
			"x": {"type": "number", "minimum": 0.5, "maximum": 1e1},
			"e": {"enum": ["a", "b", 1, null, {"a": [1.0]}]},
			"c": {"const": 1},
			"w": {"const": "v1"},
			"d": {"type": "string", "format": "date"},
			"p": {"type": ["string", "null"], "pattern": "^[ab]*$"},
			"l": {"type": "array", "minItems": 1, "maxItems": 3, "uniqueItems": true, "items": {"anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#/properties/m"}]}},
			"m": {"type": "object", "minProperties": 1, "maxProperties": 2, "propertyNames": {"pattern": "^[a-c~/]", "not": {"enum": ["b"]}}, "additionalProperties": {"type": "integer"}},
			"o": {"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 2}, {"type": "object", "required": ["a"]}]},
			"i": {"if": {"required": ["a"]}, "then": {"required": ["b"], "properties": {"c": false}}, "else": {"required": ["c"]}},
			"u": {"not": {"type": "integer"}},
			"a": {"allOf": [{"required": ["a"]}, {"minProperties": 2}]},
			"deep": {"$ref": "#"}
		}}`)},
	"sub/more.json": {Data: []byte(`{"$defs": {"text": {"type": "string", "minLength": 2}}}`)},
}

func compile(t testing.TB, fsys fstest.MapFS, file string) *Validator {
	t.Helper()
	v, err := NewSet(fsys).Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func decoded(t testing.TB, text string) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

// TestValidate checks the place and the words of each keyword, of the nearest alternative where there are several.
func TestValidate(t *testing.T) {
	v := compile(t, all, "all.json")
	const good = `{"s": "ab", "n": 1`
	for _, test := range []struct{ text, want string }{
		{`1`, ` must be an object, not the number 1`},
		{`{}`, ` "s", "n" are missing`},
		{good + `}`, ""},
		{good + `, "y": 1, "q": 2}`, ` nothing is called "q" or "y" here`},
		{`{"s": "a", "n": 1}`, "/s must have at least 2 characters"},
		{`{"s": "好好好好好", "n": 1}`, "/s has 5 characters, more than 4"},
		{`{"s": "ab", "n": -2}`, "/n must not be less than -1"},
		{`{"s": "ab", "n": 4}`, "/n must not be more than 3"},
		{`{"s": "ab", "n": 3.0}`, ""},
		{`{"s": "ab", "n": 2.5}`, "/n must be a whole number, not the number 2.5"},
		{`{"s": "ab", "n": "1"}`, `/n must be a whole number, not the text "1"`},
		{`{"s": "ab", "n": null}`, "/n is empty and must be a whole number"},
		{good + `, "x": 0.5}`, ""},
		{good + `, "x": 0.49999999999999999999}`, "/x must not be less than 0.5"}, // as a float it is 0.5
		{good + `, "x": 10.00000000000000000001}`, "/x must not be more than 10"},
		{good + `, "e": {"a": [1]}}`, ""},
		{good + `, "e": null}`, ""},
		{good + `, "e": "<"}`, `/e "<" is none of the values that may stand here; one of "a", "b", 1, null, {"a":[1.0]}`},
		{good + `, "c": 1.00}`, ""},
		{good + `, "c": true}`, "/c must be 1"},
		{good + `, "w": "v2"}`, `/w must be "v1", not "v2"`},
		{good + `, "d": "2024-02-29"}`, ""},
		{good + `, "d": "2023-02-29"}`, `/d is "2023-02-29", which is no day of the calendar`},
		{good + `, "p": null}`, ""},
		{good + `, "p": "abc"}`, `/p is "abc", which does not have the required form`},
		{good + `, "p": 1}`, "/p must be text or null, not the number 1"},
		{good + `, "l": []}`, "/l must have at least 1 element"},
		{good + `, "l": ["a", "b", "c", "d"]}`, "/l may have at most 3 elements"},
		{good + `, "l": ["a", "b", "a"]}`, "/l has the same element at 0 and 2"},
		{good + `, "l": [{"a": 1}, {"a": 1.0}]}`, "/l has the same element at 0 and 1"},
		{good + `, "l": [{"a": 1}, {"c": 1}]}`, ""},
		{good + `, "l": [""]}`, "/l/0 holds no text"},
		{good + `, "l": [{}]}`, "/l/0 must be text, not an object"}, // as near as the other alternative, and the first
		{good + `, "m": {}}`, "/m must have at least 1 property"},
		{good + `, "m": {"a": 1, "c": 1, "a~/": 1}}`, "/m may have at most 2 properties"},
		{good + `, "m": {"a~/": "x"}}`, `/m/a~0~1 must be a whole number, not the text "x"`},
		{good + `, "o": 1}`, ""},
		{good + `, "o": 2}`, "/o has several forms of which it may have one"},
		{good + `, "o": {}}`, "/o must be a whole number, not an object"},
		{good + `, "i": {"a": 1, "b": 1}}`, ""},
		{good + `, "i": {"a": 1}}`, `/i "b" is missing`},
		{good + `, "i": {"a": 1, "b": 1, "c": 1}}`, "/i/c must not stand here"},
		{good + `, "i": {}}`, `/i "c" is missing`},
		{good + `, "u": 1}`, "/u does not fit its schema (not)"},
		{good + `, "a": {"b": 1}}`, `/a must have at least 2 properties; /a "a" is missing`},
		{good + `, "deep": {"s": "ab"}}`, `/deep "n" is missing`},
		{good + `, "deep": {"n": 1, "s": "ab", "deep": []}}`, "/deep/deep must be an object, not a list"},
		{`{"s": 1, "n": "", "p": 1}`, `/n must be a whole number, not the text ""; /p must be text or null, not the number 1; /s must be text, not the number 1`},
	} {
		var got []string
		for _, f := range Leaves(v.Validate(decoded(t, test.text))) {
			said := f.Text()
			got = append(got, f.Pointer+" "+said.EN)
			if !strings.ContainsFunc(said.ZH, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || (said.HintZH == "") != (said.HintEN == "") {
				t.Errorf("%s: one language says less: %+v", test.text, said)
			}
		}
		if got := strings.Join(got, "; "); got != test.want {
			t.Errorf("%s:\n%s, want\n%s", test.text, got, test.want)
		}
	}
}

// TestPropertyNamesPlace checks that a refused name is reported at an object that encloses it, which the library does not
// tell: it overwrites the place with that of a property it visits later.
func TestPropertyNamesPlace(t *testing.T) {
	v := compile(t, fstest.MapFS{"x.json": {Data: []byte(`{"properties": {"m": {"$ref": "#/$defs/m"}, "n": {"type": "integer"}}, "$defs": {"m": {"propertyNames": {"pattern": "^a"}}}}`)}}, "x.json")
	for range 50 { // maps are visited in a different order each time
		faults := v.Validate(decoded(t, `{"m": {"b": 1, "c": 2}, "n": "x"}`))
		var got []string
		for _, f := range faults {
			got = append(got, f.Pointer+" "+f.Text().EN)
		}
		if got, want := strings.Join(got, "; "), `/m "b" is no name that may stand here; /m "c" is no name that may stand here; /n must be a whole number, not the text "x"`; got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	}
}

// FuzzValidate validates any JSON twice: the faults are the same, and each has words.
func FuzzValidate(f *testing.F) {
	for _, s := range []string{`{}`, `{"s": "ab", "n": 1, "l": ["a", {"a": 1}], "m": {"c": 2}, "o": 2.5, "i": {"c": []}, "a": {"a": 1, "b": 2}, "e": {"a": [1]}}`, `[1, "x", null]`} {
		f.Add(s)
	}
	v := compile(f, all, "all.json")
	f.Fuzz(func(t *testing.T, text string) {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil || strings.ContainsAny(text, "eE") && strings.ContainsAny(text, "0123456789") {
			return // exponents are bounded where text is read
		}
		faults := v.Validate(value)
		if again := v.Validate(value); !reflect.DeepEqual(faults, again) {
			t.Errorf("%s: %v, and then %v", text, faults, again)
		}
		for _, l := range Leaves(faults) {
			if said := l.Text(); said.ZH == "" || said.EN == "" {
				t.Errorf("%s: no words for %T", text, l.Kind)
			}
		}
	})
}

// TestBroken checks that a broken schema is an error of the reader, of the compiler, or of both.
func TestBroken(t *testing.T) {
	for text, want := range map[string]struct{ read, compile string }{
		`{`:                                   {"x.json: ", "x.json: "},
		`{} {}`:                               {"text after the end", "text after the end"},
		`{"type": "object", "type": "array"}`: {"written twice", "written twice"},
		`1`:                                   {"x.json#: a schema is an object", "metaschema"},
		`{"properties": {"a": true}}`:         {"x.json#/properties/a: a schema is an object", ""},
		`{"properties": []}`:                  {"properties must be an object", "metaschema"},
		`{"contains": {}}`:                    {`x.json#: the vocabulary has no keyword "contains"`, ""},
		`{"items": {"minimun": 1}}`:           {`x.json#/items: the vocabulary has no keyword "minimun"`, ""},
		`{"additionalProperties": {}}`:        {`no keyword "additionalProperties" of this form`, ""},
		`{"type": "text"}`:                    {"", "metaschema"},
		`{"minLength": -1}`:                   {"", "metaschema"},
		`{"pattern": "("}`:                    {"", "missing closing )"},
		`{"anyOf": []}`:                       {"anyOf must be a list of schemas", "metaschema"},
		`{"$ref": "y.json"}`:                  {"y.json", "y.json"},
		`{"$ref": "https://example.org/s"}`:   {"example.org", "files of their own folder alone"},
		`{"$ref": "#/a/0/b"}`:                 {"x.json#/a/0/b: there is nothing here", "not found"},
		`{"$ref": "#"}`:                       {"x.json#: references go in a circle", ""},
		`{"anyOf": [{"$ref": "#"}]}`:          {"references go in a circle", ""},
		`{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"anyOf": [{"$ref": "#/$defs/a"}]}}}`: {"references go in a circle", ""},
	} {
		set := NewSet(fstest.MapFS{"x.json": {Data: []byte(text)}})
		for range 2 { // the second time too
			if n, err := set.Read("x.json"); want.read == "" && err != nil || want.read != "" && (err == nil || !strings.Contains(err.Error(), want.read)) {
				t.Errorf("%s: reading: %v, %v; want %q", text, n, err, want.read)
			}
			if _, err := set.Compile("x.json"); want.compile == "" && err != nil || want.compile != "" && (err == nil || !strings.Contains(err.Error(), want.compile)) {
				t.Errorf("%s: compiling: %v; want %q", text, err, want.compile)
			}
		}
	}
}

// TestRead checks order, keywords and references of the vocabulary.
func TestRead(t *testing.T) {
	n, err := NewSet(fstest.MapFS{
		"kinds/k.json": {Data: []byte(`{"type": "object", "properties": {
			"z": {"$ref": "../more.json#/$defs/a~1b", "title": "z", "x-zh": "乙"},
			"a": {"type": "integer", "minimum": -1.50, "x-when": {"z": ["x", true]}},
			"deep": {"items": {"$ref": "#"}}}}`)},
		"more.json": {Data: []byte(`{"$defs": {"a/b": {"type": "string"}}}`)},
	}).Read("kinds/k.json")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range n.Properties {
		names = append(names, p.Name)
	}
	if got := strings.Join(names, " "); got != "z a deep" {
		t.Errorf("properties %s are not in the order of the file", got)
	}
	z := n.Properties[0].Node
	if z.Get("x-zh") != "乙" || z.Get("description") != nil || z.Ref.File != "more.json" || z.Ref.Pointer != "/$defs/a~1b" || z.Ref.Get("type") != "string" {
		t.Errorf("%+v", z)
	}
	want := map[string]any{"type": "integer", "minimum": json.Number("-1.50"), "x-when": map[string]any{"z": []any{"x", true}}}
	if diff := cmp.Diff(want, n.Properties[1].Node.Keywords()); diff != "" {
		t.Errorf("keywords (-want +got):\n%s", diff)
	}
	if n.Properties[2].Node.Items.Ref != n {
		t.Error("a schema that contains itself is made twice")
	}
}
