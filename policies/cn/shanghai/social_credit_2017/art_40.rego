# Article 40: credit service organisations are objective, fair and prudent, and keep secrets.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.consent

breach["40.1"] contains {"at": ["items", i, "objective"], "why": "not_objective"} if {
	input.practice.kind == "collection"
	some i, item in input.practice.items
	not item.objective.value
}

breach["40.1"] contains {"at": ["promised_result"], "why": "promised"} if input.practice.promised_result

breach["40.1"] contains {"at": ["independent"], "why": "interested"} if {
	input.practice.kind == "evaluation"
	not input.practice.independent
}

breach["40.1"] contains {"at": ["rules", "fair"], "why": "unfair"} if {
	input.practice.kind == "evaluation"
	not input.practice.rules.fair.value
}

# What the subject itself gets told is no secret from it.
engaged["40.2"] if to_others

breach["40.2"] contains {"at": ["items", i, "category"]} if {
	not consent.expressed
	some i, item in input.practice.items
	item.category in {"trade_secret", "private_matter"}
	not public(item)
	not item_under_upper_law(i)
}

# 其他个人信息: what some ground or article lets go out is no breach of secrecy.
breach["40.2"] contains {"at": ["items", i, "category"]} if {
	not consent.expressed
	not ground_beside_consent
	some i, item in input.practice.items
	personal(item)
	not public(item)
	not allowed("items", i, item)
}

breach["40.2"] contains {"at": ["items", i, "category"]} if {
	leaves_the_authorities
	some i, item in input.practice.items
	item.category == "state_secret"
	not item_under_upper_law(i)
}
