# Articles 58(2) and 59: deserters, and units that stand in the way.
package policies.cn.military_service_2021

import data.policies.lib.subjects

permit["58.2"] if deserter_barred

permit["58.2"] if deserter_listed

deserter_barred if {
	offender_alone
	every ground in input.practice.grounds {
		refused(ground, deserters)
		decided(ground)
	}
	every measure in input.practice.measures {
		barred_or_fined(measure)
	}
}

barred_or_fined(measure) if barred_as_provided(measure)

# 被军队除名的，并处以罚款.
barred_or_fined(measure) if {
	measure.measure == "fine"
	not reaches_others(measure)
	every ground in input.practice.grounds {
		refused(ground, {"desertion_dismissed"})
	}
}

deserter_listed if {
	listed_for_refusal
	input.practice.subject.type == "natural_person"
	not others_listed
	every ground in input.practice.grounds {
		refused(ground, deserters)
		decided(ground)
	}
}

permit["59"] if {
	local_government
	subjects.organisation
	input.practice.order_to_correct
	every ground in input.practice.grounds {
		ground.category == "resistance_to_military_service"
	}
	every measure in input.practice.measures {
		measure.measure == "fine"
		not reaches_others(measure)
	}
}
