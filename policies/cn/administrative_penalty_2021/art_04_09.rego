# Articles 4-9: no penalty without a rule that provides it, and none out of measure.
package policies.cn.administrative_penalty_2021

engaged["4"] if imposes_penalty

breach["4"] contains {"at": ["basis"], "why": "basis"} if {
	some i, measure in input.practice.measures
	penalty(measure)
	not provided(measure, i)
}

# What goes beyond the kind or the range of the provision is provided by none (article 76(1)(2) names it among the
# wrongs).
breach["4"] contains {"at": ["measures", i, "within_limits"], "why": "range"} if {
	some i, measure in input.practice.measures
	not measure.within_limits.value
	penalty(measure)
	not refuses_licence(measure)
	provided(measure, i)
}

# For a licence refused the fact speaks of the conditions of the licence, which are no range of a penalty.
refuses_licence(measure) if measure.measure == "licence_refusal"

engaged["5.2"] if imposes_penalty

breach["5.2"] contains {"at": ["measures", i, "proportionate"]} if {
	some i, measure in input.practice.measures
	not measure.proportionate.value
	penalty(measure)
}

engaged["5.3"] if imposes_penalty

breach["5.3"] contains {"at": ["rule_unpublished"]} if input.practice.rule_unpublished

breach["5.3"] contains {"at": ["basis", i, "published"]} if {
	some i, cited in input.practice.basis
	cited.published == false
	"sanction" in cited.for
}

breach["5.3"] contains {"at": ["grounds", i, "basis", j, "published"]} if {
	some i, ground in input.practice.grounds
	some j, cited in ground.basis
	cited.published == false
	"sanction" in cited.for
}

breach["5.3"] contains {"at": ["measures", i, "basis", j, "published"]} if {
	some i, measure in input.practice.measures
	some j, cited in measure.basis
	cited.published == false
	"sanction" in cited.for
	penalty(measure)
}

engaged["7.1"] if imposes_penalty

breach["7.1"] contains {"at": ["defence", "heard"], "why": "defence"} if refused_to_hear

breach["7.1"] contains {"at": ["decision", "remedies"], "why": "remedies"} if not told_of_remedies

told_of_remedies if input.practice.decision.remedies

told_of_remedies if input.practice.prior_notice.remedies

# Item 6: a kind of penalty that items 1-5 do not name needs a law or an administrative regulation.
engaged["9.0.6"] if {
	some measure in input.practice.measures
	unnamed(measure)
}

breach["9.0.6"] contains {"at": ["measures", i, "measure"]} if {
	some i, measure in input.practice.measures
	unnamed(measure)
	not for_measure(i, {"law", "administrative_regulation"})
}
