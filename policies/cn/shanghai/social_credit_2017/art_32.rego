# Article 32: every credit measure fits the conduct, keeps within the law, is explained and has been published.
package policies.cn.shanghai.social_credit_2017

engaged["32.1"] if credit_measure_taken

engaged["32.2"] if credit_measure_taken

breach["32.1"] contains {"at": ["measures", i, "proportionate"], "why": "disproportionate"} if {
	some i, measure in input.practice.measures
	credit_measure(measure)
	not measure.proportionate.value
}

breach["32.1"] contains {"at": ["measures", i, "within_limits"], "why": "beyond_limits"} if {
	some i, measure in input.practice.measures
	credit_measure(measure)
	not measure.within_limits.value
}

# 告知实施的依据和理由: in a notice or in the decision that is served, neither time nor form is laid down.
breach["32.1"] contains {"at": ["prior_notice", "time"], "why": "not_told"} if {
	input.practice.prior_notice.time == "none"
	not basis_in_decision
	not reasons_in_decision
}

breach["32.1"] contains {"at": ["prior_notice", "basis_told"], "why": "no_basis"} if {
	input.practice.prior_notice.time in {"before", "after"}
	not input.practice.prior_notice.basis_told
	not basis_in_decision
}

breach["32.1"] contains {"at": ["decision", "measure_and_basis"], "why": "no_basis"} if {
	input.practice.prior_notice.time == "none"
	reasons_in_decision
	not basis_in_decision
}

breach["32.1"] contains {"at": ["prior_notice", "reasons"], "why": "no_reasons"} if {
	input.practice.prior_notice.time in {"before", "after"}
	not input.practice.prior_notice.reasons
	not reasons_in_decision
}

breach["32.1"] contains {"at": ["decision", "facts"], "why": "no_reasons"} if {
	input.practice.prior_notice.time == "none"
	basis_in_decision
	not reasons_in_decision
}

basis_in_decision if {
	input.practice.decision.written
	input.practice.decision.measure_and_basis
}

# The facts that the decision rests on are its reasons.
reasons_in_decision if {
	input.practice.decision.written
	input.practice.decision.facts
}

breach["32.2"] contains {"at": ["measures", i, "listed"]} if {
	some i, measure in input.practice.measures
	credit_measure(measure)
	not measure.listed
}
