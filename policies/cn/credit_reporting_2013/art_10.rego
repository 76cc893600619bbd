# Article 10: enterprise credit reporting is filed within thirty days of registration of the company.
package policies.cn.credit_reporting_2013

import data.policies.lib.periods

engaged["10.1"] if about_enterprises

breach["10.1"] contains {"at": ["agency", "enterprise_credit_filing"], "why": "not_filed"} if {
	not input.practice.agency.enterprise_credit_filing
}

breach["10.1"] contains {"at": ["agency", "enterprise_filing_within"], "why": "late"} if {
	periods.longer_than(input.practice.agency.enterprise_filing_within, params.filing)
}

unsettled["10.1"] contains {"at": ["agency", "enterprise_filing_within"], "why": "unit"} if {
	input.practice.agency.enterprise_credit_filing
	periods.exceeds_unclear(input.practice.agency.enterprise_filing_within, params.filing)
}
