package policies.cn.personal_information_protection_2021_test

import data.policies.cn.personal_information_protection_2021 as law

applies_to(practice, facts, authorities) if {
	law.applies with input as prepared(changed(practice, facts), strict, authorities)
}

test_applies_to_natural_persons if {
	applies_to(collection, {}, [])
	applies_to(disclosure, {}, [])
	applies_to(evaluation, {}, [])
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

test_statistics_and_archives_under_law if {
	facts := {"/agency/type": "state_organ", "/purpose/area": "archives"}
	law_cited := [cited("some law", "law", ["basis", 0])]
	not applies_to(collection, facts, law_cited)
	not applies_to(collection, object.union(facts, {"/purpose/area": "official_statistics"}), law_cited)
	applies_to(collection, facts, power)
	applies_to(collection, object.union(facts, {"/agency/type": "public_institution"}), law_cited)
	applies_to(collection, object.union(facts, {"/purpose/area": "enforcement"}), law_cited)
	applies_to(collection, facts, [cited("cn/personal_information_protection_2021", "law", ["basis", 0])])
}
