package policies.cn.personal_information_protection_2021

import data.policies.lib.authorities

# Article 19: kept no longer than the purpose needs, unless a law or administrative regulation says otherwise.

breach["19"] contains {"at": ["items", i, "retention", "shortest"], "why": "too_long"} if {
	some i, item in input.practice.items
	personal(item)
	not item.retention.shortest.value
	not period_set_by_law(i)
}

breach["19"] contains {"at": ["items", i, "retention", "period"], "why": "no_end"} if {
	some i, item in input.practice.items
	personal(item)
	item.retention.period.unlimited
	not period_set_by_law(i)
}

# A list that nobody leaves, by time or by meeting its conditions, keeps its entries without end.
breach["19"] contains {"at": ["term", "period"], "why": "listed_without_end"} if {
	input.practice.term.period.unlimited
	not input.practice.removal.when_conditions_met
	not term_set_by_law
}

term_set_by_law if {
	some authority in input.authorities
	authority.at[0] == "term"
	set_by_upper_law(authority)
}

# period_set_by_law: a law or administrative regulation is cited for the period of this very item.
period_set_by_law(i) if {
	some authority in input.authorities
	authority.at[0] == "items"
	authority.at[1] == i
	authority.at[2] == "retention"
	set_by_upper_law(authority)
}

set_by_upper_law(authority) if {
	not of_this_law(authority)
	not allows_without_a_period(authority)
	authority.rank in {"law", "administrative_regulation"}
	authorities.counts(authority)
}

# Of the credit reporting regulation article 16 alone says for how long; what lets an agency collect sets no period.
allows_without_a_period(authority) if {
	authority.instrument == "cn/credit_reporting_2013"
	not authority.article in {"16", "16.1"}
}
