package practice

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/credlint/credlint/schemas"
)

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
		`{"agency": "credlint/v1", "type": "court"}`:                                                    true,
		`{"agency": "credlint/v1"}`:                                                                     false,
		`{"agency": "credlint/v1", "type": "court", "personal_credit_licence": true}`:                   false, // exists for credit reporting agencies alone
		`{"agency": "credlint/v1", "type": "credit_reporting_agency", "personal_credit_licence": true}`: true,
	} {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(text)))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(doc); (err == nil) != valid {
			t.Errorf("%s: valid is %v, want %v: %v", text, err == nil, valid, err)
		}
	}
}
