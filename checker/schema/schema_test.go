package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"pgregory.net/rapid"
)

// all is a schema with every keyword there is, over several files.
var all = fstest.MapFS{
	"all.json": {Data: []byte(`{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "all", "type": "object", "additionalProperties": false, "required": ["s", "n"],
		"properties": {
			"s": {"$ref": "sub/more.json#/$defs/text", "maxLength": 4, "description": "two bounds"},
			"n": {"type": "integer", "minimum": -1, "maximum": 3},
			"x": {"type": "number", "minimum": 0.5, "maximum": 1e1},
			"e": {"enum": ["a", "b", 1, null, {"a": [1.0]}]},
			"c": {"const": 1},
			"d": {"type": "string", "format": "date"},
			"p": {"type": ["string", "null"], "pattern": "^[ab]*$"},
			"l": {"type": "array", "minItems": 1, "maxItems": 3, "uniqueItems": true, "items": {"anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#/properties/m"}]}},
			"m": {"type": "object", "minProperties": 1, "maxProperties": 2, "propertyNames": {"pattern": "^[a-c~/]", "not": {"enum": ["b"]}}, "additionalProperties": {"type": "integer"}},
			"o": {"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 2}, {"type": "object", "required": ["a"]}]},
			"i": {"if": {"required": ["a"]}, "then": {"required": ["b"], "not": {"required": ["c"]}}, "else": {"required": ["c"]}},
			"a": {"allOf": [{"required": ["a"]}, {"minProperties": 2}]},
			"deep": {"$ref": "#"}
		}}`)},
	"sub/more.json": {Data: []byte(`{"$defs": {"text": {"type": "string", "minLength": 2}}}`)},
}

func read(t testing.TB, fsys fs.FS, file string) *Schema {
	t.Helper()
	s, err := NewSet(fsys).Read(file, "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// library compiles a schema by a general validator.
func library(t testing.TB, fsys fs.FS, file string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".json" {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return err
		}
		return c.AddResource("credlint:///"+name, doc)
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("credlint:///" + file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// faults writes what we find as "pointer keyword names", in order and without what was found on the way to a choice.
func faults(found []Fault) []string {
	var out []string
	for _, f := range found {
		if f.Keyword == "propertyNames" {
			for _, name := range f.Names {
				out = append(out, fmt.Sprintln(f.Keyword, name))
			}
		} else if f.Choices == nil {
			out = append(out, fmt.Sprintln(f.Pointer, f.Keyword, f.Names, f.Twins))
		}
		for _, c := range f.Choices {
			out = append(out, faults(c)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// theirs writes what the library finds in the same way.
func theirs(err error) []string {
	var out []string
	var walk func(e *jsonschema.ValidationError)
	walk = func(e *jsonschema.ValidationError) {
		pointer := ""
		for _, t := range e.InstanceLocation {
			pointer += "/" + escape(t)
		}
		var names []string
		var twins [2]int
		keyword := ""
		if path := e.ErrorKind.KeywordPath(); len(path) > 0 {
			keyword = path[0]
		}
		switch k := e.ErrorKind.(type) {
		case *kind.PropertyNames:
			out = append(out, fmt.Sprintln(keyword, k.Property)) // the place it gives is overwritten by what it looks at next
			return
		case *kind.AdditionalProperties:
			names = slices.Sorted(slices.Values(k.Properties))
		case *kind.Required:
			names = k.Missing
		case *kind.UniqueItems:
			twins = k.Duplicates
		case *kind.Not:
			keyword = "not"
		}
		for _, c := range e.Causes {
			walk(c)
		}
		if len(e.Causes) == 0 {
			out = append(out, fmt.Sprintln(pointer, keyword, names, twins))
		}
	}
	if err != nil {
		walk(err.(*jsonschema.ValidationError))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// compare holds what we find in a value to what the library does.
func compare(t interface{ Errorf(string, ...any) }, ours *Schema, other *jsonschema.Schema, v any) (valid bool) {
	found := ours.Validate(v)
	err := other.Validate(v)
	if diff := cmp.Diff(theirs(err), faults(found)); diff != "" {
		b, _ := json.Marshal(v)
		t.Errorf("%s\ntheirs (-), ours (+):\n%s", b, diff)
	}
	return err == nil
}

func decoded(t testing.TB, text string) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

// TestValidate holds each keyword, met and not met.
func TestValidate(t *testing.T) {
	ours, other := read(t, all, "all.json"), library(t, all, "all.json")
	const whole = `{"s": "ab", "n": 1`
	for _, test := range []struct {
		text string
		want string // keywords and places, as Validate orders them
	}{
		{`1`, " type"},
		{`{}`, " required"},
		{whole + `}`, ""},
		{whole + `, "y": 1, "q": 2}`, " additionalProperties"},
		{`{"s": "a", "n": 1}`, "/s minLength"},
		{`{"s": "好好好好好", "n": 1}`, "/s maxLength"},
		{`{"s": "ab", "n": -2}`, "/n minimum"},
		{`{"s": "ab", "n": 4}`, "/n maximum"},
		{`{"s": "ab", "n": 3.0}`, ""},
		{`{"s": "ab", "n": 2.5}`, "/n type"},
		{`{"s": "ab", "n": "1"}`, "/n type"},
		{whole + `, "x": 0.5}`, ""},
		{whole + `, "x": 0.49}`, "/x minimum"},
		{whole + `, "x": 10.000001}`, "/x maximum"},
		{whole + `, "e": {"a": [1]}}`, ""},
		{whole + `, "e": null}`, ""},
		{whole + `, "e": "1"}`, "/e enum"},
		{whole + `, "c": 1.00}`, ""},
		{whole + `, "c": true}`, "/c const"},
		{whole + `, "d": "2024-02-29"}`, ""},
		{whole + `, "d": "2023-02-29"}`, "/d format"},
		{whole + `, "p": null}`, ""},
		{whole + `, "p": "abc"}`, "/p pattern"},
		{whole + `, "l": []}`, "/l minItems"},
		{whole + `, "l": ["a", "b", "c", "d"]}`, "/l maxItems"},
		{whole + `, "l": ["a", "b", "a"]}`, "/l uniqueItems"},
		{whole + `, "l": [{"a": 1}, {"a": 1.0}]}`, "/l uniqueItems"},
		{whole + `, "l": [{"a": 1}, {"c": 1}]}`, ""},
		{whole + `, "l": [""]}`, "/l/0 anyOf"},
		{whole + `, "m": {}}`, "/m minProperties"},
		{whole + `, "m": {"a": 1, "c": 1, "a~/": 1}}`, "/m maxProperties"},
		{whole + `, "m": {"b": 1}}`, "/m propertyNames"},
		{whole + `, "m": {"a~/": "x"}}`, "/m/a~0~1 type"},
		{whole + `, "o": 1}`, ""},
		{whole + `, "o": 2}`, "/o oneOf"},
		{whole + `, "o": {}}`, "/o oneOf"},
		{whole + `, "i": {"a": 1, "b": 1}}`, ""},
		{whole + `, "i": {"a": 1}}`, "/i required"},
		{whole + `, "i": {"a": 1, "b": 1, "c": 1}}`, "/i not"},
		{whole + `, "i": {}}`, "/i required"},
		{whole + `, "a": {"b": 1}}`, "/a required, /a minProperties"},
		{whole + `, "deep": {"s": "ab"}}`, "/deep required"},
		{whole + `, "deep": {"n": 1, "s": "ab", "deep": []}}`, "/deep/deep type"},
	} {
		v := decoded(t, test.text)
		var got []string
		for _, f := range ours.Validate(v) {
			got = append(got, f.Pointer+" "+f.Keyword)
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s: %q, want %q", test.text, got, test.want)
		}
		compare(t, ours, other, v)
	}
	if f := ours.Validate(map[string]any{"s": "ab", "n": 1}); len(f) != 1 || f[0].Keyword != "type" {
		t.Errorf("a number of Go is of no type of JSON: %v", f)
	}
	if f := ours.Validate(decoded(t, `{"s": "ab", "n": 1, "x": 1e999999999}`)); len(f) != 2 {
		t.Errorf("a number too large to compute with is within no bound: %v", f)
	}
}

// values draws values that meet the schema in part: names and leaves that it speaks of, and others.
func values(depth int) *rapid.Generator[any] {
	return rapid.Custom(func(t *rapid.T) any {
		n := rapid.IntRange(0, 9).Draw(t, "shape")
		if depth == 0 && n > 6 {
			n = 0
		}
		switch {
		case n < 3:
			return rapid.SampledFrom([]any{nil, true, false}).Draw(t, "plain")
		case n < 5:
			return json.Number(rapid.SampledFrom([]string{"0", "1", "1.0", "2", "3", "-1", "-2", "0.5", "11", "1e1", "4.5"}).Draw(t, "number"))
		case n < 7:
			return rapid.SampledFrom([]string{"", "a", "b", "ab", "abcde", "2024-02-29", "2024-02-30", "好的"}).Draw(t, "text")
		case n == 7:
			list := rapid.SliceOfN(values(depth-1), 0, 4).Draw(t, "list")
			return list
		}
		names := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("s n x e c d p l m o i a b deep ~ / y")), 0, 8).Draw(t, "names")
		out := map[string]any{"s": "ab", "n": json.Number("1")}
		for _, name := range names {
			out[name] = values(depth-1).Draw(t, name)
		}
		if rapid.Bool().Draw(t, "bare") {
			delete(out, "s")
			delete(out, "n")
		}
		return out
	})
}

// TestValidateAsTheLibrary holds that we refuse what a general validator refuses, for the same keywords at the same places.
func TestValidateAsTheLibrary(t *testing.T) {
	ours, other := read(t, all, "all.json"), library(t, all, "all.json")
	valid := 0
	rapid.Check(t, func(r *rapid.T) {
		if compare(r, ours, other, values(3).Draw(r, "value")) {
			valid++
		}
	})
	t.Logf("%d of the values were valid", valid)
}

// FuzzValidate does the same with any JSON.
func FuzzValidate(f *testing.F) {
	for _, s := range []string{`{}`, `{"s": "ab", "n": 1, "l": ["a", {"a": 1}], "m": {"c": 2}, "o": 2.5, "i": {"c": []}, "a": {"a": 1, "b": 2}, "e": {"a": [1]}}`, `[1, "x", null]`} {
		f.Add(s)
	}
	ours, other := read(f, all, "all.json"), library(f, all, "all.json")
	f.Fuzz(func(t *testing.T, text string) {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil || strings.ContainsAny(text, "eE") && strings.ContainsAny(text, "0123456789") {
			return // 1e999999999 is more than the library can bear
		}
		compare(t, ours, other, v)
		for _, l := range Leaves(ours.Validate(v)) {
			if zh, en := l.Text(); zh == "" || en == "" {
				t.Errorf("%s: nothing is said of %s", text, l.Keyword)
			}
		}
	})
}

// TestText holds that every keyword has a sentence in both languages, and the choice that was meant is the one spoken of.
func TestText(t *testing.T) {
	s := read(t, all, "all.json")
	for text, want := range map[string]string{
		`1`:                                                   `must be an object`,
		`{}`:                                                  `"s", "n" are missing`,
		`{"s": "ab"}`:                                         `"n" is missing`,
		`{"s": "a", "n": 1}`:                                  `must have at least 2 characters`,
		`{"s": "abcde", "n": 1}`:                              `may have at most 4 characters`,
		`{"s": "ab", "n": 9}`:                                 `must not be more than 3`,
		`{"s": "ab", "n": -9}`:                                `must not be less than -1`,
		`{"s": "ab", "n": 1, "q": 1}`:                         `nothing is called "q" here`,
		`{"s": "ab", "n": 1, "e": "<"}`:                       `"<" is none of the values that may stand here; one of "a", "b", 1, null, {"a":[1.0]}`,
		`{"s": "ab", "n": 1, "c": 2}`:                         `must be 1`,
		`{"s": "ab", "n": 1, "d": "x"}`:                       `"x" is no day of the calendar`,
		`{"s": "ab", "n": 1, "p": "x"}`:                       `"x" does not have the form ^[ab]*$`,
		`{"s": "ab", "n": 1, "p": 1}`:                         `must be text or null`,
		`{"s": "ab", "n": 1, "l": []}`:                        `must have at least 1 elements`,
		`{"s": "ab", "n": 1, "l": [""]}`:                      `holds no text`,
		`{"s": "ab", "n": 1, "l": [{}]}`:                      `must be text`, // as near as the other choice, and the first
		`{"s": "ab", "n": 1, "m": {"b": 1}}`:                  `"b" is no name that may stand here`,
		`{"s": "ab", "n": 1, "l": ["a", "a"]}`:                `has the same element at 0 and 1`,
		`{"s": "ab", "n": 1, "o": 2}`:                         `has several forms of which it may have one`,
		`{"s": "ab", "n": 1, "i": {"a": 1, "b": 1, "c": 1}}`:  `"c" must not stand here`,
		`{"s": "ab", "n": 1, "m": {}}`:                        `must have at least 1 properties`,
		`{"s": "ab", "n": 1, "m": {"a": 1, "c": 1, "cc": 1}}`: `may have at most 2 properties`,
		`{"s": "ab", "n": 1, "l": ["a", "b", "c", "d"]}`:      `may have at most 3 elements`,
	} {
		leaves := Leaves(s.Validate(decoded(t, text)))
		if len(leaves) != 1 {
			t.Errorf("%s: %d faults", text, len(leaves))
			continue
		}
		zh, en := leaves[0].Text()
		if en != want {
			t.Errorf("%s: %q, want %q", text, en, want)
		}
		if !strings.ContainsFunc(zh, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s: no Chinese in %q", text, zh)
		}
	}
}

// TestBroken holds that what a schema says and we do not know is an error, never passed over.
func TestBroken(t *testing.T) {
	for text, want := range map[string]string{
		`{`:                                   "x.json: ",
		`1`:                                   "x.json#: a schema is an object",
		`{"properties": {"a": true}}`:         "x.json#/properties/a: a schema is an object",
		`{"properties": []}`:                  "properties must be an object",
		`{"contains": {}}`:                    `x.json#: keyword "contains" is not known`,
		`{"items": {"prefixItems": []}}`:      `x.json#/items: keyword "prefixItems" is not known`,
		`{"format": "email"}`:                 `format makes no sense of "email"`,
		`{"type": "text"}`:                    `type makes no sense of "text"`,
		`{"type": 1}`:                         `type makes no sense of 1`,
		`{"required": "a"}`:                   `required makes no sense`,
		`{"minimum": "1"}`:                    `minimum must be a number`,
		`{"maximum": 1e9999}`:                 `maximum makes no sense`,
		`{"minLength": -1}`:                   `minLength makes no sense`,
		`{"additionalProperties": 1}`:         `additionalProperties makes no sense`,
		`{"uniqueItems": "yes"}`:              `uniqueItems makes no sense`,
		`{"pattern": "("}`:                    "missing closing )",
		`{"pattern": 1}`:                      "pattern must be text",
		`{"anyOf": []}`:                       "anyOf must be a list of schemas",
		`{"$ref": "y.json"}`:                  "y.json",
		`{"$ref": "#/a/0/b"}`:                 "x.json#/a/0/b: nothing stands there",
		`{"$ref": "#"}`:                       "x.json#: references go in a circle",
		`{"anyOf": [{"not": {"$ref": "#"}}]}`: "references go in a circle",
		`{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"allOf": [{"$ref": "#/$defs/a"}]}}}`: "references go in a circle",
	} {
		set := NewSet(fstest.MapFS{"x.json": {Data: []byte(text)}})
		for range 2 { // the second time too
			if s, err := set.Read("x.json", ""); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, %v; want %q", text, s, err, want)
			}
		}
	}
}

// TestRead holds what else is read from a schema.
func TestRead(t *testing.T) {
	s := read(t, all, "all.json")
	var names []string
	for _, p := range s.Properties {
		names = append(names, p.Name)
	}
	if got, want := strings.Join(names, " "), "s n x e c d p l m o i a deep"; got != want {
		t.Errorf("properties %s, want the order of the file: %s", got, want)
	}
	text := s.Properties[0].Schema
	if text.Get("description") != "two bounds" || text.Get("title") != nil || text.Ref.File != "sub/more.json" || text.Ref.Pointer() != "/$defs/text" {
		t.Errorf("%+v", text)
	}
	if diff := cmp.Diff(map[string]any{"type": "integer", "minimum": json.Number("-1"), "maximum": json.Number("3")}, s.Properties[1].Schema.Keywords()); diff != "" {
		t.Errorf("keywords (-want +got):\n%s", diff)
	}
	if deep := s.Properties[12].Schema; deep.Ref != s {
		t.Error("a schema that holds itself is made twice")
	}
}
