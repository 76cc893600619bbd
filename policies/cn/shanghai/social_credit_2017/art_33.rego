# Article 33: for the serious default of an organisation those responsible are marked (first sentence), and measures may
# reach them as law provides (second sentence), and nobody else.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.subjects

engaged["33"] if entered_organisation

engaged["33"] if {
	records_of_organisation
	some item in input.practice.items
	item.category in records_of_serious_default
}

engaged["33"] if measures_for_serious_default_of_organisation

breach["33"] contains {"at": ["responsible_persons_marked"], "why": "unmarked"} if {
	entered_organisation
	not input.practice.responsible_persons_marked
}

# The sentence names nobody: whoever brings the entry in or keeps it for others marks them too.
breach["33"] contains {"at": ["items", i, "responsible_persons_marked"], "why": "unmarked"} if {
	records_of_organisation
	some i, item in input.practice.items
	item.category in records_of_serious_default
	not item.responsible_persons_marked
}

breach["33"] contains {"at": ["others", who], "why": "bystander_listed"} if {
	entered_organisation
	not under_upper_law
	some who in bystanders
	input.practice.others[who]
}

breach["33"] contains {"at": ["others", "responsible"], "why": "not_responsible_listed"} if {
	entered_organisation
	reaches_office_holders(input.practice.others)
	input.practice.others.responsible.value == false
}

breach["33"] contains {"at": ["measures", i, "others", who], "why": "bystander"} if {
	measures_for_serious_default_of_organisation
	some i, measure in input.practice.measures
	credit_measure(measure)
	not measure_under_upper_law(i)
	some who in bystanders
	measure.others[who]
}

breach["33"] contains {"at": ["measures", i, "others", "responsible"], "why": "not_responsible"} if {
	measures_for_serious_default_of_organisation
	some i, measure in input.practice.measures
	credit_measure(measure)
	reaches_office_holders(measure.others)
	measure.others.responsible.value == false
}

# 可以依法: article 33 gives whom, and a law or administrative regulation (art. 31) which measure.
breach["33"] contains {"at": ["measures", i, "measure"], "why": "no_law"} if {
	measures_for_serious_default_of_organisation
	some i, measure in input.practice.measures
	credit_measure(measure)
	reaches_office_holders(measure.others)
	not measure_under_upper_law(i)
}

# Measures on the organisation alone are those of articles 30 and 31, and spoil nothing.
permit["33"] if {
	measures_for_serious_default_of_organisation
	not bystander_reached
	some measure in input.practice.measures
	reaches_office_holders(measure.others)
	every i, one in input.practice.measures {
		on_the_organisation_or_the_responsible(i, one)
	}
}

on_the_organisation_or_the_responsible(_, measure) if not reaches_office_holders(measure.others)

on_the_organisation_or_the_responsible(i, measure) if {
	measure_under_upper_law(i)
	measure.related.value
	measure.others.responsible.value
}

records_of_organisation if {
	input.practice.kind == "collection"
	subjects.organisation
}

records_of_serious_default := {"serious_list_entry", "judgment_defaulter"}

entered_organisation if {
	administrative_organ
	input.practice.list in lists_of_serious_default
	subjects.organisation
}

measures_for_serious_default_of_organisation if {
	administrative_organ
	input.practice.kind == "sanction"
	subjects.organisation
	serious_standing
}

# Neither the defaulter nor one of the three kinds of persons whom the article names.
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

reaches_office_holders(others) if others.legal_representative

reaches_office_holders(others) if others.main_responsible

reaches_office_holders(others) if others.directly_responsible
