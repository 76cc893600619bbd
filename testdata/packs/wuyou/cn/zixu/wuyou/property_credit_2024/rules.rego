package policies.cn.zixu.wuyou.property_credit_2024

import data.policies.lib.periods

params := input.params["cn/zixu/wuyou/property_credit_2024"]

# Article 3: what a court or an arbitral tribunal has found.
breach["3"] contains {"at": ["items", i, "legal_document"]} if {
	some i, item in input.practice.items
	of_arrears(item)
	not found(item)
}

found(item) if item.legal_document in {"court_judgment", "arbitral_award"}

# Article 4: three years.
breach["4"] contains {"at": ["items", i, "retention", "period"]} if {
	some i, item in input.practice.items
	of_arrears(item)
	periods.longer_than(item.retention.period, params.retention)
}

unsettled["4"] contains {"at": ["items", i, "retention", "period"], "why": "unit"} if {
	some i, item in input.practice.items
	of_arrears(item)
	periods.exceeds_unclear(item.retention.period, params.retention)
}

# Article 5: told before.
breach["5.1"] contains {"at": ["notice", "time"]} if {
	some item in input.practice.items
	of_arrears(item)
	not input.practice.notice.time == "before"
}

of_arrears(item) if item.category == "property_fee_arrears"
