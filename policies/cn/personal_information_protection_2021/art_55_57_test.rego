package policies.cn.personal_information_protection_2021_test

import data.policies.cn.personal_information_protection_2021 as law

unassessed := {"/agency/impact_assessment": {"done": false}}

assessed_at := ["agency", "impact_assessment", "done"]

test_triggers if {
	keeps(collection, unassessed, "55")
	every facts in [
		{"/items/0/category": "whereabouts"}, {"/subject/min_age": 13}, {"/major_effect": yes},
		{"/agency/entrustment/used": true}, {"/agency/cross_border/transfers": true},
	] {
		breaks(collection, object.union(unassessed, facts), "55", assessed_at)
	}
	keeps(collection, object.union(unassessed, {"/subject/min_age": 14}), "55")
	breaks(disclosure, unassessed, "55", assessed_at)
	keeps(disclosure, object.union(unassessed, {"/recipients/0/type": "subject"}), "55")
	publication := {"/mode": "publication", "/recipients": []}
	breaks(disclosure, object.union(unassessed, publication), "55", assessed_at)
	breaks(evaluation, unassessed, "55", assessed_at)
	keeps(evaluation, object.union(unassessed, {"/automation": "none"}), "55")
	results := {"/automation": "none", "/result_published": true}
	breaks(evaluation, object.union(unassessed, results), "55", assessed_at)
}

test_records if {
	at := ["agency", "impact_assessment", "processing_recorded"]
	breaks(disclosure, {"/agency/impact_assessment/processing_recorded": false}, "55", at)
}

test_content_of_the_assessment if {
	every fact in ["lawfulness", "impact", "measures"] {
		path := concat("/", ["", "agency", "impact_assessment", fact])
		breaks(disclosure, {path: false}, "56.1", ["agency", "impact_assessment", fact])
		keeps(collection, {path: false}, "56.1")
	}
}

kept(period) := {"/agency/impact_assessment/kept": period}

test_kept_three_years if {
	at := ["agency", "impact_assessment", "kept"]
	every period in [{"years": 2}, {"months": 35}] {
		breaks(disclosure, kept(period), "56.2", at)
	}
	every period in [{"years": 3}, {"years": 4}, {"months": 36}, {"unlimited": true}, {"days": 1096}] {
		keeps(disclosure, kept(period), "56.2")
	}
	count(unclear({"days": 1096})) == 1
	count(unclear({"years": 3})) == 0
}

unclear(period) := unclear_in(changed(disclosure, kept(period)))

unclear_in(practice) := [element |
	law.engaged["56.2"] with input as prepared(practice, strict, power)
	some element in law.unsettled["56.2"] with input as prepared(practice, strict, power)
]

test_incidents if {
	at := ["agency", "protection", "incident_notice"]
	breaks(collection, {"/agency/protection/incident_notice": false}, "57.1", at)
}

test_assessment_not_required if {
	facts := {"/agency/impact_assessment": {
		"done": true,
		"processing_recorded": false,
		"lawfulness": false,
		"impact": false,
		"measures": false,
		"kept": {"years": 1},
	}}
	every clause in ["55", "56.1", "56.2"] {
		keeps(collection, facts, clause)
	}
	practice := changed(collection, kept({"days": 1096}))
	count(unclear_in(practice)) == 0
}
