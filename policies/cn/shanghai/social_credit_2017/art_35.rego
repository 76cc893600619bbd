# Article 35: defaults can be queried for five years from the end of the conduct or event, and no longer.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.periods

engaged["35.1"] if query_of_default

engaged["35.2"] if query_of_default

query_of_default if {
	input.practice.mode == "query"
	some item in input.practice.items
	adverse(item)
}

breach["35.1"] contains {"at": ["items", i, "availability", "period"], "why": "too_long"} if {
	not under_law_regulation_or_state_rule
	some i, item in input.practice.items
	adverse(item)
	periods.longer_than(item.availability.period, params.query_period)
}

breach["35.1"] contains {"at": ["items", i, "availability", "extended_while_listed"], "why": "extended"} if {
	not under_law_regulation_or_state_rule
	some i, item in input.practice.items
	adverse(item)
	item.availability.extended_while_listed
}

unsettled["35.1"] contains {"at": ["items", i, "availability", "period"], "why": "unit"} if {
	not under_law_regulation_or_state_rule
	some i, item in input.practice.items
	adverse(item)
	periods.exceeds_unclear(item.availability.period, params.query_period)
}

breach["35.2"] contains {"at": ["items", i, "availability", "from"], "why": "start"} if {
	not under_law_regulation_or_state_rule
	some i, item in input.practice.items
	adverse(item)
	not from_end_of_conduct(item)
}

breach["35.2"] contains {"at": ["items", i, "availability", "then"], "why": "still_shown"} if {
	some i, item in input.practice.items
	adverse(item)
	item.availability.then == "keep"
}

from_end_of_conduct(item) if item.availability.from == "conduct_end"

# A refusal to perform ends with performance.
from_end_of_conduct(item) if {
	item.availability.from == "performance"
	item.category in defaults_by_not_performing
}

defaults_by_not_performing := {
	"contract_default",
	"other_contract_default",
	"utility_arrears",
	"property_fee_arrears",
	"wage_arrears",
	"sme_arrears",
	"commitment_breach",
	"refusal_of_administrative_decision",
	"court_enforcement",
	"refusal_of_judgment",
	"judgment_defaulter",
	"unpaid_tax_or_fee",
	"support_of_parents_failure",
	"late_annual_report",
}
