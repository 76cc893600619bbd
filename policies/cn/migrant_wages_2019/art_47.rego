# Article 47: the file on employers, their grades, and the publication of serious arrears.
package policies.cn.migrant_wages_2019

permit["47.1"] if kept_in_the_file

permit["47.1"] if employers_graded

# 用人单位及相关责任人劳动保障守法诚信档案.
kept_in_the_file if {
	input.practice.kind == "collection"
	human_resources_department
	employer_or_responsible_person
	input.practice.destination == "own_records"
	every item in input.practice.items {
		item.category in in_the_file
		item.source == "own_duty"
	}
}

employer_or_responsible_person if employer

employer_or_responsible_person if responsible_person

# Who it is, and how labour law was kept as the department itself found in its duties.
in_the_file := {
	"name",
	"id_number",
	"credit_code",
	"registration",
	"wage_arrears",
	"social_insurance_payment",
	"inspection_result",
	"administrative_penalty",
	"refusal_of_administrative_decision",
	"good_performance",
}

# 对用人单位开展守法诚信等级评价: persons are in the file and are not graded.
employers_graded if {
	input.practice.kind == "evaluation"
	human_resources_department
	employer
	input.practice.result == "grade"
	not used_beside_supervision
	every indicator in input.practice.indicators {
		indicator.category in how_labour_law_was_kept
		indicator.source == "own_duty"
		indicator.related.value
	}
}

how_labour_law_was_kept := in_the_file - {"name", "id_number", "credit_code", "registration"}

used_beside_supervision if {
	some use in {
		"licensing",
		"procurement",
		"funding",
		"recruitment",
		"welfare",
		"school_admission",
		"public_service",
		"lending",
		"pricing",
		"marketing",
		"sanctions",
		"incentives",
	}
	input.practice.uses[use]
}

permit["47.2"] if {
	human_resources_department
	employer
	input.practice.mode == "publication"
	some one in input.practice.items
	arrears(one)
	every item in input.practice.items {
		serious_arrears_or_who_it_is(item)
	}
	not exposed_without_need
}

serious_arrears_or_who_it_is(item) if {
	arrears(item)
	item.conduct.serious.value
}

serious_arrears_or_who_it_is(item) if item.category in {"name", "credit_code", "registration"}

# 必要时……向媒体公开曝光.
exposed_without_need if {
	told_to_the_press
	some item in input.practice.items
	not item.necessary.value
}

told_to_the_press if {
	some channel in {"gazette", "newspaper", "broadcast", "social_media", "screen"}
	input.practice.channels[channel]
}
