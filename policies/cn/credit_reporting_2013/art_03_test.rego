package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

test_state_secret if {
	blamed("3") == {"items/0/category"} with input as prepared(collection, {"items": [{"category": "state_secret"}]})
}

test_trade_secret if {
	practice := object.union(collection, {"items": [{"category": "trade_secret"}]})
	blamed("3") == {"items/0/category"} with input as prepared(practice, {"consent": {"form": "none"}})
	blamed("3") == set() with input as prepared(practice, {"consent": {"form": "express"}})
}

test_private_matter if {
	practice := object.union(collection, {"items": [{"category": "private_matter"}], "consent": {"form": "implied"}})
	blamed("3") == {"items/0/category"} with input as prepared(practice, {})
	blamed("3") == set() with input as prepared(practice, {"consent": {"form": "express"}})
}

test_providers_too if {
	utility := object.union(disclosure, {"agency": {"type": "public_utility"}, "mode": "provision"})
	regulation.engaged["3"] with input as prepared(utility, {"recipients": [{"type": "credit_reporting_agency"}]})
	not regulation.engaged["3"] with input as prepared(utility, {"recipients": [{"type": "public_credit_platform"}]})
}
