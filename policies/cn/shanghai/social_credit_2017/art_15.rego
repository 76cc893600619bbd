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
		shown_or_to_be_shown(item)
		not item.category in kept_from_the_public
	}
}

# 任何组织和个人可以查询、使用.
permit["15.1"] if {
	input.practice.kind == "collection"
	subjects.organisation
	not outside_enterprises
	every item in input.practice.items {
		item.source == "government_publication"
		not item.category in kept_from_the_public
	}
}

# 依照国家和本市规定: what is public already, or government information to be published of one's own accord.
shown_or_to_be_shown(item) if public(item)

shown_or_to_be_shown(item) if item.government_information == "proactive"

kept_from_the_public := {"state_secret", "trade_secret", "work_secret"}

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
