package policies.cn.personal_information_protection_2021_test

test_no_consent_by_improper_means if {
	every means in ["misleading", "fraud", "coercion"] {
		breaks(collection, {concat("/", ["", "consent", means]): true}, "5", ["consent", means])
	}
}

test_only_what_is_necessary if {
	breaks(disclosure, {"/items/0/necessary": no}, "5", ["items", 0, "necessary"])
	breaks(evaluation, {"/indicators/0/necessary": no}, "5", ["indicators", 0, "necessary"])
	keeps(collection, {"/items/0/necessary": no}, "5")
	hidden := {"category": "name", "necessary": no, "identifiers_removed": true, "restorable": false}
	keeps(disclosure, {"/items/1": hidden}, "5")
	keeps(evaluation, {"/indicators/1": hidden}, "5")
}
