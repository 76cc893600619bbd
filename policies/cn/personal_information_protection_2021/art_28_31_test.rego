package policies.cn.personal_information_protection_2021_test

sensitive_items(facts) := object.union({"/items/0/category": "face"}, facts)

test_need_and_protection if {
	breaks(collection, sensitive_items({"/purpose/specific": no}), "28.2", ["purpose", "specific"])
	strict_protection := ["agency", "protection", "strict"]
	breaks(collection, sensitive_items({"/agency/protection/strict": no}), "28.2", strict_protection)
	keeps(collection, {"/agency/protection/strict": no}, "28.2")
	breaks(collection, sensitive_items({"/items/0/necessary": no}), "28.2", ["items", 0, "necessary"])
	facts := {"/indicators/0/category": "disease", "/indicators/0/necessary": no}
	breaks(evaluation, facts, "28.2", ["indicators", 0, "necessary"])
}

test_every_category_of_article_28 if {
	every category in {
		"gene", "fingerprint", "face", "other_biometric", "religion", "specific_identity", "blood_type", "disease",
		"medical_history", "health_care", "disability", "financial_account", "deposit", "securities", "whereabouts",
	} {
		facts := {"/items/0/category": category, "/consent/separate": false}
		breaks(collection, facts, "29", ["items", 0, "category"])
	}
	every category in {"name", "id_number", "income", "fare_evasion"} {
		keeps(collection, {"/items/0/category": category, "/consent/separate": false}, "29")
	}
}

test_age if {
	breaks(collection, {"/subject/min_age": 13, "/consent/separate": false}, "29", ["subject", "min_age"])
	keeps(collection, {"/subject/min_age": 14, "/consent/separate": false}, "29")
	facts := {"/indicators/0/category": "disease", "/consent/separate": false}
	breaks(evaluation, facts, "29", ["indicators", 0, "category"])
}

test_consent_not_needed if {
	facts := {"/consent/separate": false, "/ground": "emergency", "/ground_necessary": yes}
	keeps(collection, sensitive_items(facts), "29")
	keeps(collection, object.union(facts, {"/subject/min_age": 10, "/consent/guardian": false}), "31.1")
}

test_notice if {
	every fact in ["necessity", "impact"] {
		facts := {concat("/", ["", "notice", fact]): false}
		breaks(collection, sensitive_items(facts), "30", ["notice", fact])
		keeps(collection, facts, "30")
	}
	excused(collection, {"/notice": {"time": "none", "omission": "secrecy", "omission_holds": yes}}, "30")
	none := {"/notice": {"time": "none", "omission": "none"}}
	breaks(collection, sensitive_items(none), "30", ["notice", "time"])
	keeps(collection, none, "30")
	emergency := {"/notice": {"time": "none", "omission": "emergency", "omission_holds": yes}}
	keeps(collection, sensitive_items(emergency), "30")
}

test_children if {
	breaks(collection, {"/subject/min_age": 13, "/consent/guardian": false}, "31.1", ["consent", "guardian"])
	keeps(collection, {"/subject/min_age": 14, "/consent/guardian": false}, "31.1")
	at := ["agency", "processing_rules", "under_14"]
	breaks(collection, {"/subject/min_age": 13, "/agency/processing_rules/under_14": false}, "31.2", at)
	keeps(collection, {"/subject/min_age": 14, "/agency/processing_rules/under_14": false}, "31.2")
}

test_lawful_handling if {
	every clause in ["28.2", "29", "30", "31.1", "31.2"] {
		keeps(collection, {"/items/0/category": "face"}, clause)
		keeps(collection, {"/subject/min_age": 13}, clause)
		keeps(evaluation, {"/indicators/0/category": "face"}, clause)
	}
}

test_ordinary_information if {
	facts := {
		"/purpose/specific": no,
		"/agency/protection/strict": no,
		"/items/0/necessary": no,
		"/notice/necessity": false,
		"/notice/impact": false,
		"/consent/separate": false,
	}
	every clause in ["28.2", "29", "30"] {
		keeps(collection, facts, clause)
	}
	keeps(evaluation, {"/indicators/0/necessary": no, "/consent/separate": false}, "28.2")
	keeps(evaluation, {"/consent/separate": false}, "29")
	anonymised := {
		"/subject/min_age": 13,
		"/items/1": {"category": "name", "identifiers_removed": true, "restorable": false, "necessary": no},
	}
	keeps(collection, anonymised, "28.2")
	young := {"/subject/min_age": 13, "/items/0/necessary": no}
	breaks(collection, young, "28.2", ["items", 0, "necessary"])
}

test_consent_to_what_is_not_public if {
	public := {"/ground": "already_public", "/reasonable_scope": yes, "/consent/separate": false}
	some_public := object.union(public, {
		"/items/0": object.union(collection.items[0], {"category": "face", "publication": "by_subject"}),
		"/items/1": object.union(collection.items[0], {"category": "disease", "publication": "none"}),
	})
	breaks(collection, some_public, "29", ["items", 1, "category"])
	keeps(collection, object.union(some_public, {"/items/1/publication": "by_subject"}), "29")
	not breaks(collection, some_public, "29", ["items", 0, "category"])
	indicators := object.union(public, {
		"/indicators/0": object.union(evaluation.indicators[0], {"category": "face", "publication": "by_subject"}),
		"/indicators/1": object.union(evaluation.indicators[0], {"category": "disease", "publication": "none"}),
	})
	breaks(evaluation, indicators, "29", ["indicators", 1, "category"])
	not breaks(evaluation, indicators, "29", ["indicators", 0, "category"])
}

test_consent_to_sensitive_information_not_needed if {
	facts := {
		"/consent/separate": false, "/ground": "emergency", "/ground_necessary": yes, "/subject/min_age": 13,
		"/indicators/0/category": "face",
	}
	keeps(evaluation, facts, "29")
}
