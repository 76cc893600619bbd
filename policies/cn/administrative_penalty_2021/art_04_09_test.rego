package policies.cn.administrative_penalty_2021_test

import data.policies.cn.administrative_penalty_2021 as law

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
	every rank in ["normative_document", "party_state_regulation", "judicial_interpretation"] {
		breaches(fine, of_rank(rank), "yes") == {"4", "16", "38.1"}
	}
	every rank in ["draft", "doctrine"] {
		breaches(fine, of_rank(rank), "yes") == {"4", "38.1"}
	}
}

# A measure that article 9 does not name: nothing unless it punishes, and unless article 2 is enough.
test_credit_measure if {
	barred := changed(fine, {"/measures": [{
		"measure": "procurement_bar",
		"proportionate": yes,
		"within_limits": yes,
		"punishes": yes,
	}]})
	breaches(barred, [], "yes") == {"4", "38.1", "9.0.6"}
	breaches(barred, of_rank("local_regulation"), "yes") == {"38.1", "9.0.6"}
	breaches(barred, of_rank("law"), "yes") == set()
	breaches(barred, [], "no") == set()
	harmless := changed(barred, {"/measures/0/punishes": no})
	breaches(harmless, [], "yes") == set()
}

test_measure_out_of_proportion if of_fine({"/measures/0/proportionate": no}) == {"5.2"}

test_unpublished_rule if {
	of_fine({"/rule_unpublished": true}) == {"5.3"}
	of_fine({"/basis/0/published": false}) == {"5.3"}
	of_fine({"/basis/0/published": false, "/basis/0/for": ["disclosure"]}) == set()
	of_fine({"/measures/0/basis": [{"cite": "c", "for": ["sanction"], "published": false}]}) == {"5.3"}
}

test_beyond_the_range if {
	of_fine({"/measures/0/within_limits": no}) == {"4"}
	of_fine({"/measures/0/within_limits": yes}) == set()
	breaches(changed(fine, {"/measures": [{"measure": "key_supervision", "within_limits": no}]}), [], "yes") == set()
}

# A rule creates warnings, censures and fines; a law cited beside it provides more.
test_ranks_that_create_penalties if {
	closed := changed(fine, {"/measures/0/measure": "closure"})
	breaches(closed, of_rank("departmental_rule"), "yes") == {"13.2", "38.1"}
	breaches(closed, of_rank("local_government_rule"), "yes") == {"14.2", "38.1"}
	breaches(closed, of_rank("local_regulation"), "yes") == set()
	breaches(closed, array.concat(of_rank("departmental_rule"), of_rank("law")), "yes") == set()
	breaches(closed, array.concat(of_rank("local_government_rule"), of_rank("local_regulation")), "yes") == set()
}

# Article 28(2) carries the confiscation of gains, and nothing else; a law cited for another measure does not.
test_this_law_as_basis if {
	gains := changed(fine, {"/measures": [{
		"measure": "confiscation",
		"gains_only": true,
		"proportionate": yes,
		"within_limits": yes,
		"large": yes,
	}]})
	breaches(gains, this_law, "no") == set()
	breaches(changed(gains, {"/measures/0/gains_only": false}), this_law, "no") == {"4", "38.1"}
	breaches(changed(gains, {"/competence/within": no}), this_law, "no") == {"17"}
	at_another := [object.union(authority, {"at": ["measures", 1, "basis", 0]}) | some authority in of_rank("law")]
	breaches(gains, at_another, "no") == {"4", "38.1"}
	breaches(fine, this_law, "no") == {"4", "38.1"}
	law.permit["28.2"] with input as prepared(gains, [], "no")
	not law.permit["28.2"] with input as prepared(fine, [], "no")
}

# A school's warning to a student is discipline if it says so; a fine is a penalty whatever it says.
test_discipline if {
	school := changed(fine, {
		"/agency": {"type": "public_institution", "level": "county"},
		"/competence/power": "charter",
		"/measures": [{"measure": "warning", "proportionate": yes, "within_limits": yes, "punishes": no}],
	})
	breaches(school, [], "yes") == set()
	not breaches(changed(school, {"/measures/0/punishes": yes}), [], "yes") == set()
	not breaches(changed(school, {"/measures/0/measure": "fine"}), [], "yes") == set()
	not breaches(changed(school, {"/agency/type": "state_organ"}), [], "yes") == set()
	breaches(changed(school, {"/agency/type": "state_organ", "/subject/situation": "student"}), [], "yes") == set()
}

test_open_questions if {
	"48.1" in asked_on("decisions_without_impact", "stay_unpublished", changed(publication, {"/social_impact": no}))
	not "48.1" in asked_on("decisions_without_impact", "may_be_published", changed(publication, {"/social_impact": no}))
	trader := changed(fine, {
		"/subject": {"type": "sole_trader", "min_age": 18},
		"/procedure": "summary",
		"/measures/0/amount": 201,
	})
	"51" in asked_on("sole_traders", "citizens", trader)
	not "51" in asked_on("sole_traders", "organisations", trader)
	"51" in asked_on("sole_traders", "organisations", changed(trader, {"/measures/0/amount": 3001}))
}

asked_on(reading, choice, practice) := {clause |
	answered := object.union(prepared(practice, [], "no"), {"readings": {reading: choice}})
	found := law.breach with input as answered
	some clause, places in found
	count(places) > 0
}
