package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

rights(access, reports) := {"agency": {"rights": {"access": access, "free_reports": reports}}}

test_access_and_reports if {
	blamed("17") == {"agency/rights/own_query"} with input as prepared(collection, rights(false, 2))
	blamed("17") == {"agency/rights/free_reports"} with input as prepared(collection, rights(true, 1))
	blamed("17") == set() with input as prepared(collection, rights(true, 2))
	blamed("17") == set() with input as prepared(collection, rights(true, 3))
}

test_enterprises_have_no_free_reports if {
	enterprise := object.union(collection, {"subject": {"type": "legal_person"}})
	blamed("17") == set() with input as prepared(enterprise, rights(true, 0))
	blamed("17") == {"agency/rights/own_query"} with input as prepared(enterprise, rights(false, 0))
}

# Article 13(2): officers are no persons with a credit report where only their office is concerned.
test_officers_have_no_free_reports if {
	items := [{"category": "occupation", "office_related": true}]
	officer := object.union(collection, {"items": items, "subject": {"office": "director"}})
	blamed("17") == set() with input as prepared(officer, rights(true, 0))
	employee := object.union(collection, {"items": items, "subject": {"office": "employee"}})
	blamed("17") == {"agency/rights/free_reports"} with input as prepared(employee, rights(true, 0))
}

test_own_information_may_be_shown if {
	shown := {"practice": {"kind": "disclosure", "recipients": [{"type": "subject"}]}}
	regulation.permit["17"] with input as shown
	to_another := {"practice": {"kind": "disclosure", "recipients": [{"type": "subject"}, {"type": "lender"}]}}
	not regulation.permit["17"] with input as to_another
	not regulation.permit["17"] with input as {"practice": {"kind": "disclosure", "recipients": []}}
	not regulation.permit["17"] with input as {"practice": {"kind": "collection"}}
}
