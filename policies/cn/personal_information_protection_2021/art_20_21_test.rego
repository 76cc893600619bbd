package policies.cn.personal_information_protection_2021_test

test_joint_processing if {
	facts := {"/agency/joint_processing": {"used": true, "agreement": false}}
	breaks(collection, facts, "20.1", ["agency", "joint_processing", "agreement"])
	keeps(collection, {"/agency/joint_processing": {"used": true, "agreement": true}}, "20.1")
}

entrusted(facts) := {"/agency/entrustment": object.union(
	{"used": true, "agreement": true, "supervised": true, "sub_entrusted": false},
	facts,
)}

test_entrustment if {
	breaks(collection, entrusted({"agreement": false}), "21.1", ["agency", "entrustment", "agreement"])
	breaks(collection, entrusted({"supervised": false}), "21.1", ["agency", "entrustment", "supervised"])
	keeps(collection, entrusted({}), "21.1")
	sub := {"sub_entrusted": true, "sub_consent": false}
	breaks(collection, entrusted(sub), "21.3", ["agency", "entrustment", "sub_consent"])
	keeps(collection, entrusted({"sub_entrusted": true, "sub_consent": true}), "21.3")
}

test_own_processing if {
	keeps(collection, {"/agency/joint_processing": {"used": false, "agreement": false}}, "20.1")
	alone := {"used": false, "agreement": false, "supervised": false, "sub_consent": false}
	keeps(collection, entrusted(alone), "21.1")
	keeps(collection, entrusted(alone), "21.3")
}
