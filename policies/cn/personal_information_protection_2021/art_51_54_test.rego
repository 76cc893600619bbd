package policies.cn.personal_information_protection_2021_test

test_measures if {
	every fact, clause in {
		"rules": "51.0.1",
		"classification": "51.0.2",
		"encryption": "51.0.3",
		"access_rights": "51.0.4",
		"training": "51.0.4",
		"incident_plan": "51.0.5",
		"audit": "54",
	} {
		at := ["agency", "protection", fact]
		breaks(collection, {concat("/", ["", "agency", "protection", fact]): false}, clause, at)
	}
}

test_officer if {
	breaks(collection, {"/agency/officer": {"appointed": false}}, "52.1", ["agency", "officer", "appointed"])
	at := ["agency", "officer", "contact_published"]
	breaks(collection, {"/agency/officer/contact_published": false}, "52.2", at)
	breaks(collection, {"/agency/officer/reported": false}, "52.2", ["agency", "officer", "reported"])
}

test_officer_of_large_processors if {
	facts := {"/agency/over_threshold": false, "/agency/officer": {"appointed": false}}
	keeps(collection, facts, "52.1")
}
