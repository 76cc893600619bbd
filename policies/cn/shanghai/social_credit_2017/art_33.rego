# Article 33: for the serious default of an organisation those responsible are marked, and measures may reach them and
# nobody else.
package policies.cn.shanghai.social_credit_2017

breach["33"] contains {"at": ["responsible_persons_marked"], "why": "unmarked"} if {
	input.practice.list in lists_of_serious_default
	organisation
	not input.practice.responsible_persons_marked
}

breach["33"] contains {"at": ["measures", i, "others", person], "why": "bystander"} if {
	not under_upper_law
	some i, measure in input.practice.measures
	credit_measure(measure)
	some person in bystanders
	measure.others[person]
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

bystanders := {
	"actual_controller",
	"shareholder",
	"affiliated_enterprise",
	"spouse",
	"child",
	"parent",
	"other_relative",
	"guarantor",
	"employer",
}
