package policies.cn.credit_reporting_2013_test

rights(access, reports) := {"agency": {"rights": {"access": access, "free_reports": reports}}}

test_access_and_reports if {
	blamed("17") == {"agency/rights/access"} with input as prepared(collection, rights(false, 2))
	blamed("17") == {"agency/rights/free_reports"} with input as prepared(collection, rights(true, 1))
	blamed("17") == set() with input as prepared(collection, rights(true, 2))
	blamed("17") == set() with input as prepared(collection, rights(true, 3))
}

test_enterprises_have_no_free_reports if {
	enterprise := object.union(collection, {"subject": {"type": "legal_person"}})
	blamed("17") == set() with input as prepared(enterprise, rights(true, 0))
	blamed("17") == {"agency/rights/access"} with input as prepared(enterprise, rights(false, 0))
}
