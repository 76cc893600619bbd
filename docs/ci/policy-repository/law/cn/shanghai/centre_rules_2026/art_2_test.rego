package policies.cn.shanghai.centre_rules_2026_test

import data.policies.cn.shanghai.centre_rules_2026 as rules

test_silence_is_no_announcement if {
	rules.breach["2"] with input as {"practice": {"kind": "list"}}
}

test_announced if {
	count(rules.breach["2"]) == 0 with input as {"practice": {"prior_publicity": true}}
}
