package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

kept(category, period, start, end) := prepared(collection, {"items": [{
	"category": category,
	"retention": {"period": period, "from": start, "then": end},
}]})

test_five_years if {
	every period in [{"years": 4}, {"years": 5}, {"months": 59}, {"months": 60}, {"days": 1826}] {
		blamed("16.1") == set() with input as kept("contract_default", period, "conduct_end", "delete")
	}
	every period in [{"years": 6}, {"months": 61}, {"unlimited": true}] {
		blamed("16.1") == {"items/0/retention/period"} with input as kept("contract_default", period, "conduct_end", "delete")
	}
	in_days := kept("contract_default", {"days": 1826}, "conduct_end", "delete")
	count(regulation.unsettled["16.1"]) == 1 with input as in_days
	blamed("16.1") == set() with input as kept("repayment", {"years": 9}, "collection", "keep")
}

test_runs_from_the_end_of_the_conduct if {
	every start in {"determination", "publication", "collection", "listing"} {
		blamed("16.1") == {"items/0/retention/from"} with input as kept("contract_default", {"years": 5}, start, "delete")
	}
	blamed("16.1") == set() with input as kept("contract_default", {"years": 5}, "performance", "delete")
	blamed("16.1") == {"items/0/retention/from"} with input as kept(
		"administrative_penalty",
		{"years": 5}, "performance", "delete",
	)
}

wages_owed(document, years) := prepared(collection, {"items": [{
	"category": "wage_arrears",
	"legal_document": document,
	"retention": {"period": {"years": years}, "from": "performance", "then": "delete"},
}]})

test_judgment_recorded_under_the_name_of_the_conduct if {
	blamed("16.1") == set() with input as wages_owed("court_judgment", 5)
	blamed("16.1") == {"items/0/retention/period"} with input as wages_owed("court_judgment", 6)
	blamed("16.1") == set() with input as wages_owed("internal_record", 6)
}

test_deleted_in_the_end if {
	every end in {"archive", "stop_display", "keep"} {
		blamed("16.1") == {"items/0/retention/then"} with input as kept("contract_default", {"years": 5}, "conduct_end", end)
	}
	blamed("16.1") == set() with input as kept("contract_default", {"years": 5}, "conduct_end", "anonymise")
}

shown(period, start) := prepared(disclosure, {"items": [{
	"category": "contract_default",
	"availability": {"period": period, "from": start},
}]})

# What is shown for five years from its collection is kept longer than five years from the end of the conduct.
test_shown_from_another_day if {
	blamed("16.1") == {"items/0/availability/from"} with input as shown({"years": 5}, "collection")
	blamed("16.1") == set() with input as shown({"years": 5}, "conduct_end")
	blamed("16.1") == set() with input as shown({"years": 4}, "collection")
}

test_statement if {
	practice := object.union(collection, {"items": [{"category": "contract_default"}]})
	blamed("16.2") == {"agency/rights/statement_recorded"} with input as prepared(
		practice,
		{"agency": {"rights": {"statement_recorded": false}}},
	)
	blamed("16.2") == set() with input as prepared(practice, {"agency": {"rights": {"statement_recorded": true}}})
	blamed("16.2") == set() with input as prepared(collection, {"agency": {"rights": {"statement_recorded": false}}})
}

# Cited for the period of adverse information, it carries the authority to keep it so long, and nothing else.
test_grants_keeping if {
	kept_five_years := kept("contract_default", {"years": 5}, "conduct_end", "delete")
	of_period := ["items", 0, "retention", "basis", 0]
	regulation.permit["16.1"] with input as cited_for_keeping(kept_five_years, of_period)
	not regulation.permit["16.1"] with input as cited_for_keeping(kept_five_years, ["items", 0, "basis", 0])
	not regulation.permit["16.1"] with input as cited_for_keeping(kept_five_years, ["basis", 0])
	too_long := kept("contract_default", {"years": 6}, "conduct_end", "delete")
	not regulation.permit["16.1"] with input as cited_for_keeping(too_long, of_period)
	not_adverse := kept("repayment", {"years": 5}, "conduct_end", "delete")
	not regulation.permit["16.1"] with input as cited_for_keeping(not_adverse, of_period)
	later := kept("administrative_penalty", {"years": 5}, "performance", "delete")
	not regulation.permit["16.1"] with input as cited_for_keeping(later, of_period)
}

cited_for_keeping(prepared_input, at) := object.union(
	prepared_input,
	{"authorities": [{"at": at, "instrument": "cn/credit_reporting_2013", "article": "16.1"}]},
)

# What is to be recorded may be: a statement, an objection, the log of staff.
test_grants_recording if {
	statement := [{"category": "unlisted", "source": "self_declaration"}]
	every clause in ["16.2", "25.3", "22.2"] {
		regulation.permit[clause] with input as declared_for(clause, true, statement)
		not regulation.permit[clause] with input as declared_for(clause, false, statement)
	}
	bought := [{"category": "loan", "source": "purchase"}]
	every clause in ["16.2", "25.3", "22.2"] {
		not regulation.permit[clause] with input as declared_for(clause, true, bought)
	}
}

# 记载, 登记: what is recorded is not thereby shown.
test_grants_no_disclosure if {
	statement := [{"category": "unlisted", "source": "self_declaration"}]
	published := {"practice": {"kind": "disclosure", "mode": "publication"}}
	every clause in ["16.2", "25.3", "22.2"] {
		recorded := declared_for(clause, true, statement)
		regulation.permit[clause] with input as recorded
		not regulation.permit[clause] with input as object.union(recorded, published)
	}
}

# Cited at one item, it is asked of that item alone; cited for the whole, of all.
test_grants_recording_beside_others if {
	statement := {"category": "unlisted", "source": "self_declaration", "basis": [{"covers": {"value": true}}]}
	bought := {"category": "loan", "source": "purchase", "basis": [{"covers": {"value": true}}]}
	every clause in ["16.2", "25.3", "22.2"] {
		regulation.permit[clause] with input as cited_at({0: clause, 1: "13.1"}, [statement, bought])
		not regulation.permit[clause] with input as cited_at({0: clause, 1: clause}, [statement, bought])
		not regulation.permit[clause] with input as cited_at({0: "13.1", 1: clause}, [statement, bought])
		not regulation.permit[clause] with input as declared_for(clause, true, [statement, bought])
	}
}

cited_at(articles, items) := object.union(
	prepared(collection, {"items": items}),
	{"authorities": [cited |
		some i, article in articles
		cited := {"at": ["items", i, "basis", 0], "instrument": "cn/credit_reporting_2013", "article": article}
	]},
)

declared_for(clause, covers, items) := object.union(
	prepared(collection, {"basis": [{"covers": {"value": covers}}], "items": items}),
	{"authorities": [{"at": ["basis", 0], "instrument": "cn/credit_reporting_2013", "article": clause}]},
)
