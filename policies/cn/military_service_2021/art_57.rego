# Article 57: what follows for citizens who refuse or evade service; article 58(2) has it follow for deserters too.
package policies.cn.military_service_2021

import data.policies.lib.periods

engaged["57.1"] if {
	some ground in input.practice.grounds
	refused(ground, duties_of_citizens)
	some measure in input.practice.measures
	measure.measure == "fine"
}

breach["57.1"] contains {"at": ["agency", "level"], "why": "level"} if {
	input.practice.agency.department == "government"
	input.practice.agency.level in {"national", "province", "township"}
}

breach["57.1"] contains {"at": ["grounds", i, "conduct", "refused_after_demand"], "why": "not_ordered"} if {
	some i, ground in input.practice.grounds
	refused(ground, duties_of_citizens)
	not still_refuses(ground)
}

# Whether a city has no counties or districts under it, no fact says.
unsettled["57.1"] contains {"at": ["agency", "level"], "why": "level"} if {
	input.practice.agency.department == "government"
	input.practice.agency.level == "city"
}

permit["57.1"] if {
	county_decides
	offender_alone
	every ground in input.practice.grounds {
		refused(ground, duties_of_citizens)
		still_refuses(ground)
		decided(ground)
	}
	every measure in input.practice.measures {
		measure.measure == "fine"
		not reaches_others(measure)
	}
}

# A department carries out what the county decided.
county_decides if input.practice.agency.level == "county"

offender_alone if {
	input.practice.subject.type == "natural_person"
	not for_the_refusal_of_another
}

for_the_refusal_of_another if {
	some ground in input.practice.grounds
	ground.of_related_person
}

engaged["57.2"] if {
	some ground in input.practice.grounds
	refused(ground, duties_of_citizens | deserters)
	some measure in input.practice.measures
	measure.measure in bars
}

engaged["57.2"] if listed_for_refusal

engaged["57.2"] if {
	some ground in input.practice.grounds
	refused(ground, duties_of_citizens | deserters)
	some measure in input.practice.measures
	measure.measure == "child_high_fee_school"
}

engaged["57.2"] if left_off_the_list

# 纳入……名单 leaves no choice; what another department lists or leaves off is its own affair.
left_off_the_list if {
	local_government
	input.practice.list == "serious"
	some ground in input.practice.grounds
	refused(ground, {"enlistment"})
	ground.not_entered
}

listed_for_refusal if {
	input.practice.list == "serious"
	some ground in input.practice.grounds
	refused(ground, duties_of_citizens | deserters)
	not ground.not_entered
}

# 不得录用、招录、聘用，不准出境或者升学复学.
bars := {"civil_service_bar", "recruitment_bar"} | bars_for_a_time

bars_for_a_time := {"exit_limit", "school_admission_limit"}

# 有前款第二项行为.
breach["57.2"] contains {"at": ["grounds", i, "conduct", "military_duty"], "why": "not_enlistment"} if {
	barred_or_listed_under_this_law_alone
	some i, ground in input.practice.grounds
	refused(ground, duties_of_citizens - {"enlistment"})
	not ground.not_entered
	not provided_elsewhere("grounds", i)
}

breach["57.2"] contains {"at": ["grounds", i, "conduct", "refused_after_demand"], "why": "corrected"} if {
	barred_or_listed_under_this_law_alone
	some i, ground in input.practice.grounds
	refused(ground, {"enlistment"})
	not still_refuses(ground)
	not ground.not_entered
	not provided_elsewhere("grounds", i)
}

breach["57.2"] contains {"at": ["grounds", i, "not_entered"], "why": "left_off"} if {
	left_off_the_list
	some i, ground in input.practice.grounds
	refused(ground, {"enlistment"})
	still_refuses(ground)
	ground.not_entered
}

breach["57.2"] contains {"at": ["measures", i, "duration"], "why": "too_long"} if {
	some i, measure in input.practice.measures
	measure.measure in bars_for_a_time
	periods.longer_than(measure.duration, params.ban)
	not provided_elsewhere("measures", i)
}

breach["57.2"] contains {"at": ["measures", i, "others", who], "why": "bystander"} if {
	some i, measure in input.practice.measures
	measure.measure in bars
	not provided_elsewhere("measures", i)
	some who in anybody_else
	measure.others[who]
}

breach["57.2"] contains {"at": ["others", who], "why": "bystander"} if {
	input.practice.kind == "list"
	not provided_elsewhere_as_a_whole
	some who in anybody_else
	input.practice.others[who]
}

breach["57.2"] contains {"at": ["grounds", i, "of_related_person"], "why": "of_another"} if {
	barred_or_listed_under_this_law_alone
	some i, ground in input.practice.grounds
	ground.of_related_person
	refused(ground, duties_of_citizens | deserters)
}

breach["57.2"] contains {"at": ["measures", i, "measure"], "why": "child"} if {
	some i, measure in input.practice.measures
	measure.measure == "child_high_fee_school"
	not provided_elsewhere("measures", i)
}

unsettled["57.2"] contains {"at": ["measures", i, "duration"], "why": "too_long"} if {
	some i, measure in input.practice.measures
	measure.measure in bars_for_a_time
	periods.exceeds_unclear(measure.duration, params.ban)
	not provided_elsewhere("measures", i)
}

barred_or_listed_under_this_law_alone if input.practice.list == "serious"

barred_or_listed_under_this_law_alone if {
	some i, measure in input.practice.measures
	measure.measure in bars
	not provided_elsewhere("measures", i)
}

permit["57.2"] if {
	offender_alone
	every ground in input.practice.grounds {
		refused(ground, {"enlistment"})
		still_refuses(ground)
		decided(ground)
	}
	some one in input.practice.measures
	barred_as_provided(one)
	every i, measure in input.practice.measures {
		barred_here_or_elsewhere(i, measure)
	}
}

permit["57.2"] if {
	listed_for_refusal
	input.practice.subject.type == "natural_person"
	not others_listed
	some one in input.practice.grounds
	entered_for_refusal(one)
	every i, ground in input.practice.grounds {
		listed_as_due(i, ground)
	}
}

barred_here_or_elsewhere(_, measure) if barred_as_provided(measure)

barred_here_or_elsewhere(i, _) if provided_elsewhere("measures", i)

barred_as_provided(measure) if {
	measure.measure in {"civil_service_bar", "recruitment_bar"}
	not reaches_others(measure)
}

barred_as_provided(measure) if {
	measure.measure in bars_for_a_time
	periods.not_longer_than(measure.duration, params.ban)
	not reaches_others(measure)
}

# What other law provides beside it spoils nothing.
listed_as_due(_, ground) if ground.not_entered

listed_as_due(_, ground) if entered_for_refusal(ground)

listed_as_due(i, _) if provided_elsewhere("grounds", i)

entered_for_refusal(ground) if {
	not ground.not_entered
	refused(ground, {"enlistment"})
	still_refuses(ground)
	decided(ground)
}
