# Article 23: organs and enterprises are encouraged to manage subjects by class of credit.
package policies.cn.shanghai.social_credit_2017

permit["23"] if {
	subject_of_credit
	input.practice.uses.graded_supervision
	not used_beside_classification
	every indicator in input.practice.indicators {
		indicator.source in queried_or_bought
		indicator.related.value
	}
}

used_beside_classification if {
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

# 通过查询社会信用信息或者购买信用服务.
queried_or_bought := {
	"public_credit_platform",
	"credit_reporting_agency",
	"state_organ",
	"government_publication",
	"court_publication",
	"purchase",
}
