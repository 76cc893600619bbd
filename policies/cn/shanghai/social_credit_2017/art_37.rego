# Article 37: records of acts that were annulled disappear. The provider tells the centre, the centre deletes.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.periods

# 据以认定其失信状态的具体行政行为: a judgment is none.
engaged["37"] if {
	some record in input.practice.records
	on_the_platform(record)
	record.legal_document in {"penalty_decision", "administrative_decision", "listing_decision"}
}

# 向市公共信用信息服务平台归集后: what the centre holds came there.
on_the_platform(_) if the_centre

on_the_platform(record) if record.on_platform

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
