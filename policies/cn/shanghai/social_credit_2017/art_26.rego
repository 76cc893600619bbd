# Article 26: what the market may do of its own accord.
package policies.cn.shanghai.social_credit_2017

# Paragraph 1: credit information, scores and ratings as one thing to consider in business and negotiation.
permit["26.1"] if {
	market_participant
	subject_of_credit
	used_in_business
	not used_outside_business
	every indicator in input.practice.indicators {
		indicator.related.value
	}
}

used_in_business if input.practice.uses.lending

used_in_business if input.practice.uses.pricing

used_in_business if input.practice.uses.marketing

used_outside_business if {
	some use in {
		"graded_supervision",
		"licensing",
		"procurement",
		"funding",
		"recruitment",
		"welfare",
		"school_admission",
		"public_service",
		"sanctions",
		"incentives",
	}
	input.practice.uses[use]
}

# Paragraph 2: higher costs of trade for defaulters, lower ones for the trustworthy.
permit["26.2"] if {
	market_participant
	input.practice.kind == "sanction"
	in_default
	subject_of_credit
	defaulter_alone
	every measure in input.practice.measures {
		measure.measure in {"discount_cancellation", "deposit_up"}
	}
}

permit["26.2"] if {
	market_participant
	input.practice.kind == "incentive"
	trustworthy
	subject_of_credit
	every measure in input.practice.measures {
		measure.measure in {
			"price_discount",
			"fee_reduction",
			"deposit_reduction",
			"priority_service",
			"simplified_procedure",
			"equal_conditions_preference",
		}
	}
}

# Paragraph 3: financial institutions.
permit["26.3"] if {
	financial_institution
	input.practice.kind == "sanction"
	in_default
	subject_of_credit
	defaulter_alone
	every measure in input.practice.measures {
		measure.measure in {"credit_limit", "financing_limit", "deposit_up"}
	}
}

permit["26.3"] if {
	financial_institution
	input.practice.kind == "incentive"
	trustworthy
	subject_of_credit
	every measure in input.practice.measures {
		measure.measure in {
			"lending_benefit",
			"price_discount",
			"fee_reduction",
			"priority_service",
			"simplified_procedure",
		}
	}
}

# 对失信主体: for the default of the subject, and upon nobody else.
defaulter_alone if {
	not someone_else_reached
	not default_of_another
}

someone_else_reached if bystander_reached

someone_else_reached if {
	some measure in input.practice.measures
	reaches_office_holders(measure.others)
}

bystander_reached if {
	some measure in input.practice.measures
	some who in bystanders
	measure.others[who]
}

default_of_another if {
	some ground in input.practice.grounds
	ground.of_related_person
}
