package policies.lib.subjects_test

import data.policies.lib.subjects

of_type(type) := {"practice": {"subject": {"type": type}}}

test_natural_person if {
	every type in ["natural_person", "sole_trader"] {
		subjects.natural_person with input as of_type(type)
		not subjects.organisation with input as of_type(type)
	}
}

test_organisation if {
	every type in ["legal_person", "unincorporated_organisation"] {
		subjects.organisation with input as of_type(type)
		not subjects.natural_person with input as of_type(type)
	}
}

test_unstated if {
	not subjects.natural_person with input as {"practice": {}}
	not subjects.organisation with input as {"practice": {}}
}
