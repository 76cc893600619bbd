package policies.cn.personal_information_protection_2021_test

test_purpose if {
	every fact in ["specific", "related", "least_intrusive"] {
		breaks(collection, {concat("/", ["", "purpose", fact]): no}, "6.1", ["purpose", fact])
	}
}

test_minimum if {
	breaks(collection, {"/items/0/necessary": no}, "6.2", ["items", 0, "necessary"])
	keeps(
		collection,
		{"/items/0/necessary": no, "/items/0/identifiers_removed": true, "/items/0/restorable": false},
		"6.2",
	)
}
