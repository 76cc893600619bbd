package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

received(covers, items) := object.union(
	prepared(collection, {"basis": [{"covers": {"value": covers}}], "items": items}),
	{"authorities": [{"at": ["basis", 0], "instrument": "cn/credit_reporting_2013", "article": "28.1"}]},
)

test_database_receives if {
	of_loan := [
		{"category": "name", "source": "counterparty"},
		{"category": "age", "source": "counterparty"},
		{"category": "loan", "source": "counterparty"},
	]
	regulation.permit["28.1"] with input as received(true, of_loan)
	not regulation.permit["28.1"] with input as received(false, of_loan)
	not regulation.permit["28.1"] with input as prepared(collection, {"items": of_loan})
	not regulation.permit["28.1"] with input as received(
		true,
		[{"category": "fare_evasion", "source": "counterparty"}, {"category": "loan", "source": "counterparty"}],
	)
	not regulation.permit["28.1"] with input as received(true, [{"category": "loan", "source": "covert"}])
	not regulation.permit["28.1"] with input as received(true, [{"category": "name"}])
}

test_database_receives_an_item if {
	declared := [{"category": "loan", "source": "counterparty", "basis": [{"covers": {"value": true}}]}]
	regulation.permit["28.1"] with input as object.union(
		prepared(collection, {"items": declared}),
		{"authorities": [{"at": ["items", 0, "basis", 0], "instrument": "cn/credit_reporting_2013", "article": "28.1"}]},
	)
}

# Each item that cites the paragraph is declared by itself.
test_database_receives_items if {
	loan := {"category": "loan", "source": "counterparty"}
	declared := object.union(loan, {"basis": [{"covers": {"value": true}}]})
	shop := object.union(loan, {"basis": [{"covers": {"value": false}}]})
	regulation.permit["28.1"] with input as cited_at_both([declared, declared])
	not regulation.permit["28.1"] with input as cited_at_both([declared, shop])
	not regulation.permit["28.1"] with input as cited_at_both([shop, declared])
}

cited_at_both(items) := cited_at({0: "28.1", 1: "28.1"}, items)

test_database_answers if {
	regulation.permit["28.2"] with input as prepared(disclosure, {})
	not regulation.permit["28.2"] with input as prepared(disclosure, {"consent": {"form": "none"}})
	regulation.permit["28.2"] with input as prepared(
		disclosure,
		{"consent": {"form": "none"}, "recipients": [{"type": "subject"}]},
	)
	regulation.permit["28.2"] with input as prepared(disclosure, {
		"consent": {"form": "none"},
		"recipients": [{"type": "state_organ", "allowed_without_consent": {"value": true}}],
	})
	not regulation.permit["28.2"] with input as prepared(disclosure, {
		"consent": {"form": "none"},
		"recipients": [{"type": "state_organ", "allowed_without_consent": {"value": false}}],
	})
}

test_database_answers_nobody_else if {
	enterprise := object.union(disclosure, {
		"agency": {"type": "financial_credit_database"},
		"subject": {"type": "legal_person"},
		"consent": {"form": "none"},
	})
	blamed("28.2") == {"consent/form"} with input as prepared(enterprise, {})
	blamed("28.2") == {"consent/form"} with input as prepared(enterprise, {"consent": {"form": "express"}})
	blamed("28.2") == set() with input as prepared(enterprise, {"consent": {"form": "written"}})
	blamed("28.2") == set() with input as prepared(enterprise, {"recipients": [{"type": "subject"}]})
	blamed("28.2") == set() with input as prepared(
		enterprise,
		{"recipients": [{"type": "state_organ", "allowed_without_consent": {"value": true}}]},
	)
}

# Two items with an article each.
test_database_receives_beside_others if {
	loan := {"category": "loan", "source": "counterparty", "basis": [{"covers": {"value": true}}]}
	court := {"category": "court_enforcement", "source": "state_organ", "basis": [{"covers": {"value": true}}]}
	regulation.permit["28.1"] with input as cited_at({0: "28.1", 1: "13.1"}, [loan, court])
	not regulation.permit["28.1"] with input as cited_at({0: "28.1", 1: "28.1"}, [loan, court])
	not regulation.permit["28.1"] with input as cited_at({0: "13.1", 1: "28.1"}, [loan, court])
}

test_lenders_supply_beside_others if {
	practice := object.union(lending, {"items": [{"category": "loan"}, {"category": "unpaid_tax_or_fee"}]})
	one := {"at": ["items", 0, "basis", 0], "instrument": "cn/credit_reporting_2013", "article": "29.1"}
	other := {"at": ["items", 1, "basis", 0], "instrument": "cn/credit_reporting_2013", "article": "29.1"}
	regulation.permit["29.1"] with input as object.union(prepared(practice, {}), {"authorities": [one]})
	not regulation.permit["29.1"] with input as object.union(prepared(practice, {}), {"authorities": [one, other]})
	not regulation.permit["29.1"] with input as prepared(practice, {})
}

lending := object.union(disclosure, {
	"mode": "provision",
	"agency": {"type": "lender"},
	"recipients": [{"type": "financial_credit_database"}],
	"items": [{"category": "loan"}],
})

test_lenders if {
	regulation.permit["29.1"] with input as prepared(lending, {})
	not regulation.permit["29.1"] with input as prepared(lending, {"recipients": [{"type": "market_entity"}]})
	blamed("29.2") == set() with input as prepared(lending, {})
	blamed("29.2") == {"consent/form"} with input as prepared(lending, {"consent": {"form": "express"}})
	blamed("29.2") == set() with input as prepared(
		lending,
		{"consent": {"form": "none"}, "items": [{"category": "occupation"}]},
	)
	blamed("29.2") == set() with input as prepared(
		lending,
		{"consent": {"form": "none"}, "items": [{"category": "loan", "identifiers_removed": true, "restorable": false}]},
	)
	blamed("29.2") == {"consent/form"} with input as prepared(
		lending,
		{"consent": {"form": "none"}, "items": [{"category": "loan", "identifiers_removed": true, "restorable": true}]},
	)
	blamed("29.2") == set() with input as prepared(
		lending,
		{"consent": {"form": "none"}, "recipients": [{"type": "subject"}]},
	)
}

test_fee if {
	blamed("31") == {"fee"} with input as prepared(disclosure, {"fee": "above_cost"})
	blamed("31") == set() with input as prepared(disclosure, {"fee": "cost"})
}
