package policies.cn.administrative_coercion_2011_test

import data.policies.cn.administrative_coercion_2011 as law

yes := {"value": true, "reason": "r"}

no := {"value": false, "reason": "r"}

params := {
	"officers": 2,
	"hold": {"days": 30},
	"extended_hold": {"days": 60},
	"freezing_served": {"working_days": 3},
	"freeze": {"days": 30},
	"extended_freeze": {"days": 60},
}

of_law := {
	"at": ["basis", 0],
	"for": ["sanction"],
	"instrument": "cn/food_safety_2009",
	"article": "110.1.4",
	"rank": "law",
	"governs": "yes",
	"in_force": "yes",
	"has_article": "yes",
	"grants": true,
}

practice := {
	"kind": "sanction",
	"agency": {"type": "state_organ", "level": "county"},
	"purpose": {"area": "enforcement"},
	"subject": {"type": "legal_person"},
	"competence": {"power": "own", "within": yes},
	"grounds": [{"category": "food_drug_breach"}],
	"measures": [{
		"measure": "seizure",
		"duration": {"days": 30},
		"proportionate": yes,
		"milder_enough": no,
		"of_the_case": yes,
		"necessities": false,
		"held_again": false,
		"extended": false,
	}],
	"officers": {"number": 2, "qualified": true, "identify_themselves": true},
	"defence": {"heard": true},
	"decision": {
		"written": true,
		"party": true,
		"measure_and_basis": true,
		"duration": true,
		"remedies": true,
		"agency_and_day": true,
		"sealed": true,
		"served_within": {"working_days": 3},
	},
}

# What is broken by the lawful seizure with some facts changed.
broken(changes, authorities) := {clause |
	doc := {
		"practice": json.patch(practice, [{"op": "add", "path": path, "value": value} | some path, value in changes]),
		"authorities": authorities,
		"params": {"cn/administrative_coercion_2011": params},
		"readings": {"late_fee_is_execution": "no"},
	}
	found := law.breach with input as doc
	engaged := law.engaged with input as doc
	some clause, places in found
	count(places) > 0
	engaged[clause]
}

of_rank(rank) := [object.union(of_law, {"rank": rank})]

test_lawful_seizure if broken({}, [of_law]) == set()

test_no_basis if broken({}, []) == {"16.1"}

test_which_text if {
	broken({}, of_rank("local_regulation")) == set()
	broken({}, of_rank("departmental_rule")) == {"10.4", "16.1"}
	broken({"/measures/0/measure": "freezing"}, of_rank("local_regulation")) == {"10.1", "10.3", "29.1"}
	broken({"/measures/0/measure": "freezing"}, of_rank("administrative_regulation")) == {"10.1", "10.2", "29.1"}
	broken({"/measures/0/measure": "freezing"}, [of_law]) == set()
}

test_citation_of_another_measure if {
	broken({}, [object.union(of_law, {"at": ["measures", 1, "basis", 0]})]) == {"16.1"}
	broken({}, [object.union(of_law, {"at": ["measures", 0, "basis", 0]})]) == set()
	broken({}, [object.union(of_law, {"instrument": "cn/administrative_penalty_2021"})]) == {"16.1"}
}

test_who if {
	broken({"/competence/power": "written_entrustment"}, [of_law]) == {"17.1"}
	broken({"/competence/within": no}, [of_law]) == {"17.1", "22"}
	broken({"/agency/type": "grassroots_committee", "/competence/power": "charter"}, [of_law]) == {"22"}
	broken({"/agency/type": "public_utility", "/competence/power": "charter"}, []) == set()
	broken({"/agency/type": "public_utility", "/competence/power": "none"}, [of_law]) == {"22"}
}

authorised(measure, authorities) := broken(
	{
		"/agency/type": "public_institution",
		"/competence/power": "law_or_regulation",
		"/measures/0/measure": measure,
	},
	array.concat([of_law], authorities),
)

test_who_is_authorised if {
	of_power := object.union(of_law, {"at": ["competence", "basis", 0]})
	authorised("seizure", [of_power]) == set()
	of_regulation := object.union(of_power, {"rank": "administrative_regulation"})
	authorised("seizure", [of_regulation]) == set()
	of_place := object.union(of_power, {"rank": "local_regulation"})
	authorised("seizure", [of_place]) == {"22"}
	authorised("seizure", []) == {"22"}
	authorised("freezing", [of_power]) == set()
	authorised("freezing", [of_regulation]) == {"29.1"}
	authorised("personal_restraint", [of_power]) == set()
	authorised("personal_restraint", []) == {"17.1"}
	restraint := {"/agency/type": "public_institution", "/measures/0/measure": "personal_restraint"}
	broken(object.union(restraint, {"/competence/power": "charter"}), [of_law]) == {"17.1"}
}

test_procedure if {
	broken({"/officers/number": 1}, [of_law]) == {"18.0.2"}
	broken({"/defence/heard": false}, [of_law]) == {"18.0.6"}
	broken({"/measures/0/measure": "freezing", "/defence/heard": false}, [of_law]) == set()
	broken({"/measures/0/measure": "freezing", "/officers/number": 1}, [of_law]) == {"30.1"}
}

test_objects if {
	broken({"/measures/0/necessities": true}, [of_law]) == {"23.1"}
	broken({"/measures/0/of_the_case": no}, [of_law]) == {"23.1"}
	broken({"/measures/0/held_again": true}, [of_law]) == {"23.2"}
}

test_periods if {
	broken({"/measures/0/duration": {"days": 31}}, [of_law]) == {"25.1"}
	broken({"/measures/0/duration": {"days": 60}, "/measures/0/extended": true}, [of_law]) == set()
	broken({"/measures/0/duration": {"days": 61}, "/measures/0/extended": true}, [of_law]) == {"25.1"}
	broken({"/measures/0/duration": {"days": 61}, "/measures/0/testing": yes}, [of_law]) == set()
	broken({"/measures/0/duration": {"days": 61}, "/measures/0/testing": no}, [of_law]) == {"25.1"}
	other := object.union(of_law, {"at": ["measures", 0, "period_by_law", "basis", 0]})
	broken({"/measures/0/duration": {"days": 61}}, [of_law, other]) == set()
	broken({"/decision/served_within": {"working_days": 4}, "/measures/0/measure": "freezing"}, [of_law]) == {"31"}
}

cut(households, enforces, authorities) := broken(
	{"/measures": [{
		"measure": "utility_cutoff",
		"households": households,
		"enforces_decision": enforces,
		"proportionate": yes,
		"milder_enough": no,
	}]},
	authorities,
)

test_utilities if {
	cut(true, yes, [of_law]) == {"43.2"}
	cut(false, yes, [of_law]) == set()
	cut(false, yes, []) == {"13.1"}
	cut(true, no, []) == set()
}

test_cap if {
	every amount, wanted in {1000: set(), 1001: {"45.2"}} {
		broken(
			{"/measures": [{
				"measure": "surcharge",
				"amount": amount,
				"principal": 1000,
				"proportionate": yes,
				"milder_enough": no,
			}]},
			[of_law],
		) == wanted
	}
}

test_other_measures_are_no_coercion if {
	every measure in ["procurement_bar", "record_entry", "publication", "account_restriction", "travel_limit"] {
		broken({"/measures/0/measure": measure}, []) == set()
	}
}
