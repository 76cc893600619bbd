package policies.cn.personal_information_protection_2021_test

test_publication if {
	facts := {"/mode": "publication", "/recipients": [], "/consent/separate": false}
	breaks(disclosure, facts, "25", ["mode"])
	keeps(disclosure, object.union(facts, {"/consent/separate": true}), "25")
	keeps(disclosure, object.union(facts, {"/ground": "duty", "/ground_necessary": yes}), "25")
	breaks(evaluation, {"/result_published": true, "/consent/separate": false}, "25", ["result_published"])
	anyone := {"/mode": "query", "/recipients/0/type": "public", "/consent/separate": false}
	breaks(disclosure, anyone, "25", ["recipients", 0, "type"])
	keeps(disclosure, object.union(anyone, {"/consent/separate": true}), "25")
	keeps(disclosure, object.union(anyone, {"/ground": "duty", "/ground_necessary": yes}), "25")
	keeps(disclosure, object.union(anyone, {"/notice/recipient": false}), "23")
}

watched(facts) := {"/device": object.union(
	{
		"type": "camera",
		"place": "public_place",
		"needed_for_public_security": yes,
		"signs": true,
		"only_public_security": true,
	},
	facts,
)}

test_devices if {
	keeps(collection, watched({}), "26")
	breaks(collection, watched({"signs": false}), "26", ["device", "signs"])
	keeps(collection, watched({"signs": false, "place": "private_place"}), "26")
	need := ["device", "needed_for_public_security"]
	breaks(collection, watched({"needed_for_public_security": no}), "26", need)
	other_use := watched({"only_public_security": false})
	keeps(collection, other_use, "26")
	without := object.union(other_use, {"/consent/separate": false})
	breaks(collection, without, "26", ["device", "only_public_security"])
}

test_public_information if {
	facts := {"/ground": "already_public", "/reasonable_scope": yes, "/items/0/publication": "by_subject"}
	breaks(collection, object.union(facts, {"/refused_by_subject": true}), "27", ["refused_by_subject"])
	effect := object.union(facts, {"/major_effect": yes})
	keeps(collection, effect, "27")
	breaks(collection, object.union(effect, {"/consent": {"form": "none"}}), "27", ["major_effect"])
	keeps(collection, object.union(facts, {"/consent": {"form": "none"}}), "27")
}

test_what_is_no_publication if {
	keeps(disclosure, {"/consent/separate": false}, "25")
	keeps(evaluation, {"/consent/separate": false}, "25")
	keeps(evaluation, {"/result_published": true}, "25")
	ground := {"/ground": "contract", "/ground_necessary": yes, "/consent/separate": false}
	keeps(evaluation, object.union(ground, {"/result_published": true}), "25")
}

test_what_is_no_device_in_a_public_place if {
	wrong := {
		"needed_for_public_security": no,
		"signs": false,
		"only_public_security": false,
	}
	every other in [{"type": "application"}, {"place": "private_place"}] {
		facts := object.union(watched(object.union(wrong, other)), {"/consent/separate": false})
		keeps(collection, facts, "26")
	}
	keeps(collection, object.union(watched({}), {"/consent/separate": false}), "26")
}

test_article_27_is_for_public_information if {
	facts := {"/refused_by_subject": true, "/major_effect": yes, "/consent": {"form": "none"}}
	keeps(collection, facts, "27")
}
