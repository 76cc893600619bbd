package policies.cn.credit_reporting_2013_test

test_database_on_dissolution if {
	blamed("12.1") == {"agency/database_on_dissolution"} with input as prepared(
		collection,
		{"agency": {"database_on_dissolution": "none"}},
	)
	every way in {"transfer", "hand_over", "supervised_destruction"} {
		blamed("12.1") == set() with input as prepared(collection, {"agency": {"database_on_dissolution": way}})
	}
}
