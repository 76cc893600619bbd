package policies.lib.identifiers_test

import data.policies.lib.identifiers

test_gone if identifiers.gone({"identifiers_removed": true, "restorable": false})

test_not_gone if {
	not identifiers.gone({"identifiers_removed": true, "restorable": true})
	not identifiers.gone({"identifiers_removed": true})
	not identifiers.gone({"identifiers_removed": false, "restorable": false})
	not identifiers.gone({"identifiers_removed": false})
	not identifiers.gone({})
}
