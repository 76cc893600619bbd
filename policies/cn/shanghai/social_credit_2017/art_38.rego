# Article 38: repair. The provider may give written proof; the platform then takes the record off its query page.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.periods

# The time and the query page are the platform's, which the centre runs (art. 11(1)). Providers may give the proof.
engaged["38"] if {
	the_centre
	proof_of_repair
}

proof_of_repair if {
	input.practice.proof_issued
	some record in input.practice.records
	record.available
}

breach["38"] contains {"at": ["carried_out_within"], "why": "late"} if {
	periods.longer_than(input.practice.carried_out_within, params.repair)
}

breach["38"] contains {"at": ["records", i, "effect"], "why": "still_shown"} if {
	some i, record in input.practice.records
	record.available
	record.effect in {"mark", "removal_from_list", "none"}
}

unsettled["38"] contains {"at": ["carried_out_within"], "why": "unit"} if {
	periods.exceeds_unclear(input.practice.carried_out_within, params.repair)
}

permit["38"] if {
	proof_of_repair
	input.practice.decided_by in {"provider", "determining_unit"}
	harm_reduced
}

harm_reduced if input.practice.conditions.duty_performed

harm_reduced if input.practice.conditions.correction

harm_reduced if input.practice.conditions.harm_removed
