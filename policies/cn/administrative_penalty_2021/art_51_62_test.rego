package policies.cn.administrative_penalty_2021_test

import data.policies.cn.administrative_penalty_2021 as law

spot(changes) := breaches(
	changed(fine, object.union(
		{
			"/procedure": "summary",
			"/summary_reported": true,
			"/decision/served_within": {"days": 0},
			"/measures": [{"measure": "fine", "amount": 3000, "large": no, "proportionate": yes, "within_limits": yes}],
		},
		changes,
	)),
	of_rank("law"),
	"no",
)

person := {"type": "natural_person", "min_age": 18}

test_summary_limits if {
	spot({}) == set()
	spot({"/measures/0/amount": 3001}) == {"51", "54.1"}
	spot({"/subject": person, "/measures/0/amount": 200}) == set()
	spot({"/subject": person, "/measures/0/amount": 201}) == {"51", "54.1"}
	spot({"/measures": [{"measure": "warning", "proportionate": yes, "within_limits": yes}]}) == set()
	spot({"/measures": [{"measure": "public_censure", "proportionate": yes, "within_limits": yes}]}) == {"51", "54.1"}
}

permitted(clause, facts) if permitted_as_cited(clause, facts, [])

permitted_as_cited(clause, facts, authorities) if {
	law.permit[clause] with input as prepared(changed(fine, facts), authorities, "no")
}

test_organisations_cite_what_empowers_them if {
	authorised := {"/agency/type": "public_institution", "/competence/power": "law_or_regulation"}
	not permitted("57.1", authorised)
	permitted_as_cited("57.1", authorised, conferring("local_regulation"))
	not permitted_as_cited("57.1", authorised, conferring("departmental_rule"))
	entrusted := {"/agency/type": "public_institution", "/competence/power": "written_entrustment"}
	not permitted("57.1", entrusted)
	permitted_as_cited("57.1", entrusted, conferring("departmental_rule"))
}

test_penalties_that_may_be_decided if {
	at_once := {"/procedure": "summary", "/measures/0/amount": 3000}
	permitted("51", at_once)
	not permitted("51", {})
	not permitted("51", object.union(at_once, {"/competence/power": "charter"}))
	not permitted("51", object.union(at_once, {"/measures/0/amount": 3001}))
	not permitted("51", object.union(at_once, {"/subject": person}))
	permitted("51", object.union(at_once, {"/subject": person, "/measures/0/amount": 200}))
	not permitted("51", object.union(at_once, {"/measures/0/measure": "confiscation"}))
	not permitted("51", object.union(at_once, {"/inquiry/established": no}))
	permitted("57.1", {})
	every fact, value in {
		"/procedure": "none",
		"/competence/within": no,
		"/competence/power": "none",
		"/decision/signed_by_head": false,
		"/inquiry/suspected_crime": true,
		"/subject": {"type": "natural_person", "min_age": 13},
		"/grounds/0/conduct/unable_to_control": true,
		"/grounds/0/conduct/no_fault_proved": true,
		"/grounds/0/conduct/undiscovered_for": {"years": 3},
	} {
		not permitted("57.1", {fact: value})
	}
	not permitted("57.1", {"/agency/type": "public_institution"})
	not permitted("51", object.union(at_once, {"/competence/within": no}))
	not permitted("57.1", {"/collective_decision": false})
	not permitted("57.1", {"/legal_review/passed": false})
	every fact, value in {
		"/prior_notice/time": "none",
		"/prior_notice/reasons": false,
		"/defence/heard": false,
	} {
		not permitted("57.1", {fact: value})
		not permitted("51", object.union(at_once, {fact: value}))
		permitted("57.1", {fact: value, "/defence/waived": true})
	}
	not permitted("57.1", {"/measures": [{"measure": "surcharge", "daily_rate": 300, "amount": 50}]})
	not permitted("57.1", {"/measures/1": {"measure": "surcharge", "daily_rate": 301, "amount": 50}})
	permitted("57.1", {"/measures/1": {"measure": "surcharge", "daily_rate": 300, "amount": 50}})
	not permitted("57.1", {"/agency/level": "township"})
	not permitted("57.1", {"/inquiry/established": no})
	not permitted("57.1", {"/measures/0/measure": "occupational_restriction"})
}

test_this_law_grants_what_it_names_alone if {
	gains := {"/measures/0/measure": "confiscation", "/measures/0/gains_only": true}
	permitted("28.2", gains)
	not permitted("28.2", object.union(gains, {"/measures/0/gains_only": false}))
	closed := object.union(gains, {"/measures/1": {"measure": "closure"}})
	not permitted("28.2", closed)
	its_own := [object.union(authority, {"at": ["measures", 1, "basis", 0]}) | some authority in of_rank("law")]
	permitted_as_cited("28.2", closed, its_own)
	added := {"/measures/1": {"measure": "surcharge", "daily_rate": 300, "amount": 50000}}
	permitted("72.1.1", added)
	limited := {"/measures/2": {"measure": "market_access_limit"}}
	not permitted("72.1.1", object.union(added, limited))
	not permitted("72.1.1", object.union(added, {"/measures/1/daily_rate": 301}))
	not permitted("72.1.1", object.union(added, {"/measures/1/amount": 50001}))
}

test_summary_papers if {
	spot({"/decision/served_within": {"days": 1}}) == {"52.1"}
	spot({"/decision/signed_by_officers": false}) == {"52.2"}
	spot({"/summary_reported": false}) == {"52.3"}
	spot({"/decision/sealed": false, "/decision/party": false}) == set()
}

test_ordinary_procedure if {
	"54.1" in of_fine({"/procedure": "none"})
	of_fine({"/collective_decision": false}) == {"57.2"}
	of_fine({"/legal_review/passed": false}) == {"58.1.2"}
	of_fine({"/legal_review/reviewer_qualified": false}) == {"58.2"}
	of_fine({"/decision/sealed": false}) == {"59.2"}
	of_fine({"/decide_within": {"days": 91}}) == {"60"}
	slow := changed(fine, {"/decide_within": {"days": 91}})
	breaches(slow, excepting(["other_decision_limit", "basis", 0], "departmental_rule"), "no") == set()
	breaches(slow, excepting(["other_decision_limit", "basis", 0], "normative_document"), "no") == {"60"}
	of_fine({"/decision/served_within": {"working_days": 8}}) == {"61.1"}
	of_fine({"/prior_notice": {"time": "none"}}) == {"44", "62", "63.1"}
	of_fine({"/prior_notice": {"time": "none"}, "/defence/waived": true}) == {"44", "63.1"}
}

test_particulars if {
	every name in ["party", "facts", "evidence", "measure_and_basis", "performance", "remedies", "agency_and_day"] {
		of_fine({sprintf("/decision/%s", [name]): false}) == {"59.1"}
	}
}

test_hearing_and_major_rights if {
	of_fine({"/legal_review/passed": false}) == {"58.1.2"}
	of_fine({"/legal_review/passed": false, "/legal_review/major_rights": no}) == set()
	of_fine({"/legal_review/passed": false, "/hearing/asked": false, "/hearing/held": false}) == set()
	of_fine({"/legal_review/reviewer_qualified": false}) == {"58.2"}
	of_fine({"/legal_review/reviewer_qualified": false, "/legal_review/first_time_reviewer": false}) == set()
}

test_served_at_once_on_whoever_is_there if {
	of_fine({"/decision/party_present": true}) == {"61.1"}
	of_fine({"/decision/party_present": true, "/decision/served_within": {"days": 0}}) == set()
}

test_minutes_and_registration if {
	of_fine({"/inquiry/minuted": false}) == {"55.2"}
	registered := {
		"evidence_registered": true,
		"evidence_at_risk": yes,
		"registration_approved": true,
		"registration_decided_within": {"working_days": 7},
		"established": yes,
		"recorded": true,
		"minuted": true,
	}
	of_fine({"/inquiry": registered}) == set()
	of_fine({"/inquiry": object.union(registered, {"evidence_at_risk": no})}) == {"56"}
}
