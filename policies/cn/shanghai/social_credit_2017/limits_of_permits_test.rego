# Where a permission ends: whom, and what else, it does not reach.
package policies.cn.shanghai.social_credit_2017_test

import data.policies.cn.shanghai.social_credit_2017 as law

test_what_is_left_off_spoils_nothing if {
	trifle := {"area": "unlisted", "conduct": {"serious": {"value": false}}}
	left_off := object.union(trifle, {"not_entered": true})
	every clause, area in object.union(listed_for, {"25.1": "life_health"}) {
		law.permit[clause] with input as grounds_listed([serious_harm(area), left_off])
		not law.permit[clause] with input as grounds_listed([serious_harm(area), trifle])
		not law.permit[clause] with input as grounds_listed([object.union(serious_harm(area), {"not_entered": true})])
	}
}

test_listing_of_one_who_has_performed if {
	not law.permit["25.2.3"] with input as list("state_organ", {
		"area": "refusal_to_perform",
		"conduct": {"serious": {"value": true}, "able_to_perform": true, "performed": true},
	})
}

grounds_listed(grounds) := practice({
	"kind": "list",
	"list": "serious",
	"agency": {"type": "state_organ"},
	"grounds": grounds,
})

test_market_prefers if {
	law.permit["26.2"] with input as measures("incentive", ["equal_conditions_preference", "fee_reduction"])
}

test_market_reaches_the_defaulter_alone if {
	every clause, name in {"26.2": "deposit_up", "26.3": "credit_limit"} {
		law.permit[clause] with input as measure_of_the_market(name, {}, {})
		not law.permit[clause] with input as measure_of_the_market(name, {"spouse": true}, {})
		not law.permit[clause] with input as measure_of_the_market(name, {"legal_representative": true}, {})
		not law.permit[clause] with input as measure_of_the_market(name, {}, {"of_related_person": true})
	}
}

measure_of_the_market(name, others, ground) := object.union(
	measures("sanction", [name]),
	{"practice": {"measures": [{"measure": name, "others": others}], "grounds": [ground]}},
)

test_fine_for_queries_of_others if {
	every subject in [
		{"type": "natural_person"},
		{"entity_class": "state_organ"},
		{"entity_class": "market_entity"},
		{"entity_class": "social_organisation"},
	] {
		not law.permit["51.1"] with input as object.union(
			fine(municipal, 20000, true),
			{"practice": {"subject": subject}},
		)
	}
}

# 对失信主体: not upon bystanders, nor for the default of somebody else.
test_measures_reach_the_defaulter_alone if {
	every clause, plan in {"27": member("charter", "industry_warning"), "30": measure("key_review", true, true)} {
		law.permit[clause] with input as plan
		not law.permit[clause] with input as object.union(plan, {"practice": {"grounds": [{"of_related_person": true}]}})
		not law.permit[clause] with input as object.union(plan, {"practice": {"measures": [object.union(
			plan.practice.measures[0],
			{"others": {"affiliated_enterprise": true}},
		)]}})
	}
}

test_serious_beyond_power if {
	not law.permit["31"] with input as object.union(
		serious(true, [law_cited]),
		{"practice": {"competence": {"within": {"value": false}}}},
	)
}

test_measures_of_article_31_under_a_rule_of_the_city if {
	every name in ["civil_service_bar", "recruitment_bar", "licence_reapplication_bar", "occupational_restriction"] {
		not law.permit["30"] with input as under_a_rule_of_the_city(name)
	}
}

# What other encoded law permits says nothing of how long queries are answered.
cited_for_the_period(change) := {
	"practice": {"kind": "disclosure"},
	"authorities": [object.union_n([law_cited, {"at": ["items", 0, "availability", "basis", 0]}, change])],
}

test_period_otherwise_provided if {
	law.period_otherwise_provided(0) with input as cited_for_the_period({})
	every id in [
		"cn/shanghai/social_credit_2017",
		"cn/personal_information_protection_2021",
		"cn/credit_reporting_2013",
		"cn/administrative_penalty_2021",
	] {
		not law.period_otherwise_provided(0) with input as cited_for_the_period({"instrument": id})
	}
}

test_fine_of_others_or_without_an_order if {
	every change in [
		{"subject": {"type": "natural_person"}},
		{"subject": {"entity_class": "state_organ"}},
		{"order_to_correct": false},
	] {
		not law.permit["51.3"] with input as object.union(fine(municipal, 20000, true), {"practice": change})
	}
}

# 将其列入 and 信息主体: neither a bystander nor one without full civil capacity.
test_lists_enter_the_subject_alone if {
	every clause, area in object.union(listed_for, {"25.1": "life_health"}) {
		of_eighteen := object.union(
			grounds_listed([serious_harm(area)]),
			person_of(18),
		)
		law.permit[clause] with input as of_eighteen
		not law.permit[clause] with input as object.union(of_eighteen, {"practice": {"others": {"spouse": true}}})
		not law.permit[clause] with input as object.union(of_eighteen, person_of(17))
	}
}

person_of(age) := {
	"practice": {"subject": {"type": "natural_person", "min_age": age}},
	"params": {"cn/shanghai/social_credit_2017": {"full_capacity_age": 18, "own_work_age": 16}},
}

test_persons_without_capacity_are_not_classified if {
	plan := classified({"graded_supervision": true}, "public_credit_platform")
	law.permit["23"] with input as object.union(plan, person_of(18))
	not law.permit["23"] with input as object.union(plan, person_of(17))
}

# 9(2)(6) and 35(1) say 国家规定, which the city's own rules are not; 29(5) and 30(6) say 国家和本市规定.
under(rank, place) := {"authorities": [object.union(law_cited, {"rank": rank, "jurisdiction": place})]}

test_state_rules if {
	law.item_under_state_rule(0) with input as under("departmental_rule", "cn")
	law.item_under_state_rule(0) with input as under("normative_document", "cn")
}

test_city_rules_are_no_state_rules if {
	not law.item_under_state_rule(0) with input as under("local_government_rule", "cn/shanghai")
	not law.item_under_state_rule(0) with input as under("normative_document", "cn/shanghai")
	law.under_some_rule("items", 0) with input as under("local_government_rule", "cn/shanghai")
	law.under_some_rule("items", 0) with input as under("normative_document", "cn/shanghai")
}

# 国家和本市规定: what a district lays down is neither.
test_documents_of_a_district if {
	every place in ["cn", "cn/shanghai"] {
		law.measure_under_state_or_city_rule(0) with input as under("normative_document", place)
	}
	not law.measure_under_state_or_city_rule(0) with input as under("normative_document", "cn/shanghai/minhang")
	law.under_some_rule("items", 0) with input as under("normative_document", "cn/shanghai/minhang")
}

test_upper_law if {
	law.under_upper_law with input as under("administrative_regulation", "cn")
	not law.under_upper_law with input as under("local_regulation", "cn/shanghai")
	not law.under_upper_law with input as under("departmental_rule", "cn")
}

organ_recorded(class, objective) := practice({
	"kind": "collection",
	"agency": {"type": "state_organ"},
	"subject": {"type": "legal_person", "entity_class": class},
	"destination": "own_records",
	"items": [organ_record({"objective": {"value": objective}})],
})

organ_record(changed) := object.union(
	{
		"category": "commitment_breach",
		"source": "own_duty",
		"objective": {"value": true},
		"necessary": {"value": true},
	},
	changed,
)

organ_assessed(agency, class) := practice({
	"kind": "evaluation",
	"agency": agency,
	"subject": {"type": "legal_person", "entity_class": class},
	"indicators": [{"category": "commitment_breach", "source": "own_duty", "related": {"value": true}}],
})

district := {"type": "state_organ", "level": "county", "department": "government"}

test_integrity_of_organs if {
	law.permit["46.2"] with input as organ_recorded("state_organ", true)
	not law.permit["46.2"] with input as organ_recorded("state_organ", false)
	not law.permit["46.2"] with input as organ_recorded("market_entity", true)
	recorded := organ_recorded("state_organ", true)
	not law.permit["46.2"] with input as object.union(recorded, {"practice": {"agency": {"level": "national"}}})
	every destination in {"credit_reporting_system", "financial_credit_database"} {
		not law.permit["46.2"] with input as object.union(recorded, {"practice": {"destination": destination}})
	}
	every item in [
		organ_record({"source": "covert"}),
		organ_record({"category": "state_secret"}),
		organ_record({"necessary": {"value": false}}),
	] {
		not law.permit["46.2"] with input as object.union(recorded, {"practice": {"items": [item]}})
	}
	assessed := organ_assessed(district, "state_organ")
	law.permit["46.2"] with input as assessed
	law.permit["46.2"] with input as object.union(assessed, {"practice": {"uses": {"recruitment": true}}})
	not law.permit["46.2"] with input as object.union(assessed, {"practice": {"uses": {"funding": true}}})
	every indicator in [
		{"category": "blood_donation", "source": "own_duty", "related": {"value": false}},
		{"category": "commitment_breach", "source": "purchase", "related": {"value": true}},
	] {
		not law.permit["46.2"] with input as object.union(assessed, {"practice": {"indicators": [indicator]}})
	}
	not law.permit["46.2"] with input as organ_assessed(district, "market_entity")
	not law.permit["46.2"] with input as organ_assessed(object.union(district, {"level": "township"}), "state_organ")
	not law.permit["46.2"] with input as organ_assessed(object.union(district, {"department": "tax"}), "state_organ")
}
