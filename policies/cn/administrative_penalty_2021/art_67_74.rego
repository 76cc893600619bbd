# Articles 67-74: how fines are paid, and what late payment costs.
package policies.cn.administrative_penalty_2021

import data.policies.lib.periods

engaged["67.2"] if imposes_fine

breach["67.2"] contains {"at": ["fine_payment", "spot_reason"]} if input.practice.fine_payment.spot_reason == "none"

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

# Article 68 lets officers collect only fines imposed on the spot; remote places have article 69.
engaged["68"] if imposes_fine

breach["68"] contains {"at": ["procedure"]} if {
	input.practice.fine_payment.spot_reason in {"up_to_100", "hard_later"}
	input.practice.procedure in {"ordinary", "none"}
}

engaged["68.0.1"] if imposes_fine

breach["68.0.1"] contains {"at": ["measures", i, "amount"]} if {
	input.practice.fine_payment.spot_reason == "up_to_100"
	some i, measure in input.practice.measures
	measure.measure == "fine"
	measure.amount > params.spot_fine
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

# Article 72(1)(1) is about fines; late fees on taxes and charges have laws of their own.
engaged["72.1.1"] if surcharge_on_fine

surcharge_on_fine if {
	imposes_fine
	some measure in input.practice.measures
	measure.measure == "surcharge"
}

# The paragraph is authority for the additional fine, which needs no provision of its own beside that for the fine.
permit["72.1.1"] if surcharge_on_fine

breach["72.1.1"] contains {"at": ["measures", i, "daily_rate"], "why": "rate"} if {
	some i, measure in input.practice.measures
	measure.measure == "surcharge"
	measure.daily_rate > params.surcharge_rate
}

breach["72.1.1"] contains {"at": ["measures", i, "amount"], "why": "cap"} if {
	some i, measure in input.practice.measures
	measure.measure == "surcharge"
	not within_principal(measure)
}

within_principal(surcharge) if {
	some fine in input.practice.measures
	fine.measure == "fine"
	surcharge.amount <= fine.amount
}

engaged["73.3"] if surcharge_on_fine

breach["73.3"] contains {"at": ["measures", i, "paused_by_review"]} if {
	some i, measure in input.practice.measures
	measure.measure == "surcharge"
	measure.paused_by_review == false
}

engaged["74.3"] if imposes_penalty

breach["74.3"] contains {"at": ["tied_to_performance_review"]} if input.practice.tied_to_performance_review
