package policies.cn.personal_information_protection_2021_test

import data.policies.cn.personal_information_protection_2021 as law

without_power(practice) := broken(practice, strict, [], "13.1")

test_no_ground if breaks(collection, {"/ground": "none"}, "13.1", ["ground"])

test_consent_missing if breaks(collection, {"/consent": {"form": "none"}}, "13.1", ["consent", "form"])

test_necessity_of_the_ground if {
	every ground in ["contract", "human_resources", "duty", "emergency"] {
		breaks(collection, {"/ground": ground, "/ground_necessary": no}, "13.1", ["ground_necessary"])
		keeps(collection, {"/ground": ground, "/ground_necessary": yes}, "13.1")
	}
}

test_duty_needs_a_text if {
	without_power(changed(collection, {"/ground": "duty", "/ground_necessary": yes})) == {["ground"]}
}

test_only_a_duty_needs_a_text if count(without_power(collection)) == 0

test_duty_of_an_organ_is_for_article_34 if count(without_power(of_organ(collection))) == 0

test_other_case_needs_a_law if {
	keeps(collection, {"/ground": "other"}, "13.1")
	without_power(changed(collection, {"/ground": "other"})) == {["ground"]}
}

# What is cited for one item, ground or record carries no other.
test_law_for_each_item if {
	every ground in ["duty", "other"] {
		facts := {"/ground": ground, "/ground_necessary": yes}
		every name, practice in {"items": collection, "indicators": evaluation, "grounds": list, "records": repair} {
			two := changed(practice, object.union(facts, {concat("", ["/", name, "/1"]): practice[name][0]}))
			for_one := [cited("some law", "law", [name, 0, "basis", 0])]
			broken(two, strict, for_one, "13.1") == {[name, 1, "category"]}
			broken(two, strict, power, "13.1") == set()
		}
	}
	by_place := [cited("some regulation", "local_regulation", ["basis", 0])]
	broken(changed(collection, {"/ground": "duty", "/ground_necessary": yes}), strict, by_place, "13.1") == set()
	broken(changed(collection, {"/ground": "other"}), strict, by_place, "13.1") == {["ground"]}
}

test_reasonable_scope if {
	breaks(collection, {"/ground": "news", "/reasonable_scope": no}, "13.1", ["reasonable_scope"])
	keeps(collection, {"/ground": "news", "/reasonable_scope": yes}, "13.1")
}

test_already_public if {
	facts := {"/ground": "already_public", "/reasonable_scope": yes}
	breaks(collection, facts, "13.1", ["items", 0, "category"])
	breaks(evaluation, facts, "13.1", ["indicators", 0, "category"])
	keeps(collection, object.union(facts, {"/items/0/publication": "by_subject"}), "13.1")
	lawful := {"/items/0/publication": "by_others", "/items/0/published_under_law": yes}
	keeps(collection, object.union(facts, lawful), "13.1")
	unlawful := {"/items/0/publication": "by_others", "/items/0/published_under_law": no}
	breaks(collection, object.union(facts, unlawful), "13.1", ["items", 0, "category"])
}

permits(clause, practice, facts) if {
	law.permit[clause] with input as prepared(changed(practice, facts), strict, power)
}

test_permits if {
	permits("13.1.1", collection, {})
	not permits("13.1.1", collection, {"/consent/voluntary": no})
	permits("13.1.2", collection, {"/ground": "contract", "/ground_necessary": yes})
	permits("13.1.3", of_organ(collection), {})
	permits("13.1.3", collection, {"/ground": "duty", "/ground_necessary": yes})
	permits("13.1.4", collection, {"/ground": "emergency", "/ground_necessary": yes})
	permits("13.1.5", collection, {"/ground": "news", "/reasonable_scope": yes})
	permits("13.1.7", collection, {"/ground": "other"})
	public := {"/ground": "already_public", "/reasonable_scope": yes, "/items/0/publication": "by_subject"}
	permits("13.1.6", collection, public)
	permits("13.1.6", collection, object.union(public, {"/major_effect": yes}))
	not permits("13.1.6", collection, object.union(public, {"/major_effect": yes, "/consent/form": "none"}))
	not permits("13.1.6", collection, object.union(public, {"/items/0/publication": "none"}))
}

# Handling for a list is permitted to anyone; to a public body only under a power that another text lays down.
test_no_power_to_list if {
	contract := {"/ground": "contract", "/ground_necessary": yes}
	law.permit["13.1.2"] with input as prepared(changed(list, contract), strict, [])
	hospital := object.union(contract, {"/agency/type": "public_institution"})
	not law.permit["13.1.2"] with input as prepared(changed(list, hospital), strict, [])
	law.permit["13.1.2"] with input as prepared(changed(list, hospital), strict, power)
}

test_consent_is_no_power_for_a_duty if {
	asking := changed(of_organ(collection), {"/ground": "consent", "/purpose/area": "enforcement"})
	not law.permit["13.1.1"] with input as prepared(asking, strict, [])
	law.permit["13.1.1"] with input as prepared(asking, strict, power)
	hiring := changed(asking, {"/purpose/area": "commercial"})
	law.permit["13.1.1"] with input as prepared(hiring, strict, [])
}

test_what_this_law_lays_down if {
	own := object.union(
		cited("cn/personal_information_protection_2021", "law", ["basis", 0]),
		{"article": "63.1.2"},
	)
	law.permit["13.1.3"] with input as prepared(of_organ(collection), strict, [own])
	other := object.union(own, {"article": "67"})
	not law.permit["13.1.3"] with input as prepared(of_organ(collection), strict, [other])
}

test_this_law_is_no_power if {
	own := [cited("cn/personal_information_protection_2021", "law", ["basis", 0])]
	not law.permit["13.1.3"] with input as prepared(of_organ(collection), strict, own)
}

test_permits_need_each_condition if {
	not permits("13.1.1", collection, {"/ground": "contract", "/ground_necessary": yes})
	not permits("13.1.1", collection, {"/consent/form": "implied"})
	not permits("13.1.1", collection, {"/consent/informed": no})
	not permits("13.1.3", collection, {})
	not permits("13.1.3", collection, {"/ground": "duty", "/ground_necessary": no})
	not permits("13.1.3", of_organ(collection), {"/ground_necessary": no})
	keeps(collection, {"/ground": "contract", "/ground_necessary": yes, "/consent": {"form": "none"}}, "13.1")
}

consented(facts) if law.permit["13.1.1"] with input as prepared(
	changed(collection, object.union({"/consent/informed": yes, "/consent/voluntary": yes}, facts)),
	strict,
	[],
)

test_consent_that_still_carries if {
	consented({})
	not consented({"/refused_by_subject": true})
	not consented({"/consent/changed_since": true, "/consent/renewed": false})
	consented({"/consent/changed_since": true, "/consent/renewed": true})
	not consented({"/subject/min_age": 13, "/consent/guardian": false})
	consented({"/subject/min_age": 13, "/consent/guardian": true})
}

test_consent_got_by_wrong_means if {
	every means in ["misleading", "fraud", "coercion"] {
		not consented({sprintf("/consent/%s", [means]): true})
	}
}

test_separate_consent_where_it_is_due if {
	not consented({"/items/0/category": "face", "/consent/separate": false})
	consented({"/items/0/category": "face", "/consent/separate": true})
	abroad := {"/agency/cross_border/transfers": true}
	not consented(object.union(abroad, {"/agency/cross_border/separate_consent": false}))
	consented(object.union(abroad, {"/agency/cross_border/separate_consent": true}))
	watched := {"/device": {"type": "camera", "place": "public_place", "only_public_security": false}}
	not consented(object.union(watched, {"/consent/separate": false}))
	consented(watched)
}

test_relatives_are_no_party if {
	law.permit["13.1.2"] with input as prepared(changed(list, needed), strict, [])
	reached := object.union(needed, {"/others": {"spouse": true, "responsible": no}})
	not law.permit["13.1.2"] with input as prepared(changed(list, reached), strict, [])
	answerable := object.union(needed, {"/others": {"spouse": true, "responsible": yes}})
	law.permit["13.1.2"] with input as prepared(changed(list, answerable), strict, [])
}

needed := {"/ground": "contract", "/ground_necessary": yes}

test_duty_for_each_item if {
	relying := changed(collection, {"/ground": "duty", "/ground_necessary": yes, "/items/1": collection.items[0]})
	for_one := [cited("some law", "law", ["items", 0, "basis", 0])]
	not law.permit["13.1.3"] with input as prepared(relying, strict, for_one)
	law.permit["13.1.3"] with input as prepared(relying, strict, [cited("some law", "law", ["basis", 0])])
}

test_duty_for_each_ground if {
	two := {"/grounds": [list.grounds[0], list.grounds[0]], "/ground": "duty", "/ground_necessary": yes}
	relying := changed(list, two)
	for_one := [cited("some law", "law", ["grounds", 0, "basis", 0])]
	not law.permit["13.1.3"] with input as prepared(relying, strict, for_one)
	not law.permit["13.1.7"] with input as prepared(changed(relying, {"/ground": "other"}), strict, for_one)
	left_off := changed(relying, {"/grounds/1/not_entered": true})
	law.permit["13.1.3"] with input as prepared(left_off, strict, for_one)
}

test_power_for_each_ground if {
	two := {"/grounds": [list.grounds[0], list.grounds[0]], "/ground": "duty", "/ground_necessary": yes}
	relying := changed(of_organ(list), two)
	for_one := [cited("some law", "law", ["grounds", 0, "basis", 0])]
	not law.permit["13.1.3"] with input as prepared(relying, strict, for_one)
	law.permit["13.1.3"] with input as prepared(relying, strict, [cited("some law", "law", ["competence", "basis", 0])])
}
