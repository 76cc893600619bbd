package policies.cn.personal_information_protection_2021_test

import data.policies.cn.personal_information_protection_2021 as law

test_quality_of_consent if {
	breaks(collection, {"/consent": {"form": "implied"}}, "14.1", ["consent", "form"])
	breaks(collection, {"/consent/informed": no}, "14.1", ["consent", "informed"])
	breaks(collection, {"/consent/voluntary": no}, "14.1", ["consent", "voluntary"])
	every means in ["misleading", "fraud", "coercion"] {
		breaks(collection, {sprintf("/consent/%s", [means]): true}, "14.1", ["consent", means])
	}
	facts := {"/consent/voluntary": no, "/ground": "contract", "/ground_necessary": yes}
	keeps(collection, facts, "14.1")
}

test_consent_never_given if {
	never := changed(collection, {"/consent": {"form": "none"}})
	every clause in ["14.1", "15.1"] {
		not law.engaged[clause] with input as prepared(never, strict, [])
		law.engaged[clause] with input as prepared(collection, strict, [])
	}
}

test_change if {
	facts := {"/consent/changed_since": true, "/consent/renewed": false}
	breaks(collection, facts, "14.2", ["consent", "renewed"])
	keeps(collection, object.union(facts, {"/consent/renewed": true}), "14.2")
}

test_withdrawal if breaks(collection, {"/consent/withdrawable": false}, "15.1", ["consent", "withdrawable"])

test_service if {
	facts := {"/consent/condition_of_service": true, "/consent/needed_for_service": no}
	breaks(collection, facts, "16", ["consent", "condition_of_service"])
	keeps(collection, object.union(facts, {"/consent/needed_for_service": yes}), "16")
}

test_consent_not_relied_on if {
	facts := {
		"/ground": "contract",
		"/ground_necessary": yes,
		"/consent": {
			"form": "express",
			"informed": no,
			"voluntary": no,
			"withdrawable": false,
			"changed_since": true,
			"renewed": false,
			"condition_of_service": true,
			"needed_for_service": no,
		},
	}
	every clause in ["14.1", "14.2", "15.1", "16"] {
		keeps(collection, facts, clause)
		keeps(collection, object.union(facts, {"/consent": {"form": "implied"}}), clause)
	}
}
