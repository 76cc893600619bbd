package policies.cn.personal_information_protection_2021_test

test_joint_processing if {
	every fact in ["agreement", "each_answers"] {
		together := {"/agency/joint_processing": {"used": true, fact: false}}
		breaks(collection, together, "20.1", ["agency", "joint_processing", fact])
		alone := {"/agency/joint_processing": {"used": false, fact: false}}
		keeps(collection, alone, "20.1")
	}
}

test_entrustment if {
	every fact in ["agreement", "purpose", "period", "manner", "types", "protection", "duties", "supervised"] {
		facts := {"/agency/entrustment": {"used": true, fact: false}}
		breaks(collection, facts, "21.1", ["agency", "entrustment", fact])
		keeps(collection, {"/agency/entrustment": {"used": false, fact: false}}, "21.1")
	}
}

# Paragraphs 2 and 3 bind the one entrusted, not who entrusts.
test_commissioned if {
	every fact in ["within_agreement", "returned"] {
		facts := {"/agency/commissioned": {"done": true, fact: false}}
		breaks(collection, facts, "21.2", ["agency", "commissioned", fact])
		keeps(collection, {"/agency/commissioned": {"done": false, fact: false}}, "21.2")
	}
	on := {"/agency/commissioned": {"done": true, "entrusted_on": true, "consent_to_entrust_on": false}}
	breaks(collection, on, "21.3", ["agency", "commissioned", "consent_to_entrust_on"])
	keeps(collection, object.union(on, {"/agency/commissioned/consent_to_entrust_on": true}), "21.3")
	keeps(collection, object.union(on, {"/agency/commissioned/entrusted_on": false}), "21.3")
}

test_succession if {
	facts := {"/agency/succession": {"transfers": true, "told": false}}
	breaks(collection, facts, "22", ["agency", "succession", "told"])
	keeps(collection, object.union(facts, {"/agency/succession/transfers": false}), "22")
}
