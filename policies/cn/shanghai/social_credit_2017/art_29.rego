# Article 29: incentives of administrative organs, within their statutory power.
package policies.cn.shanghai.social_credit_2017

# 守信主体 (arts 26 and 29).
trustworthy if input.practice.credit_standing == "good"

engaged["29"] if trustworthy

breach["29"] contains {"at": ["measures", i, "measure"], "why": "outside"} if {
	some i, measure in input.practice.measures
	not named_incentive(measure)
	not measure_under_state_or_city_rule(i)
}

breach["29"] contains {"at": ["measures", i, "within_power"], "why": "beyond_power"} if {
	some i, measure in input.practice.measures
	not measure.within_power.value
}

# Items 1 to 4; item 5 leaves room for what the state or the city provides.
named_incentive(measure) if measure.measure in {"procurement_points_up", "inspection_frequency_down"}

# 在实施行政许可中……等便利服务措施: item 1 is open to what makes licensing more convenient.
named_incentive(measure) if {
	measure.measure in {"priority_service", "simplified_procedure", "public_service_benefit"}
	measure.occasion == "licensing"
}

# 在财政性资金和项目支持中.
named_incentive(measure) if {
	measure.measure == "equal_conditions_preference"
	measure.occasion == "public_funds"
}

permit["29"] if {
	administrative_organ
	trustworthy
	subject_of_credit
	every i, measure in input.practice.measures {
		incentive_open_to_organs(i, measure)
		measure.within_power.value
	}
}

incentive_open_to_organs(_, measure) if named_incentive(measure)

incentive_open_to_organs(i, _) if measure_under_state_or_city_rule(i)
