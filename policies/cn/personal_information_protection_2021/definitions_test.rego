package policies.cn.personal_information_protection_2021_test

import data.policies.cn.personal_information_protection_2021 as law

applies_to(practice, facts, authorities) if {
	law.protected with input as prepared(changed(practice, facts), strict, authorities)
}

test_applies_to_natural_persons if {
	every practice in every_kind {
		applies_to(practice, {}, [])
		not applies_to(practice, {"/subject": {"type": "legal_person"}}, [])
	}
	applies_to(collection, {"/subject": {"type": "sole_trader", "min_age": 30}}, [])
	not applies_to(collection, {"/subject": {"type": "legal_person"}}, [])
	not applies_to(collection, {"/subject": {"type": "unincorporated_organisation"}}, [])
	not applies_to(collection, {"/subject/situation": "deceased"}, [])
}

test_anonymised_is_outside_and_deidentified_is_not if {
	not applies_to(collection, {"/items/0/identifiers_removed": true, "/items/0/restorable": false}, [])
	applies_to(collection, {"/items/0/identifiers_removed": true, "/items/0/restorable": true}, [])
	not applies_to(evaluation, {"/indicators/0/identifiers_removed": true, "/indicators/0/restorable": false}, [])
}

# What another law provides on statistics and archives does not take out the rest of this one.
test_statistics_and_archives_under_law if {
	law_cited := [cited("some law", "law", ["basis", 0])]
	every area in ["archives", "official_statistics"] {
		facts := {"/agency/type": "state_organ", "/purpose/area": area}
		applies_to(collection, facts, law_cited)
		law.engaged["72.2"] with input as prepared(changed(collection, facts), strict, law_cited)
	}
	not law.engaged["72.2"] with input as prepared(collection, strict, law_cited)
}

# everything_wrong about information that is anonymised matters to no clause.
everything_wrong := {
	"category": "face",
	"source": "covert",
	"necessary": no,
	"identifiers_removed": true,
	"restorable": false,
	"publication": "none",
	"expired": true,
	"retention": {"period": {"unlimited": true}, "then": "keep", "shortest": no},
}

test_anonymised_information_is_left_out if {
	more := {"/items/1": everything_wrong, "/consent/separate": false}
	indicators := {"/indicators/1": everything_wrong, "/consent/separate": false}
	public := {"/ground": "already_public", "/reasonable_scope": yes}
	every clause, _ in law.breach {
		keeps(collection, more, clause)
		keeps(evaluation, indicators, clause)
		keeps(of_organ(collection), more, clause)
		keeps(of_organ(evaluation), indicators, clause)
	}
	keeps(collection, object.union_n([more, public, {"/items/0/publication": "by_subject"}]), "13.1")
	keeps(evaluation, object.union_n([indicators, public, {"/indicators/0/publication": "by_subject"}]), "13.1")
	one_item := object.union(public, {"/items/0/publication": "by_subject", "/items/1": everything_wrong})
	permits("13.1.6", collection, one_item)
	one_indicator := object.union(public, {"/indicators/0/publication": "by_subject", "/indicators/1": everything_wrong})
	permits("13.1.6", evaluation, one_indicator)
	not permits("13.1.6", evaluation, public)
}

consent_needed(facts) if {
	law.consent_needed with input as prepared(changed(collection, facts), strict, power)
}

consent_needed_without_power(practice) if {
	law.consent_needed with input as prepared(practice, strict, [])
}

test_consent_is_not_needed_on_six_grounds if {
	consent_needed({})
	consent_needed({"/ground": "none"})
	every ground in ["contract", "human_resources", "duty", "emergency"] {
		not consent_needed({"/ground": ground, "/ground_necessary": yes})
		consent_needed({"/ground": ground, "/ground_necessary": no})
	}
	not consent_needed({"/ground": "news", "/reasonable_scope": yes})
	consent_needed({"/ground": "news", "/reasonable_scope": no})
	not consent_needed({"/ground": "other"})
	public := {"/ground": "already_public", "/reasonable_scope": yes, "/items/0/publication": "by_subject"}
	not consent_needed(public)
	consent_needed(object.union(public, {"/items/0/publication": "none"}))
	consent_needed(object.union(public, {"/reasonable_scope": no}))
	consent_needed(object.union(public, {"/refused_by_subject": true}))
	consent_needed(object.union(public, {"/major_effect": yes}))
	duty := {"/ground": "duty", "/ground_necessary": yes}
	consent_needed_without_power(changed(collection, duty))
	not consent_needed_without_power(of_organ(collection))
	consent_needed_without_power(changed(collection, {"/ground": "other"}))
	local := [cited("some local regulation", "local_regulation", ["basis", 0])]
	not law.consent_needed with input as prepared(changed(collection, duty), strict, local)
	law.consent_needed with input as prepared(changed(collection, {"/ground": "other"}), strict, local)
}
