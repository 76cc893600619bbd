package policies.cn.credit_reporting_2013_test

test_licence if {
	blamed("7.4") == {"agency/personal_credit_licence"} with input as prepared(
		collection,
		{"agency": {"personal_credit_licence": false}},
	)
	blamed("7.4") == set() with input as prepared(collection, {})
	blamed("7.4") == set() with input as prepared(
		collection,
		{"agency": {"personal_credit_licence": false}, "subject": {"type": "legal_person"}},
	)
}

test_business_of_another if {
	blamed("7.4") == {"agency/credit_information_business"} with input as prepared(
		collection,
		{"agency": {"type": "platform", "credit_information_business": true}},
	)
}
