# Article 20: users keep to the agreed purpose and pass nothing on without consent.
package policies.cn.credit_reporting_2013

import data.policies.lib.agencies
import data.policies.lib.consent

engaged["20"] if {
	acts_as_agency
	some_personal_item
	supplied_to_third_party
}

# Who takes information from an agency is its user, an agency too; of what it holds otherwise it is none (art. 44(2)).
engaged["20"] if {
	not duty_under_upper_law
	passes_on_credit_reporting_information
	supplied_to_third_party
}

# A user that evaluates: use by itself.
engaged["20"] if {
	some indicator in input.practice.indicators
	from_credit_reporting(indicator)
}

# What the users supplied by an agency do with the information.
breach["20"] contains {"at": ["recipients", i, "use_beyond_purpose"], "why": "purpose"} if {
	acts_as_agency
	some i, recipient in input.practice.recipients
	not acts_for_subject(recipient)
	recipient.use_beyond_purpose
}

breach["20"] contains {"at": ["recipients", i, "passes_on"], "why": "passed_on"} if {
	acts_as_agency
	some i, recipient in input.practice.recipients
	not acts_for_subject(recipient)
	recipient.passes_on
	not recipient.consent_to_pass_on
}

# A user that supplies others with what it got from an agency.
breach["20"] contains {"at": ["consent", "form"], "why": "supplied"} if {
	passes_on_credit_reporting_information
	not handed_over_at_the_end
	not consent.expressed
	supplied_by_choice
}

breach["20"] contains {"at": ["indicators", i, "use_beyond_purpose"], "why": "used"} if {
	some i, indicator in input.practice.indicators
	from_credit_reporting(indicator)
	indicator.use_beyond_purpose
}

acts_as_agency if agencies.acts_as({"credit_reporting_agency", "financial_credit_database"})

passes_on_credit_reporting_information if {
	some item in input.practice.items
	from_credit_reporting(item)
}

from_credit_reporting(information) if {
	information.source == "credit_reporting_agency"
	personal(information)
}
