# Article 20: users keep to the agreed purpose and pass nothing on without consent.
package policies.cn.credit_reporting_2013

import data.policies.lib.agencies
import data.policies.lib.consent

engaged["20"] if {
	supplies_as_agency
	some_personal_item
	supplied_to_third_party
}

# Of what a unit holds otherwise it is no user of information (art. 44(2)).
engaged["20"] if {
	supplies_as_user
	not duty_under_upper_law
	passes_on_credit_reporting_information
	supplied_to_third_party
}

# What the users supplied by an agency do with the information.
breach["20"] contains {"at": ["recipients", i, "use_beyond_purpose"], "why": "purpose"} if {
	supplies_as_agency
	some i, recipient in input.practice.recipients
	not acts_for_subject(recipient)
	recipient.use_beyond_purpose
}

breach["20"] contains {"at": ["recipients", i, "passes_on"], "why": "passed_on"} if {
	supplies_as_agency
	some i, recipient in input.practice.recipients
	not acts_for_subject(recipient)
	recipient.passes_on
	not recipient.consent_to_pass_on
}

# A user that supplies others with what it got from an agency.
breach["20"] contains {"at": ["consent", "form"], "why": "supplied"} if {
	supplies_as_user
	not consent.expressed
	supplied_by_choice
}

supplies_as_agency if agencies.acts_as({"credit_reporting_agency", "financial_credit_database"})

supplies_as_user if not supplies_as_agency

# A lender that is an agency besides queries as a lender.
supplies_as_user if agencies.acts_as({"lender"})

passes_on_credit_reporting_information if {
	some item in input.practice.items
	item.source == "credit_reporting_agency"
	personal(item)
}
