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
	every measure in input.practice.measures {
		provided_at_first(measure)
	}
}

# Serious cases are for departments of a province and above.
permit["66.2"] if {
	punishes_unlawful_processing
	input.practice.agency.level in {"national", "province"}
	every ground in input.practice.grounds {
		ground.conduct.serious.value
	}
	every measure in input.practice.measures {
		provided_in_serious_cases(measure)
	}
}

punishes_unlawful_processing if {
	some _ in input.practice.measures
	some _ in input.practice.grounds
	every ground in input.practice.grounds {
		ground.category == "data_protection_breach"
	}
}

provided_at_first(measure) if measure.measure in {"warning", "confiscation"}

# A fine follows where the order to correct is refused.
provided_at_first(measure) if {
	fine_of_unit(measure)
	measure.amount <= params.fine
	correction_refused
}

provided_at_first(measure) if {
	fine_of_person(measure)
	measure.amount >= params.fine_of_persons_from
	measure.amount <= params.fine_of_persons
}

provided_in_serious_cases(measure) if measure.measure in {"confiscation", "suspension_of_business"}

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
	measure.amount >= params.fine_of_persons
	measure.amount <= params.fine_of_persons_in_serious_cases
}

provided_in_serious_cases(measure) if {
	measure.measure == "office_bar"
	responsible_person
}

correction_refused if {
	every ground in input.practice.grounds {
		ground.conduct.corrected == false
	}
}

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
