# Article 28: in which work organs query credit information.
package policies.cn.shanghai.social_credit_2017

permit["28.1"] if {
	input.practice.mode == "query"
	every recipient in input.practice.recipients {
		queries_for_its_work(recipient, administrative_organs)
	}
}

# Paragraph 2: other state organs, and organisations authorised by laws and regulations, likewise.
permit["28.2"] if {
	input.practice.mode == "query"
	every recipient in input.practice.recipients {
		queries_for_its_work(recipient, {"state_organ", "judicial_organ"})
	}
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
}
