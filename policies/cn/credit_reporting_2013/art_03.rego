# Article 3: credit reporting harms no state secret and infringes no trade secret and no privacy.
package policies.cn.credit_reporting_2013

import data.policies.lib.consent

engaged["3"] if {
	not duty_under_upper_law
	credit_reporting
	reaches_others
}

# 征信业务及相关活动: who supplies an agency or the database takes part.
engaged["3"] if supplies_credit_reporting

# Collecting serves others by its end; an answer to the subject itself betrays nothing.
reaches_others if input.practice.kind == "collection"

reaches_others if supplied_to_third_party

breach["3"] contains {"at": ["items", i, "category"], "why": "state_secret"} if {
	some i, item in input.practice.items
	item.category == "state_secret"
}

breach["3"] contains {"at": ["items", i, "category"], "why": "trade_secret"} if {
	infringes_what_is_confided
	some i, item in input.practice.items
	item.category == "trade_secret"
	not published_under_law(item)
}

breach["3"] contains {"at": ["items", i, "category"], "why": "privacy"} if {
	infringes_what_is_confided
	some i, item in input.practice.items
	item.category == "private_matter"
	personal(item)
	not published_under_law(item)
}

# 侵犯: without the will of who is concerned, and not where a law orders it.
infringes_what_is_confided if {
	gathered_or_supplied_by_choice
	not consent.expressed
}

gathered_or_supplied_by_choice if input.practice.kind == "collection"

gathered_or_supplied_by_choice if supplied_by_choice
