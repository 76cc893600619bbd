package policies.cn.credit_reporting_2013_test

queried := {
	"category": "repayment",
	"source": "credit_reporting_agency",
	"purpose_agreed": true,
	"allowed_without_consent": {"value": false},
}

test_users if {
	bank := object.union(collection, {"agency": {"type": "lender"}, "items": [queried]})
	blamed("18.1") == set() with input as prepared(bank, {})
	blamed("18.1") == {"consent/form"} with input as prepared(bank, {"consent": {"form": "express"}})
	blamed("18.1") == {"items/0/purpose_agreed"} with input as prepared(
		bank,
		{"items": [object.union(queried, {"purpose_agreed": false})]},
	)
	blamed("18.1") == set() with input as prepared(
		bank,
		{"items": [object.union(queried, {"allowed_without_consent": {"value": true}})], "consent": {"form": "none"}},
	)
}

test_answers if {
	blamed("18.2") == set() with input as prepared(disclosure, {})
	blamed("18.2") == {"consent/form"} with input as prepared(disclosure, {"consent": {"form": "express"}})
	blamed("18.2") == {"recipients/0/purpose_agreed"} with input as prepared(
		disclosure,
		{"recipients": [{"type": "lender", "purpose_agreed": false}]},
	)
	every type in {"subject", "representative"} {
		blamed("18.2") == set() with input as prepared(
			disclosure,
			{"recipients": [{"type": type}], "consent": {"form": "none"}},
		)
	}
	blamed("18.2") == set() with input as prepared(disclosure, {
		"recipients": [{"type": "judicial_organ", "allowed_without_consent": {"value": true}}],
		"consent": {"form": "none"},
	})
}
