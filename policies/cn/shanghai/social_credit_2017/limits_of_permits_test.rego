# Where a permission ends: whom, and what else, it does not reach.
package policies.cn.shanghai.social_credit_2017_test

import data.policies.cn.shanghai.social_credit_2017 as law

test_what_is_left_off_spoils_nothing if {
	trifle := {"area": "unlisted", "conduct": {"serious": {"value": false}}}
	left_off := object.union(trifle, {"not_entered": true})
	every clause, area in object.union(listed_for, {"25.1": "life_health"}) {
		law.permit[clause] with input as grounds_listed([serious_harm(area), left_off])
		not law.permit[clause] with input as grounds_listed([serious_harm(area), trifle])
		not law.permit[clause] with input as grounds_listed([object.union(serious_harm(area), {"not_entered": true})])
	}
}

test_listing_of_one_who_has_performed if {
	not law.permit["25.2.3"] with input as list("state_organ", {
		"area": "refusal_to_perform",
		"conduct": {"serious": {"value": true}, "able_to_perform": true, "performed": true},
	})
}

grounds_listed(grounds) := practice({
	"kind": "list",
	"list": "serious",
	"agency": {"type": "state_organ"},
	"grounds": grounds,
})

test_market_prefers if {
	law.permit["26.2"] with input as measures("incentive", ["equal_conditions_preference", "fee_reduction"])
}

test_market_reaches_the_defaulter_alone if {
	every clause, name in {"26.2": "deposit_up", "26.3": "credit_limit"} {
		law.permit[clause] with input as measure_of_the_market(name, {}, {})
		not law.permit[clause] with input as measure_of_the_market(name, {"spouse": true}, {})
		not law.permit[clause] with input as measure_of_the_market(name, {"legal_representative": true}, {})
		not law.permit[clause] with input as measure_of_the_market(name, {}, {"of_related_person": true})
	}
}

measure_of_the_market(name, others, ground) := object.union(
	measures("sanction", [name]),
	{"practice": {"measures": [{"measure": name, "others": others}], "grounds": [ground]}},
)

test_fine_of_others_or_without_an_order if {
	every change in [
		{"subject": {"type": "natural_person"}},
		{"subject": {"entity_class": "state_organ"}},
		{"order_to_correct": false},
	] {
		not law.permit["51.3"] with input as object.union(fine(municipal, 20000, true), {"practice": change})
	}
}
