# Regulation on Ensuring the Payment of Wages to Migrant Workers: what its words on credit mean.
package policies.cn.migrant_wages_2019

import data.policies.lib.authorities
import data.policies.lib.subjects

# Article 2: arrears of other wages are governed by labour law alone.
arrears(record) if {
	record.category == "wage_arrears"
	record.conduct.migrant_wages
}

# 用人单位; a sole trader may be one.
employer if subjects.organisation

employer if input.practice.subject.type == "sole_trader"

# 相关责任人: who holds no office in an enterprise and does not work there answers for no employer.
responsible_person if {
	input.practice.subject.type == "natural_person"
	input.practice.subject.office in {"legal_representative", "director", "supervisor", "senior_manager", "employee"}
}

human_resources_department if input.practice.agency.department == "human_resources"

# Neither the employer nor one of the persons whom article 48(1) names.
bystanders := {
	"actual_controller",
	"shareholder",
	"affiliated_enterprise",
	"spouse",
	"child",
	"parent",
	"other_relative",
	"guarantor",
}

# Another text: this one names whom it means, and a ground for handling personal information provides no entry.
another_text(authority) if {
	not authority.instrument in {"cn/migrant_wages_2019", "cn/personal_information_protection_2021"}
}

# Another law or administrative regulation that provides this very thing, cited for the practice or at this element.
under_other_upper_law(list, i) if {
	some authority in input.authorities
	authority.rank in {"law", "administrative_regulation", "state_council_decision"}
	another_text(authority)
	reaches(authority, list, i)
	authorities.counts(authority)
}

under_other_upper_law_as_a_whole if {
	some authority in input.authorities
	authority.rank in {"law", "administrative_regulation", "state_council_decision"}
	authority.at[0] == "basis"
	another_text(authority)
	authorities.counts(authority)
}

reaches(authority, _, _) if authority.at[0] == "basis"

reaches(authority, list, i) if {
	authority.at[0] == list
	authority.at[1] == i
}
