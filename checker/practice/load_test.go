package practice

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/schemas"
)

// tiny is a vocabulary with one of everything, so that these tests do not move with the facts of the law.
var tiny = fstest.MapFS{
	"practice.json": {Data: []byte(`{"$defs": {
		"practice": {"title": "form", "x-zh": "文件格式", "const": "credlint/v1"},
		"judgement": {"title": "judgement", "x-zh": "判断", "type": "object", "x-declared": true, "additionalProperties": false, "required": ["value"],
			"properties": {"value": {"title": "value", "x-zh": "结论", "type": "boolean"}, "reason": {"title": "reason", "x-zh": "理由", "type": "string", "minLength": 1}}},
		"period": {"title": "period", "x-zh": "期限", "type": "object", "x-period": true, "additionalProperties": false, "minProperties": 1, "maxProperties": 1,
			"properties": {"years": {"title": "years", "x-zh": "年", "type": "integer", "minimum": 0, "maximum": 100}, "months": {"type": "integer"}, "days": {"type": "integer"}, "working_days": {"type": "integer"}, "unlimited": {"title": "no end", "x-zh": "无期限", "const": true, "type": "boolean"}}}
	}}`)},
	"agency.json": {Data: []byte(`{"title": "agency", "x-zh": "单位", "type": "object", "additionalProperties": false, "required": ["type"], "properties": {
		"agency": {"const": "credlint/v1"},
		"type": {"title": "kind of agency", "x-zh": "单位类型", "x-exact": true, "type": "string", "enum": ["court", "bank"], "x-enum": {"court": {"zh": "法院", "en": "court"}, "bank": {"zh": "银行", "en": "bank"}}},
		"capacities": {"title": "capacities", "x-zh": "兼有身份", "type": "object", "additionalProperties": false, "x-list": true, "properties": {
			"court": {"title": "court", "x-zh": "法院", "type": "boolean", "x-absent": "false"}, "bank": {"title": "bank", "x-zh": "银行", "type": "boolean", "x-absent": "false"}}},
		"licence": {"title": "licence", "x-zh": "许可", "type": "boolean", "x-of": ["bank"]},
		"code": {"title": "credit code", "x-zh": "代码", "type": "string", "x-format": "credit_code", "x-absent": "not_applicable"},
		"log": {"title": "log", "x-zh": "日志", "type": "object", "additionalProperties": false, "properties": {"kept": {"title": "kept", "x-zh": "留存", "type": "boolean"}}}}}`)},
	"kinds/tiny.json": {Data: []byte(`{"title": "tiny", "x-zh": "试验", "type": "object", "additionalProperties": false, "required": ["practice", "kind", "id", "agency", "day", "items"],
		"properties": {
			"practice": {"$ref": "../practice.json#/$defs/practice"},
			"kind": {"title": "kind", "x-zh": "类型", "const": "tiny"},
			"id": {"title": "identifier", "x-zh": "编号", "type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$", "maxLength": 20},
			"title": {"title": "name", "x-zh": "名称", "type": "string"},
			"agency": {"title": "agency", "x-zh": "实施单位", "anyOf": [{"type": "string", "minLength": 1}, {"$ref": "../agency.json"}]},
			"day": {"title": "day", "x-zh": "日期", "type": "string", "format": "date"},
			"consent": {"title": "consent", "x-zh": "同意", "type": "object", "additionalProperties": false,
				"x-implies": [{"if": {"form": ["written"]}, "then": {"explicit": [true]}, "why": "what is written is explicit"}],
				"properties": {
					"given": {"title": "given", "x-zh": "已取得", "type": "boolean", "x-absent": "false"},
					"form": {"title": "form", "x-zh": "形式", "type": "string", "enum": ["general", "separate", "written"], "x-when": {"given": [true]}},
					"explicit": {"title": "explicit", "x-zh": "明示", "type": "boolean", "x-when": {"given": [true]}}}},
			"items": {"title": "items", "x-zh": "信息项", "type": "array", "minItems": 1, "maxItems": 3, "uniqueItems": true, "items": {"type": "object", "additionalProperties": false, "required": ["category"], "properties": {
				"category": {"title": "category", "x-zh": "信息类别", "type": "string", "enum": ["gene", "income", "deposit"], "x-enum": {"gene": {"zh": "基因", "en": "gene"}, "income": {"zh": "收入", "en": "income"}, "deposit": {"zh": "存款", "en": "deposit"}}},
				"kept": {"$ref": "../practice.json#/$defs/period", "title": "kept for", "x-zh": "保存期限"},
				"necessary": {"$ref": "../practice.json#/$defs/judgement", "title": "necessary", "x-zh": "必要", "x-choice": "given"},
				"age": {"title": "age", "x-zh": "年龄", "type": "integer", "minimum": 0, "maximum": 150},
				"field": {"title": "field", "x-zh": "字段", "type": "string", "x-choice": "measure"}}}}
		}}`)},
}

const good = `practice: credlint/v1
kind: tiny
id: one
agency: {type: court}
day: 2026-03-01
items:
- category: gene
`

// write makes files in a new folder and enters it, so that paths in findings are short.
func write(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func load(t *testing.T, paths ...string) *Loaded {
	t.Helper()
	l, err := Load(context.Background(), paths, Options{Schemas: tiny})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// said writes findings as "file:line:column rule message; hint".
func said(fs []finding.Finding) []string {
	var out []string
	for _, f := range fs {
		s := fmt.Sprintf("%s:%d:%d %s %s", f.At.File, f.At.Line, f.At.Column, strings.TrimPrefix(f.Rule, "credlint/"), f.Message.EN)
		if f.Hint.EN != "" {
			s += "; " + f.Hint.EN
		}
		out = append(out, s)
	}
	return out
}

// all is every finding of a result.
func all(l *Loaded) []finding.Finding {
	fs := slices.Clone(l.Findings)
	for _, d := range l.Documents {
		fs = append(fs, d.Findings...)
	}
	return fs
}

func TestMessages(t *testing.T) {
	head := "practice: credlint/v1\nkind: tiny\nid: one\nagency: {type: court}\nday: 2026-03-01\n"
	item := head + "items:\n- category: gene\n  "
	const id = "11010519491231002X"
	tests := []struct {
		name, text string
		want       []string // what is said
		judged     bool     // nevertheless
	}{
		{"good", good, nil, true},
		{"version", strings.Replace(good, "v1", "v2", 1), []string{`a.yaml:1:11 schema practice must be "credlint/v1", not "credlint/v2"; write credlint/v1`}, false},
		{"no kind", "practice: credlint/v1\n", []string{`a.yaml:1:1 schema kind is missing; one of "tiny"`}, false},
		{"unknown kind", "practice: credlint/v1\nkind: tinny\n", []string{`a.yaml:2:7 schema unknown kind "tinny"; did you mean "tiny"`}, false},
		{"kind in Chinese", "practice: credlint/v1\nkind: 试验\n", []string{`a.yaml:2:7 schema unknown kind "试验"; did you mean "tiny"`}, false},
		{"kind of the wrong type", "practice: credlint/v1\nkind: [tiny]\n", []string{`a.yaml:2:7 schema kind must be text, not a list; one of "tiny"`}, false},
		{"misspelt name", item + "feild: x\n", []string{`a.yaml:8:3 schema unknown fact "feild" in items[0]; did you mean "field"`}, false},
		{"misspelt required name says it once", head + "items:\n- categry: gene\n", []string{`a.yaml:7:3 schema unknown fact "categry" in items[0]; did you mean "category"`}, false},
		{"Chinese name", item + "字段: x\n", []string{`a.yaml:8:3 schema unknown fact "字段" in items[0]; did you mean "field"`}, false},
		{"name of elsewhere", item + "title: x\n", []string{`a.yaml:8:3 schema unknown fact "title" in items[0]; it belongs at title`}, false},
		{"unknown name", item + "zzzzzz: x\n", []string{`a.yaml:8:3 schema unknown fact "zzzzzz" in items[0]; one of "category", "kept", "necessary", "age", "field"`}, false},
		{"unknown name at the root", good + "colour: x\n", []string{`a.yaml:8:1 schema unknown fact "colour"; one of "practice", "kind",`}, false},
		{"missing", strings.Replace(good, "day: 2026-03-01\n", "", 1), []string{`a.yaml:1:1 schema day is missing; add "day"`}, false},
		{"missing in an element", head + "items:\n- field: x\n", []string{`a.yaml:7:3 schema items[0].category is missing; add "category"`}, false},
		{"misspelt value", strings.Replace(good, "gene", "incmoe", 1), []string{`a.yaml:7:13 schema unknown value "incmoe" of items[0].category; did you mean "income"`}, false},
		{"value in Chinese", strings.Replace(good, "gene", "收入", 1), []string{`a.yaml:7:13 schema unknown value "收入" of items[0].category; did you mean "income"`}, false},
		{"unknown value", strings.Replace(good, "gene", "xxxxxxxxx", 1), []string{`a.yaml:7:13 schema unknown value "xxxxxxxxx" of items[0].category; one of "gene", "income", "deposit"`}, false},
		{"value of the wrong type", strings.Replace(good, "gene", "[gene]", 1), []string{`a.yaml:7:13 schema items[0].category must be text, not a list`}, false},
		{"nothing written", item + "field:\n", []string{`a.yaml:8:3 schema items[0].field is empty and must be text; write it, or remove the line; what is not written is unknown`}, false},
		{"yes", good + "consent: {given: yes}\n", []string{`a.yaml:8:18 schema consent.given must be true or false, not the text "yes"; write true`}, false},
		{"number in quotes", item + "age: '12'\n", []string{`a.yaml:8:8 schema items[0].age must be a whole number, not the text "12"`}, false},
		{"fraction", item + "age: 1.5\n", []string{`a.yaml:8:8 schema items[0].age must be a whole number, not the number 1.5`}, false},
		{"too small", item + "age: -1\n", []string{`a.yaml:8:8 schema items[0].age must not be less than 0`}, false},
		{"too large", item + "age: 151\n", []string{`a.yaml:8:8 schema items[0].age must not be more than 150`}, false},
		{"leading zero", item + "age: 012\n", []string{
			`a.yaml:8:8 number-as-text "012" is kept as text, not read as a number; put a code in quotes; write a number in plain decimal digits`,
			`a.yaml:8:8 schema items[0].age must be a whole number, not the text "012"`}, false},
		{"leading zero in text", item + "field: 012\n", []string{`a.yaml:8:10 number-as-text "012" is kept as text`}, true},
		{"no such day", strings.Replace(good, "03-01", "02-30", 1), []string{`a.yaml:5:6 schema day is "2026-02-30", which is no day of the calendar; write year-month-day, as 2026-03-01`}, false},
		{"day of a year without a leap day", strings.Replace(good, "2026-03-01", "2100-02-29", 1), []string{`a.yaml:5:6 schema day is "2100-02-29", which is no day`}, false},
		{"form of a day", strings.Replace(good, "2026-03-01", "2026-3-1", 1), []string{`a.yaml:5:6 schema day is "2026-3-1", which is no day`}, false},
		{"form of an id", strings.Replace(good, "one", "One Two", 1), []string{`a.yaml:3:5 schema id is "One Two", which does not have the required form; use lower-case letters`}, false},
		{"long id", strings.Replace(good, "one", strings.Repeat("a", 21), 1), []string{`a.yaml:3:5 schema id has 21 characters, more than 20; shorten it`}, false},
		{"two units", item + "kept: {years: 5, unlimited: true}\n", []string{`a.yaml:8:9 schema items[0].kept must have exactly one unit; as {years: 5}; the units are years, months, days, working_days, unlimited`}, false},
		{"no unit", item + "kept: {}\n", []string{`a.yaml:8:9 schema items[0].kept must have exactly one unit`}, false},
		{"unknown unit", item + "kept: {year: 5}\n", []string{`a.yaml:8:10 schema unknown fact "year" in items[0].kept; did you mean "years"`}, false},
		{"period as number", item + "kept: 5\n", []string{`a.yaml:8:9 schema items[0].kept must be a period, not the number 5; write {years: 5}`}, false},
		{"unlimited no", item + "kept: {unlimited: false}\n", []string{`a.yaml:8:21 schema items[0].kept.unlimited must be true; write true, or remove the line`}, false},
		{"judgement without its form", item + "necessary: true\n", []string{`a.yaml:8:14 schema items[0].necessary must be a judgement with its reason, not true; write {value: true, reason: …}`}, false},
		{"judgement without reason", item + "necessary: {value: true}\n", []string{`a.yaml:8:14 declared-without-reason items[0].necessary is declared without a reason and counts as missing; add a reason`}, true},
		{"judgement with a blank reason", item + "necessary: {value: true, reason: ' '}\n", []string{`a.yaml:8:14 declared-without-reason`}, true},
		{"judgement with the reason of a template", item + "necessary: {value: true, reason: 请说明理由}\n", []string{`a.yaml:8:14 declared-without-reason`}, true},
		{"judgement with the reason of a message", item + "necessary: {value: true, reason: …}\n", []string{`a.yaml:8:14 declared-without-reason`}, true},
		{"judgement with a reason to come", item + "necessary: {value: true, reason: TODO.}\n", []string{`a.yaml:8:14 declared-without-reason`}, true},
		{"judgement with an empty reason", item + "necessary: {value: true, reason: ''}\n", []string{`a.yaml:8:14 declared-without-reason`}, true},
		{"judgement with nothing as reason", item + "necessary:\n    value: true\n    reason:\n", []string{`a.yaml:8:3 declared-without-reason`}, true},
		{"no elements", head + "items: []\n", []string{`a.yaml:6:8 schema items must have at least 1 element`}, false},
		{"many elements", good + "- category: income\n- category: deposit\n- category: deposit\n  field: x\n", []string{`a.yaml:6:1 schema items may have at most 3 elements`}, false},
		{"the same element twice", good + "- category: gene\n", []string{`a.yaml:6:1 schema items has the same element at 0 and 1`}, false},
		{"agency of the wrong type", strings.Replace(good, "{type: court}", "5", 1), []string{`a.yaml:4:9 schema agency must be the path of a file, or the facts themselves`}, false},
		{"agency without a path", strings.Replace(good, "{type: court}", "''", 1), []string{`a.yaml:4:9 schema agency must be the path of a file, or the facts themselves`}, false},
		{"agency with a mistake", strings.Replace(good, "court", "cuort", 1), []string{`a.yaml:4:16 schema unknown value "cuort" of agency.type; did you mean "court"`}, false},
		{"agency with further capacities", strings.Replace(good, "court}", "court, capacities: [bank]}", 1), nil, true},
		{"a capacity with a mistake", strings.Replace(good, "court}", "court, capacities: [bnak]}", 1), []string{`a.yaml:4:36 schema unknown value "bnak" of agency.capacities[0]; did you mean "bank"`}, false},
		{"capacities that are not known", strings.Replace(good, "court}", "court, capacities: unknown}", 1), nil, true},
		{"further capacities that are not known", strings.Replace(good, "court}", "court, capacities: [bank, unknown]}", 1), nil, true},
		{"capacities one by one", strings.Replace(good, "court}", "court, capacities: {bank: unknown, court: false}}", 1), nil, true},
		{"a capacity one by one with a mistake", strings.Replace(good, "court}", "court, capacities: {bnak: unknown}}", 1), []string{`a.yaml:4:36 schema unknown fact "bnak" in agency.capacities; did you mean "bank"`}, false},
		{"a capacity that is one of several", strings.Replace(good, "court}", "court, capacities: [{one_of: [bank, court]}]}", 1), []string{`a.yaml:4:36 schema agency.capacities[0] may not be`}, false},
		{"a fact of another agency", strings.Replace(good, "court}", "court, licence: true}", 1), []string{`a.yaml:4:23 schema agency.licence exists only where the agency is bank; here it is court; remove "licence", or name what the agency is besides in capacities: bank`}, false},
		{"a fact of another agency, not known", strings.Replace(good, "court}", "court, licence: unknown}", 1), nil, true},
		{"a fact of the agency", strings.Replace(good, "court}", "bank, licence: true}", 1), nil, true},
		{"a fact of a capacity", strings.Replace(good, "court}", "court, capacities: [bank], licence: true}", 1), nil, true},
		{"a fact of what the agency may be", strings.Replace(good, "court}", "court, capacities: unknown, licence: true}", 1), nil, true},
		{"a fact of what the agency may be, one by one", strings.Replace(good, "court}", "court, capacities: {bank: unknown}, licence: true}", 1), nil, true},
		{"a fact of what the agency is not", strings.Replace(good, "court}", "court, capacities: {bank: false}, licence: true}", 1), []string{`a.yaml:4:50 schema agency.licence exists only where the agency is bank; here it is court`}, false},
		{"agency without type", strings.Replace(good, "type: court", "log: {kept: true}", 1), []string{`a.yaml:4:1 schema agency.type is missing`}, false},
		{"fact of another state", good + "consent: {given: false, form: written, explicit: true}\n", []string{
			`a.yaml:8:25 schema consent.form exists only where consent.given is true; here it is false; remove "form", or correct "given"`,
			`a.yaml:8:40 schema consent.explicit exists only where consent.given is true; here it is false`}, false},
		{"fact of another state, by default", good + "consent: {form: general}\n", []string{`a.yaml:8:11 schema consent.form exists only where consent.given is true; not written, it is false`}, false},
		{"contradiction", good + "consent: {given: true, form: written, explicit: false}\n", []string{`a.yaml:8:49 schema consent.explicit contradicts what stands beside it and can only be true: what is written is explicit`}, false},
		{"no contradiction while unknown", good + "consent: {given: true, form: written}\n", nil, true},
		{"credit code", strings.Replace(good, "court}", "court, code: 91350100M000100Y43}", 1), nil, true},
		{"wrong credit code", strings.Replace(good, "court}", "court, code: 91350100M000100Y44}", 1), []string{`a.yaml:4:29 credit-code "91350100M000100Y44" is not a valid unified social credit code`}, true},
		{"identity number", item + "field: 某人 " + id + "。\n", []string{`a.yaml:8:10 identity-number an identity number of a natural person stands here`}, true},
		{"identity number in a comment", item + "field: x # " + id + "\n", []string{`a.yaml:8:1 identity-number an identity number of a natural person stands in a comment`}, true},
		{"identity number of digits", item + "field: 110105194912310038\n", []string{`a.yaml:8:10 identity-number`}, true},
		{"identity number as a name", item + id + ": x\n", []string{`a.yaml:8:3 identity-number`, `a.yaml:7:3 schema unknown fact "110**************X" in items[0]`}, false},
		{"identity number of the wrong kind", "practice: credlint/v1\nkind: " + id + "\n", []string{`a.yaml:2:7 identity-number`, `a.yaml:2:7 schema unknown kind "110**************X"`}, false},
		{"identity number in broken text", "a: '" + id + "\n", []string{`a.yaml:1:4 syntax this quote is never closed`}, false},
		{"identity number as a repeated key", id + ": 1\n" + id + ": 1\n", []string{`a.yaml:2:1 syntax key "110**************X" is written twice`}, false},
		{"not ours", "version: 2\n", []string{`a.yaml:1:1 not-credlint this is no file of credlint`}, false},
		{"nearly ours", "pratice: credlint/v1\nkind: tiny\n", []string{`a.yaml:1:1 not-credlint "pratice" begins no file of credlint; did you mean "practice"`}, false},
		{"a list", "- a\n- b\n", []string{`a.yaml:1:1 not-credlint`}, false},
		{"empty", "", []string{`a.yaml:1:1 syntax the text holds no document`}, false},
		{"reading stops", good + "---\na: 'x\n---\n" + good + "---\n" + good, []string{
			`a.yaml:9:4 syntax this quote is never closed`,
			`a.yaml:9:4 not-read 2 more documents after this place could not be read (numbers 3 to 4 in the file)`}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			write(t, map[string]string{"a.yaml": test.text})
			l := load(t, "a.yaml")
			fs := all(l)
			got := said(fs)
			for _, want := range test.want {
				if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want) }) {
					t.Errorf("not said: %s", want)
				}
			}
			if len(got) != len(test.want) || t.Failed() {
				t.Errorf("said:\n%s", strings.Join(got, "\n"))
			}
			if judged := len(l.Documents) > 0; judged != test.judged {
				t.Errorf("judged %v, want %v", judged, test.judged)
			}
			if b, _ := json.Marshal(fs); strings.Contains(string(b), id) {
				t.Errorf("the identity number is told: %s", b)
			}
			for _, f := range fs {
				if strings.Contains(f.Snippet, id) {
					t.Errorf("the identity number is told: %s", f.Snippet)
				}
				checkLanguages(t, f)
			}
		})
	}
}

// checkLanguages holds that a finding speaks both languages, each in its own letters: quoted names are whatever they are.
func checkLanguages(t *testing.T, f finding.Finding) {
	t.Helper()
	han := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	}
	if !han(f.Message.ZH) || f.Message.EN == "" {
		t.Errorf("%+v does not speak both languages", f.Message)
	}
	if (f.Hint.ZH == "") != (f.Hint.EN == "") {
		t.Errorf("%+v has a hint in one language", f.Hint)
	}
	for _, s := range []string{f.Message.EN, f.Message.ZH, f.Hint.EN, f.Hint.ZH} {
		if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "。") {
			t.Errorf("%q ends with a full stop", s)
		}
	}
}

func TestFolder(t *testing.T) {
	write(t, map[string]string{
		"p/b.yaml":                  strings.Replace(good, "one", "b", 1),
		"p/a.yml":                   strings.Replace(good, "one", "a1", 1) + "---\n" + strings.Replace(good, "one", "a2", 1),
		"p/sub/c.json":              `{"practice": "credlint/v1", "kind": "tiny", "id": "c", "agency": {"type": "bank"}, "day": "2026-03-01", "items": [{"category": "gene"}]}`,
		"p/agency.yaml":             "agency: credlint/v1\ntype: cort\n",
		"p/waivers.yaml":            "waivers: []\n",
		"p/known.json":              `{"format": "credlint.baseline/v1", "findings": []}`,
		"p/credlint.yaml":           "exclude: []\n",
		"p/readme.md":               "# no\n",
		"p/.hidden/x.yaml":          "no: 1\n",
		"p/law/instrument.yaml":     "id: x\n",
		"p/law/cases/x.yaml":        "no: 1\n",
		"p/other/compose.yaml":      "services: {}\n",
		"p/other/deep/package.json": "{}",
		"p/table.csv":               "a,b\n",
	})
	l := load(t, "p")
	var ids []string
	for _, d := range l.Documents {
		ids = append(ids, fmt.Sprint(d.File, "#", d.Index, " ", d.ID))
	}
	if diff := cmp.Diff([]string{"p/a.yml#0 a1", "p/a.yml#1 a2", "p/b.yaml#0 b", "p/sub/c.json#0 c"}, ids); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	want := []string{
		`p/agency.yaml:2:7 schema unknown value "cort" of type; did you mean "court"`,
		"p/law:1:1 law-folder the folder holds an instrument.yaml, so it is law, and nothing in it was judged; exclude the folder in credlint.yaml; practices belong elsewhere",
		`p/other/compose.yaml:1:1 not-credlint this is no file of credlint: it must begin with "practice", "agency" or "waivers"; begin with "practice: credlint/v1", or exclude the file in credlint.yaml`,
		`p/other/deep/package.json:1:1 not-credlint this is no file of credlint: it must begin with "practice", "agency" or "waivers"; begin with "practice: credlint/v1", or exclude the file in credlint.yaml`,
		`p/table.csv:1:1 unreadable spreadsheets are not read yet; write the practice in YAML, or exclude the file in credlint.yaml`,
	}
	if diff := cmp.Diff(want, said(all(l))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}

	for _, exclude := range [][]string{{"other", "*.csv", "agency.yaml", "law"}, {"p/other", "p/*.csv", "p/agency.yaml", "p/law"}, {"p/other/**", "./p/table.csv", "**/agency.yaml", "**/law/**"}, {"**/compose.yaml", "**/package.json", "table.*", "agency.yaml", "law"}} {
		l, err := Load(context.Background(), []string{"p"}, Options{Schemas: tiny, Exclude: exclude})
		if err != nil || len(all(l)) > 0 || len(l.Documents) != 4 {
			t.Errorf("without %v: %v, %v, %d documents", exclude, err, said(all(l)), len(l.Documents))
		}
	}
	if _, err := Load(context.Background(), []string{"p"}, Options{Schemas: tiny, Exclude: []string{"a/[b"}}); err == nil || !strings.Contains(err.Error(), `"a/[b"`) {
		t.Errorf("malformed pattern: %v", err)
	}
	leftOut := map[string][]string{}
	for _, x := range l.LeftOut {
		leftOut[x.Reason] = x.Files
	}
	if diff := cmp.Diff(map[string][]string{hidden: {"p/.hidden/x.yaml"}, otherName: {"p/readme.md"}, settings: {"p/credlint.yaml"},
		waiverFile: {"p/waivers.yaml"}, baselineFile: {"p/known.json"}}, leftOut); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
	// What is excluded is left out also where it, or something in it, is named.
	for exclude, want := range map[string]int{"*.yaml": 0, "p": 0, "p/b.yaml": 0, "p/a*": 1} {
		l, err := Load(context.Background(), []string{"p/b.yaml"}, Options{Schemas: tiny, Exclude: []string{exclude}})
		if err != nil || len(l.Documents) != want || (len(l.LeftOut) == 0) != (want == 1) {
			t.Errorf("named file without %s: %v, %d documents, left out %v", exclude, err, len(l.Documents), l.LeftOut)
		}
	}
	// Patterns of ignore files that mean something else here.
	for _, pattern := range []string{"!p/b.yaml", "p/[!a].yaml", "/p/b.yaml"} {
		if _, err := Load(context.Background(), []string{"p"}, Options{Schemas: tiny, Exclude: []string{pattern}}); err == nil || !strings.Contains(err.Error(), pattern) {
			t.Errorf("pattern %q: %v", pattern, err)
		}
	}
	if _, err := Load(context.Background(), []string{"p"}, Options{Schemas: tiny, Exclude: []string{`\!b.yaml`, `*.csv`, "compose.yaml", "package.json"}}); err != nil {
		t.Error(err)
	}
}

func TestOrderOfPathsDoesNotMatter(t *testing.T) {
	write(t, map[string]string{"p/a.yaml": good + "bad: 1\n", "p/b.yaml": good, "q/c.yaml": strings.Replace(good, "one", "two", 1)})
	paths := []string{"q/c.yaml", "p/a.yaml", "p", "./p/b.yaml", "q/*.yaml", "p/../q"}
	want := ""
	for range 6 {
		l := load(t, paths...)
		var b strings.Builder
		for _, d := range l.Documents {
			fmt.Fprintln(&b, d.File, d.ID)
		}
		fmt.Fprintln(&b, strings.Join(said(all(l)), "\n"), l.Failed)
		if want == "" {
			want = b.String()
		}
		if got := b.String(); got != want || len(l.Documents) != 2 || len(l.Failed) != 1 {
			t.Errorf("paths %v give\n%s, before\n%s", paths, got, want)
		}
		paths = append(paths[1:], paths[0])
	}
}

func TestPathsThatAreNotThere(t *testing.T) {
	write(t, map[string]string{"a.yaml": good})
	for path, want := range map[string]string{"b.yaml": `"b.yaml" does not exist`, "*.json": `nothing matches "*.json"`, "[": `pattern "[" is malformed`} {
		if _, err := Load(context.Background(), []string{"a.yaml", path}, Options{Schemas: tiny}); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Load(ctx, []string{"a.yaml"}, Options{Schemas: tiny}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Of a folder with too many files none is read, and a finding says so.
func TestTooManyFiles(t *testing.T) {
	files := fstest.MapFS{}
	for i := range MaxFiles + 1 {
		files[fmt.Sprintf("many/%d.yaml", i)] = &fstest.MapFile{}
	}
	l, err := Load(t.Context(), []string{"many"}, Options{FS: files, Schemas: tiny})
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Findings) != 1 || l.Findings[0].Rule != "credlint/too-many-files" || len(l.Documents)+len(l.Failed)+len(l.LeftOut) != 0 {
		t.Errorf("%d findings, the first %v", len(l.Findings), l.Findings[:min(1, len(l.Findings))])
	}
}

func TestManyFaults(t *testing.T) {
	text := good
	for i := range 150 {
		text += fmt.Sprintf("zz%d: 1\n", i)
	}
	write(t, map[string]string{"a.yaml": text})
	want := ""
	for range 5 {
		got := said(load(t, "a.yaml").Findings)
		if len(got) != maxFaults+1 || !strings.HasPrefix(got[maxFaults], "a.yaml:108:1 schema 50 more faults from here on are not listed") {
			t.Fatalf("%d findings, the last %s", len(got), got[len(got)-1])
		}
		if all := strings.Join(got, "\n"); want == "" {
			want = all
		} else if all != want {
			t.Fatalf("what is listed changes:\n%s", all)
		}
	}
}

func TestStandardInput(t *testing.T) {
	write(t, map[string]string{"p/agency.yaml": "agency: credlint/v1\ntype: bank\n"})
	read := func(name, text string) *Loaded {
		l, err := Load(context.Background(), []string{"-"}, Options{Schemas: tiny, Stdin: strings.NewReader(text), StdinName: name})
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	l := read("p/x.yaml", strings.Replace(good, "{type: court}", "agency.yaml", 1))
	if len(l.Documents) != 1 || l.Documents[0].File != "p/x.yaml" || lookup(l.Documents[0].Value, "/agency/type") != "bank" {
		t.Errorf("with a name: %v, %v", l.Documents, said(all(l)))
	}
	if l = read("", good); len(l.Documents) != 1 || l.Documents[0].File != "<stdin>" {
		t.Errorf("without a name: %v, %v", l.Documents, said(all(l)))
	}
	if l = read("x.json", good); len(l.Documents) != 0 || len(l.Findings) != 1 || len(l.Failed) != 1 {
		t.Errorf("YAML as JSON: %v", said(all(l)))
	}
	l, err := Load(context.Background(), []string{"-"}, Options{Schemas: tiny})
	if err != nil || len(l.Findings) != 1 {
		t.Errorf("nothing: %v, %v", err, l)
	}
}

func TestAgencyFile(t *testing.T) {
	using := func(path string) string { return strings.Replace(good, "{type: court}", path, 1) }
	write(t, map[string]string{
		"p/a.yaml":       using("../q/agency.yaml"),
		"p/b.yaml":       strings.Replace(using("../q/./agency.yaml"), "one", "two", 1),
		"p/lost.yaml":    using("lost/agency.yaml"),
		"p/broken.yaml":  using("../q/broken.yaml"),
		"p/syntax.yaml":  using("../q/syntax.yaml"),
		"p/self.yaml":    using("self.yaml"),
		"p/folder.yaml":  using("../q"),
		"q/agency.yaml":  "# ours\nagency: credlint/v1\ntype: court\nlog:\n  kept: true\n",
		"q/broken.yaml":  "agency: credlint/v1\ntype: cuort\n",
		"q/syntax.yaml":  "agency: 'x\n",
		"q/warning.yaml": "agency: credlint/v1\ntype: court\ncode: 91350100M000100Y44\n",
	})
	l := load(t, "p")
	if len(l.Documents) != 2 {
		t.Fatalf("%d documents, want 2: %v", len(l.Documents), said(all(l)))
	}
	d := l.Documents[0]
	if diff := cmp.Diff(map[string]any{"type": "court", "log": map[string]any{"kept": true}}, d.Value["agency"]); diff != "" {
		t.Errorf("agency (-want +got):\n%s", diff)
	}
	d.Value["agency"].(map[string]any)["type"] = "changed"
	if got := lookup(l.Documents[1].Value, "/agency/type"); got != "court" {
		t.Errorf("two practices share one agency: %v", got)
	}
	for pointer, want := range map[string]string{
		"/agency/type": "q/agency.yaml:3:7", "/agency/log/kept": "q/agency.yaml:5:9", "/agency/log/by": "q/agency.yaml:4:1", "/agency/code": "q/agency.yaml:2:1",
		"/agency": "p/a.yaml:4:9", "/id": "p/a.yaml:3:5", "/items/0/category": "p/a.yaml:7:13", "/items/0/kept/years": "p/a.yaml:7:3", "/consent/given": "p/a.yaml:1:1", "/items/7": "p/a.yaml:6:1",
	} {
		at := d.At(pointer)
		if got := fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Column); got != want || at.Pointer != pointer {
			t.Errorf("%s is at %s (%s), want %s", pointer, got, at.Pointer, want)
		}
	}
	if got, want := d.Snippet(d.At("/agency/log/kept")), "  kept: true"; got != want {
		t.Errorf("snippet %q, want %q", got, want)
	}
	want := []string{
		`p/broken.yaml:4:9 agency-file agency file "../q/broken.yaml": the agency file has errors of its own; correct the agency file first`,
		`p/folder.yaml:4:9 agency-file agency file "../q": this is no regular file; the path is relative to the folder of this file`,
		`p/lost.yaml:4:9 agency-file agency file "lost/agency.yaml": the file does not exist; the path is relative to the folder of this file`,
		`p/self.yaml:4:9 agency-file agency file "self.yaml": the file is no agency file: it must begin with "agency: credlint/v1" and hold one document; the path is relative to the folder of this file`,
		`p/syntax.yaml:4:9 agency-file agency file "../q/syntax.yaml": the agency file has errors of its own; correct the agency file first`,
		`q/broken.yaml:2:7 schema unknown value "cuort" of type; did you mean "court"`,
		`q/syntax.yaml:1:9 syntax this quote is never closed; close it`,
	}
	if diff := cmp.Diff(want, said(all(l))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	for _, f := range all(l) {
		checkLanguages(t, f)
	}
	// Named as well as referred to, an agency file's own findings are still said once.
	again := load(t, "p", "q")
	if got := len(said(all(again))); got != len(want)+1 {
		t.Errorf("%d findings with q too, want %d:\n%s", got, len(want)+1, strings.Join(said(all(again)), "\n"))
	}
}

// However many agency files are named, or lie in a folder, what is kept of them has a bound.
func TestAgencyFilesAreBounded(t *testing.T) {
	using := func(id string) string {
		return strings.Replace(strings.Replace(good, "one", id, 1), "{type: court}", "../q/"+id+".yaml", 1)
	}
	const agency = "agency: credlint/v1\ntype: court\n"
	write(t, map[string]string{"p/a.yaml": using("a"), "p/b.yaml": using("b"), "p/c.yaml": using("a"), "q/a.yaml": agency, "q/b.yaml": agency, "q/c.yaml": agency})
	files, err := Find(context.Background(), []string{"p", "q"}, Options{Schemas: tiny})
	if err != nil {
		t.Fatal(err)
	}
	files.l.agencyBytes = MaxAgencyBytes - len(agency)
	var judged []string
	l, err := files.Read(context.Background(), func(of []*Document) error {
		for _, d := range of {
			judged = append(judged, d.File)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"p/a.yaml", "p/c.yaml"}, judged); diff != "" {
		t.Errorf("judged (-want +got):\n%s", diff)
	}
	want := []string{`p/b.yaml:4:9 agency-file agency file "../q/b.yaml": it was not read, since the agency files together have more than 67108864 bytes; the path is relative to the folder of this file`}
	if diff := cmp.Diff(want, said(all(l))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if n := files.l.agencyBytes; n != MaxAgencyBytes || len(files.l.agencies) != 2 {
		t.Errorf("%d bytes and %d agencies are kept", n, len(files.l.agencies))
	}
}

// Waivers beside a practice in one file would be read by nobody.
func TestWaiversBesideAPractice(t *testing.T) {
	write(t, map[string]string{"a.yaml": good + "---\nwaivers: credlint/v1\nentries: []\n"})
	l := load(t, "a.yaml")
	want := []string{`a.yaml:9:1 not-credlint waivers and a baseline are files of their own; move it to a file of its own`}
	if diff := cmp.Diff(want, said(all(l))); diff != "" || len(l.LeftOut) > 0 {
		t.Errorf("findings (-want +got):\n%s%v", diff, l.LeftOut)
	}
	checkLanguages(t, all(l)[0])
}

func TestDuplicateIDs(t *testing.T) {
	write(t, map[string]string{"a.yaml": good, "b.yaml": good})
	l := load(t, "b.yaml", "a.yaml")
	if diff := cmp.Diff([]string{`b.yaml:3:5 duplicate-id id "one" belongs already to another practice; give each practice an id of its own`}, said(all(l))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if related := l.Documents[1].Findings[0].Related; len(related) != 1 || related[0].File != "a.yaml" {
		t.Errorf("related %v, want the place in a.yaml", related)
	}
}

func TestValues(t *testing.T) {
	write(t, map[string]string{"a.yaml": strings.Replace(good, "{type: court}", "{type: court, code: 911101080000000007}", 1) +
		"  age: 5.0\n  field: 911101080000000001\n  necessary: {value: true}\n- category: income # want 14.1, 34 basis=law, 14.2\n  necessary: {value: false, reason: 因为}\n"})
	d := load(t, "a.yaml").Documents[0]
	want := map[string]any{
		"practice": "credlint/v1", "kind": "tiny", "id": "one", "day": "2026-03-01",
		"agency": map[string]any{"type": "court", "code": "911101080000000007"},
		"items": []any{
			map[string]any{"category": "gene", "age": json.Number("5"), "field": "911101080000000001"},
			map[string]any{"category": "income", "necessary": map[string]any{"value": false, "reason": "因为"}},
		},
	}
	if diff := cmp.Diff(want, d.Value); diff != "" {
		t.Errorf("value (-want +got):\n%s", diff)
	}
	marks := []Mark{{"a.yaml", 11, "want", "14.1", ""}, {"a.yaml", 11, "want", "34", "basis=law"}, {"a.yaml", 11, "want", "14.2", ""}}
	if diff := cmp.Diff(marks, d.Marks()); diff != "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
}

// TestFS reads from a file system that is not the machine's: a folder, a pattern, the agency of a practice, and what leads
// out of it.
func TestFS(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, text := range map[string]string{
		"cases/a.yaml":        strings.Replace(good, "{type: court}", "./agency.yaml", 1) + "  kept: {years: 1} # ask 2\n",
		"cases/agency.yaml":   "agency: credlint/v1\ntype: bank # want 3\n",
		"cases/deep/out.yaml": strings.NewReplacer("{type: court}", "../../../agency.yaml", "id: one", "id: two").Replace(good),
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for _, p := range []string{"cases", "case*"} {
		l, err := Load(context.Background(), []string{p}, Options{Schemas: tiny, FS: fsys})
		if err != nil {
			t.Fatal(err)
		}
		if len(l.Documents) != 1 {
			t.Fatalf("%s: %d documents, want one", p, len(l.Documents))
		}
		marks := []Mark{{"cases/a.yaml", 8, "ask", "2", ""}, {"cases/agency.yaml", 2, "want", "3", ""}}
		if diff := cmp.Diff(marks, l.Documents[0].Marks()); diff != "" {
			t.Errorf("%s: marks (-want +got):\n%s", p, diff)
		}
		want := []string{`cases/deep/out.yaml:4:9 agency-file agency file "../../../agency.yaml": the file does not exist; the path is relative to the folder of this file`}
		if diff := cmp.Diff(want, said(l.Findings)); diff != "" {
			t.Errorf("%s: findings (-want +got):\n%s", p, diff)
		}
	}
	if _, err := Load(context.Background(), []string{"nowhere"}, Options{Schemas: tiny, FS: fsys}); err == nil {
		t.Error("a path that is not there is no error")
	}
}

// TestShipped reads a plain practice of the program's own kinds.
func TestShipped(t *testing.T) {
	write(t, map[string]string{
		"agency.yaml": "agency: credlint/v1\ntype: state_organ\nlevel: city\n",
		"a.yaml": "practice: credlint/v1\nkind: collection\nid: sh-metro-fare-evasion\ntitle: 轨道交通逃票信息归集\njurisdiction: cn/shanghai\nagency: ./agency.yaml\nday: 2026-03-01\n" +
			"basis:\n- cite: 《上海市轨道交通管理条例》第三十条第四款\n  for: [collection]\nsubject: {type: natural_person, min_age: 18}\nitems:\n- category: fare_evasion\n  retention: {period: {years: 5}, from: conduct_end, then: delete}\n",
	})
	l, err := Load(context.Background(), []string{"."}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Documents) != 1 || len(all(l)) > 0 {
		t.Errorf("%d documents, findings %v; want one and none", len(l.Documents), said(all(l)))
	}
	if _, err := KindSchema(schemas.FS, "colection"); err == nil || !strings.Contains(err.Error(), "collection") {
		t.Errorf("unknown kind: %v", err)
	}
}

// lookup returns the value at a pointer, or nil.
func lookup(v any, pointer string) any {
	for _, t := range tokens(pointer) {
		switch in := v.(type) {
		case map[string]any:
			v = in[t]
		case []any:
			i, err := strconv.Atoi(t)
			if err != nil || i < 0 || i >= len(in) {
				return nil
			}
			v = in[i]
		default:
			return nil
		}
	}
	return v
}
