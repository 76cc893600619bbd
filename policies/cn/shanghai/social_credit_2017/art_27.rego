# Article 27: associations act on their members under their articles.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies

measures_on_members := {"industry_warning", "industry_censure", "membership_down", "membership_loss"}

# 开展信用等级分类和信用评价: of members, for classification and the measures on them.
permit["27"] if {
	agencies.acts_as({"industry_association"})
	input.practice.kind == "evaluation"
	subject_of_credit
	not used_beside_members
	every indicator in input.practice.indicators {
		indicator.source != "covert"
		indicator.related.value
	}
}

permit["27"] if {
	agencies.acts_as({"industry_association"})
	in_default
	subject_of_credit
	defaulter_alone
	input.practice.competence.power == "charter"
	input.practice.competence.within.value
	every measure in input.practice.measures {
		measure.measure in measures_on_members
	}
}

used_beside_members if {
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
	}
	input.practice.uses[use]
}
