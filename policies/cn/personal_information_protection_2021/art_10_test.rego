package policies.cn.personal_information_protection_2021_test

test_sale if {
	breaks(disclosure, {"/sold": true, "/consent/separate": false}, "10", ["sold"])
	keeps(disclosure, {"/sold": true}, "10")
	breaks(of_organ(disclosure), {"/sold": true}, "10", ["sold"])
	public := {
		"/sold": true, "/consent/separate": false, "/ground": "already_public", "/reasonable_scope": yes,
		"/items/0/publication": "by_subject",
	}
	keeps(disclosure, public, "10")
	breaks(disclosure, object.union(public, {"/items/0/publication": "none"}), "10", ["sold"])
	breaks(of_organ(disclosure), public, "10", ["sold"])
}

test_sale_on_a_ground_that_needs_no_consent if {
	contract := {"/sold": true, "/consent/separate": false, "/ground": "contract", "/ground_necessary": yes}
	keeps(disclosure, contract, "10")
	breaks(disclosure, object.union(contract, {"/ground_necessary": no}), "10", ["sold"])
	breaks(of_organ(disclosure), contract, "10", ["sold"])
}

test_sale_with_consent_that_was_not_free if {
	breaks(disclosure, {"/sold": true, "/consent/informed": no}, "10", ["sold"])
	breaks(disclosure, {"/sold": true, "/consent/voluntary": no}, "10", ["sold"])
}

test_sale_to_the_person if {
	own := {"/sold": true, "/consent/separate": false, "/recipients": [{"type": "subject"}]}
	keeps(disclosure, own, "10")
	breaks(disclosure, object.union(own, {"/recipients/1": {"type": "market_entity"}}), "10", ["sold"])
}

test_purchase if {
	bought := {"/items/0/source": "purchase", "/consent/form": "none"}
	breaks(collection, bought, "10", ["items", 0, "source"])
	keeps(collection, object.union(bought, {"/consent/form": "express"}), "10")
	keeps(collection, object.union(bought, {"/ground": "contract", "/ground_necessary": yes}), "10")
	keeps(collection, object.union(bought, {"/items/0/source": "employer"}), "10")
	hidden := {"category": "name", "source": "purchase", "identifiers_removed": true, "restorable": false}
	keeps(collection, {"/consent/form": "none", "/items/1": hidden}, "10")
	public := {"/ground": "already_public", "/reasonable_scope": yes, "/items/0/publication": "by_subject"}
	other := {"/items/1": object.union(collection.items[0], {"publication": "none"})}
	keeps(collection, object.union_n([bought, public, other]), "10")
	seen := {"/indicators/0/source": "purchase", "/consent/form": "none"}
	breaks(evaluation, seen, "10", ["indicators", 0, "source"])
	keeps(evaluation, object.union(seen, {"/indicators/0/source": "employer"}), "10")
	keeps(evaluation, object.union(seen, {"/ground": "other"}), "10")
	keeps(evaluation, object.union(seen, {"/consent/form": "express"}), "10")
	shown := {"/indicators/0/publication": "by_subject", "/ground": "already_public", "/reasonable_scope": yes}
	keeps(
		evaluation, object.union_n([seen, shown, {"/indicators/1": object.union(
			evaluation.indicators[0],
			{"publication": "none"},
		)}]),
		"10",
	)
	keeps(evaluation, {"/consent/form": "none", "/indicators/1": hidden}, "10")
}

test_covert_means if {
	breaks(collection, {"/items/0/source": "covert"}, "10", ["items", 0, "source"])
	breaks(evaluation, {"/indicators/0/source": "covert"}, "10", ["indicators", 0, "source"])
	breaks(of_organ(collection), {"/items/0/source": "covert"}, "10", ["items", 0, "source"])
	practice := changed(of_organ(collection), {"/items/0/source": "covert"})
	for_all := [cited("some law", "law", ["basis", 0])]
	count(broken(practice, strict, for_all, "10")) == 1
	by_law := [cited("some law", "law", ["items", 0, "basis", 0])]
	places := broken(practice, strict, by_law, "10")
	count(places) == 0
	company := changed(collection, {"/items/0/source": "covert"})
	still := broken(company, strict, by_law, "10")
	count(still) == 1
	seen := changed(of_organ(evaluation), {"/indicators/0/source": "covert"})
	for_indicator := [cited("some law", "law", ["indicators", 0, "basis", 0])]
	none := broken(seen, strict, for_indicator, "10")
	count(none) == 0
}
