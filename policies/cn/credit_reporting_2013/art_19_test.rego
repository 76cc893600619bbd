package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

standard_terms := object.union(collection, {"consent": {
	"standard_terms": true,
	"highlighted": true,
	"explained_on_request": true,
}})

test_standard_terms if {
	regulation.engaged["19"] with input as prepared(standard_terms, {})
	blamed("19") == set() with input as prepared(standard_terms, {})
	blamed("19") == {"consent/highlighted"} with input as prepared(standard_terms, {"consent": {"highlighted": false}})
	blamed("19") == {"consent/explained_on_request"} with input as prepared(
		standard_terms,
		{"consent": {"explained_on_request": false}},
	)
	not regulation.engaged["19"] with input as prepared(standard_terms, {"consent": {"standard_terms": false}})
	not regulation.engaged["19"] with input as prepared(
		standard_terms,
		{"agency": {"type": "market_entity"}, "destination": "own_records"},
	)
	regulation.engaged["19"] with input as prepared(standard_terms, {"agency": {"type": "market_entity"}})
}

test_answers_to_queries if {
	answer := object.union(standard_terms, {"kind": "disclosure"})
	regulation.engaged["19"] with input as prepared(answer, {"mode": "provision", "destination": "none"})
	not regulation.engaged["19"] with input as prepared(answer, {"mode": "query", "destination": "none"})
}

test_lenders_outside_lending if {
	lender := object.union(standard_terms, {"agency": {"type": "lender"}, "destination": "own_records"})
	regulation.engaged["19"] with input as prepared(lender, {"items": [{"category": "loan"}]})
	not regulation.engaged["19"] with input as prepared(lender, {"items": [{"category": "face"}]})
}
