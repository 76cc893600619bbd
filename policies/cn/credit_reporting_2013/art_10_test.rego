package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

filed(period) := prepared(collection, {
	"subject": {"type": "legal_person"},
	"agency": {"enterprise_credit_filing": false, "enterprise_filing_within": period},
})

test_filing if {
	regulation.engaged["10.1"] with input as filed({"days": 30})
	not regulation.engaged["10.1"] with input as prepared(collection, {})
	blamed("10.1") == set() with input as prepared(collection, {"agency": {"enterprise_credit_filing": true}})
}

test_filing_within if {
	blamed("10.1") == set() with input as filed({"days": 29})
	blamed("10.1") == set() with input as filed({"days": 30})
	blamed("10.1") == {"agency/enterprise_filing_within"} with input as filed({"days": 31})
	blamed("10.1") == set() with input as filed({"working_days": 20})
	count(regulation.unsettled["10.1"]) == 1 with input as filed({"working_days": 20})
	count(regulation.unsettled["10.1"]) == 0 with input as filed({"days": 30})
}

changed(period) := prepared(collection, {
	"subject": {"type": "legal_person"},
	"agency": {"enterprise_credit_filing": true, "enterprise_change_filing_within": period},
})

test_change_of_what_was_filed if {
	not regulation.engaged["10.2"] with input as filed({"days": 29})
	blamed("10.2") == set() with input as changed({"days": 30})
	blamed("10.2") == {"agency/enterprise_change_filing_within"} with input as changed({"days": 31})
	count(regulation.unsettled["10.2"]) == 1 with input as changed({"working_days": 20})
}
