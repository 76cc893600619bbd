package policies.cn.penalty_publicity_2021_test

import data.policies.cn.penalty_publicity_2021 as law

fine := {
	"kind": "disclosure",
	"agency": {
		"type": "state_organ",
		"level": "city",
		"department": "market_regulation",
		"protection": {"secrecy_review": true},
		"objections": {"accepted": true, "corrected": true},
	},
	"basis": [],
	"subject": {"type": "legal_person", "entity_class": "market_entity"},
	"mode": "publication",
	"channels": {"enterprise_publicity_system": true},
	"penalty_publicity": {
		"party_told": true,
		"summary_attached": true,
		"summary_complete": true,
		"as_served": true,
		"under_party_name": true,
	},
	"withdrawal": {"done": true, "within": {"working_days": 3}},
	"items": [{
		"category": "administrative_penalty",
		"source": "own_duty",
		"legal_document": "penalty_decision",
		"penalty_procedure": "ordinary",
		"penalty_kind": "large_fine",
		"imposed_beside": "none",
		"party_in_province": true,
		"publish_within": {"working_days": 20},
		"availability": {"period": {"years": 3}, "from": "publication", "then": "stop_display"},
	}],
}

repair := {
	"kind": "repair",
	"agency": fine.agency,
	"subject": fine.subject,
	"records": [{
		"category": "administrative_penalty",
		"legal_document": "penalty_decision",
		"penalty_kind": "large_fine",
		"imposed_beside": "none",
		"listed_as": "none",
		"available": true,
		"shortest_publication": {"months": 6},
		"longest_publication": {"years": 3},
		"effect": "stop_display",
	}],
	"conditions": {"duty_performed": true, "harm_removed": true, "no_repeat": true},
	"decided_by": "determining_unit",
}

prepared(practice, changes, authorities) := {
	"practice": json.patch(practice, [{"op": "add", "path": path, "value": value} | some path, value in changes]),
	"day": "2026-03-01",
	"authorities": authorities,
	"params": {"cn/penalty_publicity_2021": {
		"publication": {"working_days": 20},
		"forwarding": {"working_days": 10},
		"assistance": {"working_days": 10},
		"withdrawal": {"working_days": 3},
		"short_term": {"months": 3},
		"term": {"years": 3},
	}},
	"readings": {"several_light_penalties": "three_months"},
}

breaches(practice, changes, authorities) := {clause |
	document := prepared(practice, changes, authorities)
	found := law.breach with input as document
	engaged := law.engaged with input as document
	exempt := law.exempt with input as document
	some clause, places in found
	count(places) > 0
	engaged[clause]
	not exempt[clause]
}

of_fine(changes) := breaches(fine, changes, [])

of_repair(changes) := breaches(repair, changes, [])

authority(rank, at) := [{
	"at": at,
	"instrument": "another",
	"for": ["disclosure"],
	"rank": rank,
	"in_force": "yes",
	"has_article": "yes",
	"governs": "yes",
	"grants": true,
}]

test_a_large_fine_for_three_years_and_a_warning if {
	of_fine({}) == set()
	of_fine({"/items/0/penalty_kind": "warning"}) == {"2.2"}
	of_fine({"/items/0/penalty_kind": "warning", "/items/0/imposed_beside": "heavier"}) == set()
}

test_a_warning_that_other_law_has_published if {
	warning := {"/items/0/penalty_kind": "warning"}
	breaches(fine, warning, authority("law", ["basis", 0])) == set()
	breaches(fine, warning, authority("administrative_regulation", ["items", 0, "basis", 0])) == set()
	breaches(fine, warning, authority("departmental_rule", ["basis", 0])) == {"2.2"}
	breaches(fine, warning, authority("law", ["items", 1, "basis", 0])) == {"2.2"}
	breaches(fine, warning, authority("law", ["items", 0, "availability", "basis", 0])) == {"2.2"}
}

test_where_it_is_shown if {
	of_fine({"/channels": {"own_site": true}}) == {"2.1"}
	of_fine({"/channels": {"own_site": true}, "/items/0/party_in_province": false}) == set()
	of_fine({"/channels": {"own_site": true}, "/items/0/penalty_procedure": "summary"}) == set()
}

test_whose_penalties if {
	own_site := {"own_site": true}
	of_fine({"/agency/department": "transport", "/channels": own_site}) == set()
	of_fine({"/agency/department": "drug_regulation", "/channels": own_site}) == set()
	of_fine({"/agency/department": "drug_regulation", "/agency/level": "province", "/channels": own_site}) == {"2.1"}
	of_fine({"/items/0/source": "state_organ", "/channels": own_site}) == set()
}

test_when_it_is_shown if {
	of_fine({"/items/0/publish_within": {"working_days": 21}}) == {"9"}
	elsewhere := {"/items/0/party_in_province": false, "/items/0/publish_within": {"working_days": 30}}
	of_fine(object.union(elsewhere, {"/items/0/forwarded_within": {"working_days": 10}})) == set()
	of_fine(object.union(elsewhere, {"/items/0/forwarded_within": {"working_days": 11}})) == {"10"}
	of_fine({"/withdrawal/within": {"working_days": 4}}) == {"11"}
}

test_how_long if {
	shown("small_fine", {"months": 3}) == set()
	shown("small_fine", {"months": 4}) == {"13.1"}
	shown("large_fine", {"years": 4}) == {"13.1"}
	shown("downgrade", {"years": 2}) == {"14.3"}
	of_fine({"/items/0/availability/then": "keep"}) == {"13.1"}
}

shown(kind, period) := of_fine({"/items/0/penalty_kind": kind, "/items/0/availability/period": period})

test_as_long_as_restricted if {
	restricted({"years": 5}) == set()
	restricted({"years": 4}) == {"13.3"}
	restricted({"years": 6}) == {"13.3"}
}

restricted(period) := of_fine({
	"/items/0/penalty_kind": "business_restriction",
	"/items/0/restricted_for": {"years": 5},
	"/items/0/availability/period": period,
})

test_no_early_end if {
	of_repair({}) == set()
	of_repair({"/records/0/penalty_kind": "licence_revocation"}) == {"14.3"}
	of_repair({"/records/0/imposed_beside": "grave"}) == {"14.3"}
	of_repair({"/records/0/penalty_kind": "closure"}) == set()
	of_repair({"/records/0/longest_publication": {"years": 4}}) == {"13.1"}
}

permits_publication(changes) if law.permit["2.1"] with input as prepared(fine, changes, [])

test_what_may_be_published if {
	permits_publication({})
	not permits_publication({"/items/0/penalty_procedure": "summary"})
	not permits_publication({"/items/0/penalty_kind": "warning"})
	not permits_publication({"/items/0/source": "state_organ"})
	not permits_publication({"/items/-": {"category": "wage_arrears", "source": "own_duty", "legal_document": "none"}})
	not permits_publication({"/mode": "provision"})
	not permits_publication({"/channels": {"own_site": true}})
	not permits_publication({"/agency/department": "transport"})
	not permits_publication({"/items/0/category": "trade_secret"})
}

sanction := {
	"kind": "sanction",
	"agency": fine.agency,
	"procedure": "ordinary",
	"measures": [{"measure": "fine"}],
	"publication_told": true,
}

test_told_when_served if {
	breaches(sanction, {}, []) == set()
	breaches(sanction, {"/publication_told": false}, []) == {"8"}
	breaches(sanction, {"/publication_told": false, "/measures/0/measure": "warning"}, []) == set()
	of_fine({"/penalty_publicity/party_told": false}) == {"8"}
}

received := {
	"/items/0/source": "state_organ",
	"/items/0/publish_after_receipt": {"working_days": 10},
}

permits_help(changes) if {
	law.permit["10"] with input as prepared(fine, object.union(received, changes), [])
}

test_what_may_be_shown_for_others if {
	permits_help({})
	not permits_help({"/items/0/penalty_kind": "warning"})
	not permits_help({"/agency/department": "transport"})
	not law.permit["10"] with input as prepared(fine, {}, [])
}

permits_early_end(changes) if law.permit["14.1"] with input as prepared(repair, changes, [])

test_when_it_may_end_early if {
	permits_early_end({})
	every condition in ["duty_performed", "harm_removed", "no_repeat"] {
		not permits_early_end({sprintf("/conditions/%s", [condition]): false})
	}
	not permits_early_end({"/records/0/listed_as": "abnormal_operations"})
	not permits_early_end({"/records/0/penalty_kind": "downgrade"})
	not permits_early_end({"/decided_by": "platform"})
	not permits_early_end({"/agency/department": "transport"})
}
