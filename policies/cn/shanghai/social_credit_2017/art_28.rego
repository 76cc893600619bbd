# Article 28: in which work organs query credit information (查询信用信息), and nothing else.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies

permit["28.1"] if {
	input.practice.mode == "query"
	subject_of_credit
	every_item_on_credit
	every recipient in input.practice.recipients {
		queries_for_its_work(recipient, administrative_organs)
	}
}

# The organ that queries for its own work.
permit["28.1"] if {
	agencies.acts_as(administrative_organs)
	queried_for_own_work
}

# Paragraph 2: other state organs, and organisations authorised by laws and regulations, likewise.
permit["28.2"] if {
	input.practice.mode == "query"
	subject_of_credit
	every_item_on_credit
	every recipient in input.practice.recipients {
		queries_for_its_work(recipient, {"state_organ", "public_security_organ", "judicial_organ"})
	}
}

permit["28.2"] if {
	agencies.acts_as({"court", "procuratorate", "authorised_organisation"})
	queried_for_own_work
}

queries_for_its_work(recipient, types) if {
	recipient.type in types
	recipient.work in {
		"licensing",
		"inspection",
		"penalty",
		"procurement",
		"residence",
		"recruitment",
		"honour",
		"other_administration",
	}
	recipient.related.value
}

# 根据履行职责的需要. Of credit services that are bought the paragraph says nothing about what they are made of.
queried_for_own_work if {
	input.practice.kind == "collection"
	input.practice.purpose.area in {
		"licensing",
		"enforcement",
		"market_supervision",
		"social_governance",
		"public_service",
		"recruitment",
	}
	subject_of_credit
	every_item_on_credit
	every_item_necessary
	every item in input.practice.items {
		item.source in queried_or_bought
		item.source != "purchase"
	}
}
