# What the regulation allows, tested in plain OPA: permits show in a check only through citations.
package policies.cn.migrant_wages_2019_test

import data.policies.cn.migrant_wages_2019 as law

practice(facts) := {"practice": facts, "authorities": [], "readings": {}}

labour := {"type": "state_organ", "level": "county", "department": "human_resources"}

housing := {"type": "state_organ", "level": "county", "department": "housing"}

government := {"type": "state_organ", "level": "county", "department": "government"}

serious_arrears := {"category": "wage_arrears", "conduct": {"migrant_wages": true, "serious": {"value": true}}}

slight_arrears := {"category": "wage_arrears", "conduct": {"migrant_wages": true, "serious": {"value": false}}}

other_arrears := {"category": "wage_arrears", "conduct": {"migrant_wages": false, "serious": {"value": true}}}

filed(facts) := practice(object.union(
	{
		"kind": "collection",
		"agency": labour,
		"subject": {"type": "legal_person"},
		"destination": "own_records",
		"items": [{"category": "wage_arrears", "source": "own_duty"}],
	},
	facts,
))

test_file if {
	law.permit["47.1"] with input as filed({})
	law.permit["47.1"] with input as filed({"subject": {"type": "sole_trader"}})
	law.permit["47.1"] with input as filed({"subject": {"type": "natural_person", "office": "senior_manager"}})
	not law.permit["47.1"] with input as filed({"subject": {"type": "natural_person", "office": "none"}})
	not law.permit["47.1"] with input as filed({"subject": {"type": "natural_person"}})
	not law.permit["47.1"] with input as filed({"agency": housing})
	not law.permit["47.1"] with input as filed({"destination": "public_credit_platform"})
	not law.permit["47.1"] with input as filed({"items": [{"category": "wage_arrears", "source": "subject"}]})
	not law.permit["47.1"] with input as filed({"items": [
		{"category": "wage_arrears", "source": "own_duty"},
		{"category": "petition", "source": "own_duty"},
	]})
}

graded(facts) := practice(object.union(
	{
		"kind": "evaluation",
		"agency": labour,
		"subject": {"type": "legal_person"},
		"result": "grade",
		"uses": {"graded_supervision": true},
		"indicators": [{"category": "wage_arrears", "source": "own_duty", "related": {"value": true}}],
	},
	facts,
))

test_grades_are_of_employers if {
	law.permit["47.1"] with input as graded({})
	not law.permit["47.1"] with input as graded({"subject": {"type": "natural_person", "office": "senior_manager"}})
	not law.permit["47.1"] with input as graded({"agency": housing})
	not law.permit["47.1"] with input as graded({"result": "score"})
	not law.permit["47.1"] with input as graded({"uses": {"lending": true}})
	not law.permit["47.1"] with input as graded({"indicators": [{
		"category": "contract_default",
		"source": "own_duty",
		"related": {"value": true},
	}]})
	not law.permit["47.1"] with input as graded({"indicators": [{
		"category": "wage_arrears",
		"source": "own_duty",
		"related": {"value": false},
	}]})
}

published(facts) := practice(object.union(
	{
		"kind": "disclosure",
		"agency": labour,
		"subject": {"type": "legal_person"},
		"mode": "publication",
		"channels": {"own_site": true},
		"items": [{"category": "name"}, serious_arrears],
	},
	facts,
))

test_publication_of_serious_arrears if {
	law.permit["47.2"] with input as published({})
	not law.permit["47.2"] with input as published({"items": [serious_arrears, slight_arrears]})
	not law.permit["47.2"] with input as published({"items": [other_arrears]})
	not law.permit["47.2"] with input as published({"items": [serious_arrears, {"category": "address"}]})
	not law.permit["47.2"] with input as published({"items": [{"category": "name"}]})
	not law.permit["47.2"] with input as published({"agency": housing})
	not law.permit["47.2"] with input as published({"mode": "provision"})
	not law.permit["47.2"] with input as published({"subject": {"type": "natural_person", "office": "senior_manager"}})
}

needed(value) := object.union(serious_arrears, {"necessary": {"value": value}})

test_press_where_necessary if {
	every channel in {"gazette", "newspaper", "broadcast", "social_media", "screen"} {
		law.permit["47.2"] with input as published({"channels": {channel: true}, "items": [needed(true)]})
		not law.permit["47.2"] with input as published({"channels": {channel: true}, "items": [needed(false)]})
	}
}

listed(facts) := practice(object.union(
	{
		"kind": "list",
		"agency": labour,
		"subject": {"type": "legal_person"},
		"list": "serious",
		"grounds": [serious_arrears],
	},
	facts,
))

test_list if {
	law.permit["48.1"] with input as listed({})
	law.permit["48.1"] with input as listed({"others": {"legal_representative": true}})
	law.permit["48.1"] with input as listed({"subject": {"type": "natural_person", "office": "legal_representative"}})
	law.permit["48.1"] with input as listed({"grounds": [
		serious_arrears,
		object.union(slight_arrears, {"not_entered": true}),
	]})
	not law.permit["48.1"] with input as listed({"grounds": [slight_arrears]})
	not law.permit["48.1"] with input as listed({"grounds": [other_arrears]})
	not law.permit["48.1"] with input as listed({"grounds": [serious_arrears, slight_arrears]})
	not law.permit["48.1"] with input as listed({"grounds": [object.union(serious_arrears, {"not_entered": true})]})
	not law.permit["48.1"] with input as listed({"others": {"spouse": true}})
	not law.permit["48.1"] with input as listed({"subject": {"type": "natural_person"}})
}

test_no_other_list if {
	every list in {"abnormal_operations", "focus", "blacklist", "serious_violator_enterprise", "judgment_defaulter"} {
		not law.permit["48.1"] with input as listed({"list": list})
	}
}

restricted(facts) := practice(object.union(
	{
		"kind": "sanction",
		"agency": labour,
		"subject": {"type": "legal_person"},
		"credit_standing": "serious_list",
		"competence": {"within": {"value": true}},
		"grounds": [serious_arrears],
		"measures": [{"measure": "bidding_bar"}],
	},
	facts,
))

by_itself := {"readings": {"restriction_basis": "article_itself"}}

by_another := {"readings": {"restriction_basis": "another_provision"}}

rule(at) := {"authorities": [{
	"at": at,
	"instrument": "a rule",
	"rank": "departmental_rule",
	"governs": "yes",
	"in_force": "yes",
	"has_article": "yes",
	"grants": true,
}]}

test_restrictions_in_the_fields if {
	every measure in law.fields {
		this := restricted({"measures": [{"measure": measure}]})
		law.permit["48.1"] with input as object.union(this, by_itself)
		not law.permit["48.1"] with input as object.union(this, by_another)
		law.permit["48.1"] with input as object.union_n([this, by_another, rule(["measures", 0, "basis", 0])])
		not law.permit["48.1"] with input as object.union_n([this, by_another, rule(["measures", 1, "basis", 0])])
	}
}

test_no_restriction_elsewhere if {
	every measure in {"exit_limit", "office_bar", "public_policy_limit", "welfare_cut", "credit_score_deduction"} {
		not law.permit["48.1"] with input as object.union(restricted({"measures": [{"measure": measure}]}), by_itself)
	}
	both := {"measures": [{"measure": "bidding_bar"}, {"measure": "office_bar"}]}
	not law.permit["48.1"] with input as object.union(restricted(both), by_itself)
	law.permit["48.1"] with input as object.union_n([restricted(both), by_itself, rule(["measures", 1, "basis", 0])])
}

test_restrictions_are_of_the_listed if {
	not law.permit["48.1"] with input as object.union(restricted({"credit_standing": "abnormal_operations"}), by_itself)
	not law.permit["48.1"] with input as object.union(restricted({"credit_standing": "ordinary"}), by_itself)
	not law.permit["48.1"] with input as object.union(restricted({"competence": {"within": {"value": false}}}), by_itself)
	not law.permit["48.1"] with input as object.union(restricted({"grounds": [slight_arrears]}), by_itself)
	not law.permit["48.1"] with input as object.union(
		restricted({"measures": [{"measure": "bidding_bar", "others": {"shareholder": true}}]}),
		by_itself,
	)
}

no_guarantee := {"category": "no_payment_guarantee", "conduct": {"migrant_wages": true}}

barred(facts) := practice(object.union(
	{
		"kind": "sanction",
		"agency": government,
		"subject": {"type": "legal_person"},
		"grounds": [no_guarantee],
		"measures": [{"measure": "new_project_bar"}, {"measure": "record_entry"}],
	},
	facts,
))

test_new_projects if {
	law.permit["49"] with input as barred({})
	law.permit["49"] with input as barred({"grounds": [object.union(
		no_guarantee,
		{"category": "government_project_arrears"},
	)]})
	not law.permit["49"] with input as barred({"grounds": [serious_arrears]})
	not law.permit["49"] with input as barred({"grounds": [object.union(
		no_guarantee,
		{"conduct": {"migrant_wages": false}},
	)]})
	not law.permit["49"] with input as barred({"agency": housing})
	not law.permit["49"] with input as barred({"agency": object.union(government, {"level": "township"})})
	not law.permit["49"] with input as barred({"measures": [{"measure": "bidding_bar"}]})
	not law.permit["49"] with input as barred({"subject": {"type": "natural_person"}})
	every who in {"affiliated_enterprise", "legal_representative"} {
		not law.permit["49"] with input as barred({"measures": [{"measure": "new_project_bar", "others": {who: true}}]})
	}
}

shown(facts) := practice(object.union(
	{
		"kind": "disclosure",
		"agency": government,
		"subject": {"type": "legal_person"},
		"mode": "publication",
		"channels": {"credit_portal": true},
		"items": [{"category": "name"}, no_guarantee],
	},
	facts,
))

test_shown_through_the_national_system if {
	law.permit["49"] with input as shown({})
	law.permit["49"] with input as shown({"channels": {"credit_portal": false, "enterprise_publicity_system": true}})
	not law.permit["49"] with input as shown({"channels": {"credit_portal": false, "own_site": true}})
	not law.permit["49"] with input as shown({"channels": {"notice_board": true}})
	not law.permit["49"] with input as shown({"items": [{"category": "name"}]})
	not law.permit["49"] with input as shown({"items": [no_guarantee, {"category": "petition"}]})
	not law.permit["49"] with input as shown({"mode": "query"})
	not law.permit["49"] with input as shown({"agency": housing})
}

test_the_deposit_of_this_department if {
	lowered := {"kind": "incentive", "agency": labour, "measures": [{"measure": "deposit_reduction"}]}
	law.engaged["32.2"] with input as practice(lowered)
	not law.engaged["32.2"] with input as practice(object.union(lowered, {"agency": {"department": "tax"}}))
}

test_other_law_beside_it if {
	both := listed({"grounds": [serious_arrears, {"category": "food_drug_breach"}]})
	not law.permit["48.1"] with input as both
	other := {"rank": "law", "at": ["grounds", 1, "basis", 0]}
	provided := rule(["grounds", 1, "basis", 0]).authorities[0]
	law.permit["48.1"] with input as object.union(both, {"authorities": [object.union(provided, other)]})
}
