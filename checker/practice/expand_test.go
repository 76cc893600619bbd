package practice

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/credlint/credlint/checker/source"
	"github.com/credlint/credlint/schemas"
)

func expanded(t *testing.T, data []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("credlint:///expanded.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("credlint:///expanded.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestExpandedSaysTheSame holds the published schema against our own check: over every combination of the facts that
// hang on each other, a validator that knows nothing of x-when accepts exactly what we accept.
func TestExpandedSaysTheSame(t *testing.T) {
	data, err := Expand(tiny, "tiny", Written)
	if err != nil {
		t.Fatal(err)
	}
	published := expanded(t, data)
	form, err := newVocabulary(tiny).form("kinds/tiny.json")
	if err != nil {
		t.Fatal(err)
	}
	refused, accepted := 0, 0
	for _, given := range []string{"", "given: true, ", "given: false, ", "given: unknown, ", "given: {one_of: [true, false]}, "} {
		for _, f := range []string{"", "form: general, ", "form: written, ", "form: 不详, ", "form: {one_of: [general, separate]}, ", "form: {one_of: [oral, separate]}, "} {
			for _, explicit := range []string{"", "explicit: true, ", "explicit: false, ", "explicit: unknown, "} {
				for _, more := range []string{"", "kept: {years: 5}", "kept: {years: 5, unlimited: true}", "necessary: {value: true}", "kept: {at_least: {years: 5}}", "kept: {at_least: 5}", "kept: {years: 1, days: 2}", "kept: [{days: 28}, {working_days: 20}]", "kept: {from: 2018-06-01, to: 2022-03-01}", "kept: {from: 2018-06-01}", "kept: [{days: 28}]",
					"age: {at_most: 5, at_least: 4}", "age: {not: [5]}", "age: {one_of: [5, 6]}", "necessary: unknown", "necessary: {one_of: [true]}", "kept: {one_of: [{years: 1}, {years: 2}], at_most: {years: 3}}", "field: unknown"} {
					text := good + "  " + "field: x\n- {category: income, " + more + "}\nconsent: {" + given + f + explicit + "}\n"
					docs, problems, _ := source.YAML([]byte(text))
					if len(problems) > 0 {
						t.Fatal(problems)
					}
					theirs := published.Validate(docs[0].Value)
					ours, err := form.check(docs[0].Value.(map[string]any))
					if err != nil {
						t.Fatal(err)
					}
					if (len(ours) == 0) != (theirs == nil) {
						t.Errorf("%s\nwe say %v, the published schema says %v", text, ours, theirs)
					}
					if theirs == nil {
						accepted++
					} else {
						refused++
					}
				}
			}
		}
	}
	if refused == 0 || accepted == 0 {
		t.Errorf("%d accepted, %d refused: the test proves nothing", accepted, refused)
	}
}

// TestShippedKindsExpand holds that each kind has a published schema that stands alone.
func TestShippedKindsExpand(t *testing.T) {
	for _, kind := range Kinds(schemas.FS) {
		data, err := Expand(schemas.FS, kind, Written)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(`"$ref"`)) {
			t.Errorf("%s: references are left", kind)
		}
		expanded(t, data)
	}
	if _, err := Expand(schemas.FS, "nothing", Written); err == nil {
		t.Error("a kind that does not exist has a schema")
	}
}

func TestBrokenSchemas(t *testing.T) {
	for name, schema := range map[string]string{
		"circle":      `{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}`,
		"endless":     `{"type": "object", "properties": {"a": {"$ref": "#"}}}`,
		"lost":        `{"$ref": "nothing.json"}`,
		"lost inside": `{"$ref": "#/$defs/a"}`,
		"no type":     `{"type": "object", "properties": {"a": {}}}`,
		"no elements": `{"type": "array"}`,
		"no schema":   `{"type": "object", "properties": {"a": 1}}`,
		"no object":   `{"anyOf": [{"type": "string"}]}`,
		"not JSON":    `{`,
	} {
		fsys := clean(schema)
		if f, err := KindSchema(fsys, "x"); err == nil {
			t.Errorf("%s: %+v, want an error", name, f)
		}
		if _, err := Expand(fsys, "x", Written); err == nil {
			t.Errorf("%s: Expand reports nothing", name)
		}
	}
}

func TestFind(t *testing.T) {
	root, err := KindSchema(tiny, "tiny")
	if err != nil {
		t.Fatal(err)
	}
	for pointer, want := range map[string]string{
		"": "object", "/items": "array", "/items/12": "object", "/items/0/kept": "period", "/items/0/necessary": "judgement", "/items/0/necessary/value": "boolean",
		"/agency/log/kept": "boolean", "/items/x": "", "/nothing": "", "/id/x": "", "/items/0/kept/years": "integer", "/kind": "string",
	} {
		got := ""
		if f := root.Find(pointer); f != nil {
			got = f.Type
		}
		if got != want {
			t.Errorf("%q: %q, want %q", pointer, got, want)
		}
	}
	kept := root.Find("/items/0/kept")
	if got, want := fmt.Sprint(kept.Title.ZH, kept.Units, kept.Absent, *kept.Child("years").Max), "保存期限[years months days working_days unlimited]unknown100"; got != want {
		t.Errorf("period: %s, want %s", got, want)
	}
	form := root.Find("/consent/form")
	if got, want := fmt.Sprint(form.When, form.Enum, " ", root.Child("consent").Child("given").Absent), "map[given:[true]] [general separate written] false"; got != want {
		t.Errorf("form: %s, want %s", got, want)
	}
	var names []string
	for _, c := range root.Children {
		names = append(names, c.Name)
	}
	if b, _ := json.Marshal(names); string(b) != `["practice","kind","id","title","agency","day","consent","items"]` {
		t.Errorf("order %s is not that of the schema", b)
	}
}

func TestAgencyExpands(t *testing.T) {
	data, err := ExpandAgency(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte(`"$ref"`)) {
		t.Error("a reference leads out of the schema")
	}
	s := expanded(t, data)
	for text, valid := range map[string]bool{
		`{"agency": "credlint/v1", "type": "court"}`:                                                                                    true,
		`{"agency": "credlint/v1"}`:                                                                                                     false,
		`{"agency": "credlint/v1", "type": "court", "capacities": ["public_credit_centre"]}`:                                            true,
		`{"agency": "credlint/v1", "type": "court", "capacities": ["cuort"]}`:                                                           false,
		`{"agency": "credlint/v1", "type": "court", "capacities": "unknown"}`:                                                           true,
		`{"agency": "credlint/v1", "type": "court", "capacities": ["lender", "unknown"]}`:                                               true,
		`{"agency": "credlint/v1", "type": "court", "capacities": {"lender": "unknown", "court": true}}`:                                true,
		`{"agency": "credlint/v1", "type": "court", "capacities": {"lendre": "unknown"}}`:                                               false,
		`{"agency": "credlint/v1", "type": "court", "personal_credit_licence": true}`:                                                   false,
		`{"agency": "credlint/v1", "type": "court", "personal_credit_licence": "unknown"}`:                                              true,
		`{"agency": "credlint/v1", "type": "court", "capacities": ["credit_reporting_agency"], "personal_credit_licence": true}`:        true,
		`{"agency": "credlint/v1", "type": "court", "capacities": ["lender", "不详"], "personal_credit_licence": true}`:                   true,
		`{"agency": "credlint/v1", "type": "court", "capacities": ["lender"], "personal_credit_licence": true}`:                         false,
		`{"agency": "credlint/v1", "type": "court", "capacities": {"credit_reporting_agency": false}, "personal_credit_licence": true}`: false,
		`{"agency": "credlint/v1", "type": "court", "capacities": {"credit_reporting_agency": "不详"}, "personal_credit_licence": true}`:  true,
		`{"agency": "credlint/v1", "type": "court", "capacities": "unknown", "personal_credit_licence": true}`:                          true,
		`{"agency": "credlint/v1", "type": "credit_reporting_agency", "personal_credit_licence": true}`:                                 true,
	} {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(text)))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(doc); (err == nil) != valid {
			t.Errorf("%s: valid is %v, want %v: %v", text, err == nil, valid, err)
		}
		form, err := shipped.form("agency.json")
		if err != nil {
			t.Fatal(err)
		}
		docs, _, _ := source.JSON([]byte(text))
		if faults, err := form.check(docs[0].Value.(map[string]any)); err != nil || (len(faults) == 0) != valid {
			t.Errorf("%s: we say %v %v", text, faults, err)
		}
	}
}
