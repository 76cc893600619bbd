# Article 13: how long a decision is shown. Ending earlier is for article 14.
package policies.cn.penalty_publicity_2021

import data.policies.lib.periods

engaged["13.1"] if {
	publication_of_penalties
	some item in input.practice.items
	of_this_system(item)
	not as_long_as_restricted(item)
}

engaged["13.1"] if {
	market_regulator
	some record in input.practice.records
	penalty(record)
	not as_long_as_restricted(record)
}

breach["13.1"] contains {"at": ["items", i, "availability", "period"], "why": "three_months"} if {
	some i, item in input.practice.items
	of_this_system(item)
	short_term(item)
	periods.longer_than(item.availability.period, params.short_term)
}

breach["13.1"] contains {"at": ["items", i, "availability", "period"], "why": "three_years"} if {
	some i, item in input.practice.items
	of_this_system(item)
	ordinary_term(item)
	periods.longer_than(item.availability.period, params.term)
}

breach["13.1"] contains {"at": ["items", i, "availability", "from"], "why": "start"} if {
	some i, item in input.practice.items
	of_this_system(item)
	not long_restriction(item)
	starts_later(item)
}

breach["13.1"] contains {"at": ["items", i, "availability", "extended_while_listed"], "why": "extended"} if {
	some i, item in input.practice.items
	of_this_system(item)
	not long_restriction(item)
	item.availability.extended_while_listed
}

breach["13.1"] contains {"at": ["items", i, "availability", "then"], "why": "still_shown"} if {
	some i, item in input.practice.items
	of_this_system(item)
	item.availability.then == "keep"
}

breach["13.1"] contains {"at": ["records", i, "longest_publication"], "why": "three_months"} if {
	some i, record in input.practice.records
	penalty(record)
	short_term(record)
	periods.longer_than(record.longest_publication, params.short_term)
}

breach["13.1"] contains {"at": ["records", i, "longest_publication"], "why": "three_years"} if {
	some i, record in input.practice.records
	penalty(record)
	ordinary_term(record)
	periods.longer_than(record.longest_publication, params.term)
}

unsettled["13.1"] contains {"at": ["items", i, "availability", "period"], "why": "unit"} if {
	some i, item in input.practice.items
	of_this_system(item)
	short_term(item)
	periods.exceeds_unclear(item.availability.period, params.short_term)
}

unsettled["13.1"] contains {"at": ["items", i, "availability", "period"], "why": "unit"} if {
	some i, item in input.practice.items
	of_this_system(item)
	ordinary_term(item)
	periods.exceeds_unclear(item.availability.period, params.term)
}

unsettled["13.1"] contains {"at": ["records", i, "longest_publication"], "why": "unit"} if {
	some i, record in input.practice.records
	penalty(record)
	short_term(record)
	periods.exceeds_unclear(record.longest_publication, params.short_term)
}

unsettled["13.1"] contains {"at": ["records", i, "longest_publication"], "why": "unit"} if {
	some i, record in input.practice.records
	penalty(record)
	ordinary_term(record)
	periods.exceeds_unclear(record.longest_publication, params.term)
}

ordinary_term(record) if {
	not short_term(record)
	not long_restriction(record)
}

# 自公示之日起: these days may lie behind it, so that what is counted from them ends too late.
starts_later(item) if item.availability.from in {"performance", "sentence_end", "listing", "service_end"}

engaged["13.3"] if {
	publication_of_penalties
	some item in input.practice.items
	of_this_system(item)
	as_long_as_restricted(item)
}

engaged["13.3"] if {
	market_regulator
	some record in input.practice.records
	penalty(record)
	as_long_as_restricted(record)
}

# A decision with several kinds is several records; the record of the restriction has its term.
as_long_as_restricted(record) if {
	restricts_by_itself(record)
	long_restriction(record)
}

breach["13.3"] contains {"at": ["items", i, "availability", "period"], "why": "longer"} if {
	some i, item in input.practice.items
	of_this_system(item)
	as_long_as_restricted(item)
	outlasts(item.availability.period, item.restricted_for)
}

breach["13.3"] contains {"at": ["items", i, "availability", "period"], "why": "shorter"} if {
	some i, item in input.practice.items
	of_this_system(item)
	as_long_as_restricted(item)
	falls_short(item.availability.period, item.restricted_for)
}

breach["13.3"] contains {"at": ["records", i, "longest_publication"], "why": "longer"} if {
	some i, record in input.practice.records
	penalty(record)
	as_long_as_restricted(record)
	outlasts(record.longest_publication, record.restricted_for)
}

breach["13.3"] contains {"at": ["records", i, "longest_publication"], "why": "shorter"} if {
	some i, record in input.practice.records
	penalty(record)
	as_long_as_restricted(record)
	falls_short(record.longest_publication, record.restricted_for)
}

unsettled["13.3"] contains {"at": ["items", i, "availability", "period"], "why": "unit"} if {
	some i, item in input.practice.items
	of_this_system(item)
	as_long_as_restricted(item)
	differs_unclear(item.availability.period, item.restricted_for)
}

unsettled["13.3"] contains {"at": ["records", i, "longest_publication"], "why": "unit"} if {
	some i, record in input.practice.records
	penalty(record)
	as_long_as_restricted(record)
	differs_unclear(record.longest_publication, record.restricted_for)
}

# What is barred for good is shown for good.
outlasts(period, term) if {
	not term.unlimited
	periods.longer_than(period, term)
}

falls_short(period, term) if periods.shorter_than(period, term)

falls_short(period, term) if {
	term.unlimited
	not period.unlimited
}

differs_unclear(period, term) if {
	not term.unlimited
	periods.exceeds_unclear(period, term)
}

differs_unclear(period, term) if falls_short_unclear(period, term)

falls_short_unclear(period, term) if {
	not term.unlimited
	periods.falls_short_unclear(period, term)
}
