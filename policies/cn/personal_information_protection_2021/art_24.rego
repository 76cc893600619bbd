package policies.cn.personal_information_protection_2021

# Article 24: decisions by program are open, fair, and not the last word.

breach["24.1"] contains {"at": ["rules", "transparent"], "why": "opaque"} if {
	not input.practice.rules.transparent
}

breach["24.1"] contains {"at": ["rules", "fair"], "why": "unfair"} if {
	not input.practice.rules.fair.value
}

breach["24.1"] contains {"at": ["price_differences"], "why": "differences"} if {
	input.practice.price_differences
	input.practice.differences_reasonable.value == false
}

breach["24.2"] contains {"at": ["opt_out_of_targeting"]} if {
	not input.practice.opt_out_of_targeting
}

breach["24.3"] contains {"at": ["explanation"], "why": "unexplained"} if {
	not input.practice.explanation
}

breach["24.3"] contains {"at": ["human_review"], "why": "program_alone"} if {
	input.practice.automation == "sole"
	not input.practice.human_review
}
