# Article 10: enterprise credit reporting is filed within thirty days of registration of the company, and what changes
# of it within thirty days of the change.
package policies.cn.credit_reporting_2013

import data.policies.lib.periods

engaged["10.1"] if about_enterprises

# The filing is due on the thirtieth day and not before. Once it is made, nothing more is due: what a late filer did
# wrong does not make unlawful what it does afterwards.
breach["10.1"] contains {"at": ["agency", "enterprise_filing_within"]} if {
	still_to_be_filed
	periods.longer_than(input.practice.agency.enterprise_filing_within, params.filing)
}

unsettled["10.1"] contains {"at": ["agency", "enterprise_filing_within"], "why": "unit"} if {
	still_to_be_filed
	periods.exceeds_unclear(input.practice.agency.enterprise_filing_within, params.filing)
}

# A change that is being filed; where nothing has changed, the fact is left out.
engaged["10.2"] if input.practice.agency.enterprise_change_filing_within

breach["10.2"] contains {"at": ["agency", "enterprise_change_filing_within"]} if {
	periods.longer_than(input.practice.agency.enterprise_change_filing_within, params.change_filing)
}

unsettled["10.2"] contains {"at": ["agency", "enterprise_change_filing_within"], "why": "unit"} if {
	periods.exceeds_unclear(input.practice.agency.enterprise_change_filing_within, params.change_filing)
}

still_to_be_filed if not input.practice.agency.enterprise_credit_filing
