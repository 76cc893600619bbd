package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

test_channels if {
	enterprise := object.union(collection, {"subject": {"type": "legal_person"}})
	every source in {"subject", "counterparty", "industry_association", "government_publication", "court_publication"} {
		regulation.permit["21.1"] with input as prepared(
			enterprise,
			{"items": [{"category": "business_result", "source": source}]},
		)
	}
	not regulation.permit["21.1"] with input as prepared(
		enterprise,
		{"items": [{"category": "business_result", "source": "covert"}]},
	)
	not regulation.permit["21.1"] with input as prepared(collection, {})
	not regulation.permit["21.1"] with input as prepared(enterprise, {"items": [{
		"category": "business_result",
		"source": "government_publication",
		"published_under_law": {"value": false},
	}]})
}
