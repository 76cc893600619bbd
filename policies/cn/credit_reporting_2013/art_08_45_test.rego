package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

test_officers_of_a_personal_agency if {
	regulation.engaged["8"] with input as prepared(collection, {})
	not regulation.engaged["8"] with input as prepared(collection, {"agency": {"personal_credit_licence": false}})
}

test_report_of_the_year if {
	blamed("11.1") == {"agency/annual_report"} with input as prepared(collection, {})
	blamed("11.1") == set() with input as prepared(collection, {"agency": {"annual_report": true}})
}

test_database_handed_over if {
	handed_over := {"mode": "provision", "recipients": [{"type": "credit_reporting_agency"}]}
	regulation.engaged["12.1"] with input as prepared(disclosure, handed_over)
	not regulation.engaged["12.1"] with input as prepared(disclosure, {"mode": "provision"})
}

test_agency_from_abroad if {
	not regulation.engaged["45.2"] with input as prepared(collection, {})
	blamed("45.2") == set() with input as prepared(collection, {"agency": {"approved_from_abroad": true}})
	blamed("45.2") == {"agency/approved_from_abroad"} with input as prepared(
		collection,
		{"agency": {"approved_from_abroad": false}},
	)
	not regulation.engaged["45.2"] with input as prepared(
		collection,
		{
			"agency": {"approved_from_abroad": false},
			"subject": {"type": "natural_person"},
			"ground": "human_resources",
			"destination": "own_records",
			"items": [{"category": "name"}],
		},
	)
}
