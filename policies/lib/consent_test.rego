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

click := {"practice": {"consent": {"form": "express", "electronic": true}}}

under(choice, practice) := object.union(practice, {"readings": {"electronic_form": choice}})

test_electronic if {
	consent.in_writing with input as under("counts_as_written", click)
	not consent.in_writing with input as under("signature_required", click)
	not consent.in_writing with input as under("counts_as_written", of_form("express"))
}

test_none if {
	every form in ["implied", "none"] {
		not consent.expressed with input as of_form(form)
		not consent.in_writing with input as of_form(form)
	}
	not consent.expressed with input as {"practice": {}}
	not consent.in_writing with input as {"practice": {}}
}
