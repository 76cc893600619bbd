# Article 29: lenders supply the financial credit database, and need prior written consent to supply it or anyone.
package policies.cn.credit_reporting_2013

import data.policies.lib.consent
import data.policies.lib.identifiers

engaged["29.1"] if some_subjects_credit_information

# 按照规定: one supply to the database does not show that all is supplied that is prescribed.
breach["29.1"] contains {"at": ["agency", "supplies_database"]} if not input.practice.agency.supplies_database

permit["29.1"] if {
	input.practice.mode == "provision"
	consent.in_writing
	some_credit_information_supplied
	every i, item in input.practice.items {
		supplied_as_prescribed(i, item)
	}
	every recipient in input.practice.recipients {
		recipient.type == "financial_credit_database"
	}
}

article_29_1 := {"29", "29.1"}

supplied_as_prescribed(i, _) if cited_at_others_alone(i, article_29_1)

supplied_as_prescribed(_, item) if credit_or_identity(item)

some_credit_information_supplied if {
	some i, item in input.practice.items
	item.category in credit_information
	not cited_at_others_alone(i, article_29_1)
}

engaged["29.2"] if {
	some_subjects_credit_information
	supplied_to_third_party
}

breach["29.2"] contains {"at": ["consent", "form"]} if {
	supplied_by_choice
	not consent.in_writing
}

# What is about nobody any more has no subject who could consent.
some_subjects_credit_information if {
	some item in input.practice.items
	item.category in credit_information
	not identifiers.gone(item)
}
