# What the tests share: a lawful fine after a hearing, and the document that law sees of it.
package policies.cn.administrative_penalty_2021_test

import data.policies.cn.administrative_penalty_2021 as law

yes := {"value": true, "reason": "r"}

no := {"value": false, "reason": "r"}

fine := {
	"kind": "sanction",
	"agency": {
		"type": "state_organ",
		"level": "county",
		"penalties": {
			"collected_apart": true,
			"paid_to_treasury": true,
			"supervised": true,
			"complaints_examined": true,
		},
	},
	"basis": [{"cite": "c", "for": ["sanction"]}],
	"competence": {"power": "own", "within": yes},
	"subject": {"type": "legal_person"},
	"grounds": [{
		"category": "food_drug_breach",
		"conduct": {
			"slight": no,
			"harm": true,
			"slight_harm": no,
			"harm_removed": false,
			"corrected": false,
			"fined_before": false,
			"higher_fine_elsewhere": false,
			"undiscovered_for": {"months": 3},
			"endangers_life_or_finance": false,
			"before_the_rule": false,
			"rule_changed_since": false,
		},
	}],
	"measures": [{
		"measure": "fine",
		"amount": 50000,
		"large": yes,
		"proportionate": yes,
		"within_limits": yes,
		"punishes": yes,
	}],
	"lenient": false,
	"order_to_correct": true,
	"procedure": "ordinary",
	"procedure_published": true,
	"discretion_rules_made": true,
	"discretion_rules_published": true,
	"officers": {"number": 2, "qualified": true, "identify_themselves": true, "recusal": true, "recusal_requests": true},
	"inquiry": {"established": yes, "recorded": true, "minuted": true},
	"prior_notice": {
		"time": "before",
		"content": true,
		"facts": true,
		"reasons": true,
		"basis_told": true,
		"right_to_state": true,
		"right_to_hearing": true,
		"remedies": true,
	},
	"defence": {"heard": true, "reviewed": true, "adopted": true},
	"hearing": {
		"asked": true,
		"held": true,
		"free": true,
		"ask_within": {"working_days": 5},
		"notice_before": {"working_days": 7},
		"open": true,
		"independent": true,
		"representatives_allowed": true,
		"party_can_contest": true,
		"chair_challenge": true,
		"minuted": true,
		"minutes_signed": true,
		"decided_on_minutes": true,
	},
	"grave": yes,
	"collective_decision": true,
	"legal_review": {
		"public_interest": no,
		"major_rights": yes,
		"complex": no,
		"required": no,
		"passed": true,
		"first_time_reviewer": true,
		"reviewer_qualified": true,
	},
	"decide_within": {"days": 90},
	"decision": {
		"written": true,
		"party": true,
		"facts": true,
		"evidence": true,
		"measure_and_basis": true,
		"performance": true,
		"remedies": true,
		"agency_and_day": true,
		"sealed": true,
		"signed_by_head": true,
		"signed_by_officers": true,
		"party_present": false,
		"served_within": {"working_days": 7},
	},
	"fine_payment": {"to_bank": true, "days_to_pay": {"days": 15}},
}

publication := {
	"kind": "disclosure",
	"agency": {"type": "state_organ", "level": "county"},
	"basis": [],
	"subject": {"type": "legal_person"},
	"mode": "publication",
	"social_impact": yes,
	"withdrawal": {"done": true, "within": {"working_days": 3}, "reasons_published": true},
	"items": [{"category": "administrative_penalty", "legal_document": "penalty_decision"}],
}

parameters := {
	"age_of_penalty": 14,
	"age_of_full_penalty": 18,
	"limitation": {"years": 2},
	"long_limitation": {"years": 5},
	"officers": 2,
	"withdrawal": {"working_days": 3},
	"summary_fine_citizen": 200,
	"summary_fine_organisation": 3000,
	"on_the_spot": {"days": 0},
	"registered_evidence": {"working_days": 7},
	"decision": {"days": 90},
	"service": {"working_days": 7},
	"ask_for_hearing": {"working_days": 5},
	"notice_of_hearing": {"working_days": 7},
	"payment": {"days": 15},
	"spot_fine": 100,
	"hand_in": {"working_days": 2},
	"surcharge_rate": 300,
}

of_rank(rank) := [{
	"at": ["basis", 0],
	"instrument": "another",
	"for": ["sanction", "disclosure"],
	"rank": rank,
	"in_force": "yes",
	"has_article": "yes",
	"governs": "yes",
	"grants": true,
}]

# what makes an exception
excepting(at, rank) := array.concat(of_rank("law"), [object.union(authority, {"at": at}) |
	some authority in of_rank(rank)
])

# what gives a body its power
conferring(rank) := array.concat(of_rank("law"), [object.union(authority, {"at": ["competence", "basis", 0]}) |
	some authority in of_rank(rank)
])

prepared(practice, authorities, reading) := {
	"practice": practice,
	"day": "2026-03-01",
	"authorities": authorities,
	"params": {"cn/administrative_penalty_2021": parameters},
	"readings": {
		"is_penalty": reading,
		"decisions_without_impact": "stay_unpublished",
		"sole_traders": "citizens",
	},
}

this_law := [object.union(authority, {"instrument": "cn/administrative_penalty_2021", "article": "28.2"}) |
	some authority in of_rank("law")
]

changed(practice, changes) := json.patch(
	practice,
	[{"op": "add", "path": path, "value": value} | some path, value in changes],
)

# breaches of the clauses that are engaged and not excused, on the strictest reading
breaches(practice, authorities, reading) := {clause |
	input_document := prepared(practice, authorities, reading)
	found := law.breach with input as input_document
	engaged := law.engaged with input as input_document
	exempt := law.exempt with input as input_document
	some clause, places in found
	count(places) > 0
	engaged[clause]
	not exempt[clause]
	not of_others(clause, practice.agency.type)
}

# whom instrument.yaml does not name as addressee
of_others("19", type) if type in {"state_organ", "public_security_organ"}

of_others("24.2", type) if type != "state_organ"

of_others(clause, type) if {
	clause in {"17", "23"}
	not type in {"state_organ", "public_security_organ"}
}

of_fine(changes) := breaches(changed(fine, changes), of_rank("law"), "yes")

of_publication(changes) := breaches(changed(publication, changes), [], "yes")
