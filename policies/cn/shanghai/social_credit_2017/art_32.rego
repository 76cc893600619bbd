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

breach["32.1"] contains {"at": ["prior_notice", "time"], "why": "not_told"} if {
	input.practice.prior_notice.time == "none"
}

breach["32.1"] contains {"at": ["prior_notice", "basis_told"], "why": "no_basis"} if {
	input.practice.prior_notice.time in {"before", "after"}
	not input.practice.prior_notice.basis_told
}

breach["32.1"] contains {"at": ["prior_notice", "reasons"], "why": "no_reasons"} if {
	input.practice.prior_notice.time in {"before", "after"}
	not input.practice.prior_notice.reasons
}

breach["32.2"] contains {"at": ["measures", i, "listed"]} if {
	some i, measure in input.practice.measures
	credit_measure(measure)
	not measure.listed
}
