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
