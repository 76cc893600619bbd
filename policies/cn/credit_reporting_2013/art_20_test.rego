package policies.cn.credit_reporting_2013_test

test_users_supplied if {
	blamed("20") == set() with input as prepared(disclosure, {})
	blamed("20") == {"recipients/0/use_beyond_purpose"} with input as prepared(
		disclosure,
		{"recipients": [{"type": "lender", "use_beyond_purpose": true}]},
	)
	blamed("20") == {"recipients/0/passes_on"} with input as prepared(
		disclosure,
		{"recipients": [{"type": "lender", "passes_on": true, "consent_to_pass_on": false}]},
	)
	blamed("20") == set() with input as prepared(
		disclosure,
		{"recipients": [{"type": "lender", "passes_on": true, "consent_to_pass_on": true}]},
	)
}

test_user_that_supplies if {
	user := object.union(disclosure, {
		"agency": {"type": "market_entity"},
		"consent": {"form": "none"},
		"items": [{"category": "repayment", "source": "credit_reporting_agency"}],
	})
	blamed("20") == {"consent/form"} with input as prepared(user, {})
	blamed("20") == set() with input as prepared(user, {"consent": {"form": "express"}})
	blamed("20") == set() with input as prepared(user, {"items": [{"category": "repayment", "source": "own_business"}]})
	blamed("20") == set() with input as prepared(user, {"recipients": [{"type": "subject"}]})
}

test_user_that_must_hand_over if {
	user := object.union(disclosure, {
		"agency": {"type": "lender"},
		"consent": {"form": "none"},
		"items": [{"category": "repayment", "source": "credit_reporting_agency"}],
	})
	blamed("20") == set() with input as prepared(
		user,
		{"recipients": [{"type": "judicial_organ", "allowed_without_consent": {"value": true}}]},
	)
	blamed("20") == {"consent/form"} with input as prepared(
		user,
		{"recipients": [{"type": "judicial_organ", "allowed_without_consent": {"value": false}}]},
	)
	blamed("20") == {"consent/form"} with input as prepared(
		user,
		{"recipients": [{"type": "insurer", "allowed_without_consent": {"value": true}}]},
	)
}
