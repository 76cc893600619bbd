# Article 18: personal information is queried, and supplied, with written consent and for an agreed purpose.
package policies.cn.credit_reporting_2013

import data.policies.lib.agencies
import data.policies.lib.consent

# 18(1) binds who queries: the user that takes personal information from an agency.
engaged["18.1"] if {
	not duty_under_upper_law
	some item in input.practice.items
	from_credit_reporting(item)
}

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

exempt["18.1"] if received_at_the_end

# 转让给其他征信机构: the agency that receives the database under article 12 queries nobody.
received_at_the_end if {
	agencies.acts_as({"credit_reporting_agency"})
	handed_over_by_article_12
	every item in input.practice.items {
		item.source == "credit_reporting_agency"
	}
}

handed_over_by_article_12 if covered_by({"12", "12.1", "12.1.1", "12.1.2"})

queried_with_consent_only(item) if {
	from_credit_reporting(item)
	not item.allowed_without_consent.value
}

# 18(2) binds the agency that answers; the subject itself needs no consent of its own.
engaged["18.2"] if {
	some_personal_item
	supplied_to_third_party
}

breach["18.2"] contains {"at": ["consent", "form"], "why": "consent"} if {
	supplied_to_some_user
	not consent.in_writing
}

breach["18.2"] contains {"at": ["recipients", i, "purpose_agreed"], "why": "purpose"} if {
	some i, recipient in input.practice.recipients
	not recipient.purpose_agreed
	served_with_consent_only(recipient)
}

exempt["18.2"] if handed_over_at_the_end

# 征信机构解散或者被依法宣告破产的……转让给其他征信机构: article 12 hands over the database of an agency that comes to its end.
handed_over_at_the_end if {
	agencies.acts_as({"credit_reporting_agency"})
	handed_over_by_article_12
	every recipient in input.practice.recipients {
		recipient.type == "credit_reporting_agency"
	}
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
