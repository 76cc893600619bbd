package policies.cn.personal_information_protection_2021_test

import data.policies.cn.personal_information_protection_2021 as law

test_refusal if {
	breaks(collection, {"/refused_by_subject": true}, "44", ["refused_by_subject"])
	keeps(collection, {"/refused_by_subject": true, "/ground": "contract", "/ground_necessary": yes}, "44")
}

test_rights if {
	every fact, clause in {
		"access": "45.2",
		"portability": "45.3",
		"correction": "46.2",
		"deletion": "47.1",
		"rules_explained": "48",
		"heirs": "49",
		"channel": "50.1",
		"reasons_on_refusal": "50.1",
	} {
		breaks(collection, {concat("/", ["", "agency", "rights", fact]): false}, clause, ["agency", "rights", fact])
	}
	excused(collection, {"/notice": {"time": "none", "omission": "secrecy", "omission_holds": yes}}, "45.2")
}

test_deletion_at_the_end if {
	at := ["items", 0, "retention", "then"]
	every then in ["keep", "stop_display"] {
		breaks(collection, {"/items/0/retention/then": then}, "47.1", at)
	}
	every then in ["delete", "anonymise", "archive"] {
		keeps(collection, {"/items/0/retention/then": then}, "47.1")
	}
}

test_expired_information if {
	breaks(evaluation, {"/indicators/0/expired": true}, "47.2", ["indicators", 0, "expired"])
}

test_period_set_by_law if {
	practice := changed(collection, {"/items/0/retention/then": "keep"})
	authority := cited("some law", "law", ["items", 0, "retention", "basis", 0])
	places := law.breach["47.1"] with input as prepared(practice, strict, [authority])
	count(places) == 0
}
