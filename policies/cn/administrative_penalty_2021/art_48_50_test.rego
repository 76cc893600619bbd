package policies.cn.administrative_penalty_2021_test

import data.policies.cn.administrative_penalty_2021 as law

test_publication if {
	of_publication({}) == set()
	of_publication({"/social_impact": no}) == {"48.1"}
	breaches(changed(publication, {"/social_impact": no}), of_rank("departmental_rule"), "no") == set()
}

test_impact_is_authority if {
	law.permit["48.1"] with input as prepared(publication, [], "no")
	not granted(changed(publication, {"/social_impact": no}))
	not granted(changed(publication, {"/items": [{"category": "honour", "legal_document": "none"}]}))
}

granted(practice) if law.permit["48.1"] with input as prepared(practice, [], "no")

test_withdrawal if {
	of_publication({"/withdrawal/within": {"working_days": 4}}) == {"48.2"}
	of_publication({"/withdrawal/within": {"days": 3}}) == set()
	of_publication({"/withdrawal/done": false}) == {"48.2"}
	of_publication({"/withdrawal/reasons_published": false}) == {"48.2"}
	open(changed(publication, {"/withdrawal/within": {"days": 4}}))
	not open(changed(publication, {"/withdrawal/within": {"days": 3}}))
	not open(changed(publication, {"/withdrawal/within": {"working_days": 4}}))
}

open(practice) if {
	places := law.unsettled["48.2"] with input as prepared(practice, [], "no")
	count(places) > 0
}

test_secrets if {
	every category in ["state_secret", "trade_secret", "private_matter"] {
		of_publication({"/items/-": {"category": category, "learned_in_penalty_case": true}}) == {"50"}
	}
	of_publication({"/items/-": {"category": "name", "legal_document": "none"}}) == set()
	to("query", "market_entity") == {"50"}
	to("query", "subject") == set()
	to("provision", "judicial_organ") == set()
}

to(mode, recipient) := of_publication({
	"/mode": mode,
	"/recipients": [{"type": recipient}],
	"/items/-": {"category": "trade_secret", "learned_in_penalty_case": true},
})

test_a_decision_is_published_and_nothing_beside_it if {
	law.permit["48.1"] with input as prepared(publication, [], "no")
	beside := changed(publication, {"/items/1": {"category": "wage_arrears"}})
	not law.permit["48.1"] with input as prepared(beside, [], "no")
	secret := changed(publication, {"/items/1": {"category": "private_matter", "legal_document": "penalty_decision"}})
	not law.permit["48.1"] with input as prepared(secret, [], "no")
}
