# Article 37: records of acts that were annulled disappear. The provider tells the centre, the centre deletes.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.periods

breach["37"] contains {"at": ["annulment", "provider_reports"], "why": "not_reported"} if {
	not the_centre
	not input.practice.annulment.provider_reports
}

breach["37"] contains {"at": ["annulment", "deleted"], "why": "not_deleted"} if {
	the_centre
	not input.practice.annulment.deleted
}

breach["37"] contains {"at": ["annulment", "delete_within"], "why": "late"} if {
	the_centre
	periods.longer_than(input.practice.annulment.delete_within, params.deletion)
}

unsettled["37"] contains {"at": ["annulment", "delete_within"], "why": "unit"} if {
	the_centre
	periods.exceeds_unclear(input.practice.annulment.delete_within, params.deletion)
}
