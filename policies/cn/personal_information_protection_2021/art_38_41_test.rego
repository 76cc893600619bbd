package policies.cn.personal_information_protection_2021_test

abroad(facts) := {"/agency/cross_border": object.union(
	{
		"transfers": true,
		"security_assessment": false,
		"certification": false,
		"standard_contract": true,
		"other_condition": no,
		"recipient_meets_standard": yes,
		"notice": true,
		"separate_consent": true,
		"foreign_authority": false,
	},
	facts,
)}

small(facts) := object.union({"/agency/over_threshold": false}, abroad(facts))

test_conditions_of_export if {
	none := {"standard_contract": false}
	breaks(collection, abroad(none), "38.1", ["agency", "cross_border", "transfers"])
	every fact in ["security_assessment", "certification", "standard_contract"] {
		keeps(collection, abroad(object.union(none, {fact: true})), "38.1")
	}
	keeps(collection, abroad(object.union(none, {"other_condition": yes})), "38.1")
	breaks(disclosure, {"/recipients/0/abroad": true}, "38.1", ["agency", "cross_border", "transfers"])
}

test_standard_abroad if {
	at := ["agency", "cross_border", "recipient_meets_standard"]
	breaks(collection, abroad({"recipient_meets_standard": no}), "38.3", at)
}

test_notice_and_consent if {
	breaks(collection, abroad({"notice": false}), "39", ["agency", "cross_border", "notice"])
	breaks(collection, abroad({"separate_consent": false}), "39", ["agency", "cross_border", "separate_consent"])
	ground := {"/ground": "contract", "/ground_necessary": yes}
	keeps(collection, object.union(ground, abroad({"separate_consent": false})), "39")
	secret := {"/notice": {"time": "none", "omission": "secrecy", "omission_holds": yes}}
	keeps(collection, object.union(secret, abroad({"notice": false})), "39")
	emergency := {"/notice": {"time": "after", "omission": "emergency", "omission_holds": yes}}
	breaks(collection, object.union(emergency, abroad({"notice": false})), "39", ["agency", "cross_border", "notice"])
	keeps(collection, object.union(emergency, abroad({})), "39")
	keeps(collection, abroad({}), "39")
}

test_large_processors if {
	at := ["agency", "cross_border", "security_assessment"]
	breaks(collection, abroad({}), "40", at)
	keeps(collection, small({}), "40")
	breaks(collection, object.union({"/agency/critical_infrastructure": true}, small({})), "40", at)
	keeps(collection, abroad({"security_assessment": true}), "40")
	keeps(collection, abroad({"assessment_not_needed": yes}), "40")
	breaks(collection, abroad({"other_condition": yes}), "40", at)
	breaks(collection, {"/agency/storage/in_china": false}, "40", ["agency", "storage", "in_china"])
	keeps(collection, {"/agency/storage/in_china": false, "/agency/over_threshold": false}, "40")
}

test_foreign_authorities if {
	facts := {"foreign_authority": true, "approved": false}
	breaks(collection, abroad(facts), "41", ["agency", "cross_border", "approved"])
	keeps(collection, abroad(object.union(facts, {"approved": true})), "41")
}

test_approval_is_for_foreign_authorities if {
	keeps(collection, abroad({"foreign_authority": false, "approved": false}), "41")
}
