package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

answered(period) := prepared(collection, {"agency": {
	"type": "state_organ",
	"department": "central_bank",
	"complaints": {"reply_within": period},
}})

test_thirty_days if {
	regulation.engaged["26.2"] with input as answered({"days": 30})
	blamed("26.2") == set() with input as answered({"days": 29})
	blamed("26.2") == set() with input as answered({"days": 30})
	blamed("26.2") == {"agency/complaints/reply_within"} with input as answered({"days": 31})
	count(regulation.unsettled["26.2"]) == 1 with input as answered({"working_days": 22})
	every department in {"finance", "treasury", "transport"} {
		not regulation.engaged["26.2"] with input as prepared(collection, {"agency": {"department": department}})
	}
}
