package policies.cn.credit_reporting_2013_test

import data.policies.cn.credit_reporting_2013 as regulation

only(category) := {"items": [{"category": category}]}

test_never if {
	every category in {"religion", "gene", "fingerprint", "blood_type", "disease", "medical_history"} {
		blamed("14.1") == {"items/0/category"} with input as prepared(collection, only(category))
	}
	every category in {"face", "other_biometric", "health_care", "ethnicity", "income"} {
		blamed("14.1") == set() with input as prepared(collection, only(category))
	}
	blamed("14.1") == set() with input as prepared(
		collection,
		{"items": [{"category": "disease"}], "subject": {"type": "legal_person"}},
	)
}

test_means if {
	every category in {"income", "deposit", "securities", "commercial_insurance", "real_estate", "tax_amount"} {
		blamed("14.2") == set() with input as prepared(collection, only(category))
		every change in {
			{"consent": {"form": "express"}},
			{"notice": {"time": "after"}},
			{"notice": {"adverse_consequence": false}},
			{"notice": {"clear": {"value": false}}},
		} {
			blamed("14.2") == {"items/0/category"} with input as prepared(collection, object.union(only(category), change))
		}
	}
	blamed("14.2") == set() with input as prepared(
		collection,
		{"items": [{"category": "financial_account"}], "consent": {"form": "none"}},
	)
}

test_informed_written_consent_permits_means if {
	regulation.permit["14.2"] with input as prepared(collection, only("income"))
	not regulation.permit["14.2"] with input as prepared(collection, only("repayment"))
	not regulation.permit["14.2"] with input as prepared(
		collection,
		object.union(only("income"), {"consent": {"form": "express"}}),
	)
	not regulation.permit["14.2"] with input as prepared(
		collection,
		object.union(only("income"), bureau_of_transport),
	)
}

# Cited for all it grants items of means alone; cited beside one, that one.
test_grants_means_alone if {
	two := {"items": [{"category": "income"}, {"category": "repayment"}]}
	every at in [["basis", 0], ["items", 1, "basis", 0]] {
		not regulation.permit["14.2"] with input as object.union(prepared(collection, two), {"authorities": [{
			"at": at,
			"instrument": "cn/credit_reporting_2013",
			"article": "14.2",
		}]})
	}
	regulation.permit["14.2"] with input as object.union(prepared(collection, two), {"authorities": [{
		"at": ["items", 0, "basis", 0],
		"instrument": "cn/credit_reporting_2013",
		"article": "14.2",
	}]})
}
