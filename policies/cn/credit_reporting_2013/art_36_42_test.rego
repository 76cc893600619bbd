package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

# fined is a fine for which an article is cited.
fined(article, subject, amount) := punished(article, {}, {"type": subject}, {"measure": "fine", "amount": amount})

punished(article, changes, subject, measure) := object.union(
	prepared(
		{
			"kind": "sanction",
			"agency": {"type": "state_organ", "department": "central_bank", "level": "national"},
			"subject": subject,
			"order_to_correct": true,
			"grounds": [{"conduct": {"refused_after_demand": true, "serious": {"value": true}}}],
			"measures": [object.union(measure, {"basis": [{"covers": {"value": true}}]})],
			"officers": {"number": 2, "identify_themselves": true, "notice_shown": true},
		},
		changes,
	),
	{"authorities": [{
		"at": ["measures", 0, "basis", 0],
		"instrument": "cn/credit_reporting_2013",
		"article": article,
	}]},
)

# Article, whom, the least and the most.
ranges := [
	["36", "legal_person", 50000, 500000],
	["36", "natural_person", 50000, 500000],
	["37.1", "legal_person", 20000, 200000],
	["37.1", "natural_person", 0, 10000],
	["37.2", "legal_person", 20000, 200000],
	["37.2", "natural_person", 0, 10000],
	["38.1", "legal_person", 50000, 500000],
	["38.1", "natural_person", 10000, 100000],
	["39", "legal_person", 20000, 100000],
	["39", "natural_person", 0, 10000],
	["40", "legal_person", 50000, 500000],
	["40", "natural_person", 10000, 100000],
	["41", "legal_person", 20000, 200000],
	["41", "natural_person", 10000, 50000],
	["42", "legal_person", 20000, 200000],
	["42", "natural_person", 10000, 50000],
]

test_ranges if {
	every range in ranges {
		regulation.engaged[range[0]] with input as fined(range[0], range[1], range[2])
		blamed(range[0]) == set() with input as fined(range[0], range[1], range[2])
		blamed(range[0]) == set() with input as fined(range[0], range[1], range[3])
		blamed(range[0]) == {"measures/0/amount"} with input as fined(range[0], range[1], range[3] + 1)
	}
	every range in ranges {
		regulation.permit[range[0]] with input as fined(range[0], range[1], range[2])
		regulation.permit[range[0]] with input as fined(range[0], range[1], range[3])
		not regulation.permit[range[0]] with input as fined(range[0], range[1], range[3] + 1)
	}
	every range in ranges {
		low(range) == blamed(range[0]) with input as fined(range[0], range[1], range[2] - 1)
	}
}

low(range) := {"measures/0/amount"} if range[2] > 0

low(range) := set() if range[2] == 0

branch := {"agency": {"level": "province"}}

stranger := {"agency": {"department": "finance"}}

test_who_punishes if {
	fine := {"measure": "fine", "amount": 50000}
	every article in ["36", "37.1"] {
		blamed(article) == {"agency/level"} with input as punished(article, branch, {"type": "legal_person"}, fine)
		not regulation.permit[article] with input as punished(article, branch, {"type": "legal_person"}, fine)
		regulation.permit[article] with input as punished(article, {}, {"type": "legal_person"}, fine)
	}
	every article in ["37.2", "38.1", "39", "40", "41", "42"] {
		blamed(article) == set() with input as punished(article, branch, {"type": "legal_person"}, fine)
		regulation.permit[article] with input as punished(article, branch, {"type": "legal_person"}, fine)
		blamed(article) == {"agency/department"} with input as punished(
			article,
			stranger,
			{"type": "legal_person"},
			fine,
		)
		not regulation.permit[article] with input as punished(article, stranger, {"type": "legal_person"}, fine)
	}
}

test_revocation if {
	revocation := {"measure": "licence_revocation"}
	blamed("38.2") == set() with input as punished("38.2", {}, {"type": "legal_person"}, revocation)
	regulation.permit["38.2"] with input as punished("38.2", {}, {"type": "legal_person"}, revocation)
	blamed("38.2") == {"agency/level"} with input as punished("38.2", branch, {"type": "legal_person"}, revocation)
	not regulation.permit["38.2"] with input as punished("38.2", branch, {"type": "legal_person"}, revocation)
	slight := {"grounds": [{"conduct": {"serious": {"value": false}}}]}
	blamed("38.2") == {"grounds"} with input as punished("38.2", slight, {"type": "legal_person"}, revocation)
	not regulation.engaged["38.1"] with input as punished("38", {}, {"type": "legal_person"}, revocation)
	regulation.engaged["38.2"] with input as punished("38", {}, {"type": "legal_person"}, revocation)
}

test_conditions_of_the_penalty if {
	fine := {"measure": "fine", "amount": 50000}
	every article in ["37.1", "38.1", "40"] {
		blamed(article) == {"order_to_correct"} with input as punished(
			article,
			{"order_to_correct": false},
			{"type": "legal_person"},
			fine,
		)
	}
	every article in ["37.2", "39"] {
		blamed(article) == {"grounds"} with input as punished(
			article,
			{"grounds": [{"conduct": {"refused_after_demand": false}}]},
			{"type": "legal_person"},
			fine,
		)
	}
	every article in ["41", "42"] {
		blamed(article) == {"grounds"} with input as punished(
			article,
			{"grounds": [{"conduct": {"serious": {"value": false}}}]},
			{"type": "legal_person"},
			fine,
		)
	}
}

test_inspection if {
	fine := {"measure": "fine", "amount": 50000}
	blamed("33.2") == set() with input as punished("40", {}, {"type": "legal_person"}, fine)
	alone := {"officers": {"number": 1}}
	blamed("33.2") == {"officers/number"} with input as punished("40", alone, {"type": "legal_person"}, fine)
	blamed("33.2") == {"officers/notice_shown"} with input as punished(
		"33.2",
		{"officers": {"notice_shown": false}},
		{"type": "legal_person"},
		fine,
	)
	every item in ["33.1.1", "33.1.2", "33.1.3", "33.1.4"] {
		blamed("33.2") == {"officers/number"} with input as punished(item, alone, {"type": "legal_person"}, fine)
	}
	not regulation.engaged["33.2"] with input as punished("5", alone, {"type": "legal_person"}, fine)
}

# Additional fines and sealed papers have articles of their own, whichever article provides the fine.
test_measures_beside_the_penalty if {
	late := "cn/administrative_penalty_2021"
	sealing := "cn/credit_reporting_2013"
	every article in ["36", "37.1", "37.2", "38.1", "39", "40", "41", "42"] {
		blamed(article) == set() with input as with_second(article, "surcharge", late, "72.1.1")
		blamed(article) == {"measures/1/measure"} with input as with_second(article, "surcharge", late, "72.1.2")
		blamed(article) == set() with input as with_second(article, "seizure", sealing, "33.1.3")
		blamed(article) == {"measures/1/measure"} with input as with_second(article, "seizure", sealing, "33.1.2")
	}
}

with_second(article, measure, instrument, provision) := object.union(
	punished(
		article,
		{"measures": [{"measure": "fine", "amount": 50000}, {"measure": measure}]},
		{"type": "legal_person"},
		{},
	),
	{"authorities": [
		{"at": ["basis", 0], "instrument": "cn/credit_reporting_2013", "article": article},
		{"at": ["measures", 1, "basis", 0], "instrument": instrument, "article": provision},
	]},
)

# A warning is for persons, and a fine for an act that is declared beside it.
test_what_is_granted if {
	every article in ["37.1", "37.2", "39"] {
		regulation.permit[article] with input as punished(article, {}, {"type": "natural_person"}, {"measure": "warning"})
		not regulation.permit[article] with input as punished(article, {}, {"type": "legal_person"}, {"measure": "warning"})
	}
	not regulation.permit["38.1"] with input as second_fine(false)
	regulation.permit["38.1"] with input as second_fine(true)
}

second_fine(covers) := object.union(
	punished(
		"38.1",
		{"measures": [
			{"measure": "fine", "amount": 50000, "basis": [{"covers": {"value": true}}]},
			{"measure": "fine", "amount": 60000, "basis": [{"covers": {"value": covers}}]},
		]},
		{"type": "legal_person"},
		{},
	),
	{"authorities": [
		{"at": ["measures", 0, "basis", 0], "instrument": "cn/credit_reporting_2013", "article": "38.1.3"},
		{"at": ["measures", 1, "basis", 0], "instrument": "cn/credit_reporting_2013", "article": "38.1.5"},
	]},
)
