# Articles 50(2) and 51: who may act against organs, the centre and credit service organisations that leave their duties
# undone, and what fines they may impose. Outside the range, or imposed by another body, a fine is carried by neither
# paragraph. That the duty was left undone is said by citing the paragraph; no ground names it.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies
import data.policies.lib.subjects

# 约谈、责令改正、警告、通报批评.
permit["50.2"] if {
	agencies.acts_as(administrative_organs)
	organ_or_its_staff
	not bystander_reached
	not default_of_another
	input.practice.competence.within.value
	every measure in input.practice.measures {
		measure.measure in {"reminder", "warning", "public_censure"}
	}
}

# 行政机关及其工作人员.
organ_or_its_staff if organ_of_the_state

organ_or_its_staff if input.practice.subject.situation == "civil_servant"

# The centre alone, which is no person, no organ and no enterprise.
permit["51.1"] if {
	municipal_credit_department
	subjects.organisation
	not of_another_class_than_the_centre
	defaulter_alone
	every measure in input.practice.measures {
		measure.measure == "fine"
		measure.amount >= params.query_fine_least
		measure.amount <= params.query_fine_most
	}
}

# 责令其限期改正，拒不改正的: the centre and credit service organisations, neither of them a person or an organ.
permit["51.3"] if {
	municipal_credit_department
	subjects.organisation
	not organ_of_the_state
	defaulter_alone
	input.practice.order_to_correct
	every ground in input.practice.grounds {
		ground.conduct.refused_after_demand
	}
	every measure in input.practice.measures {
		measure.measure == "fine"
		measure.amount >= params.correction_fine_least
		measure.amount <= params.correction_fine_most
	}
}

of_another_class_than_the_centre if {
	input.practice.subject.entity_class in {
		"state_organ",
		"market_entity",
		"large_enterprise",
		"sme",
		"social_organisation",
	}
}

organ_of_the_state if input.practice.subject.entity_class == "state_organ"
