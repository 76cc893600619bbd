# Article 14: who may ask for an earlier end, and for whom there is none. Articles 15 and 16 are for people.
package policies.cn.penalty_publicity_2021

import data.policies.lib.periods

# What the department may grant: to end the showing, on the conditions of the paragraph, by decision of the organ that
# punished.
permit["14.1"] if {
	market_regulator
	input.practice.decided_by == "determining_unit"
	input.practice.conditions.duty_performed
	input.practice.conditions.harm_removed
	input.practice.conditions.no_repeat
	some record in input.practice.records
	record.available
	every r in input.practice.records {
		penalty(r)
		may_end_early(r)
	}
}

may_end_early(record) if {
	record.effect == "stop_display"
	not barred_from_early_end(record)
	not record.listed_as in {"abnormal_operations", "serious", "serious_violator_enterprise"}
}

barred_from_early_end(record) if grave(record)

barred_from_early_end(record) if record.imposed_beside == "grave"

engaged["14.3"] if {
	market_regulator
	some record in input.practice.records
	penalty(record)
	barred_from_early_end(record)
}

engaged["14.3"] if {
	publication_of_penalties
	some item in input.practice.items
	of_this_system(item)
	grave(item)
	not as_long_as_restricted(item)
}

breach["14.3"] contains {"at": ["records", i, "available"], "why": "repair"} if {
	some i, record in input.practice.records
	penalty(record)
	barred_from_early_end(record)
	ends_showing(record)
	earlier(record)
}

# A term that is shorter from the outset is an early end for all.
breach["14.3"] contains {"at": ["items", i, "availability", "period"], "why": "term"} if {
	some i, item in input.practice.items
	of_this_system(item)
	grave(item)
	not as_long_as_restricted(item)
	not starts_later(item)
	periods.shorter_than(item.availability.period, params.term)
}

unsettled["14.3"] contains {"at": ["records", i, "shortest_publication"], "why": "unit"} if {
	some i, record in input.practice.records
	penalty(record)
	barred_from_early_end(record)
	ends_showing(record)
	not long_restriction(record)
	periods.falls_short_unclear(record.shortest_publication, params.term)
}

unsettled["14.3"] contains {"at": ["records", i, "shortest_publication"], "why": "unit"} if {
	some i, record in input.practice.records
	penalty(record)
	barred_from_early_end(record)
	ends_showing(record)
	long_restriction(record)
	falls_short_unclear(record.shortest_publication, record.restricted_for)
}

unsettled["14.3"] contains {"at": ["items", i, "availability", "period"], "why": "unit"} if {
	some i, item in input.practice.items
	of_this_system(item)
	grave(item)
	not as_long_as_restricted(item)
	not starts_later(item)
	periods.falls_short_unclear(item.availability.period, params.term)
}

ends_showing(record) if {
	record.available
	record.effect in {"delete", "stop_display"}
}

# Before the term is over: what the decision bars for longer is shown longer (article 13(3)).
earlier(record) if periods.shorter_than(record.shortest_publication, params.term)

earlier(record) if {
	long_restriction(record)
	falls_short(record.shortest_publication, record.restricted_for)
}

engaged["15"] if {
	publication_of_penalties
	input.practice.channels.enterprise_publicity_system
	input.practice.agency.level == "province"
}

engaged["16"] if publication_of_penalties
