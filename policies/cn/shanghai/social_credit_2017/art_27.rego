# Article 27: associations act on their members under their articles.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies

measures_on_members := {"industry_warning", "industry_censure", "membership_down", "membership_loss"}

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
