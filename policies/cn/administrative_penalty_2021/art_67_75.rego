# Articles 67-75: how fines are paid, what late payment costs, and who watches over it.
package policies.cn.administrative_penalty_2021

import data.policies.lib.periods

engaged["67.1"] if imposes_fine

breach["67.1"] contains {"at": ["agency", "penalties", "collected_apart"]} if {
	not input.practice.agency.penalties.collected_apart
}

engaged["67.2"] if imposes_fine

breach["67.2"] contains {"at": ["fine_payment", "on_the_spot"], "why": "spot"} if {
	input.practice.fine_payment.on_the_spot
}

# Neither a bank nor another body: what the organ does not let others collect it collects itself.
breach["67.2"] contains {"at": ["fine_payment", "to_bank"], "why": "itself"} if {
	not input.practice.fine_payment.on_the_spot
	not input.practice.fine_payment.to_bank
	not input.practice.agency.penalties.collected_apart
}

# Article 68: fines decided on the spot under article 51 that are small, or hard to collect later.
exempt["67.2"] if {
	input.practice.fine_payment.spot_reason == "hard_later"
	decided_on_the_spot
}

exempt["67.2"] if {
	input.practice.fine_payment.spot_reason == "up_to_100"
	decided_on_the_spot
	not too_large_for_the_spot
}

# Article 69: in remote places any fine under article 51 or 57.
exempt["67.2"] if {
	input.practice.fine_payment.spot_reason == "remote"
	decided_on_the_spot
}

exempt["67.2"] if {
	input.practice.fine_payment.spot_reason == "remote"
	input.practice.procedure == "ordinary"
}

# Special laws go further (治安管理处罚法 123, 道路交通安全法 108(2)).
exempt["67.2"] if {
	input.practice.fine_payment.spot_reason == "other_law"
	excepted("fine_payment", {"law"})
}

decided_on_the_spot if {
	summary
	not too_much_for_summary
}

too_large_for_the_spot if {
	some measure in input.practice.measures
	measure.measure == "fine"
	measure.amount > params.spot_fine
}

engaged["67.3"] if {
	imposes_fine
	not input.practice.fine_payment.on_the_spot
}

breach["67.3"] contains {"at": ["fine_payment", "to_bank"], "why": "bank"} if {
	not input.practice.fine_payment.to_bank
}

breach["67.3"] contains {"at": ["fine_payment", "days_to_pay"], "why": "short"} if {
	periods.shorter_than(input.practice.fine_payment.days_to_pay, params.payment)
}

unsettled["67.3"] contains {"at": ["fine_payment", "days_to_pay"], "why": "unit"} if {
	periods.falls_short_unclear(input.practice.fine_payment.days_to_pay, params.payment)
}

engaged["70"] if collected_on_the_spot

breach["70"] contains {"at": ["fine_payment", "receipt"]} if input.practice.fine_payment.receipt == false

collected_on_the_spot if {
	input.practice.fine_payment.on_the_spot
	imposes_fine
}

engaged["71"] if collected_on_the_spot

breach["71"] contains {"at": ["fine_payment", "to_agency_within"], "why": "officers"} if {
	periods.longer_than(input.practice.fine_payment.to_agency_within, params.hand_in)
}

breach["71"] contains {"at": ["fine_payment", "to_bank_within"], "why": "agency"} if {
	periods.longer_than(input.practice.fine_payment.to_bank_within, params.hand_in)
}

unsettled["71"] contains {"at": ["fine_payment", "to_agency_within"], "why": "unit"} if {
	periods.exceeds_unclear(input.practice.fine_payment.to_agency_within, params.hand_in)
}

unsettled["71"] contains {"at": ["fine_payment", "to_bank_within"], "why": "unit"} if {
	periods.exceeds_unclear(input.practice.fine_payment.to_bank_within, params.hand_in)
}

# Article 72(1)(1) is about fines, also one imposed by an earlier decision; late fees on taxes and charges, another
# measure, have laws of their own.
engaged["72.1.1"] if imposes_surcharge

imposes_surcharge if {
	some measure in input.practice.measures
	measure.measure == "surcharge"
}

surcharge_on_fine if {
	imposes_fine
	imposes_surcharge
}

# The paragraph is authority for the additional fine, which needs no provision of its own beside that for the fine.
permit["72.1.1"] if {
	empowered
	surcharge_on_fine
	not beyond_fines_and_warnings
	every measure in input.practice.measures {
		not faster_than_allowed(measure)
		not beyond_principal(measure)
	}
}

breach["72.1.1"] contains {"at": ["measures", i, "daily_rate"], "why": "rate"} if {
	some i, measure in input.practice.measures
	faster_than_allowed(measure)
}

breach["72.1.1"] contains {"at": ["measures", i, "amount"], "why": "cap"} if {
	imposes_fine
	some i, measure in input.practice.measures
	beyond_principal(measure)
}

faster_than_allowed(measure) if {
	measure.measure == "surcharge"
	measure.daily_rate > params.surcharge_rate
}

beyond_principal(measure) if {
	measure.measure == "surcharge"
	not within_principal(measure)
}

within_principal(surcharge) if {
	some fine in input.practice.measures
	fine.measure == "fine"
	surcharge.amount <= fine.amount
}

engaged["73.3"] if imposes_surcharge

breach["73.3"] contains {"at": ["measures", i, "paused_by_review"]} if {
	some i, measure in input.practice.measures
	measure.measure == "surcharge"
	measure.paused_by_review == false
}

engaged["74.2"] if takes_money

breach["74.2"] contains {"at": ["agency", "penalties", "paid_to_treasury"]} if {
	not input.practice.agency.penalties.paid_to_treasury
}

engaged["74.3"] if takes_money

breach["74.3"] contains {"at": ["tied_to_performance_review"]} if input.practice.tied_to_performance_review

engaged["75.1"] if imposes_penalty

breach["75.1"] contains {"at": ["agency", "penalties", "supervised"]} if {
	not input.practice.agency.penalties.supervised
}

engaged["75.2"] if imposes_penalty

breach["75.2"] contains {"at": ["agency", "penalties", "complaints_examined"]} if {
	not input.practice.agency.penalties.complaints_examined
}
