package policies.cn.administrative_penalty_2021_test

of_person(age, lenient) := of_fine({
	"/subject": {"type": "natural_person", "min_age": age},
	"/lenient": lenient,
})

test_age if {
	of_person(13, true) == {"30"}
	of_person(14, true) == set()
	of_person(14, false) == {"30"}
	of_person(17, false) == {"30"}
	of_person(18, false) == set()
}

test_lighter if {
	every fact, clause in {
		"harm_removed": "32.0.1",
		"coerced": "32.0.2",
		"confessed": "32.0.3",
		"meritorious": "32.0.4",
	} {
		of_fine({sprintf("/grounds/0/conduct/%s", [fact]): true}) == {clause}
		of_fine({sprintf("/grounds/0/conduct/%s", [fact]): true, "/lenient": true}) == set()
	}
}

test_limitation if {
	after({"years": 2}, false) == set()
	after({"months": 25}, false) == {"36.1"}
	after({"months": 25}, true) == set()
	after({"years": 5}, true) == set()
	after({"months": 61}, true) == {"36.1"}
	late := changed(fine, {"/grounds/0/conduct/undiscovered_for": {"years": 9}})
	breaches(late, excepting(["grounds", 0, "conduct", "other_limit_by_law", "basis", 0], "law"), "yes") == set()
	breaches(late, excepting(["grounds", 1, "conduct", "other_limit_by_law", "basis", 0], "law"), "yes") == {"36.1"}
	breaches(late, excepting(["grounds", 0, "basis", 0], "law"), "yes") == {"36.1"}
}

after(period, dangerous) := of_fine({
	"/grounds/0/conduct/undiscovered_for": period,
	"/grounds/0/conduct/endangers_life_or_finance": dangerous,
})

test_void if {
	licence := changed(fine, {"/measures": [{
		"measure": "business_licence_revocation",
		"proportionate": yes,
		"within_limits": yes,
	}]})
	breaches(licence, of_rank("local_regulation"), "no") == {"12.1", "38.1"}
	breaches(licence, of_rank("special_zone_regulation"), "no") == set()
	breaches(licence, of_rank("autonomous_regulation"), "no") == set()
	breaches(licence, of_rank("administrative_regulation"), "no") == set()
}

# Article 37, second sentence: the old rule gives way to a milder one.
test_old_rule if {
	changed_since := {"/grounds/0/conduct/rule_changed_since": true}
	of_fine(object.union(changed_since, {"/grounds/0/conduct/later_rule_milder": yes})) == {"37"}
	of_fine(object.union(changed_since, {"/grounds/0/conduct/later_rule_milder": no})) == set()
}
