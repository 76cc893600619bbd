# Article 14: what is never collected, and what only with informed consent in writing.
package policies.cn.credit_reporting_2013

import data.policies.lib.agencies
import data.policies.lib.consent
import data.policies.lib.subjects

engaged["14.1"] if some_personal_item

breach["14.1"] contains {"at": ["items", i, "category"]} if {
	subjects.natural_person
	some i, item in input.practice.items
	item.category in {"religion", "gene", "fingerprint", "blood_type", "disease", "medical_history"}
	personal(item)
}

engaged["14.2"] if some_personal_item

breach["14.2"] contains {"at": ["items", i, "category"]} if {
	subjects.natural_person
	some i, item in input.practice.items
	of_means(item)
}

exempt["14.2"] if informed_written_consent

# 但是……除外: what article 14(2) lifts the ban from, it allows. State organs cannot draw a power from it.
permit["14.2"] if {
	agencies.acts_as({"credit_reporting_agency", "financial_credit_database"})
	informed_written_consent
	some item in input.practice.items
	of_means(item)
	not cited_beyond_means
}

# Cited for all, it lifts the ban from items of means and grants no others beside them.
cited_beyond_means if {
	some authority in input.authorities
	of_article(authority, {"14", "14.2"})
	authority.at[0] == "basis"
	some item in input.practice.items
	not of_means(item)
}

cited_beyond_means if {
	some authority in input.authorities
	of_article(authority, {"14", "14.2"})
	authority.at[0] == "items"
	some i, item in input.practice.items
	authority.at[1] == i
	not of_means(item)
}

of_means(item) if {
	item.category in {"income", "deposit", "securities", "commercial_insurance", "real_estate", "tax_amount"}
	personal(item)
}

# Told clearly (明确) of what giving the information may bring, and only then consenting in writing.
informed_written_consent if {
	input.practice.notice.clear.value
	input.practice.notice.time == "before"
	input.practice.notice.adverse_consequence
	consent.in_writing
}
