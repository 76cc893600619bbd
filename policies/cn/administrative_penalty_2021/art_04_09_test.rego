package policies.cn.administrative_penalty_2021_test

test_a_lawful_fine_breaks_nothing if of_fine({}) == set()

test_ranks_that_provide_penalties if {
	every rank in [
		"law",
		"administrative_regulation",
		"local_regulation",
		"special_zone_regulation",
		"departmental_rule",
		"local_government_rule",
	] {
		breaches(fine, of_rank(rank), "yes") == set()
	}
	every rank in ["normative_document", "party_state_regulation", "judicial_interpretation", "draft", "doctrine"] {
		breaches(fine, of_rank(rank), "yes") == {"4", "38.1"}
	}
}

# A measure that article 9 does not name: nothing unless it punishes, and unless article 2 is enough.
test_credit_measure if {
	bar := changed(fine, {"/measures": [{"measure": "procurement_bar", "proportionate": yes, "punishes": yes}]})
	harmless := changed(bar, {"/measures/0/punishes": no})
	breaches(bar, [], "yes") == {"4", "38.1", "9.0.6"}
	breaches(bar, of_rank("local_regulation"), "yes") == {"9.0.6"}
	breaches(bar, of_rank("law"), "yes") == set()
	breaches(bar, [], "no") == set()
	breaches(harmless, [], "yes") == set()
}

test_measure_out_of_proportion if of_fine({"/measures/0/proportionate": no}) == {"5.2"}

test_unpublished_rule if of_fine({"/rule_unpublished": true}) == {"5.3"}
