# Article 24: who sets the criteria of serious default, and how.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies

engaged["24"] if input.practice.list in lists_of_serious_default

lists_of_serious_default := {"serious", "serious_violator_enterprise", "blacklist"}

breach["24"] contains {"at": ["criteria", "set_by"], "why": "setter"} if {
	input.practice.criteria.set_by in {"county", "none"}
}

breach["24"] contains {"at": ["criteria", "set_by"], "why": "setter"} if {
	input.practice.criteria.set_by == "agency"
	not municipal_department
	not national_department
}

breach["24"] contains {"at": ["criteria", "public_comment"], "why": "no_comment"} if {
	criteria_of_the_city
	not input.practice.criteria.public_comment
}

breach["24"] contains {"at": ["criteria", "due_procedure"], "why": "no_procedure"} if {
	criteria_of_the_city
	not input.practice.criteria.due_procedure
}

breach["24"] contains {"at": ["criteria", "follows_national"], "why": "national"} if {
	not input.practice.criteria.set_by == "law"
	input.practice.criteria.national_standard
	not input.practice.criteria.follows_national
}

# Shanghai is a province and a city: its government and departments are of either level.
criteria_of_the_city if input.practice.criteria.set_by in {"province", "city_government", "city_department"}

criteria_of_the_city if {
	input.practice.criteria.set_by == "agency"
	municipal_department
}

# 国家有关部门……有规定的，从其规定.
national_department if input.practice.agency.level == "national"

municipal_department if {
	agencies.acts_as({"state_organ", "public_security_organ"})
	input.practice.agency.level in {"province", "city"}
}
