package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

objections(changes) := prepared(collection, {"agency": {"objections": object.union(
	{
		"accepted": true,
		"marked": true,
		"decide_within": {"days": 20},
		"provider_decides_within": {"days": 20},
		"written_reply": true,
		"corrected": true,
		"mark_removed": true,
		"unresolved_recorded": true,
	},
	changes,
)}})

test_objections if {
	every clause in {"25.1", "25.2", "25.3"} {
		blamed(clause) == set() with input as objections({})
	}
	blamed("25.1") == {"agency/objections/accepted"} with input as objections({"accepted": false})
	every name in {"marked", "written_reply"} {
		blamed("25.2") == {concat("/", ["agency/objections", name])} with input as objections({name: false})
	}
	every name in {"corrected", "mark_removed", "unresolved_recorded"} {
		blamed("25.3") == {concat("/", ["agency/objections", name])} with input as objections({name: false})
	}
}

test_handed_on_within_twenty_days if {
	late := {"forward_within": {"days": 21}}
	blamed("25.2") == {"agency/objections/forward_within"} with input as objections(late)
	blamed("25.2") == set() with input as objections({"forward_within": {"days": 20}})
	count(regulation.unsettled["25.2"]) == 1 with input as objections({"forward_within": {"working_days": 15}})
}

# Plain days: working days within the number may still be too many.
test_twenty_days if {
	every name in {"decide_within", "provider_decides_within"} {
		place := concat("/", ["agency/objections", name])
		blamed("25.2") == set() with input as prepared_within(name, {"days": 19})
		blamed("25.2") == {place} with input as prepared_within(name, {"days": 21})
		blamed("25.2") == {place} with input as prepared_within(name, {"working_days": 21})
		blamed("25.2") == set() with input as prepared_within(name, {"working_days": 15})
		count(regulation.unsettled["25.2"]) == 1 with input as prepared_within(name, {"working_days": 15})
	}
	count(regulation.unsettled["25.2"]) == 0 with input as objections({})
}

prepared_within(name, period) := object.union(
	object.filter(objections({}), ["params", "authorities", "readings"]),
	{"practice": object.union(collection, {"agency": {"objections": {
		"accepted": true,
		"marked": true,
		"decide_within": within("decide_within", name, period),
		"provider_decides_within": within("provider_decides_within", name, period),
		"written_reply": true,
	}}})},
)

within(name, changed, period) := period if name == changed

within(name, changed, _) := {"days": 20} if name != changed
