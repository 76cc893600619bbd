package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

without_consent := object.union(collection, {"consent": {"form": "none"}})

test_consent if {
	every form in {"none", "implied"} {
		blamed("13.1") == {"consent/form"} with input as prepared(collection, {"consent": {"form": form}})
	}
	every form in {"express", "written"} {
		blamed("13.1") == set() with input as prepared(collection, {"consent": {"form": form}})
	}
}

test_published_under_law_needs_none if {
	blamed("13.1") == set() with input as prepared(
		without_consent,
		{"items": [{"category": "administrative_penalty", "published_under_law": {"value": true}}]},
	)
	blamed("13.1") == {"consent/form"} with input as prepared(
		without_consent,
		{"items": [{"category": "administrative_penalty", "published_under_law": {"value": false}}]},
	)
}

test_enterprises_need_none if {
	blamed("13.1") == set() with input as prepared(without_consent, {"subject": {"type": "legal_person"}})
}

# 13(2)
test_duties_of_officers_are_not_personal if {
	items := [{"category": "occupation", "office_related": true}]
	every office in {"director", "supervisor", "senior_manager", "legal_representative"} {
		blamed("13.1") == set() with input as prepared(without_consent, {"items": items, "subject": {"office": office}})
	}
	every office in {"none", "employee"} {
		blamed("13.1") == {"consent/form"} with input as prepared(
			without_consent,
			{"items": items, "subject": {"office": office}},
		)
	}
}

test_whom_consent_binds if {
	regulation.engaged["13.1"] with input as prepared(without_consent, {})
	regulation.engaged["13.1"] with input as prepared(without_consent, bureau_of_transport)
	not regulation.engaged["13.1"] with input as prepared(
		without_consent,
		{"agency": {"type": "state_organ"}, "destination": "own_records"},
	)
	not regulation.engaged["13.1"] with input as prepared(
		without_consent,
		{"agency": {"type": "lender"}, "destination": "own_records"},
	)
	not regulation.engaged["13.1"] with input as object.union(
		prepared(without_consent, bureau_of_transport),
		{"readings": {"public_credit_platforms": "outside"}},
	)
}

test_consent_permits_agencies if {
	regulation.permit["13.1"] with input as prepared(collection, {})
	not regulation.permit["13.1"] with input as prepared(without_consent, {})
	regulation.permit["13.1"] with input as prepared(
		without_consent,
		{"items": [{"category": "administrative_penalty", "published_under_law": {"value": true}}]},
	)
	not regulation.permit["13.1"] with input as prepared(
		without_consent,
		{"items": [
			{"category": "administrative_penalty", "published_under_law": {"value": true}},
			{"category": "repayment", "published_under_law": {"value": false}},
		]},
	)
	not regulation.permit["13.1"] with input as prepared(collection, bureau_of_transport)
}
