# What the law allows, tested in plain OPA: permits show in a check only through citations.
package policies.cn.military_service_2021_test

import data.policies.cn.military_service_2021 as law

practice(facts) := {
	"practice": facts,
	"authorities": [],
	"readings": {},
	"params": {"cn/military_service_2021": {"ban": {"years": 2}}},
}

county := {"type": "state_organ", "level": "county", "department": "government"}

bureau := {"type": "state_organ", "level": "county", "department": "education"}

refusal(duty, refused) := {
	"category": "resistance_to_military_service",
	"legal_document": "penalty_decision",
	"conduct": {"military_duty": duty, "refused_after_demand": refused},
}

sanction(measures, facts) := practice(object.union(
	{
		"kind": "sanction",
		"agency": county,
		"subject": {"type": "natural_person"},
		"grounds": [refusal("enlistment", true)],
		"measures": measures,
	},
	facts,
))

fine := [{"measure": "fine"}]

bars := [
	{"measure": "civil_service_bar"},
	{"measure": "recruitment_bar"},
	{"measure": "exit_limit", "duration": {"years": 2}},
	{"measure": "school_admission_limit", "duration": {"years": 2}},
]

undecided := object.union(refusal("enlistment", true), {"legal_document": "none"})

test_fines_of_the_county if {
	every duty in {"registration", "enlistment", "reserve_service"} {
		law.permit["57.1"] with input as sanction(fine, {"grounds": [refusal(duty, true)]})
		not law.permit["57.1"] with input as sanction(fine, {"grounds": [refusal(duty, false)]})
	}
	not law.permit["57.1"] with input as sanction(fine, {"grounds": [refusal("unlisted", true)]})
	not law.permit["57.1"] with input as sanction(fine, {"agency": object.union(county, {"level": "city"})})
	law.permit["57.1"] with input as sanction(fine, {"agency": bureau})
	not law.permit["57.1"] with input as sanction(fine, {"agency": bureau, "grounds": [undecided]})
	not law.permit["57.1"] with input as sanction(fine, {"subject": {"type": "legal_person"}})
	not law.permit["57.1"] with input as sanction([{"measure": "detention"}], {})
	not law.permit["57.1"] with input as sanction([{"measure": "fine", "others": {"parent": true}}], {})
}

test_bars if {
	law.permit["57.2"] with input as sanction(bars, {})
	law.permit["57.2"] with input as sanction(bars, {"agency": bureau})
	not law.permit["57.2"] with input as sanction(bars, {"agency": bureau, "grounds": [undecided]})
	law.permit["57.2"] with input as sanction(bars, {"grounds": [undecided]})
	not law.permit["57.2"] with input as sanction(bars, {"subject": {"type": "legal_person"}})
	not law.permit["57.2"] with input as sanction(bars, {"grounds": [refusal("enlistment", false)]})
	every duty in {"registration", "reserve_service", "desertion_dismissed", "unlisted"} {
		not law.permit["57.2"] with input as sanction(bars, {"grounds": [refusal(duty, true)]})
	}
	not law.permit["57.2"] with input as sanction(bars, {"grounds": [object.union(
		refusal("enlistment", true),
		{"of_related_person": true},
	)]})
}

test_nothing_beside_the_bars if {
	every measure in {"travel_limit", "child_high_fee_school", "expulsion_from_school", "fine", "welfare_cut"} {
		not law.permit["57.2"] with input as sanction(array.concat(bars, [{"measure": measure}]), {})
	}
}

test_two_years if {
	every measure in {"exit_limit", "school_admission_limit"} {
		law.permit["57.2"] with input as sanction([{"measure": measure, "duration": {"years": 1}}], {})
		law.permit["57.2"] with input as sanction([{"measure": measure, "duration": {"months": 24}}], {})
		not law.permit["57.2"] with input as sanction([{"measure": measure, "duration": {"years": 3}}], {})
		not law.permit["57.2"] with input as sanction([{"measure": measure, "duration": {"unlimited": true}}], {})
		not law.permit["57.2"] with input as sanction([{"measure": measure}], {})
	}
}

test_nobody_else if {
	every who in {"spouse", "child", "parent", "employer"} {
		every one in bars {
			not law.permit["57.2"] with input as sanction([object.union(one, {"others": {who: true}})], {})
		}
	}
}

listed(facts) := practice(object.union(
	{
		"kind": "list",
		"list": "serious",
		"agency": county,
		"subject": {"type": "natural_person"},
		"grounds": [refusal("enlistment", true)],
	},
	facts,
))

test_list if {
	law.permit["57.2"] with input as listed({})
	law.permit["57.2"] with input as listed({"agency": bureau})
	law.permit["57.2"] with input as listed({"grounds": [
		refusal("enlistment", true),
		object.union(refusal("registration", true), {"not_entered": true}),
	]})
	not law.permit["57.2"] with input as listed({"agency": bureau, "grounds": [undecided]})
	not law.permit["57.2"] with input as listed({"list": "blacklist"})
	not law.permit["57.2"] with input as listed({"others": {"parent": true}})
	not law.permit["57.2"] with input as listed({"grounds": [refusal("enlistment", true), refusal("registration", true)]})
	not law.permit["57.2"] with input as listed({"subject": {"type": "legal_person"}})
}

test_deserters if {
	every duty in {"desertion_dismissed", "desertion_expelled"} {
		law.permit["58.2"] with input as sanction(bars, {"grounds": [refusal(duty, false)]})
		law.permit["58.2"] with input as listed({"grounds": [refusal(duty, false)]})
	}
	not law.permit["58.2"] with input as sanction(bars, {})
	not law.permit["58.2"] with input as listed({})
	not law.permit["58.2"] with input as listed({
		"others": {"spouse": true},
		"grounds": [refusal("desertion_expelled", false)],
	})
}

test_fines_of_the_dismissed if {
	law.permit["58.2"] with input as sanction(fine, {"grounds": [refusal("desertion_dismissed", false)]})
	not law.permit["58.2"] with input as sanction(fine, {"grounds": [refusal("desertion_expelled", false)]})
}

unit(facts) := sanction(fine, object.union({"subject": {"type": "legal_person"}, "order_to_correct": true}, facts))

test_units if {
	law.permit["59"] with input as unit({})
	law.permit["59"] with input as unit({"agency": object.union(county, {"level": "city"})})
	not law.permit["59"] with input as unit({"order_to_correct": false})
	not law.permit["59"] with input as unit({"subject": {"type": "natural_person"}})
	not law.permit["59"] with input as unit({"agency": bureau})
	not law.permit["59"] with input as unit({"grounds": [{"category": "wage_arrears"}]})
	not law.permit["59"] with input as unit({"measures": [{"measure": "licence_revocation"}]})
}

other_law(at) := {"authorities": [{
	"at": at,
	"instrument": "a law",
	"rank": "law",
	"governs": "yes",
	"in_force": "yes",
	"has_article": "yes",
	"grants": true,
}]}

test_what_other_law_provides_beside_it if {
	grounds := {"grounds": [refusal("enlistment", true), {"category": "refusal_of_judgment"}]}
	law.permit["57.2"] with input as object.union(listed(grounds), other_law(["grounds", 1, "basis", 0]))
	not law.permit["57.2"] with input as object.union(listed(grounds), other_law(["grounds", 0, "basis", 0]))
	two := sanction([{"measure": "recruitment_bar"}, {"measure": "travel_limit"}], {})
	law.permit["57.2"] with input as object.union(two, other_law(["measures", 1, "basis", 0]))
	not law.permit["57.2"] with input as object.union(two, other_law(["measures", 0, "basis", 0]))
}
