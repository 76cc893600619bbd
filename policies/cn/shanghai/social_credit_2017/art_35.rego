# Article 35: defaults can be queried for five years from the end of the conduct or event, and no longer.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.authorities
import data.policies.lib.periods

engaged["35.1"] if query_of_default

engaged["35.2"] if query_of_default

query_of_default if {
	input.practice.mode == "query"
	some item in input.practice.items
	adverse(item)
}

breach["35.1"] contains {"at": ["items", i, "availability", "period"], "why": "too_long"} if {
	some i, item in input.practice.items
	adverse(item)
	not period_otherwise_provided(i)
	periods.longer_than(item.availability.period, params.query_period)
}

breach["35.1"] contains {"at": ["items", i, "availability", "extended_while_listed"], "why": "extended"} if {
	some i, item in input.practice.items
	adverse(item)
	not period_otherwise_provided(i)
	item.availability.extended_while_listed
}

unsettled["35.1"] contains {"at": ["items", i, "availability", "period"], "why": "unit"} if {
	some i, item in input.practice.items
	adverse(item)
	not period_otherwise_provided(i)
	periods.exceeds_unclear(item.availability.period, params.query_period)
}

breach["35.2"] contains {"at": ["items", i, "availability", "from"], "why": "start"} if {
	some i, item in input.practice.items
	adverse(item)
	not period_otherwise_provided(i)
	not from_end_of_conduct(item)
}

breach["35.2"] contains {"at": ["items", i, "availability", "then"], "why": "still_shown"} if {
	some i, item in input.practice.items
	adverse(item)
	item.availability.then == "keep"
	not provided_without_end(i, item)
}

# A period that other law leaves without end never expires.
provided_without_end(i, item) if {
	item.availability.period.unlimited
	period_otherwise_provided(i)
}

# 法律、法规和国家另有规定: an article that is cited for this very period. What other encoded law permits, it permits
# without a word on how long queries are answered.
period_otherwise_provided(i) if {
	some authority in input.authorities
	authority.at[0] == "items"
	authority.at[1] == i
	authority.at[2] == "availability"
	another_text(authority)
	not authority.instrument in {"cn/administrative_penalty_2021", "cn/credit_reporting_2013"}
	of_state_rule(authority)
	authorities.counts(authority)
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
	"no_payment_guarantee",
	"government_project_arrears",
	"commitment_breach",
	"refusal_of_administrative_decision",
	"court_enforcement",
	"refusal_of_judgment",
	"judgment_defaulter",
	"unpaid_tax_or_fee",
	"support_of_parents_failure",
	"late_annual_report",
	"resistance_to_military_service",
}
