# Article 13: records of one's own business and members, what subjects volunteer, how market information is gathered.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies

permit["13.1"] if {
	not administrative_organ
	subject_of_credit
	input.practice.destination == "own_records"
	every_item_on_credit
	every_item_objective
	every item in input.practice.items {
		item.source == "own_business"
	}
}

# 根据管理和服务需要依法记录其会员、入驻经营者等.
permit["13.1"] if {
	members_or_resident_businesses
	subject_of_credit
	input.practice.destination in {"own_records", "industry_file"}
	every_item_on_credit
	every_item_necessary
	every item in input.practice.items {
		item.source in sources_on_members
	}
}

members_or_resident_businesses if agencies.acts_as({"industry_association"})

# A consumer is no 入驻经营者.
members_or_resident_businesses if {
	agencies.acts_as({"platform", "market_entity", "public_institution"})
	input.practice.subject.type in {"sole_trader", "legal_person", "unincorporated_organisation"}
}

sources_on_members := {
	"own_business",
	"subject",
	"self_declaration",
	"counterparty",
	"state_organ",
	"public_credit_platform",
	"credit_reporting_agency",
	"government_publication",
	"court_publication",
	"industry_association",
}

# 鼓励信息主体: a child, or who lacks capacity, is none.
permit["13.2"] if {
	subject_of_credit
	not input.practice.consent.coercion
	every_item_on_credit
	every_item_objective
	every item in input.practice.items {
		item.source == "self_declaration"
	}
}

engaged["13.3"] if {
	some item in input.practice.items
	gathered(item)
}

# What arises in one's own business is recorded under paragraph 1, and needs no gathering (art. 8(3): 产生、采集或者获取).
# So it is with what arises in the public duties of a body that has such.
gathered(item) if {
	item.source != "own_business"
	not produced_in_duty(item)
}

produced_in_duty(item) if {
	item.source == "own_duty"
	provider_of_public_information
}

breach["13.3"] contains {"at": ["items", i, "objective"], "why": "not_objective"} if {
	some i, item in input.practice.items
	gathered(item)
	not item.objective.value
}

breach["13.3"] contains {"at": ["items", i, "necessary"], "why": "unnecessary"} if {
	some i, item in input.practice.items
	gathered(item)
	not item.necessary.value
}
