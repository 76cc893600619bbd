package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

untold := object.union(disclosure, {
	"mode": "provision",
	"agency": {"type": "public_utility"},
	"notice": {"time": "none"},
	"recipients": [{"type": "credit_reporting_agency"}],
	"items": [{"category": "utility_arrears"}],
})

test_told_first if {
	blamed("15") == {"notice/time"} with input as prepared(untold, {})
	blamed("15") == {"notice/time"} with input as prepared(untold, {"notice": {"time": "after"}})
	blamed("15") == set() with input as prepared(untold, {"notice": {"time": "before"}})
}

test_told_of_what if {
	blamed("15") == set() with input as prepared(untold, {"items": [{"category": "repayment"}]})
	blamed("15") == set() with input as prepared(
		untold,
		{"items": [{"category": "utility_arrears", "published_under_law": {"value": true}}]},
	)
	blamed("15") == set() with input as prepared(untold, {"subject": {"type": "legal_person"}})
}

test_whom_providers_supply if {
	every type in {"credit_reporting_agency", "financial_credit_database"} {
		regulation.engaged["15"] with input as prepared(untold, {"recipients": [{"type": type}]})
	}
	not regulation.engaged["15"] with input as prepared(untold, {"recipients": [{"type": "public_credit_platform"}]})
}
