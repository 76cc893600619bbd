package policies.cn.zixu.wuyou.property_credit_2024_test

import data.policies.cn.zixu.wuyou.property_credit_2024 as regulation

practice(item) := {
	"practice": {"items": [object.union({"category": "property_fee_arrears"}, item)], "notice": {"time": "before"}},
	"params": {"cn/zixu/wuyou/property_credit_2024": {"retention": {"years": 3}}},
}

test_a_bill_finds_nothing if {
	count(regulation.breach["3"]) == 1 with input as practice({"legal_document": "contract"})
	count(regulation.breach["3"]) == 0 with input as practice({"legal_document": "court_judgment"})
}

test_three_years if {
	count(regulation.breach["4"]) == 0 with input as practice({"retention": {"period": {"years": 3}}})
	count(regulation.breach["4"]) == 1 with input as practice({"retention": {"period": {"years": 4}}})
}
