package policies.cn.personal_information_protection_2021_test

test_purpose if {
	every fact in ["specific", "related", "least_intrusive"] {
		breaks(collection, {concat("/", ["", "purpose", fact]): no}, "6.1", ["purpose", fact])
	}
}

test_indicators_are_related if {
	breaks(evaluation, {"/indicators/0/related": no}, "6.1", ["indicators", 0, "related"])
	keeps(evaluation, {"/indicators/0/related": yes}, "6.1")
	hidden := {"category": "name", "related": no, "identifiers_removed": true, "restorable": false}
	keeps(evaluation, {"/indicators/1": hidden}, "6.1")
}

test_minimum if {
	breaks(collection, {"/items/0/necessary": no}, "6.2", ["items", 0, "necessary"])
	keeps(
		collection,
		{"/items/0/necessary": no, "/items/0/identifiers_removed": true, "/items/0/restorable": false},
		"6.2",
	)
}
