# Article 13: personal information is collected with the consent of the person.
package policies.cn.credit_reporting_2013

import data.policies.lib.agencies
import data.policies.lib.consent
import data.policies.lib.subjects

engaged["13.1"] if {
	not duty_under_upper_law
	credit_reporting
	some_personal_item
	not of_its_own_staff
}

breach["13.1"] contains {"at": ["consent", "form"]} if not consent.expressed

# 但是……除外: of information that laws or administrative regulations make public, and of nothing beside it.
exempt["13.1"] if not some_item_needs_consent

exempt["13.1"] if received_at_the_end

some_item_needs_consent if {
	some item in input.practice.items
	personal(item)
	not published_under_law(item)
}

# What an agency collects with consent, article 13(1) allows, and what is published under law without it.
permit["13.1"] if {
	agencies.acts_as({"credit_reporting_agency"})
	subjects.natural_person
	consent.expressed
}

permit["13.1"] if {
	agencies.acts_as({"credit_reporting_agency"})
	subjects.natural_person
	every i, item in input.practice.items {
		free_of_consent(i, item)
	}
}

free_of_consent(i, _) if cited_at_others_alone(i, {"13", "13.1"})

free_of_consent(_, item) if published_under_law(item)
