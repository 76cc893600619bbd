# What the regulation allows, tested in plain OPA: permits show in a check only through citations.
package policies.cn.shanghai.social_credit_2017_test

import data.policies.cn.shanghai.social_credit_2017 as law

practice(facts) := {"practice": facts, "authorities": [], "readings": {}}

law_cited := {
	"at": ["basis", 0],
	"instrument": "a law",
	"rank": "law",
	"jurisdiction": "cn",
	"governs": "yes",
	"in_force": "yes",
	"has_article": "yes",
	"grants": true,
}

collected(category, extra) := practice({
	"kind": "collection",
	"destination": "public_credit_platform",
	"items": [object.union({"category": category}, extra)],
})

test_arrears if law.permit["9.2.1"] with input as collected("unpaid_tax_or_fee", {})

test_frauds if law.permit["9.2.2"] with input as collected("false_material", {})

refusal(facts) := collected("refusal_of_judgment", object.union({"legal_document": "court_judgment"}, facts))

test_refusals if {
	law.permit["9.2.3"] with input as refusal({"document_final": true})
	not law.permit["9.2.3"] with input as refusal({"document_final": false})
	not law.permit["9.2.3"] with input as refusal({"legal_document": "internal_record"})
}

test_the_catalogue_is_of_subjects_alone if {
	child := {"practice": {"subject": {"min_age": 14}}}
	params := {"params": {"cn/shanghai/social_credit_2017": {"full_capacity_age": 18, "own_work_age": 16}}}
	tax := object.union(collected("unpaid_tax_or_fee", {}), params)
	law.permit["9.2.1"] with input as object.union(tax, {"practice": {"subject": {"min_age": 18}}})
	not law.permit["9.2.1"] with input as object.union(tax, child)
	law.permit["9.2.1"] with input as object.union_n([tax, child, {"authorities": [law_cited]}])
}

test_bans if {
	every document in ["penalty_decision", "administrative_decision"] {
		law.permit["9.2.5"] with input as collected("market_or_industry_ban", {"legal_document": document})
	}
	not law.permit["9.2.5"] with input as collected("market_or_industry_ban", {"legal_document": "criminal_judgment"})
}

test_what_is_no_default_is_not_carried_along if {
	tax := {"category": "unpaid_tax_or_fee"}
	not law.permit["9.2.1"] with input as practice({
		"kind": "collection",
		"destination": "public_credit_platform",
		"items": [tax, {"category": "whereabouts"}],
	})
	not law.permit["9.2.1"] with input as practice({
		"kind": "collection",
		"destination": "own_records",
		"items": [object.union(tax, {"catalogue": {"added": true}}), tax],
	})
}

test_nothing_for_petitions if {
	every clause in {"9.2.1", "9.2.2", "9.2.3", "9.2.4", "9.2.5", "9.2.6"} {
		not law.permit[clause] with input as collected("petition", {})
	}
}

test_not_for_own_records if {
	not law.permit["9.2.1"] with input as object.union(
		collected("unpaid_tax_or_fee", {}),
		{"practice": {"destination": "own_records"}},
	)
}

test_one_petition_spoils_it if {
	not law.permit["9.2.1"] with input as practice({
		"kind": "collection",
		"destination": "public_credit_platform",
		"items": [{"category": "unpaid_tax_or_fee"}, {"category": "petition"}],
	})
}

penalty(facts) := collected(
	"administrative_penalty",
	object.union(
		{
			"legal_document": "penalty_decision",
			"penalty_procedure": "ordinary",
			"conduct": {"slight": {"value": false}, "harm_removed": false},
		},
		facts,
	),
)

test_ordinary_penalty if law.permit["9.2.4"] with input as penalty({})

test_summary_penalty if not law.permit["9.2.4"] with input as penalty({"penalty_procedure": "summary"})

test_slight_penalty if not law.permit["9.2.4"] with input as penalty({"conduct": {"slight": {"value": true}}})

test_harm_removed if not law.permit["9.2.4"] with input as penalty({"conduct": {"harm_removed": true}})

test_other_law if {
	law.permit["9.2.6"] with input as object.union(collected("fare_evasion", {}), {"authorities": [law_cited]})
}

# A ground for handling information, and what is cited for a period or for another item, enters nothing.
test_cited_for_something_else if {
	every change in [
		{"instrument": "cn/personal_information_protection_2021"},
		{"at": ["items", 0, "retention", "basis", 0]},
		{"at": ["items", 1, "basis", 0]},
	] {
		not law.permit["9.2.6"] with input as object.union(
			collected("fare_evasion", {}),
			{"authorities": [object.union(law_cited, change)]},
		)
	}
}

test_cited_for_this_item if {
	law.permit["9.2.6"] with input as object.union(
		collected("fare_evasion", {}),
		{"authorities": [object.union(law_cited, {"at": ["items", 0, "basis", 0]})]},
	)
}

test_this_regulation_is_no_other_law if {
	not law.permit["9.2.6"] with input as object.union(
		collected("fare_evasion", {}),
		{"authorities": [object.union(law_cited, {
			"instrument": "cn/shanghai/social_credit_2017",
			"rank": "local_regulation",
		})]},
	)
}

of_own_business(type, source, objective) := practice({
	"destination": "own_records",
	"agency": {"type": type},
	"subject": {"type": "natural_person"},
	"items": [{
		"category": "good_performance",
		"source": source,
		"objective": {"value": objective},
		"necessary": {"value": true},
	}],
})

test_own_business if {
	law.permit["13.1"] with input as of_own_business("market_entity", "own_business", true)
	not law.permit["13.1"] with input as of_own_business("market_entity", "own_business", false)
	not law.permit["13.1"] with input as of_own_business("state_organ", "own_business", true)
	not law.permit["13.1"] with input as of_own_business("market_entity", "purchase", true)
}

test_members if {
	every source in ["counterparty", "government_publication"] {
		law.permit["13.1"] with input as of_own_business("industry_association", source, true)
	}
	every source in ["purchase", "covert", "media_or_internet"] {
		not law.permit["13.1"] with input as of_own_business("industry_association", source, true)
	}
}

# Who runs a platform, a market hall or a park has 入驻经营者; its consumers are none.
test_resident_businesses if {
	every type in ["platform", "market_entity", "public_institution"] {
		law.permit["13.1"] with input as object.union(
			of_own_business(type, "counterparty", true),
			{"practice": {"subject": {"type": "sole_trader"}}},
		)
		not law.permit["13.1"] with input as of_own_business(type, "subject", true)
	}
}

test_volunteered if {
	law.permit["13.2"] with input as practice({"items": [{
		"category": "good_performance",
		"source": "self_declaration",
		"objective": {"value": true},
	}]})
}

test_volunteered_by_a_minor if {
	not law.permit["13.2"] with input as {
		"practice": {
			"subject": {"type": "natural_person", "min_age": 17},
			"items": [{
				"category": "good_performance",
				"source": "self_declaration",
				"objective": {"value": true},
			}],
		},
		"params": {"cn/shanghai/social_credit_2017": {"full_capacity_age": 18, "own_work_age": 16}},
	}
}

test_volunteered_under_coercion if {
	not law.permit["13.2"] with input as practice({
		"consent": {"coercion": true},
		"items": [{"source": "self_declaration", "objective": {"value": true}}],
	})
}

test_volunteered_untrue if {
	not law.permit["13.2"] with input as practice({"items": [{
		"source": "self_declaration",
		"objective": {"value": false},
	}]})
}

test_enterprise_system if {
	law.permit["15.1"] with input as practice({
		"mode": "publication",
		"subject": {"type": "legal_person"},
		"channels": {"enterprise_publicity_system": true},
		"items": [
			{"category": "registration", "publication": "by_authority"},
			{"category": "licence", "government_information": "proactive"},
		],
	})
}

test_enterprise_system_shows_what_is_to_be_shown if {
	not law.permit["15.1"] with input as practice({
		"mode": "publication",
		"subject": {"type": "legal_person"},
		"channels": {"enterprise_publicity_system": true},
		"items": [{"category": "registration", "publication": "by_authority"}, {"category": "petition"}],
	})
}

# 任何组织和个人可以查询、使用.
test_enterprise_system_is_used if {
	law.permit["15.1"] with input as from("government_publication")
	not law.permit["15.1"] with input as from("purchase")
}

from(source) := practice({
	"kind": "collection",
	"subject": {"type": "legal_person"},
	"items": [{"category": "registration", "source": source}],
})

test_enterprise_system_shows_no_secrets if {
	every category in ["state_secret", "trade_secret", "work_secret"] {
		not law.permit["15.1"] with input as practice({
			"mode": "publication",
			"subject": {"type": "legal_person"},
			"channels": {"enterprise_publicity_system": true},
			"items": [
				{"category": "registration", "publication": "by_authority"},
				{"category": category, "publication": "by_authority"},
			],
		})
	}
}

test_enterprise_system_not_for_organs if {
	not law.permit["15.1"] with input as practice({
		"mode": "publication",
		"subject": {"type": "legal_person", "entity_class": "state_organ"},
		"channels": {"enterprise_publicity_system": true},
	})
}

test_enterprise_system_not_for_persons if {
	not law.permit["15.1"] with input as practice({
		"mode": "publication",
		"subject": {"type": "natural_person"},
		"channels": {"enterprise_publicity_system": true},
	})
}

published(type, mode, class) := practice({
	"mode": mode,
	"agency": {"type": type},
	"items": [{"government_information": class}],
})

test_government_information if {
	every mode, class in {"publication": "proactive", "on_application": "on_application"} {
		law.permit["15.2"] with input as published("state_organ", mode, class)
		not law.permit["15.2"] with input as published("market_entity", mode, class)
	}
}

test_internal_information if {
	not law.permit["15.2"] with input as published("state_organ", "publication", "internal")
}

classified(uses, source) := practice({
	"uses": uses,
	"indicators": [{"source": source, "related": {"value": true}}],
})

test_graded_supervision if {
	law.permit["23"] with input as classified({"graded_supervision": true}, "public_credit_platform")
	not law.permit["23"] with input as classified({"graded_supervision": true}, "covert")
	not law.permit["23"] with input as classified({"graded_supervision": true, "welfare": true}, "public_credit_platform")
}

list(type, ground) := practice({"kind": "list", "list": "serious", "agency": {"type": type}, "grounds": [ground]})

test_list if law.permit["25.1"] with input as list("state_organ", {"conduct": {"serious": {"value": true}}})

test_list_of_an_association if {
	not law.permit["25.1"] with input as list("industry_association", {"conduct": {"serious": {"value": true}}})
}

test_list_for_trifles if {
	trifle := {"area": "unlisted", "conduct": {"serious": {"value": false}}}
	not law.permit["25.1"] with input as list("state_organ", trifle)
}

test_list_for_national_defence if {
	law.permit["25.1"] with input as list("state_organ", {
		"area": "national_defence",
		"conduct": {"serious": {"value": false}},
	})
}

test_list_of_a_court if {
	not law.permit["25.1"] with input as list("court", {"conduct": {"serious": {"value": true}}})
}

serious_harm(area) := {"area": area, "conduct": {"serious": {"value": true}, "able_to_perform": true}}

listed_for := {
	"25.2.1": "life_health",
	"25.2.2": "market_social_order",
	"25.2.3": "refusal_to_perform",
	"25.2.4": "national_defence",
}

test_listing_item_by_item if {
	every clause, area in listed_for {
		law.permit[clause] with input as list("state_organ", serious_harm(area))
		not law.permit[clause] with input as list("industry_association", serious_harm(area))
		not law.permit[clause] with input as list("state_organ", serious_harm("academic"))
	}
}

test_listing_under_another_item if {
	not law.permit["25.2.1"] with input as list("state_organ", serious_harm("market_social_order"))
}

test_listing_of_what_is_not_serious if {
	not law.permit["25.2.1"] with input as list("state_organ", {
		"area": "life_health",
		"conduct": {"serious": {"value": false}},
	})
}

test_listing_of_one_unable_to_perform if {
	not law.permit["25.2.3"] with input as list("state_organ", {
		"area": "refusal_to_perform",
		"conduct": {"serious": {"value": true}, "able_to_perform": false},
	})
}

test_other_list if {
	not law.permit["25.2.1"] with input as object.union(
		list("state_organ", serious_harm("life_health")),
		{"practice": {"list": "focus"}},
	)
}

test_one_trifle_spoils_it if {
	not law.permit["25.2.1"] with input as object.union(
		list("state_organ", serious_harm("life_health")),
		{"practice": {"grounds": [serious_harm("life_health"), serious_harm("unlisted")]}},
	)
}
