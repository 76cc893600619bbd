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
	every measure in ["warning", "confiscation"] {
		allowed("66.1", punished({"measure": measure}, {}))
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
