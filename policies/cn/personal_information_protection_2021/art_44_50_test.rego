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
		"channel": "50.1",
		"reasons_on_refusal": "50.1",
	} {
		breaks(collection, {concat("/", ["", "agency", "rights", fact]): false}, clause, ["agency", "rights", fact])
	}
	keeps(collection, {"/agency/rights/heirs": false}, "49")
	dead := {"/subject/situation": "deceased"}
	breaks(collection, object.union(dead, {"/agency/rights/heirs": false}), "49", ["agency", "rights", "heirs"])
	keeps(collection, dead, "49")
	keeps(collection, object.union(dead, {"/agency/rights/access": false}), "45.2")
	keeps(collection, {"/agency/rights/portability": false, "/ground": "duty", "/ground_necessary": yes}, "45.3")
	excused(collection, {"/notice": {"time": "none", "omission": "secrecy", "omission_holds": yes}}, "45.2")
	told_after := {"/notice/time": "after", "/notice/omission_holds": yes}
	excused(collection, object.union(told_after, {"/notice/omission": "not_required"}), "45.2")
	not excused(collection, object.union(told_after, {"/notice/omission": "secrecy"}), "45.2")
}

test_deletion_at_the_end if {
	at := ["items", 0, "retention", "then"]
	every then in ["keep", "stop_display", "archive"] {
		breaks(collection, {"/items/0/retention/then": then}, "47.1", at)
	}
	every then in ["delete", "anonymise"] {
		keeps(collection, {"/items/0/retention/then": then}, "47.1")
	}
	keeps(of_organ(collection), {"/items/0/retention/then": "archive"}, "47.1")
}

test_expired_information if {
	breaks(evaluation, {"/indicators/0/expired": true}, "47.2", ["indicators", 0, "expired"])
}

test_period_set_by_law if {
	authority := cited("some law", "law", ["items", 0, "retention", "basis", 0])
	every then in ["stop_display", "archive"] {
		stored := changed(collection, {"/items/0/retention/then": then})
		count(broken(stored, strict, [authority], "47.1")) == 1
		count(broken(changed(stored, {"/items/0/retention/hard_to_delete": yes}), strict, [], "47.1")) == 0
		count(broken(changed(stored, {"/items/0/retention/hard_to_delete": no}), strict, [], "47.1")) == 1
	}
	kept := changed(collection, {"/items/0/retention/then": "keep"})
	count(broken(kept, strict, [authority], "47.1")) == 1
	for_ever := changed(kept, {"/items/0/retention/period": {"unlimited": true}})
	count(broken(for_ever, strict, [authority], "47.1")) == 0
	count(broken(for_ever, strict, power, "47.1")) == 1
}

test_own_information_may_be_shown if {
	shown := changed(disclosure, {"/recipients": [{"type": "subject"}]})
	law.permit["45.2"] with input as prepared(shown, strict, [])
	to_another := changed(shown, {"/recipients/1": {"type": "lender"}})
	not law.permit["45.2"] with input as prepared(to_another, strict, [])
	secret := changed(shown, silent("secrecy", yes))
	not law.permit["45.2"] with input as prepared(secret, strict, [])
}
