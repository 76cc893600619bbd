# Articles 18-33: how measures are taken, and what may be sealed, seized and frozen, by whom and for how long.
package policies.cn.administrative_coercion_2011

import data.policies.lib.agencies
import data.policies.lib.periods

# Article 30(1) takes four items of article 18 for freezing, and leaves the hearing of the party out.
engaged["18.0.1"] if holds_person_or_goods

engaged["18.0.2"] if holds_person_or_goods

engaged["18.0.3"] if holds_person_or_goods

engaged["18.0.4"] if holds_person_or_goods

engaged["18.0.5"] if holds_person_or_goods

engaged["18.0.6"] if holds_person_or_goods

engaged["18.0.7"] if holds_person_or_goods

engaged["18.0.8"] if holds_person_or_goods

engaged["18.0.9"] if holds_person_or_goods

engaged["18.0.10"] if holds_person_or_goods

holds_person_or_goods if restrains_by_power

holds_person_or_goods if seizes_by_power

breach["18.0.2"] contains {"at": ["officers", "number"]} if input.practice.officers.number < params.officers

breach["18.0.6"] contains {"at": ["defence", "heard"]} if {
	not input.practice.defence.heard
	not input.practice.defence.waived
}

engaged["19"] if measures_of_power

engaged["20.1"] if restrains_by_power

engaged["20.2"] if restrains_by_power

engaged["21"] if {
	measures_of_power
	input.practice.inquiry.suspected_crime
	holds_goods_or_money
}

holds_goods_or_money if seizes

holds_goods_or_money if freezes

# 其他任何行政机关或者组织不得实施: a public body without power is bound too, and so is whoever claims none. What a company
# keeps under contract is not 查封 or 扣押.
engaged["22"] if {
	takes_measure
	seizes
	claims_power
}

claims_power if exerts_power

claims_power if public_body

claims_power if input.practice.competence.power == "none"

public_body if {
	agencies.acts_as({
		"authorised_organisation",
		"public_credit_centre",
		"public_institution",
		"grassroots_committee",
		"mass_organisation",
	})
}

breach["22"] contains {"at": ["agency", "type"], "why": "body"} if not organ_or_authorised

breach["22"] contains {"at": ["competence", "within"], "why": "outside"} if {
	organ_or_authorised
	not input.practice.competence.within.value
}

breach["22"] contains {"at": ["competence", "power"], "why": "basis"} if {
	authorised
	not conferred(above_local)
}

organ_or_authorised if organ

organ_or_authorised if authorised

engaged["23.1"] if seizes_by_power

breach["23.1"] contains {"at": ["measures", i, "of_the_case"], "why": "unrelated"} if {
	some i, measure in input.practice.measures
	measure.measure == "seizure"
	not measure.of_the_case.value
}

breach["23.1"] contains {"at": ["measures", i, "necessities"], "why": "necessities"} if {
	some i, measure in input.practice.measures
	measure.measure == "seizure"
	measure.necessities
}

engaged["23.2"] if seizes_by_power

breach["23.2"] contains {"at": ["measures", i, "held_again"]} if {
	some i, measure in input.practice.measures
	measure.measure == "seizure"
	measure.held_again
}

engaged["24.1"] if seizes_by_power

breach["24.1"] contains {"at": ["decision", "written"]} if not input.practice.decision.written

engaged["24.2"] if {
	seizes_by_power
	input.practice.decision.written
}

breach["24.2"] contains {"at": ["decision", "party"], "why": "party"} if {
	input.practice.decision.party == false
}

breach["24.2"] contains {"at": ["decision", "measure_and_basis"], "why": "basis"} if {
	input.practice.decision.measure_and_basis == false
}

breach["24.2"] contains {"at": ["decision", "duration"], "why": "period"} if {
	input.practice.decision.duration == false
}

breach["24.2"] contains {"at": ["decision", "remedies"], "why": "remedies"} if {
	input.practice.decision.remedies == false
}

breach["24.2"] contains {"at": ["decision", "agency_and_day"], "why": "agency"} if {
	input.practice.decision.agency_and_day == false
}

breach["24.2"] contains {"at": ["decision", "sealed"], "why": "sealed"} if {
	input.practice.decision.sealed == false
}

engaged["24.3"] if seizes_by_power

engaged["25.1"] if seizes_by_power

breach["25.1"] contains {"at": ["measures", i, "duration"], "why": "long"} if {
	some i, measure in input.practice.measures
	measure.measure == "seizure"
	not measure.testing.value
	not measure.extended
	not other_period(i, above_local)
	periods.longer_than(measure.duration, params.hold)
}

breach["25.1"] contains {"at": ["measures", i, "duration"], "why": "extension"} if {
	some i, measure in input.practice.measures
	measure.measure == "seizure"
	not measure.testing.value
	measure.extended
	not other_period(i, above_local)
	periods.longer_than(measure.duration, params.extended_hold)
}

unsettled["25.1"] contains {"at": ["measures", i, "duration"], "why": "unit"} if {
	some i, measure in input.practice.measures
	measure.measure == "seizure"
	not measure.testing.value
	not measure.extended
	not other_period(i, above_local)
	periods.exceeds_unclear(measure.duration, params.hold)
}

unsettled["25.1"] contains {"at": ["measures", i, "duration"], "why": "unit"} if {
	some i, measure in input.practice.measures
	measure.measure == "seizure"
	not measure.testing.value
	measure.extended
	not other_period(i, above_local)
	periods.exceeds_unclear(measure.duration, params.extended_hold)
}

engaged["25.2"] if {
	seizes_by_power
	extends("seizure")
}

extends(kind) if {
	some measure in input.practice.measures
	measure.measure == kind
	measure.extended
}

engaged["25.3"] if {
	seizes_by_power
	some measure in input.practice.measures
	measure.testing.value
}

engaged["26.1"] if seizes_by_power

engaged["26.2"] if seizes_by_power

engaged["26.3"] if seizes_by_power

engaged["27"] if seizes_by_power

engaged["28.1"] if seizes_by_power

engaged["28.2"] if seizes_by_power

# What a bank stops on its own customer's account under contract is not 冻结.
engaged["29.1"] if {
	takes_measure
	freezes
	claims_power
}

breach["29.1"] contains {"at": ["agency", "type"], "why": "body"} if not organ_or_authorised

breach["29.1"] contains {"at": ["competence", "power"], "why": "entrusted"} if entrusted

breach["29.1"] contains {"at": ["competence", "power"], "why": "basis"} if {
	authorised
	not conferred({"law"})
}

breach["29.1"] contains {"at": ["competence", "within"], "why": "outside"} if {
	organ_or_authorised
	not input.practice.competence.within.value
}

breach["29.1"] contains {"at": ["measures", i, "measure"], "why": "law"} if {
	some i, measure in input.practice.measures
	measure.measure == "freezing"
	not provided(i, {"law"})
}

engaged["29.2"] if freezes_by_power

breach["29.2"] contains {"at": ["measures", i, "held_again"]} if {
	some i, measure in input.practice.measures
	measure.measure == "freezing"
	measure.held_again
}

engaged["30.1"] if freezes_by_power

breach["30.1"] contains {"at": ["officers", "number"]} if input.practice.officers.number < params.officers

engaged["30.2"] if freezes

engaged["30.3"] if freezes

engaged["31"] if freezes_by_power

breach["31"] contains {"at": ["decision", "written"], "why": "written"} if not input.practice.decision.written

breach["31"] contains {"at": ["decision", "served_within"], "why": "late"} if {
	periods.longer_than(input.practice.decision.served_within, params.freezing_served)
}

breach["31"] contains {"at": ["decision", "party"], "why": "party"} if {
	input.practice.decision.party == false
}

breach["31"] contains {"at": ["decision", "measure_and_basis"], "why": "basis"} if {
	input.practice.decision.measure_and_basis == false
}

breach["31"] contains {"at": ["decision", "duration"], "why": "period"} if {
	input.practice.decision.duration == false
}

breach["31"] contains {"at": ["decision", "remedies"], "why": "remedies"} if {
	input.practice.decision.remedies == false
}

breach["31"] contains {"at": ["decision", "agency_and_day"], "why": "agency"} if {
	input.practice.decision.agency_and_day == false
}

breach["31"] contains {"at": ["decision", "sealed"], "why": "sealed"} if {
	input.practice.decision.sealed == false
}

unsettled["31"] contains {"at": ["decision", "served_within"], "why": "unit"} if {
	periods.exceeds_unclear(input.practice.decision.served_within, params.freezing_served)
}

engaged["32.1"] if freezes_by_power

breach["32.1"] contains {"at": ["measures", i, "duration"], "why": "long"} if {
	some i, measure in input.practice.measures
	measure.measure == "freezing"
	not measure.extended
	not other_period(i, {"law"})
	periods.longer_than(measure.duration, params.freeze)
}

breach["32.1"] contains {"at": ["measures", i, "duration"], "why": "extension"} if {
	some i, measure in input.practice.measures
	measure.measure == "freezing"
	measure.extended
	not other_period(i, {"law"})
	periods.longer_than(measure.duration, params.extended_freeze)
}

unsettled["32.1"] contains {"at": ["measures", i, "duration"], "why": "unit"} if {
	some i, measure in input.practice.measures
	measure.measure == "freezing"
	not measure.extended
	not other_period(i, {"law"})
	periods.exceeds_unclear(measure.duration, params.freeze)
}

unsettled["32.1"] contains {"at": ["measures", i, "duration"], "why": "unit"} if {
	some i, measure in input.practice.measures
	measure.measure == "freezing"
	measure.extended
	not other_period(i, {"law"})
	periods.exceeds_unclear(measure.duration, params.extended_freeze)
}

engaged["32.2"] if {
	freezes_by_power
	extends("freezing")
}

engaged["33.1"] if freezes_by_power

engaged["33.2"] if freezes_by_power
