package policies.cn.personal_information_protection_2021_test

test_no_consent_by_improper_means if {
	every means in ["misleading", "fraud", "coercion"] {
		breaks(collection, {concat("/", ["", "consent", means]): true}, "5", ["consent", means])
	}
}
