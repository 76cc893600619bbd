# Article 33: for the serious default of an organisation those responsible are marked, and measures may reach them and
# nobody else.
package policies.cn.shanghai.social_credit_2017

breach["33"] contains {"at": ["responsible_persons_marked"], "why": "unmarked"} if {
	input.practice.list in lists_of_serious_default
	organisation
	not input.practice.responsible_persons_marked
}

breach["33"] contains {"at": ["measures", i, "others", "actual_controller"], "why": "bystander"} if {
	not under_upper_law
	some i, measure in input.practice.measures
	credit_measure(measure)
	measure.others.actual_controller
}

breach["33"] contains {"at": ["measures", i, "others", "shareholder"], "why": "bystander"} if {
	not under_upper_law
	some i, measure in input.practice.measures
	credit_measure(measure)
	measure.others.shareholder
}

breach["33"] contains {"at": ["measures", i, "others", "affiliated_enterprise"], "why": "bystander"} if {
	not under_upper_law
	some i, measure in input.practice.measures
	credit_measure(measure)
	measure.others.affiliated_enterprise
}

breach["33"] contains {"at": ["measures", i, "others", "spouse"], "why": "bystander"} if {
	not under_upper_law
	some i, measure in input.practice.measures
	credit_measure(measure)
	measure.others.spouse
}

breach["33"] contains {"at": ["measures", i, "others", "child"], "why": "bystander"} if {
	not under_upper_law
	some i, measure in input.practice.measures
	credit_measure(measure)
	measure.others.child
}

breach["33"] contains {"at": ["measures", i, "others", "parent"], "why": "bystander"} if {
	not under_upper_law
	some i, measure in input.practice.measures
	credit_measure(measure)
	measure.others.parent
}

breach["33"] contains {"at": ["measures", i, "others", "other_relative"], "why": "bystander"} if {
	not under_upper_law
	some i, measure in input.practice.measures
	credit_measure(measure)
	measure.others.other_relative
}

breach["33"] contains {"at": ["measures", i, "others", "guarantor"], "why": "bystander"} if {
	not under_upper_law
	some i, measure in input.practice.measures
	credit_measure(measure)
	measure.others.guarantor
}

breach["33"] contains {"at": ["measures", i, "others", "employer"], "why": "bystander"} if {
	not under_upper_law
	some i, measure in input.practice.measures
	credit_measure(measure)
	measure.others.employer
}

breach["33"] contains {"at": ["measures", i, "others", "responsible"], "why": "not_responsible"} if {
	some i, measure in input.practice.measures
	credit_measure(measure)
	reaches_office_holders(measure)
	measure.others.responsible.value == false
}

reaches_office_holders(measure) if measure.others.legal_representative

reaches_office_holders(measure) if measure.others.main_responsible

reaches_office_holders(measure) if measure.others.directly_responsible
