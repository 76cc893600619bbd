# Article 40: credit service organisations are objective, fair and prudent, and keep secrets.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.consent

breach["40.1"] contains {"at": ["promised_result"], "why": "promised"} if input.practice.promised_result

breach["40.1"] contains {"at": ["independent"], "why": "interested"} if not input.practice.independent

breach["40.1"] contains {"at": ["rules", "fair"], "why": "unfair"} if not input.practice.rules.fair.value

breach["40.2"] contains {"at": ["items", i, "category"]} if {
	not consent.expressed
	some i, item in input.practice.items
	item.category in {"state_secret", "trade_secret", "private_matter"}
	not public(item)
}

breach["40.2"] contains {"at": ["items", i, "category"]} if {
	some i, item in input.practice.items
	item.category == "state_secret"
}
