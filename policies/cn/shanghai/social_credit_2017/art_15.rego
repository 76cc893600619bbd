# Article 15: publication of what enterprises and authorities have to publish.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.subjects

# 企业的有关信息.
permit["15.1"] if {
	subjects.organisation
	not outside_enterprises
	input.practice.mode == "publication"
	input.practice.channels.enterprise_publicity_system
	every item in input.practice.items {
		not item.category in {"state_secret", "trade_secret", "work_secret"}
	}
}

outside_enterprises if {
	input.practice.subject.entity_class in {"state_organ", "public_institution", "social_organisation"}
}

permit["15.2"] if {
	administrative_organ
	input.practice.mode == "publication"
	every item in input.practice.items {
		item.government_information == "proactive"
	}
}

permit["15.2"] if {
	administrative_organ
	input.practice.mode == "on_application"
	every item in input.practice.items {
		item.government_information == "on_application"
	}
}
