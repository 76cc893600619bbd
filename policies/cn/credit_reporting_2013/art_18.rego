# Article 18: personal information is queried, and supplied, with written consent and for an agreed purpose.
package policies.cn.credit_reporting_2013

import data.policies.lib.consent

# 18(1) binds who queries: the user that takes personal information from an agency.
breach["18.1"] contains {"at": ["consent", "form"], "why": "consent"} if {
	not consent.in_writing
	some item in input.practice.items
	queried_with_consent_only(item)
}

breach["18.1"] contains {"at": ["items", i, "purpose_agreed"], "why": "purpose"} if {
	some i, item in input.practice.items
	not item.purpose_agreed
	queried_with_consent_only(item)
}

queried_with_consent_only(item) if {
	item.source == "credit_reporting_agency"
	personal(item)
	not item.allowed_without_consent.value
}

# 18(2) binds the agency that answers.
breach["18.2"] contains {"at": ["consent", "form"], "why": "consent"} if {
	some_personal_item
	supplied_to_some_user
	not consent.in_writing
}

breach["18.2"] contains {"at": ["recipients", i, "purpose_agreed"], "why": "purpose"} if {
	some_personal_item
	some i, recipient in input.practice.recipients
	not recipient.purpose_agreed
	served_with_consent_only(recipient)
}

supplied_to_some_user if input.practice.mode == "publication"

supplied_to_some_user if {
	some recipient in input.practice.recipients
	served_with_consent_only(recipient)
}

served_with_consent_only(recipient) if {
	not acts_for_subject(recipient)
	not recipient.allowed_without_consent.value
}
