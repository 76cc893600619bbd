package policies.cn.personal_information_protection_2021_test

import data.policies.cn.personal_information_protection_2021 as law

powerless(practice, readings, authorities) if {
	["basis"] in broken(practice, readings, authorities, "34")
}

test_power if {
	organ := of_organ(collection)
	powerless(organ, strict, [])
	not powerless(organ, strict, power)
	not powerless(organ, strict, [cited("some law", "law", ["basis", 0])])
	powerless(organ, strict, [cited("some document", "normative_document", ["basis", 0])])
	powerless(organ, strict, [cited("cn/personal_information_protection_2021", "law", ["basis", 0])])
	every period in ["retention", "availability"] {
		powerless(organ, strict, [cited("some law", "law", ["items", 0, period, "basis", 0])])
	}
	not powerless(organ, strict, [cited("some law", "law", ["items", 0, "basis", 0])])
	powerless(organ, strict, [object.union(power[0], {"grants": false})])
	powerless(organ, strict, [object.union(power[0], {"in_force": "no"})])
}

test_power_for_each_item if {
	two := changed(of_organ(collection), {"/items/1": collection.items[0]})
	for_one := [cited("some law", "law", ["items", 0, "basis", 0])]
	for_both := array.concat(for_one, [cited("some law", "law", ["items", 1, "basis", 0])])
	at := broken(two, strict, for_one, "34")
	at == {["items", 1, "category"]}
	count(broken(two, strict, for_both, "34")) == 0
	count(broken(two, strict, array.concat(for_one, power), "34")) == 0
	local := array.concat(for_one, [cited("some local regulation", "local_regulation", ["items", 1, "basis", 0])])
	count(broken(two, strict, local, "34")) == 1
	count(broken(two, lenient, local, "34")) == 0
	bare := [object.union(for_both[1], {"grants": false})]
	count(broken(two, strict, array.concat(for_one, bare), "34")) == 1
	two_indicators := changed(of_organ(evaluation), {"/indicators/1": evaluation.indicators[0]})
	seen := broken(
		two_indicators, strict,
		[cited("some law", "law", ["indicators", 0, "basis", 0])],
		"34",
	)
	seen == {["indicators", 1, "category"]}
	hidden := changed(two, {"/items/1/identifiers_removed": true, "/items/1/restorable": false})
	count(broken(hidden, strict, for_one, "34")) == 0
}

test_local_regulation_is_disputed if {
	local := [cited("some local regulation", "local_regulation", ["basis", 0])]
	powerless(of_organ(collection), strict, local)
	not powerless(of_organ(collection), lenient, local)
	powerless(of_organ(collection), lenient, [])
}

test_whom_article_34_binds if {
	every type in ["court", "procuratorate", "public_security_organ", "authorised_organisation", "public_credit_centre"] {
		powerless(changed(of_organ(collection), {"/agency/type": type}), strict, [])
	}
	not powerless(changed(of_organ(collection), {"/agency/type": "market_entity"}), strict, [])
	hiring := {"/ground": "human_resources", "/purpose/area": "recruitment"}
	not powerless(changed(of_organ(collection), hiring), strict, [])
	powerless(changed(of_organ(collection), {"/ground": "consent"}), strict, [])
	service := {"/purpose/area": "public_service", "/ground": "consent"}
	powerless(changed(of_organ(collection), service), strict, [])
	by_contract := object.union(service, {"/ground": "contract"})
	not powerless(changed(of_organ(collection), by_contract), strict, [])
	powerless(changed(of_organ(collection), object.union(by_contract, {"/ground_necessary": no})), strict, [])
	powerless(changed(of_organ(collection), object.union(by_contract, {"/purpose/area": "licensing"})), strict, [])
}

test_need_of_the_duty if {
	breaks(of_organ(collection), {"/items/0/necessary": no}, "34", ["items", 0, "necessary"])
	breaks(of_organ(evaluation), {"/indicators/0/necessary": no}, "34", ["indicators", 0, "necessary"])
	keeps(collection, {"/items/0/necessary": no}, "34")
}

test_notice_of_organs if {
	organ := of_organ(collection)
	breaks(organ, {"/notice": {"time": "none", "omission": "none"}}, "35", ["notice", "time"])
	keeps(collection, {"/notice": {"time": "none", "omission": "none"}}, "35")
	keeps(organ, {"/notice": {"time": "after", "omission": "emergency", "omission_holds": yes}}, "35")
	breaks(organ, {"/notice": {"time": "none", "omission": "emergency", "omission_holds": yes}}, "35", ["notice", "time"])
	every reason in ["obstructs_duty", "secrecy", "not_required"] {
		excused(organ, {"/notice": {"time": "none", "omission": reason, "omission_holds": yes}}, "35")
		not excused(organ, {"/notice": {"time": "none", "omission": reason, "omission_holds": no}}, "35")
	}
}

test_storage_of_organs if {
	breaks(of_organ(collection), {"/agency/storage/in_china": false}, "36", ["agency", "storage", "in_china"])
	at := ["agency", "cross_border", "assessed"]
	abroad := {"/agency/cross_border/transfers": true, "/agency/cross_border/security_assessment": false}
	breaks(of_organ(collection), abroad, "36", at)
	keeps(
		of_organ(collection),
		object.union(abroad, {"/agency/cross_border/security_assessment": true}),
		"36",
	)
	keeps(of_organ(collection), object.union(abroad, {"/agency/cross_border/assessed": true}), "36")
	breaks(of_organ(disclosure), {"/recipients/0/abroad": true}, "36", at)
}

test_whom_article_36_binds if {
	hiring := {"/ground": "human_resources", "/purpose/area": "recruitment"}
	every type in ["state_organ", "court", "procuratorate", "public_security_organ"] {
		engaged_36(object.union(hiring, {"/agency/type": type}))
	}
	every type in ["authorised_organisation", "public_credit_centre"] {
		not engaged_36(object.union(hiring, {"/agency/type": type}))
		engaged_36({"/agency/type": type})
	}
}

engaged_36(facts) if law.engaged["36"] with input as prepared(changed(of_organ(collection), facts), strict, power)

test_need_binds_duties_only if {
	keeps(evaluation, {"/indicators/0/necessary": no}, "34")
	hiring := {"/ground": "human_resources", "/purpose/area": "recruitment"}
	keeps(of_organ(evaluation), object.union(hiring, {"/indicators/0/necessary": no}), "34")
}
