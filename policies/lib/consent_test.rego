package policies.lib.consent_test

import data.policies.lib.consent

of_form(form) := {"practice": {"consent": {"form": form}}}

test_written if {
	consent.expressed with input as of_form("written")
	consent.in_writing with input as of_form("written")
}

test_express if {
	consent.expressed with input as of_form("express")
	not consent.in_writing with input as of_form("express")
}

test_none if {
	every form in ["implied", "none"] {
		not consent.expressed with input as of_form(form)
		not consent.in_writing with input as of_form(form)
	}
	not consent.expressed with input as {"practice": {}}
	not consent.in_writing with input as {"practice": {}}
}
