package policies.cn.personal_information_protection_2021_test

import data.policies.cn.personal_information_protection_2021 as law

test_complaints if {
	department := {"/agency/type": "state_organ", "/agency/department": "cyberspace"}
	wrong := {"/agency/complaints": {"result_told": false, "contact_published": false}}
	right := {"/agency/complaints": {"result_told": true, "contact_published": true}}
	every clause, fact in {"65.1": "result_told", "65.2": "contact_published"} {
		breaks(collection, object.union(department, wrong), clause, ["agency", "complaints", fact])
		keeps(collection, object.union(department, right), clause)
		keeps(collection, object.union(wrong, {"/agency/type": "state_organ", "/agency/department": "tax"}), clause)
	}
}

# punished: a sanction on unlawful processing, with one measure.
punished(measure, facts) := changed(sanction, object.union(
	{
		"/agency": {"type": "state_organ", "level": "city", "department": "cyberspace"},
		"/subject": {"type": "legal_person"},
		"/grounds": [{"category": "data_protection_breach", "conduct": {"refused_after_demand": true, "serious": yes}}],
		"/measures": [measure],
		"/order_to_correct": true,
	},
	facts,
))

fine(amount) := {"measure": "fine", "amount": amount}

allowed(clause, practice) if law.permit[clause] with input as object.union(
	prepared(practice, strict, []),
	{"params": {"cn/personal_information_protection_2021": {
		"fine": 1000000,
		"fine_of_persons_from": 10000,
		"fine_of_persons": 100000,
		"fine_in_serious_cases": 50000000,
		"fine_of_persons_in_serious_cases": 1000000,
	}}},
)

test_penalties if {
	allowed("66.1", punished({"measure": "warning"}, {}))
	every clause in ["66.1", "66.2"] {
		allowed(clause, punished({"measure": "confiscation", "within_limits": yes}, {"/agency/level": "province"}))
		not allowed(clause, punished({"measure": "confiscation", "within_limits": no}, {"/agency/level": "province"}))
	}
	allowed("66.1", punished(fine(1000000), {}))
	not allowed("66.1", punished(fine(1000001), {}))
	not allowed("66.1", punished(fine(1000000), {"/grounds/0/conduct/refused_after_demand": false}))
	not allowed("66.1", punished({"measure": "suspension_of_business"}, {}))
	not allowed("66.1", punished({"measure": "warning"}, {"/grounds/0/category": "fraud"}))
	not allowed("66.1", punished({"measure": "warning"}, {"/grounds": []}))
	not allowed("66.1", punished({"measure": "warning"}, {"/measures": []}))
}

test_penalties_of_persons if {
	person := {"/subject": {"type": "natural_person", "office": "director"}}
	every amount in [10000, 100000] {
		allowed("66.1", punished(fine(amount), person))
	}
	every amount in [9999, 100001] {
		not allowed("66.1", punished(fine(amount), person))
	}
	serious := object.union(person, {"/agency/level": "province"})
	every amount in [100000, 1000000] {
		allowed("66.2", punished(fine(amount), serious))
	}
	every amount in [99999, 1000001] {
		not allowed("66.2", punished(fine(amount), serious))
	}
	allowed("66.2", punished({"measure": "office_bar"}, serious))
	not allowed("66.2", punished({"measure": "office_bar"}, {"/agency/level": "province"}))
}

test_order_to_correct if {
	not allowed("66.1", punished({"measure": "warning"}, {"/order_to_correct": false}))
	not allowed("66.2", punished(fine(50000000), {"/agency/level": "province", "/order_to_correct": false}))
}

test_nobody_beside_the_subject if {
	not allowed("66.1", punished(object.union(fine(800000), {"others": {"directly_responsible": true}}), {}))
	not allowed("66.1", punished({"measure": "warning", "others": {"spouse": true}}, {}))
	allowed("66.1", punished({"measure": "warning", "others": {"spouse": false}}, {}))
}

test_who_is_outside_its_powers if {
	not allowed("66.1", punished({"measure": "warning"}, {"/competence": {"within": no}}))
	allowed("66.1", punished({"measure": "warning"}, {"/competence": {"within": yes}}))
}

test_staff_of_organs if {
	person := {"/subject": {"type": "natural_person", "office": "none", "situation": "civil_servant"}}
	not allowed("66.1", punished({"measure": "warning"}, person))
}

test_reduced_for_age_and_capacity if {
	person := {"/subject": {"type": "natural_person", "office": "employee", "min_age": 17}}
	allowed("66.1", punished(fine(5000), object.union(person, {"/lenient": true})))
	not allowed("66.1", punished(fine(5000), object.union(person, {"/lenient": false})))
	impaired := {"/subject": {"type": "natural_person", "office": "employee", "min_age": 40, "includes_impaired": true}}
	allowed("66.1", punished(fine(5000), object.union(impaired, {"/lenient": true})))
	able := object.union(impaired, {"/lenient": true, "/subject/includes_impaired": false})
	not allowed("66.1", punished(fine(5000), able))
}

test_for_a_time if {
	serious := {"/agency/level": "province"}
	every measure in ["suspension_of_business", "business_restriction"] {
		allowed("66.2", punished({"measure": measure, "duration": {"months": 3}}, serious))
		not allowed("66.2", punished({"measure": measure, "duration": {"unlimited": true}}, serious))
	}
	person := object.union(serious, {"/subject": {"type": "natural_person", "office": "director"}})
	restriction := {"measure": "occupational_restriction", "duration": {"years": 3}}
	not allowed("66.2", punished(restriction, person))
	allowed("66.2", punished(object.union(restriction, {"within_limits": yes}), person))
}

beside(measure, authorities) if law.permit["66.1"] with input as object.union(
	prepared(punished({"measure": "warning"}, {"/measures/1": measure}), strict, authorities),
	{"params": {"cn/personal_information_protection_2021": {"fine": 1000000}}},
)

test_other_law_beside_the_measure if {
	suspension := {"measure": "licence_suspension"}
	counting := cited("some law", "law", ["measures", 1, "basis", 0])
	beside(suspension, [counting])
	not beside(suspension, [object.union(counting, {"grants": false})])
	not beside(suspension, [])
	penalty_law := cited("cn/administrative_penalty_2021", "law", ["measures", 1, "basis", 0])
	not beside(suspension, [object.union(penalty_law, {"article": "28"})])
	beside({"measure": "surcharge"}, [object.union(penalty_law, {"article": "72.1.1"})])
	beside({"measure": "confiscation"}, [object.union(penalty_law, {"article": "28.2"})])
}

test_serious_cases if {
	every level in ["national", "province"] {
		at := {"/agency/level": level}
		allowed("66.2", punished(fine(50000000), at))
		not allowed("66.2", punished(fine(50000001), at))
		allowed("66.2", punished(object.union(fine(50000001), {"within_limits": yes}), at))
		allowed("66.2", punished({"measure": "suspension_of_business"}, at))
		not allowed("66.2", punished(fine(50000000), object.union(at, {"/grounds/0/conduct/serious": no})))
		not allowed("66.2", punished({"measure": "licence_revocation"}, at))
	}
	not allowed("66.2", punished(fine(50000000), {}))
}
