package schemas

import (
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestDocuments compiles every kind and validates documents: the plainest that is complete, and mistakes the schema must catch.
func TestDocuments(t *testing.T) {
	head := func(kind string) string {
		return `"practice": "credlint/v1", "kind": "` + kind + `", "id": "a", "jurisdiction": "cn/shanghai", "agency": "./agency.yaml", "day": "2026-03-01", "basis": [], `
	}
	for _, test := range []struct{ name, file, document, fault string }{
		{"collection", "kinds/collection.json", `{` + head("collection") + `"items": [{"category": "fare_evasion", "catalogue": {"listed": false}, "legal_document": "none", "retention": {"period": {"years": 5}, "from": "conduct_end", "then": "delete"}}]}`, ""},
		{"agency inline", "kinds/collection.json", strings.Replace(`{`+head("collection")+`"items": [{"category": "religion"}]}`, `"./agency.yaml"`, `{"type": "court", "level": "city"}`, 1), ""},
		{"citation", "kinds/collection.json", strings.Replace(`{`+head("collection")+`"items": [{"category": "religion"}]}`, `[]`, `[{"cite": "《某法》第一条", "for": ["collection"], "covers": {"value": true, "reason": "文义"}}]`, 1), ""},
		{"disclosure", "kinds/disclosure.json", `{` + head("disclosure") + `"mode": "query", "recipients": [{"type": "lender", "purpose_agreed": true}], "items": [{"category": "contract_default", "availability": {"period": {"years": 5}, "from": "conduct_end", "then": "stop_display"}}]}`, ""},
		{"sanction", "kinds/sanction.json", `{` + head("sanction") + `"grounds": [{"category": "fare_evasion"}], "measures": [{"measure": "fine", "amount": 200, "others": {"child": true}}]}`, ""},
		{"list", "kinds/list.json", `{` + head("list") + `"list": "serious", "grounds": [{"category": "administrative_penalty", "area": "life_health", "legal_document": "penalty_decision", "penalty_procedure": "ordinary"}]}`, ""},
		{"repair", "kinds/repair.json", `{` + head("repair") + `"records": [{"category": "administrative_penalty"}], "carried_out_within": {"working_days": 3}}`, ""},
		{"evaluation", "kinds/evaluation.json", `{` + head("evaluation") + `"indicators": [{"category": "contract_default", "weight": 40}], "automation": "sole"}`, ""},
		{"incentive", "kinds/incentive.json", `{` + head("incentive") + `"measures": [{"measure": "priority_service"}]}`, ""},
		{"agency file", "agency.json", `{"agency": "credlint/v1", "type": "credit_reporting_agency", "objections": {"decide_within": {"days": 20}}}`, ""},
		{"unknown fact", "kinds/collection.json", `{` + head("collection") + `"items": [{"category": "religion", "colour": "red"}]}`, "colour"},
		{"unknown category", "kinds/collection.json", `{` + head("collection") + `"items": [{"category": "shoe_size"}]}`, "category"},
		{"no items", "kinds/collection.json", `{` + head("collection") + `"items": []}`, "items"},
		{"no basis", "kinds/collection.json", strings.Replace(`{`+head("collection")+`"items": [{"category": "religion"}]}`, `"basis": [], `, "", 1), ""},
		{"two units", "kinds/collection.json", `{` + head("collection") + `"items": [{"category": "religion", "retention": {"period": {"years": 5, "months": 1}}}]}`, "period"},
		{"no such day", "kinds/collection.json", strings.Replace(`{`+head("collection")+`"items": [{"category": "religion"}]}`, "2026-03-01", "2026-02-30", 1), "day"},
	} {
		t.Run(test.name, func(t *testing.T) {
			document, err := jsonschema.UnmarshalJSON(strings.NewReader(test.document))
			if err != nil {
				t.Fatal(err)
			}
			err = compile(t, test.file).Validate(document)
			switch {
			case test.fault == "" && err != nil:
				t.Error(err)
			case test.fault != "" && (err == nil || !strings.Contains(err.Error(), test.fault)):
				t.Errorf("want a fault that names %q, got %v", test.fault, err)
			}
		})
	}
}
