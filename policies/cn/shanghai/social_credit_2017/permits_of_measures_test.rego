# Permits of uses, measures, queries and rewards.
package policies.cn.shanghai.social_credit_2017_test

import data.policies.cn.shanghai.social_credit_2017 as law

used(type, use) := practice({
	"kind": "evaluation",
	"agency": {"type": type},
	"uses": {use: true},
	"indicators": [{"category": "contract_default", "related": {"value": true}}],
})

test_scores_in_business if {
	every use in {"lending", "pricing", "marketing"} {
		law.permit["26.1"] with input as used("market_entity", use)
		not law.permit["26.1"] with input as used("state_organ", use)
	}
}

test_scores_elsewhere if {
	every use in {"recruitment", "school_admission", "welfare"} {
		not law.permit["26.1"] with input as used("market_entity", use)
	}
}

test_one_use_in_business_carries_no_other if {
	every use in {"recruitment", "school_admission", "welfare", "sanctions"} {
		not law.permit["26.1"] with input as object.union(
			used("market_entity", "marketing"),
			{"practice": {"uses": {"marketing": true, use: true}}},
		)
	}
}

test_scores_of_what_has_nothing_to_do_with_business if {
	not law.permit["26.1"] with input as object.union(
		used("lender", "lending"),
		{"practice": {"indicators": [{"category": "religion", "related": {"value": false}}]}},
	)
}

measures(kind, names) := measures_by("lender", kind, names)

standing := {"sanction": "ordinary", "incentive": "good"}

measures_by(type, kind, names) := practice({
	"kind": kind,
	"credit_standing": standing[kind],
	"agency": {"type": type},
	"measures": [{"measure": name} | some name in names],
})

test_market if {
	law.permit["26.2"] with input as measures("sanction", ["deposit_up", "discount_cancellation"])
	law.permit["26.2"] with input as measures("incentive", ["price_discount"])
	law.permit["26.3"] with input as measures("sanction", ["credit_limit", "deposit_up"])
	law.permit["26.3"] with input as measures("incentive", ["lending_benefit"])
}

test_market_does_not_cut_off if {
	not law.permit["26.2"] with input as measures("sanction", ["deposit_up", "utility_cutoff"])
	not law.permit["26.3"] with input as measures("sanction", ["credit_limit", "travel_limit"])
	not law.permit["26.2"] with input as measures("incentive", ["school_admission_points"])
	not law.permit["26.3"] with input as measures("incentive", ["school_admission_points"])
}

test_market_reads_the_standing if {
	every kind, name in {"sanction": "deposit_up", "incentive": "price_discount"} {
		not law.permit["26.2"] with input as object.union(
			measures(kind, [name]),
			{"practice": {"credit_standing": "none"}},
		)
	}
	not law.permit["26.3"] with input as object.union(
		measures("incentive", ["lending_benefit"]),
		{"practice": {"credit_standing": "ordinary"}},
	)
	not law.permit["26.3"] with input as object.union(
		measures("sanction", ["credit_limit"]),
		{"practice": {"credit_standing": "good"}},
	)
}

test_market_measures_of_organs if {
	not law.permit["26.2"] with input as measures_by("state_organ", "sanction", ["deposit_up"])
	not law.permit["26.2"] with input as measures_by("state_organ", "incentive", ["price_discount"])
	not law.permit["26.3"] with input as measures_by("state_organ", "sanction", ["credit_limit"])
	not law.permit["26.3"] with input as measures_by("state_organ", "incentive", ["lending_benefit"])
	not law.permit["26.3"] with input as measures_by("market_entity", "sanction", ["credit_limit"])
}

member(power, name) := practice({
	"agency": {"type": "industry_association"},
	"credit_standing": "ordinary",
	"competence": {"power": power, "within": {"value": true}},
	"measures": [{"measure": name}],
})

test_association_only if {
	not law.permit["27"] with input as object.union(
		member("charter", "industry_warning"),
		{"practice": {"agency": {"type": "platform"}}},
	)
}

test_association if law.permit["27"] with input as member("charter", "industry_warning")

test_association_against_a_good_member if {
	not law.permit["27"] with input as object.union(
		member("charter", "industry_warning"),
		{"practice": {"credit_standing": "good"}},
	)
}

test_association_beyond_its_articles if {
	not law.permit["27"] with input as object.union(
		member("charter", "industry_warning"),
		{"practice": {"competence": {"within": {"value": false}}}},
	)
}

test_association_without_articles if not law.permit["27"] with input as member("none", "industry_warning")

test_association_fines_nobody if not law.permit["27"] with input as member("charter", "fine")

query(type, work) := answer("administrative_penalty", [recipient(type, work)])

answer(category, recipients) := practice({
	"mode": "query",
	"recipients": recipients,
	"items": [{"category": category}],
})

recipient(type, work) := {"type": type, "work": work, "related": {"value": true}}

test_organs_query_for_their_own_work if {
	every type, clause in {
		"state_organ": "28.1",
		"public_security_organ": "28.1",
		"court": "28.2",
		"authorised_organisation": "28.2",
	} {
		law.permit[clause] with input as queried(type, "licensing", "public_credit_platform", true)
		not law.permit[clause] with input as queried(type, "commercial", "public_credit_platform", true)
		not law.permit[clause] with input as queried(type, "licensing", "covert", true)
		not law.permit[clause] with input as queried(type, "licensing", "purchase", true)
		not law.permit[clause] with input as queried(type, "licensing", "public_credit_platform", false)
	}
	not law.permit["28.1"] with input as queried("lender", "licensing", "public_credit_platform", true)
	not law.permit["28.2"] with input as queried("lender", "licensing", "public_credit_platform", true)
}

queried(type, area, source, necessary) := practice({
	"kind": "collection",
	"agency": {"type": type},
	"purpose": {"area": area},
	"items": [{"category": "administrative_penalty", "source": source, "necessary": {"value": necessary}}],
})

test_police_and_courts_together if {
	law.permit["28.2"] with input as answer("administrative_penalty", [
		recipient("public_security_organ", "other_administration"),
		recipient("judicial_organ", "other_administration"),
	])
}

test_queries_without_relation_to_the_work if {
	unrelated := object.union(recipient("state_organ", "licensing"), {"related": {"value": false}})
	not law.permit["28.1"] with input as answer("administrative_penalty", [unrelated])
	not law.permit["28.2"] with input as answer("administrative_penalty", [unrelated])
}

test_organs_query if {
	law.permit["28.1"] with input as query("state_organ", "licensing")
	law.permit["28.2"] with input as query("judicial_organ", "other_administration")
}

# 查询信用信息: where somebody is, whom one talks to and how healthy one is say nothing of it.
test_organs_query_what_says_something_of_credit if {
	every category in {"medical_history", "religion", "whereabouts", "communications", "private_matter", "petition"} {
		not law.permit["28.1"] with input as answer(category, [recipient("state_organ", "licensing")])
		not law.permit["28.2"] with input as answer(category, [recipient("judicial_organ", "licensing")])
		not law.permit["28.1"] with input as object.union(
			queried("state_organ", "licensing", "state_organ", true),
			{"practice": {"items": [{
				"category": category,
				"source": "state_organ",
				"necessary": {"value": true},
			}]}},
		)
		not law.permit["13.1"] with input as object.union(
			of_own_business("market_entity", "own_business", true),
			{"practice": {"items": [{
				"category": category,
				"source": "own_business",
				"objective": {"value": true},
			}]}},
		)
	}
}

test_others_do_not if {
	not law.permit["28.1"] with input as query("lender", "licensing")
	not law.permit["28.1"] with input as query("state_organ", "transaction")
	not law.permit["28.2"] with input as query("lender", "licensing")
}

incentive(name, within) := practice({
	"agency": {"type": "state_organ"},
	"credit_standing": "good",
	"measures": [{"measure": name, "occasion": "licensing", "within_power": {"value": within}}],
})

test_incentive if law.permit["29"] with input as incentive("priority_service", true)

test_incentive_on_another_occasion if {
	not law.permit["29"] with input as incentive("equal_conditions_preference", true)
}

test_incentive_for_a_defaulter if {
	not law.permit["29"] with input as object.union(
		incentive("priority_service", true),
		{"practice": {"credit_standing": "ordinary"}},
	)
}

test_incentive_of_a_company if {
	not law.permit["29"] with input as object.union(
		incentive("priority_service", true),
		{"practice": {"agency": {"type": "market_entity"}}},
	)
}

# Item 5.
test_incentive_of_the_city if {
	law.permit["29"] with input as object.union(
		incentive("praise", true),
		{"authorities": [object.union(law_cited, {"rank": "local_government_rule"})]},
	)
}

test_incentive_beyond_power if not law.permit["29"] with input as incentive("priority_service", false)

test_incentive_not_named if not law.permit["29"] with input as incentive("tax_benefit", true)

measure(name, related, within) := practice({
	"agency": {"type": "state_organ"},
	"competence": {"within": {"value": within}},
	"measures": [{"measure": name, "related": {"value": related}}],
})

test_ordinary_measure if law.permit["30"] with input as measure("key_review", true, true)

test_ordinary_measure_against_the_trustworthy if {
	not law.permit["30"] with input as object.union(
		measure("key_review", true, true),
		{"practice": {"credit_standing": "good"}},
	)
}

test_ordinary_measure_unrelated if not law.permit["30"] with input as measure("key_review", false, true)

test_ordinary_measure_beyond_power if not law.permit["30"] with input as measure("key_review", true, false)

test_ordinary_measure_of_a_company if {
	not law.permit["30"] with input as object.union(
		measure("key_review", true, true),
		{"practice": {"agency": {"type": "market_entity"}}},
	)
}

# Item 6, which reaches nothing that article 31 reserves.
under_a_rule_of_the_city(name) := object.union(
	measure(name, true, true),
	{"authorities": [object.union(law_cited, {"rank": "local_government_rule"})]},
)

test_measure_of_the_city if {
	law.permit["30"] with input as under_a_rule_of_the_city("publication")
	not law.permit["30"] with input as under_a_rule_of_the_city("market_access_limit")
}

test_market_ban if not law.permit["30"] with input as measure("market_access_limit", true, true)

serious(related, cited) := {
	"practice": {
		"agency": {"type": "state_organ"},
		"credit_standing": "serious_list",
		"competence": {"within": {"value": true}},
		"measures": [{"measure": "market_access_limit", "related": {"value": related}}],
	},
	"authorities": cited,
}

test_serious_under_law if law.permit["31"] with input as serious(true, [law_cited])

test_serious_by_a_company if {
	not law.permit["31"] with input as object.union(
		serious(true, [law_cited]),
		{"practice": {"agency": {"type": "market_entity"}}},
	)
}

test_serious_without_law if not law.permit["31"] with input as serious(true, [])

test_serious_unrelated if not law.permit["31"] with input as serious(false, [law_cited])

repair(decided_by, conditions) := practice({
	"proof_issued": true,
	"decided_by": decided_by,
	"conditions": conditions,
	"records": [{"available": true}],
})

test_repair if law.permit["38"] with input as repair("provider", {"duty_performed": true})

test_repair_by_the_platform if not law.permit["38"] with input as repair("platform", {"duty_performed": true})

test_repair_for_nothing if not law.permit["38"] with input as repair("provider", {"training": true})

responsible_reached(others, cited) := {
	"practice": {
		"kind": "sanction",
		"agency": {"type": "state_organ"},
		"subject": {"type": "legal_person"},
		"credit_standing": "serious_list",
		"measures": [{"measure": "office_bar", "related": {"value": true}, "others": others}],
	},
	"authorities": cited,
}

those_responsible := {"legal_representative": true, "responsible": {"value": true}}

test_responsible_persons_under_law if law.permit["33"] with input as responsible_reached(those_responsible, [law_cited])

test_responsible_persons_without_law if {
	not law.permit["33"] with input as responsible_reached(those_responsible, [])
}

test_persons_not_responsible if {
	not law.permit["33"] with input as responsible_reached(
		{"legal_representative": true, "responsible": {"value": false}},
		[law_cited],
	)
	not law.permit["33"] with input as responsible_reached({"shareholder": true}, [law_cited])
}

staff_file(type, situation) := practice({
	"agency": {"type": type},
	"destination": "own_records",
	"subject": {"type": "natural_person", "situation": situation},
	"items": [{
		"category": "occupational_misconduct",
		"source": "own_duty",
		"objective": {"value": true},
		"necessary": {"value": true},
	}],
})

test_staff_files_on_whereabouts if {
	every item in [
		{"source": "device", "objective": {"value": true}, "necessary": {"value": true}},
		{"source": "own_duty", "objective": {"value": true}, "necessary": {"value": false}},
		{"source": "own_duty", "objective": {"value": false}, "necessary": {"value": true}},
	] {
		not law.permit["45"] with input as object.union(
			staff_file("court", "civil_servant"),
			{"practice": {"items": [item]}},
		)
	}
}

test_staff_files if {
	law.permit["45"] with input as staff_file("court", "civil_servant")
	not law.permit["45"] with input as staff_file("court", "student")
	not law.permit["45"] with input as staff_file("market_entity", "civil_servant")
}

municipal := {"type": "state_organ", "level": "province", "department": "social_credit"}

measure_by(agency, class, within, name) := practice({
	"agency": agency,
	"subject": {"type": "legal_person", "entity_class": class},
	"competence": {"within": {"value": within}},
	"measures": [{"measure": name}],
})

test_organs_called_to_account if {
	every name in ["reminder", "warning", "public_censure"] {
		law.permit["50.2"] with input as measure_by(municipal, "state_organ", true, name)
		not law.permit["50.2"] with input as measure_by(municipal, "state_organ", false, name)
		law.permit["50.2"] with input as measure_by(district, "state_organ", true, name)
		not law.permit["50.2"] with input as measure_by(district, "state_organ", false, name)
		not law.permit["50.2"] with input as measure_by(municipal, "market_entity", false, name)
	}
	not law.permit["50.2"] with input as measure_by(municipal, "state_organ", true, "fine")
}

test_staff_called_to_account if {
	law.permit["50.2"] with input as measure_on_person("civil_servant")
	not law.permit["50.2"] with input as measure_on_person("student")
}

measure_on_person(situation) := practice({
	"agency": municipal,
	"subject": {"type": "natural_person", "situation": situation},
	"competence": {"within": {"value": true}},
	"measures": [{"measure": "public_censure"}],
})

fine(agency, amount, refused) := {
	"practice": {
		"agency": agency,
		"subject": {"type": "legal_person", "entity_class": "public_institution"},
		"order_to_correct": true,
		"grounds": [{"conduct": {"refused_after_demand": refused}}],
		"measures": [{"measure": "fine", "amount": amount}],
	},
	"params": {"cn/shanghai/social_credit_2017": {
		"query_fine_least": 10000,
		"query_fine_most": 100000,
		"correction_fine_least": 10000,
		"correction_fine_most": 50000,
	}},
}

test_fine_for_queries if {
	every amount in [10000, 10001, 99999, 100000] {
		law.permit["51.1"] with input as fine(municipal, amount, false)
	}
	every amount in [9999, 100001] {
		not law.permit["51.1"] with input as fine(municipal, amount, false)
	}
	not law.permit["51.1"] with input as fine(object.union(municipal, {"level": "county"}), 50000, false)
}

test_fine_for_refusal_to_correct if {
	every amount in [10000, 50000] {
		law.permit["51.3"] with input as fine(municipal, amount, true)
		not law.permit["51.3"] with input as fine(municipal, amount, false)
	}
	every amount in [9999, 50001] {
		not law.permit["51.3"] with input as fine(municipal, amount, true)
	}
	not law.permit["51.3"] with input as fine(object.union(municipal, {"department": "tax"}), 20000, true)
}
