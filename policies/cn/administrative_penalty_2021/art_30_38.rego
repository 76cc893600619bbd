# Articles 30-38: whom no penalty or a lighter one meets, for how long, under which rule.
package policies.cn.administrative_penalty_2021

import data.policies.lib.periods
import data.policies.lib.subjects

engaged["30"] if {
	reaches_person
	input.practice.subject.min_age < params.age_of_full_penalty
}

breach["30"] contains {"at": ["subject", "min_age"], "why": "child"} if {
	input.practice.subject.min_age < params.age_of_penalty
}

breach["30"] contains {"at": ["lenient"], "why": "young_person"} if {
	input.practice.subject.min_age >= params.age_of_penalty
	input.practice.subject.min_age < params.age_of_full_penalty
	not input.practice.lenient
}

reaches_person if {
	subjects.natural_person
	imposes_penalty
}

engaged["31"] if {
	imposes_penalty
	some ground in input.practice.grounds
	ground.conduct.unable_to_control
}

breach["31"] contains {"at": ["grounds", i, "conduct", "unable_to_control"]} if {
	some i, ground in input.practice.grounds
	ground.conduct.unable_to_control
}

engaged["32.0.1"] if {
	imposes_penalty
	some ground in input.practice.grounds
	ground.conduct.harm_removed
}

breach["32.0.1"] contains {"at": ["lenient"]} if not input.practice.lenient

engaged["32.0.2"] if {
	imposes_penalty
	some ground in input.practice.grounds
	ground.conduct.coerced
}

breach["32.0.2"] contains {"at": ["lenient"]} if not input.practice.lenient

engaged["32.0.3"] if {
	imposes_penalty
	some ground in input.practice.grounds
	ground.conduct.confessed
}

breach["32.0.3"] contains {"at": ["lenient"]} if not input.practice.lenient

engaged["32.0.4"] if {
	imposes_penalty
	some ground in input.practice.grounds
	ground.conduct.meritorious
}

breach["32.0.4"] contains {"at": ["lenient"]} if not input.practice.lenient

# Its second sentence (first time, slight harm, corrected) leaves the choice to the organ and forbids nothing.
engaged["33.1"] if {
	imposes_penalty
	some ground in input.practice.grounds
	harmless(ground.conduct)
}

breach["33.1"] contains {"at": ["grounds", i, "category"]} if {
	some i, ground in input.practice.grounds
	harmless(ground.conduct)
}

harmless(conduct) if {
	conduct.slight.value
	conduct.corrected
	not conduct.harm
}

engaged["33.2"] if {
	imposes_penalty
	some ground in input.practice.grounds
	ground.conduct.no_fault_proved
}

breach["33.2"] contains {"at": ["grounds", i, "conduct", "no_fault_proved"]} if {
	some i, ground in input.practice.grounds
	faultless(ground.conduct, i)
}

faultless(conduct, i) if {
	conduct.no_fault_proved
	not excepted_for(i, "liable_without_fault", upper_law)
}

unpunished(conduct, _) if harmless(conduct)

unpunished(conduct, i) if faultless(conduct, i)

# Article 33(3) speaks of all conduct that is not punished, by order (31, 33) or by choice (33(1), second sentence).
spared(conduct, i) if unpunished(conduct, i)

spared(conduct, _) if conduct.unable_to_control

spared(conduct, _) if {
	conduct.first_time
	conduct.slight_harm.value
	conduct.corrected
}

# 应受行政处罚 (article 57(1)(1)): none of the reasons for which this law punishes nobody, and no crime to hand over (27).
punishable if {
	input.practice.inquiry.established.value
	not input.practice.inquiry.suspected_crime
	not some_ground_unpunishable
	not child
}

some_ground_unpunishable if {
	some i, ground in input.practice.grounds
	unpunishable(ground.conduct, i)
}

unpunishable(conduct, i) if unpunished(conduct, i)

unpunishable(conduct, _) if conduct.unable_to_control

unpunishable(conduct, i) if past_ordinary_limit(conduct, i)

unpunishable(conduct, i) if past_long_limit(conduct, i)

child if {
	subjects.natural_person
	input.practice.subject.min_age < params.age_of_penalty
}

# Article 35(2), second sentence: once a court has fined, the organ does not.
engaged["35.2"] if {
	imposes_fine
	some ground in input.practice.grounds
	ground.conduct.fined_by_court
}

breach["35.2"] contains {"at": ["grounds", i, "conduct", "fined_by_court"]} if {
	some i, ground in input.practice.grounds
	ground.conduct.fined_by_court
}

engaged["36.1"] if imposes_penalty

breach["36.1"] contains {"at": ["grounds", i, "conduct", "undiscovered_for"], "why": "ordinary"} if {
	some i, ground in input.practice.grounds
	past_ordinary_limit(ground.conduct, i)
}

breach["36.1"] contains {"at": ["grounds", i, "conduct", "undiscovered_for"], "why": "long"} if {
	some i, ground in input.practice.grounds
	past_long_limit(ground.conduct, i)
}

unsettled["36.1"] contains {"at": ["grounds", i, "conduct", "undiscovered_for"], "why": "unit"} if {
	some i, ground in input.practice.grounds
	ordinary_limit(ground.conduct, i)
	periods.exceeds_unclear(ground.conduct.undiscovered_for, params.limitation)
}

unsettled["36.1"] contains {"at": ["grounds", i, "conduct", "undiscovered_for"], "why": "unit"} if {
	some i, ground in input.practice.grounds
	long_limit(ground.conduct, i)
	periods.exceeds_unclear(ground.conduct.undiscovered_for, params.long_limitation)
}

past_ordinary_limit(conduct, i) if {
	ordinary_limit(conduct, i)
	periods.longer_than(conduct.undiscovered_for, params.limitation)
}

past_long_limit(conduct, i) if {
	long_limit(conduct, i)
	periods.longer_than(conduct.undiscovered_for, params.long_limitation)
}

long_limit(conduct, i) if {
	not excepted_for(i, "other_limit_by_law", {"law"})
	dangerous_harm(conduct)
}

ordinary_limit(conduct, i) if {
	not excepted_for(i, "other_limit_by_law", {"law"})
	not dangerous_harm(conduct)
}

dangerous_harm(conduct) if {
	conduct.endangers_life_or_finance
	conduct.harm
}

engaged["37"] if imposes_penalty

breach["37"] contains {"at": ["grounds", i, "conduct", "before_the_rule"], "why": "later"} if {
	some i, ground in input.practice.grounds
	ground.conduct.before_the_rule
	not milder(ground)
}

breach["37"] contains {"at": ["grounds", i, "conduct", "rule_changed_since"], "why": "older"} if {
	some i, ground in input.practice.grounds
	ground.conduct.rule_changed_since
	milder(ground)
}

milder(ground) if ground.conduct.later_rule_milder.value

# Article 38(1): a basis that could not carry the penalty (articles 9(6), 10(2), 12(1), 13(2), 14(2)) is none.
engaged["38.1"] if imposes_penalty

breach["38.1"] contains {"at": ["measures", i, "measure"], "why": "basis"} if {
	some i, measure in input.practice.measures
	penalty(measure)
	not grounded(measure, i)
}

breach["38.1"] contains {"at": ["competence", "power"], "why": "body"} if powerless

breach["38.1"] contains {"at": ["competence", "power"], "why": "body"} if without_standing

# An organisation stands for itself by authority of laws or regulations alone; who is entrusted acts in the name of an
# organ.
without_standing if {
	not organ
	authority_claimed
	not conferred(laws_and_regulations)
}

without_standing if {
	not organ
	not authority_claimed
	not input.practice.competence.power == "written_entrustment"
}

grounded(measure, i) if gains_by_this_law(measure, i)

grounded(measure, i) if {
	for_rules(measure)
	for_measure(i, providing)
}

grounded(measure, i) if {
	not for_rules(measure)
	not needs_law(measure)
	not needs_upper_law(measure)
	not unnamed(measure)
	for_measure(i, laws_and_regulations)
}

grounded(measure, i) if {
	unnamed(measure)
	for_measure(i, {"law", "administrative_regulation"})
}

grounded(measure, i) if {
	needs_law(measure)
	for_measure(i, {"law"})
}

# Regulations of special zones, of Pudong, of Hainan and of autonomous areas may vary upper law.
grounded(measure, i) if {
	needs_upper_law(measure)
	for_measure(i, {
		"law",
		"administrative_regulation",
		"special_zone_regulation",
		"pudong_regulation",
		"free_trade_port_regulation",
		"autonomous_regulation",
	})
}

needs_law(measure) if measure.measure == "detention"

needs_upper_law(measure) if measure.measure == "business_licence_revocation"
