package policies.lib.agencies_test

import data.policies.lib.agencies

of_type(type) := {"practice": {"agency": {"type": type}}}

test_state_organ if {
	every type in ["state_organ", "court", "procuratorate", "public_security_organ"] {
		agencies.state_organ with input as of_type(type)
	}
}

test_others if {
	every type in ["authorised_organisation", "public_credit_centre", "public_institution", "lender"] {
		not agencies.state_organ with input as of_type(type)
	}
	not agencies.state_organ with input as {"practice": {}}
}

test_acts_as if {
	capacities := {"credit_reporting_agency": true, "court": true, "platform": false}
	bank := {"practice": {"agency": {"type": "lender", "capacities": capacities}}}
	agencies.acts_as({"lender"}) with input as bank
	agencies.acts_as({"credit_reporting_agency", "platform"}) with input as bank
	agencies.state_organ with input as bank
	not agencies.acts_as({"platform", "market_entity"}) with input as bank
	not agencies.acts_as({"credit_reporting_agency"}) with input as of_type("lender")
}
