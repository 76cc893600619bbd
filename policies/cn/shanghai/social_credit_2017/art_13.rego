# Article 13: records of one's own business and members, what subjects volunteer, how market information is gathered.
package policies.cn.shanghai.social_credit_2017

permit["13.1"] if {
	not administrative_organ
	input.practice.destination == "own_records"
	every item in input.practice.items {
		item.source == "own_business"
	}
}

permit["13.1"] if {
	input.practice.agency.type in {"industry_association", "platform"}
	input.practice.destination in {"own_records", "industry_file"}
	every item in input.practice.items {
		item.source in {"own_business", "subject", "counterparty"}
	}
}

permit["13.2"] if {
	every item in input.practice.items {
		volunteered(item)
	}
}

volunteered(item) if {
	item.source == "self_declaration"
	item.objective.value
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
