package policies.cn.personal_information_protection_2021_test

test_fairness if {
	breaks(evaluation, {"/rules/transparent": false}, "24.1", ["rules", "transparent"])
	keeps(evaluation, {"/rules/transparent": false, "/automation": "none"}, "24.1")
	breaks(evaluation, {"/rules/fair": no}, "24.1", ["rules", "fair"])
	differences := {"/price_differences": true, "/differences_reasonable": no}
	breaks(evaluation, differences, "24.1", ["price_differences"])
	keeps(evaluation, object.union(differences, {"/differences_reasonable": yes}), "24.1")
}

test_marketing if {
	facts := {"/opt_out_of_targeting": false, "/uses/marketing": true}
	breaks(evaluation, facts, "24.2", ["opt_out_of_targeting"])
	keeps(evaluation, {"/opt_out_of_targeting": false}, "24.2")
}

test_major_effect if {
	breaks(evaluation, {"/major_effect": yes, "/explanation": false}, "24.3", ["explanation"])
	breaks(evaluation, {"/major_effect": yes, "/human_review": false}, "24.3", ["human_review"])
	keeps(evaluation, {"/major_effect": yes, "/human_review": false, "/automation": "assisted"}, "24.3")
	keeps(evaluation, {"/human_review": false, "/explanation": false}, "24.3")
}

test_decisions_without_a_program if {
	facts := {
		"/automation": "none",
		"/rules/fair": no,
		"/price_differences": true,
		"/differences_reasonable": no,
		"/uses/marketing": true,
		"/opt_out_of_targeting": false,
		"/major_effect": yes,
		"/explanation": false,
		"/human_review": false,
	}
	every clause in ["24.1", "24.2", "24.3"] {
		keeps(evaluation, facts, clause)
	}
	keeps(evaluation, {"/uses/marketing": true}, "24.2")
	keeps(evaluation, {"/major_effect": yes}, "24.3")
}
