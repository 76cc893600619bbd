package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

secure := object.union(collection, {"agency": {
	"protection": {"rules": true, "encryption": true, "access_rights": true, "access_procedure": true},
	"log": {"kept": true, "person": true, "time": true, "content": true, "purpose": true},
}})

test_rules_and_measures if {
	blamed("22.1") == set() with input as prepared(secure, {})
	every name in {"rules", "encryption"} {
		blamed("22.1") == {concat("/", ["agency/protection", name])} with input as prepared(
			secure,
			{"agency": {"protection": {name: false}}},
		)
	}
}

test_queries_by_staff if {
	blamed("22.2") == set() with input as prepared(secure, {})
	every name in {"access_rights", "access_procedure"} {
		blamed("22.2") == {concat("/", ["agency/protection", name])} with input as prepared(
			secure,
			{"agency": {"protection": {name: false}}},
		)
	}
	every name in {"kept", "person", "time", "content", "purpose"} {
		blamed("22.2") == {concat("/", ["agency/log", name])} with input as prepared(
			secure,
			{"agency": {"log": {name: false}}},
		)
	}
	not regulation.engaged["22.2"] with input as prepared(secure, {"subject": {"type": "legal_person"}})
}
