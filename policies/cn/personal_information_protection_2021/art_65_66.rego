package policies.cn.personal_information_protection_2021

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

provided_at_first_or_elsewhere(_, i) if has_its_own_basis(i)

provided_in_serious_cases_or_elsewhere(measure, _) if provided_in_serious_cases(measure)

provided_in_serious_cases_or_elsewhere(_, i) if has_its_own_basis(i)

# Other law is cited beside the measure, and this law is not.
has_its_own_basis(i) if {
	not beside_this_law(i)
	some authority in input.authorities
	authority.at[0] == "measures"
	authority.at[1] == i
}

beside_this_law(i) if {
	some authority in input.authorities
	of_this_law(authority)
	authority.at[0] == "measures"
	authority.at[1] == i
}

# Organs of the state that break the law are corrected by their superiors (article 68).
punishes_unlawful_processing if {
	department_for_personal_information
	not input.practice.subject.entity_class == "state_organ"
	some _ in input.practice.grounds
	every ground in input.practice.grounds {
		ground.category == "data_protection_breach"
	}
}

# Article 60: the cyberspace authorities, and departments of the county and above as far as their duties go.
department_for_personal_information if input.practice.agency.department == "cyberspace"

department_for_personal_information if {
	input.practice.agency.level in {"national", "province", "city", "county"}
	input.practice.competence.within.value
}

provided_at_first(measure) if {
	measure.measure in {"warning", "confiscation"}
	not responsible_person
}

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

provided_in_serious_cases(measure) if {
	measure.measure in {"confiscation", "suspension_of_business", "business_restriction"}
	not responsible_person
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
	measure.measure in {"office_bar", "occupational_restriction"}
	not measure.duration.unlimited
	responsible_person
}

correction_refused if {
	every ground in input.practice.grounds {
		ground.conduct.refused_after_demand
	}
}

not_below(measure, least) if measure.amount >= least

# What is reduced as the Penalty Law orders (its articles 30 and 32) lies below the range.
not_below(measure, least) if {
	measure.amount < least
	input.practice.lenient
	some ground in input.practice.grounds
	calls_for_leniency(ground.conduct)
}

calls_for_leniency(conduct) if conduct.harm_removed

calls_for_leniency(conduct) if conduct.coerced

calls_for_leniency(conduct) if conduct.confessed

calls_for_leniency(conduct) if conduct.meritorious

fine_of_unit(measure) if {
	measure.measure == "fine"
	not responsible_person
}

fine_of_person(measure) if {
	measure.measure == "fine"
	responsible_person
}

# Whom the second half of either paragraph means: who is in charge or directly responsible in the unit.
responsible_person if {
	input.practice.subject.type == "natural_person"
	input.practice.subject.office in {"director", "supervisor", "senior_manager", "legal_representative", "employee"}
}
