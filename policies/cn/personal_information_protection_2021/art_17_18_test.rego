package policies.cn.personal_information_protection_2021_test

silent(reason, holds) := {"/notice": {"time": "none", "omission": reason, "omission_holds": holds}}

test_told_before if {
	breaks(collection, {"/notice": {"time": "none", "omission": "none"}}, "17.1", ["notice", "time"])
	breaks(collection, {"/notice/time": "after", "/notice/omission": "none"}, "17.1", ["notice", "time"])
	keeps(collection, silent("emergency", yes), "17.1")
	breaks(of_organ(collection), silent("none", no), "17.1", ["notice", "time"])
}

test_content if {
	every fact in ["controller", "purpose", "manner", "types", "retention", "rights"] {
		breaks(collection, {concat("/", ["", "notice", fact]): false}, "17.1", ["notice", fact])
	}
	every fact in ["prominent", "clear", "truthful"] {
		breaks(collection, {concat("/", ["", "notice", fact]): no}, "17.1", ["notice", fact])
	}
}

test_silence if {
	every reason in ["secrecy", "not_required"] {
		excused(collection, silent(reason, yes), "17.1")
		not excused(collection, silent(reason, no), "17.1")
	}
	not excused(collection, silent("obstructs_duty", yes), "17.1")
	excused(of_organ(collection), silent("obstructs_duty", yes), "17.1")
	not excused(of_organ(collection), silent("emergency", yes), "17.1")
}

test_change_told if {
	facts := {"/notice/changed_since": true, "/notice/change_told": false}
	breaks(collection, facts, "17.2", ["notice", "change_told"])
	keeps(collection, object.union(facts, {"/notice/change_told": true}), "17.2")
	told_after := {"/notice/time": "after", "/notice/omission_holds": yes}
	not excused(collection, object.union_n([facts, told_after, {"/notice/omission": "secrecy"}]), "17.2")
	excused(collection, object.union_n([facts, told_after, {"/notice/omission": "not_required"}]), "17.2")
}

test_rules_easy_to_read if {
	at := ["agency", "processing_rules", "easy_to_read"]
	breaks(collection, {"/agency/processing_rules/easy_to_read": false}, "17.3", at)
	keeps(collection, {"/agency/processing_rules/easy_to_read": false, "/notice/by_rules": false}, "17.3")
	hidden := {"/agency/processing_rules": {"published": false}}
	breaks(collection, hidden, "17.3", ["agency", "processing_rules", "published"])
}

test_notice_follows_the_emergency if {
	breaks(collection, silent("emergency", yes), "18.2", ["notice", "time"])
	keeps(collection, {"/notice/time": "after", "/notice/omission": "emergency", "/notice/omission_holds": yes}, "18.2")
	keeps(collection, silent("emergency", no), "18.2")
	keeps(collection, silent("secrecy", yes), "18.2")
}
