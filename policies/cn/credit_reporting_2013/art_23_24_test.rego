package policies.cn.credit_reporting_2013_test

test_accuracy if {
	blamed("23.1") == {"agency/accuracy"} with input as prepared(collection, {"agency": {"accuracy": false}})
	blamed("23.1") == set() with input as prepared(collection, {"agency": {"accuracy": true}})
}

test_in_china if {
	here := {"in_china": true, "processed_in_china": true}
	blamed("24.1") == set() with input as prepared(collection, {"agency": {"storage": here}})
	every name in {"in_china", "processed_in_china"} {
		blamed("24.1") == {concat("/", ["agency/storage", name])} with input as prepared(
			collection,
			{"agency": {"storage": object.union(here, {name: false})}},
		)
	}
}
