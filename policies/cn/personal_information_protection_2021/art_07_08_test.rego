package policies.cn.personal_information_protection_2021_test

test_rules_public if {
	at := ["agency", "processing_rules", "published"]
	breaks(collection, {"/agency/processing_rules/published": false}, "7", at)
	excused(collection, {"/notice": {"time": "none", "omission": "secrecy", "omission_holds": yes}}, "7")
	not excused(collection, {"/notice": {"time": "none", "omission": "secrecy", "omission_holds": no}}, "7")
	not excused(collection, {"/notice": {"time": "none", "omission": "not_required", "omission_holds": yes}}, "7")
}

test_accuracy if breaks(collection, {"/agency/accuracy": false}, "8", ["agency", "accuracy"])

test_rules_state_the_purpose if {
	at := ["agency", "processing_rules", "purpose_stated"]
	breaks(collection, {"/agency/processing_rules/purpose_stated": false}, "7", at)
}
