# Article 15: publication of what enterprises and authorities have to publish.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.subjects

permit["15.1"] if {
	subjects.organisation
	input.practice.mode == "publication"
	input.practice.channels.enterprise_publicity_system
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
