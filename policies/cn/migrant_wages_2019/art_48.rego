# Article 48: the list of those to be sanctioned jointly for arrears, and what it leads to.
package policies.cn.migrant_wages_2019

import data.policies.lib.authorities

engaged["48.1"] if listed_for_arrears

engaged["48.1"] if restricted_for_arrears

# 拖欠农民工工资失信联合惩戒对象名单 is a list of serious default; other lists this article does not know.
listed_for_arrears if {
	input.practice.list == "serious"
	some ground in input.practice.grounds
	arrears(ground)
}

restricted_for_arrears if {
	input.practice.kind == "sanction"
	input.practice.credit_standing == "serious_list"
	some ground in input.practice.grounds
	arrears(ground)
}

breach["48.1"] contains {"at": ["grounds", i, "conduct", "serious"], "why": "not_serious"} if {
	input.practice.kind == "list"
	some i, ground in input.practice.grounds
	arrears(ground)
	not ground.not_entered
	not grave(ground.conduct)
	not under_other_upper_law("grounds", i)
}

# What falls outside the circumstances of paragraph 2 may stay off; a list that another department keeps of other
# matters leaves nothing off.
breach["48.1"] contains {"at": ["grounds", i, "not_entered"], "why": "left_off"} if {
	input.practice.kind == "list"
	human_resources_department
	not input.practice.criteria.follows_national
	some i, ground in input.practice.grounds
	arrears(ground)
	grave(ground.conduct)
	ground.not_entered
}

breach["48.1"] contains {"at": ["others", who], "why": "bystander_listed"} if {
	input.practice.kind == "list"
	not under_other_upper_law_as_a_whole
	some who in bystanders
	input.practice.others[who]
}

breach["48.1"] contains {"at": ["measures", i, "others", who], "why": "bystander"} if {
	some i, measure in input.practice.measures
	not under_other_upper_law("measures", i)
	some who in bystanders
	measure.others[who]
}

grave(conduct) if conduct.serious.value

grave(conduct) if conduct.serious_social_effect.value

# Whoever must enter may enter.
permit["48.1"] if entered_as_the_article_says

permit["48.1"] if restricted_as_the_article_says

entered_as_the_article_says if {
	listed_for_arrears
	employer_or_responsible_person
	not bystander_listed
	some one in input.practice.grounds
	entered_for_arrears(one)
	every i, ground in input.practice.grounds {
		entered_as_due(i, ground)
	}
}

# What other law provides beside it spoils nothing.
entered_as_due(_, ground) if ground.not_entered

entered_as_due(_, ground) if entered_for_arrears(ground)

entered_as_due(i, _) if under_other_upper_law("grounds", i)

entered_for_arrears(ground) if {
	not ground.not_entered
	arrears(ground)
	grave(ground.conduct)
}

bystander_listed if {
	some who in bystanders
	input.practice.others[who]
}

# Restrictions that other texts provide beside those of the eight fields spoil nothing.
restricted_as_the_article_says if {
	restricted_for_arrears
	employer_or_responsible_person
	input.practice.competence.within.value
	every ground in input.practice.grounds {
		arrears(ground)
		grave(ground.conduct)
	}
	some one in input.practice.measures
	one.measure in fields
	every i, measure in input.practice.measures {
		restricted_as_provided(i, measure)
		not bystander_reached(measure)
	}
}

restricted_as_provided(_, measure) if {
	measure.measure in fields
	input.readings.restriction_basis == "article_itself"
}

restricted_as_provided(i, _) if under_other_rule(i)

# 依法依规.
under_other_rule(i) if {
	some authority in input.authorities
	authority.rank in laws_and_rules
	another_text(authority)
	reaches(authority, "measures", i)
	authorities.counts(authority)
}

laws_and_rules := {
	"law",
	"administrative_regulation",
	"state_council_decision",
	"judicial_interpretation",
	"departmental_rule",
	"local_government_rule",
} | authorities.regulations_of_places

bystander_reached(measure) if {
	some who in bystanders
	measure.others[who]
}

# 政府资金支持、政府采购、招投标、融资贷款、市场准入、税收优惠、评优评先、交通出行.
fields := {
	"support_limit",
	"procurement_bar",
	"procurement_points_down",
	"bidding_bar",
	"financing_limit",
	"credit_limit",
	"market_access_limit",
	"tax_benefit_limit",
	"honour_bar",
	"travel_limit",
}

engaged["48.2"] if {
	input.practice.list == "serious"
	some ground in input.practice.grounds
	arrears(ground)
	not ground.not_entered
}

breach["48.2"] contains {"at": ["criteria", "set_by"], "why": "set_by"} if {
	input.practice.criteria.set_by in {
		"local_regulation",
		"province",
		"city_government",
		"city_department",
		"county",
		"agency",
		"none",
	}
	not input.practice.criteria.follows_national
}

breach["48.2"] contains {"at": ["criteria", "widened"], "why": "widened"} if input.practice.criteria.widened
