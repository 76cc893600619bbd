# Article 26: the supervising department, which article 4(1) says is the People's Bank, answers a complaint in writing
# within thirty days of acceptance.
package policies.cn.credit_reporting_2013

import data.policies.lib.periods

engaged["26.2"] if input.practice.agency.department == "central_bank"

breach["26.2"] contains {"at": ["agency", "complaints", "reply_within"]} if {
	periods.longer_than(input.practice.agency.complaints.reply_within, params.complaint)
}

unsettled["26.2"] contains {"at": ["agency", "complaints", "reply_within"], "why": "unit"} if {
	periods.exceeds_unclear(input.practice.agency.complaints.reply_within, params.complaint)
}
