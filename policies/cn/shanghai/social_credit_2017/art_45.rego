# Articles 45 and 46(2): credit files of the staff of state organs, records and assessments of how organs keep faith.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies

# 本市各级国家机关, of the state none; what says nothing of credit (art. 2(2)) is no record of it.
permit["45"] if {
	agencies.state_organ
	not input.practice.agency.level == "national"
	input.practice.destination == "own_records"
	input.practice.subject.situation == "civil_servant"
	every_item_on_credit
	every_item_objective
	every_item_necessary
	every item in input.practice.items {
		item.source in {"subject", "self_declaration", "own_duty", "own_business", "state_organ", "employer"}
	}
}

# 准确记录各级行政机关诚信履职情况.
permit["46.2"] if {
	input.practice.kind == "collection"
	agencies.acts_as({"state_organ"})
	not input.practice.agency.level == "national"
	input.practice.destination in records_of_the_city
	input.practice.subject.entity_class == "state_organ"
	every_item_on_credit
	every_item_objective
	every_item_necessary
	every item in input.practice.items {
		item.source in sources_on_organs
	}
}

# The governments of the municipality and of the districts assess those below them.
permit["46.2"] if {
	input.practice.kind == "evaluation"
	agencies.acts_as({"state_organ"})
	input.practice.agency.department == "government"
	input.practice.agency.level in {"province", "city", "county"}
	input.practice.subject.entity_class == "state_organ"
	not used_beside_performance_review
	every indicator in input.practice.indicators {
		indicator.source in sources_on_organs
		indicator.related.value
	}
}

# 本市……政务诚信记录: neither a credit reporting agency nor the national database keeps it.
records_of_the_city := {"own_records", "public_credit_platform", "industry_file"}

# 考评结果作为绩效考核的重要参考: personnel management, and nothing beside.
used_beside_performance_review if {
	some use in {
		"graded_supervision",
		"licensing",
		"procurement",
		"funding",
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

# Neither bought nor got in secret.
sources_on_organs := {
	"subject",
	"self_declaration",
	"own_duty",
	"state_organ",
	"public_credit_platform",
	"government_publication",
	"court_publication",
	"neighbour",
}
