# Military Service Law, in force since 2021-10-01: whose refusal it means, and who decides.
package policies.cn.military_service_2021

import data.policies.lib.authorities

params := input.params["cn/military_service_2021"]

# What the army, or a law on other duties of national defence, has to say is left to them (unlisted).
refused(ground, duties) if {
	ground.category == "resistance_to_military_service"
	ground.conduct.military_duty in duties
}

# Article 57(1)(1) to (3).
duties_of_citizens := {"registration", "enlistment", "reserve_service"}

# Article 58(2).
deserters := {"desertion_dismissed", "desertion_expelled"}

# 逾期不改正, 拒不改正.
still_refuses(ground) if ground.conduct.refused_after_demand

# 县级以上地方人民政府 (art. 63).
local_government if {
	input.practice.agency.department == "government"
	input.practice.agency.level in {"county", "city", "province"}
}

# Whoever carries a decision out has one before it (art. 63); whose it is, a person sees.
decided(_) if local_government

decided(ground) if ground.legal_document in {"penalty_decision", "administrative_decision"}

reaches_others(measure) if {
	some who in anybody_else
	measure.others[who]
}

others_listed if {
	some who in anybody_else
	input.practice.others[who]
}

anybody_else := {
	"legal_representative",
	"main_responsible",
	"directly_responsible",
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

# Another law or regulation that provides this very thing, cited for the practice or at this element. Whether it may,
# the law on legislation says.
provided_elsewhere(list, i) if {
	some authority in input.authorities
	authority.rank in laws_and_regulations
	not authority.instrument in {"cn/military_service_2021", "cn/personal_information_protection_2021"}
	reaches(authority, list, i)
	authorities.counts(authority)
}

reaches(authority, _, _) if authority.at[0] == "basis"

reaches(authority, list, i) if {
	authority.at[0] == list
	authority.at[1] == i
}

provided_elsewhere_as_a_whole if {
	some authority in input.authorities
	authority.rank in laws_and_regulations
	not authority.instrument in {"cn/military_service_2021", "cn/personal_information_protection_2021"}
	authority.at[0] == "basis"
	authorities.counts(authority)
}

laws_and_regulations := {
	"law",
	"administrative_regulation",
	"state_council_decision",
} | authorities.regulations_of_places
