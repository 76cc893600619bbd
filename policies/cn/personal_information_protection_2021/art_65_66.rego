package policies.cn.personal_information_protection_2021

import data.policies.lib.authorities
import data.policies.lib.subjects

# Article 65: complaints are answered. Article 66: what the departments for personal information may impose, and on
# whom.

breach["65.1"] contains {"at": ["agency", "complaints", "result_told"]} if {
	not input.practice.agency.complaints.result_told
}

breach["65.2"] contains {"at": ["agency", "complaints", "contact_published"]} if {
	not input.practice.agency.complaints.contact_published
}

permit["66.1"] if {
	punishes_unlawful_processing
	some measure in input.practice.measures
	provided_at_first(measure)
	every i, other in input.practice.measures {
		provided_at_first_or_elsewhere(other, i)
	}
}

# Serious cases are for departments of a province and above.
permit["66.2"] if {
	punishes_unlawful_processing
	input.practice.agency.level in {"national", "province"}
	every ground in input.practice.grounds {
		ground.conduct.serious.value
	}
	some measure in input.practice.measures
	provided_in_serious_cases(measure)
	every i, other in input.practice.measures {
		provided_in_serious_cases_or_elsewhere(other, i)
	}
}

provided_at_first_or_elsewhere(measure, _) if provided_at_first(measure)

provided_at_first_or_elsewhere(measure, i) if provided_elsewhere(measure, i)

provided_in_serious_cases_or_elsewhere(measure, _) if provided_in_serious_cases(measure)

provided_in_serious_cases_or_elsewhere(measure, i) if provided_elsewhere(measure, i)

# provided_elsewhere: other law that counts is cited beside the measure, and this law is not. The Penalty Law says how
# to punish, and provides for the confiscation of gains and additional fines alone (its articles 28 and 72).
provided_elsewhere(_, i) if {
	not beside_this_law(i)
	some authority in input.authorities
	beside(authority, i)
	authority.instrument != "cn/administrative_penalty_2021"
	authorities.counts(authority)
}

provided_elsewhere(measure, i) if {
	measure.measure == "confiscation"
	some authority in input.authorities
	beside(authority, i)
	authority.instrument == "cn/administrative_penalty_2021"
	authority.article in {"28", "28.2"}
}

provided_elsewhere(measure, i) if {
	measure.measure == "surcharge"
	some authority in input.authorities
	beside(authority, i)
	authority.instrument == "cn/administrative_penalty_2021"
	authority.article in {"72", "72.1", "72.1.1"}
}

beside_this_law(i) if {
	some authority in input.authorities
	of_this_law(authority)
	beside(authority, i)
}

beside(authority, i) if {
	authority.at[0] == "measures"
	authority.at[1] == i
}

# 责令改正: whoever punishes orders to correct. Organs of the state that break the law are corrected by their superiors,
# and their staff by disciplinary measures (article 68).
punishes_unlawful_processing if {
	department_for_personal_information
	input.practice.order_to_correct
	not input.practice.subject.entity_class == "state_organ"
	not input.practice.subject.situation == "civil_servant"
	some _ in input.practice.grounds
	every ground in input.practice.grounds {
		ground.category == "data_protection_breach"
	}
}

# Article 60: the cyberspace authorities, and departments of the county and above as far as their duties go.
department_for_personal_information if {
	input.practice.agency.department == "cyberspace"
	not outside_its_powers
}

department_for_personal_information if {
	input.practice.agency.level in {"national", "province", "city", "county"}
	input.practice.competence.within.value
}

outside_its_powers if input.practice.competence.within.value == false

provided_at_first(measure) if {
	measure.measure == "warning"
	not responsible_person
	not falls_on_others(measure)
}

provided_at_first(measure) if gains_of_unit(measure)

# 拒不改正的: a fine follows where the order to correct is refused.
provided_at_first(measure) if {
	fine_of_unit(measure)
	measure.amount <= params.fine
	correction_refused
}

provided_at_first(measure) if {
	fine_of_person(measure)
	not_below(measure, params.fine_of_persons_from)
	measure.amount <= params.fine_of_persons
}

provided_in_serious_cases(measure) if gains_of_unit(measure)

# 暂停, 停业整顿: for a time, and not for ever.
provided_in_serious_cases(measure) if {
	measure.measure in {"suspension_of_business", "business_restriction"}
	not measure.duration.unlimited
	not responsible_person
	not falls_on_others(measure)
}

provided_in_serious_cases(measure) if {
	fine_of_unit(measure)
	measure.amount <= params.fine_in_serious_cases
}

# Or a part of the turnover, which no plan states: that it stays within the limit is declared.
provided_in_serious_cases(measure) if {
	fine_of_unit(measure)
	measure.amount > params.fine_in_serious_cases
	measure.within_limits.value
}

provided_in_serious_cases(measure) if {
	fine_of_person(measure)
	not_below(measure, params.fine_of_persons)
	measure.amount <= params.fine_of_persons_in_serious_cases
}

# 在一定期限内: for a time, and not for ever.
provided_in_serious_cases(measure) if {
	measure.measure == "office_bar"
	bars_for_a_time(measure)
}

# From four posts, and from no other work: that it stays within them is declared.
provided_in_serious_cases(measure) if {
	measure.measure == "occupational_restriction"
	measure.within_limits.value
	bars_for_a_time(measure)
}

bars_for_a_time(measure) if {
	not measure.duration.unlimited
	responsible_person
	not falls_on_others(measure)
}

# 没收违法所得: that nothing else is taken is declared.
gains_of_unit(measure) if {
	measure.measure == "confiscation"
	measure.within_limits.value
	not responsible_person
	not falls_on_others(measure)
}

correction_refused if {
	every ground in input.practice.grounds {
		ground.conduct.refused_after_demand
	}
}

not_below(measure, least) if measure.amount >= least

# What is reduced as the Penalty Law orders (its articles 30 to 32) lies below the range.
not_below(measure, least) if {
	measure.amount < least
	mitigated
}

mitigated if {
	input.practice.lenient
	some ground in input.practice.grounds
	calls_for_leniency(ground.conduct)
}

mitigated if {
	input.practice.lenient
	subjects.natural_person
	input.practice.subject.min_age < 18
}

mitigated if {
	input.practice.lenient
	input.practice.subject.includes_impaired
}

calls_for_leniency(conduct) if conduct.harm_removed

calls_for_leniency(conduct) if conduct.coerced

calls_for_leniency(conduct) if conduct.confessed

calls_for_leniency(conduct) if conduct.meritorious

fine_of_unit(measure) if {
	measure.measure == "fine"
	not responsible_person
	not falls_on_others(measure)
}

fine_of_person(measure) if {
	measure.measure == "fine"
	responsible_person
	not falls_on_others(measure)
}

# Units and those responsible have ranges of their own, so that what falls on others beside the subject is stated for
# itself; others the article does not name.
falls_on_others(measure) if {
	some who in everyone_beside
	measure.others[who]
}

everyone_beside := relatives | {
	"legal_representative", "main_responsible", "directly_responsible", "actual_controller",
	"shareholder", "affiliated_enterprise", "guarantor", "employer",
}

# Whom the second half of either paragraph means: who is in charge or directly responsible in the unit.
responsible_person if {
	input.practice.subject.type == "natural_person"
	input.practice.subject.office in {"director", "supervisor", "senior_manager", "legal_representative", "employee"}
}
