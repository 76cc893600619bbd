# Article 49: clients of building projects by whose default wages stay unpaid.
package policies.cn.migrant_wages_2019

import data.policies.lib.subjects

default_of_client(record) if {
	record.category in {"no_payment_guarantee", "government_project_arrears"}
	record.conduct.migrant_wages
}

# 限制其新建项目: its own.
anybody_else := bystanders | {"legal_representative", "main_responsible", "directly_responsible", "employer"}

permit["49"] if {
	local_government
	subjects.organisation
	every ground in input.practice.grounds {
		default_of_client(ground)
	}
	every measure in input.practice.measures {
		measure.measure in {"new_project_bar", "record_entry", "publication"}
		not reaches_somebody_else(measure)
	}
}

permit["49"] if {
	local_government
	subjects.organisation
	input.practice.mode == "publication"
	through_the_national_system
	some one in input.practice.items
	default_of_client(one)
	every item in input.practice.items {
		default_of_client_or_who_it_is(item)
	}
}

reaches_somebody_else(measure) if {
	some who in anybody_else
	measure.others[who]
}

default_of_client_or_who_it_is(item) if default_of_client(item)

default_of_client_or_who_it_is(item) if item.category in {"name", "credit_code", "registration"}

# 县级以上地方人民政府.
local_government if {
	input.practice.agency.department == "government"
	input.practice.agency.level in {"county", "city", "province"}
}

# 国家信用信息系统, and no channel beside it.
through_the_national_system if {
	on_a_national_system
	not shown_elsewhere
}

on_a_national_system if input.practice.channels.credit_portal

on_a_national_system if input.practice.channels.enterprise_publicity_system

shown_elsewhere if {
	some channel in {
		"own_site",
		"court_database",
		"gazette",
		"newspaper",
		"broadcast",
		"screen",
		"notice_board",
		"social_media",
	}
	input.practice.channels[channel]
}
