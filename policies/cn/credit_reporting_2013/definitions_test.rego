package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

params := {"cn/credit_reporting_2013": {
	"filing": {"days": 30},
	"change_filing": {"days": 30},
	"retention": {"years": 5},
	"free_reports_a_year": 2,
	"objection": {"days": 20},
	"complaint": {"days": 30},
	"inspectors": 2,
	"unlicensed_fine_least": 50000,
	"unlicensed_fine_most": 500000,
	"change_fine_least": 20000,
	"change_fine_most": 200000,
	"change_person_fine_most": 10000,
	"filing_fine_least": 20000,
	"filing_fine_most": 200000,
	"filing_person_fine_most": 10000,
	"agency_fine_least": 50000,
	"agency_fine_most": 500000,
	"agency_person_fine_least": 10000,
	"agency_person_fine_most": 100000,
	"report_fine_least": 20000,
	"report_fine_most": 100000,
	"report_person_fine_most": 10000,
	"database_fine_least": 50000,
	"database_fine_most": 500000,
	"database_person_fine_least": 10000,
	"database_person_fine_most": 100000,
	"provider_fine_least": 20000,
	"provider_fine_most": 200000,
	"provider_person_fine_least": 10000,
	"provider_person_fine_most": 50000,
	"user_fine_least": 20000,
	"user_fine_most": 200000,
	"user_person_fine_least": 10000,
	"user_person_fine_most": 50000,
}}

# prepared is the document law sees: a practice with changes, beside parameters, authorities and readings.
prepared(practice, changes) := {
	"practice": object.union(practice, changes),
	"params": params,
	"authorities": [],
	"readings": {"state_organ_basis": "law_or_administrative_regulation", "public_credit_platforms": "credit_reporting"},
}

collection := {
	"kind": "collection",
	"agency": {"type": "credit_reporting_agency", "personal_credit_licence": true},
	"subject": {"type": "natural_person"},
	"destination": "credit_reporting_system",
	"consent": {"form": "written"},
	"notice": {"time": "before", "adverse_consequence": true, "clear": {"value": true}},
	"items": [{"category": "repayment", "source": "counterparty"}],
}

disclosure := {
	"kind": "disclosure",
	"mode": "query",
	"agency": {"type": "credit_reporting_agency", "personal_credit_licence": true},
	"subject": {"type": "natural_person"},
	"consent": {"form": "written"},
	"notice": {"time": "before"},
	"recipients": [{"type": "lender", "purpose_agreed": true}],
	"items": [{"category": "repayment", "source": "counterparty"}],
}

# blamed is where a clause that binds is broken, as paths.
blamed(clause) := {concat("/", [format(step) | some step in place.at]) | some place in regulation.breach[clause]} if {
	binds(clause)
}

blamed(clause) := set() if not binds(clause)

binds(clause) if {
	not regulation.exempt[clause]
	engaged(clause)
}

engaged(clause) if regulation.engaged[clause]

engaged(clause) if clause in {"11.1", "17", "22.1", "23.1", "24.1"}

format(step) := sprintf("%v", [step])

bureau_of_transport := {"agency": {"type": "state_organ"}, "destination": "public_credit_platform"}

cited(rank) := [{
	"at": ["basis", 0],
	"instrument": "cn/other_2000",
	"rank": rank,
	"governs": "yes",
	"in_force": "yes",
	"has_article": "yes",
	"grants": true,
}]

test_regulation_binds_agencies if not regulation.duty_under_upper_law with input as prepared(collection, {})

test_law_does_not_take_out_agencies if {
	not regulation.duty_under_upper_law with input as object.union(prepared(collection, {}), {"authorities": cited("law")})
}

test_public_body_without_basis_is_bound if {
	of_bureau := prepared(collection, bureau_of_transport)
	not regulation.duty_under_upper_law with input as of_bureau
}

test_public_body_under_upper_law_is_outside if {
	every rank in {"law", "administrative_regulation", "state_council_decision"} {
		regulation.duty_under_upper_law with input as object.union(
			prepared(collection, bureau_of_transport),
			{"authorities": cited(rank)},
		)
	}
}

test_lower_rank_does_not_take_out if {
	every rank in {"departmental_rule", "local_government_rule", "normative_document", "local_regulation"} {
		not regulation.duty_under_upper_law with input as object.union(
			prepared(collection, bureau_of_transport),
			{"authorities": cited(rank)},
		)
	}
}

test_local_regulation_on_the_other_reading if {
	regulation.duty_under_upper_law with input as object.union(
		prepared(collection, bureau_of_transport),
		{"authorities": cited("local_regulation"), "readings": {"state_organ_basis": "local_regulation_suffices"}},
	)
}

test_supply_is_not_taken_out if {
	not regulation.duty_under_upper_law with input as object.union(
		prepared(disclosure, {"agency": {"type": "state_organ"}}),
		{"authorities": cited("law")},
	)
}

test_publication_is_taken_out if {
	publication := {"agency": {"type": "state_organ"}, "mode": "publication"}
	by_law := object.union(prepared(disclosure, publication), {"authorities": cited("law")})
	regulation.duty_under_upper_law with input as by_law
	not regulation.duty_under_upper_law with input as prepared(disclosure, publication)
}

# The basis of an item reaches the item, and that of a period nothing else; a law on handling information gives no duty.
test_basis_of_the_act if {
	placed := {"authorities": [object.union(cited("law")[0], {"at": ["items", 0, "basis", 0]})]}
	regulation.duty_under_upper_law with input as object.union(prepared(collection, bureau_of_transport), placed)
	two := object.union(bureau_of_transport, {"items": [{"category": "repayment"}, {"category": "loan"}]})
	not regulation.duty_under_upper_law with input as object.union(prepared(collection, two), placed)
	of_period := {"authorities": [object.union(cited("law")[0], {"at": ["items", 0, "retention", "basis", 0]})]}
	not regulation.duty_under_upper_law with input as object.union(prepared(collection, bureau_of_transport), of_period)
	of_handling := {"instrument": "cn/personal_information_protection_2021"}
	handling := {"authorities": [object.union(cited("law")[0], of_handling)]}
	not regulation.duty_under_upper_law with input as object.union(prepared(collection, bureau_of_transport), handling)
}

test_adverse_information if {
	every category in {"contract_default", "administrative_penalty", "court_judgment_obligation", "court_enforcement"} {
		regulation.adverse({"category": category})
	}
	not regulation.adverse({"category": "repayment", "legal_document": "penalty_decision"})
	not regulation.adverse({"category": "fare_evasion", "legal_document": "none"})
	regulation.adverse({"category": "fare_evasion", "legal_document": "penalty_decision"})
	every document in {"court_judgment", "enforcement_decision"} {
		regulation.adverse({"category": "wage_arrears", "legal_document": document})
	}
	not regulation.adverse({"category": "wage_arrears", "legal_document": "internal_record"})
	not regulation.adverse({"category": "honour", "legal_document": "court_judgment"})
	regulation.adverse({"category": "illegal_building", "legal_document": "enforcement_decision"})
	regulation.adverse({"category": "juvenile_record", "legal_document": "penalty_decision"})
	not regulation.adverse({"category": "criminal_conviction", "legal_document": "court_judgment"})
}
