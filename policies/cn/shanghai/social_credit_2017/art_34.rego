# Article 34: to know, to get reports, not to be forced.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.subjects

breach["34.1"] contains {"at": ["agency", "rights", "source_and_use_told"]} if {
	not input.practice.agency.rights.source_and_use_told
}

breach["34.2"] contains {"at": ["agency", "rights", "free_reports"], "why": "too_few"} if {
	subjects.natural_person
	input.practice.agency.rights.free_reports < params.free_reports
}

breach["34.2"] contains {"at": ["agency", "rights", "report_shows_queries"], "why": "queries_hidden"} if {
	subjects.natural_person
	not input.practice.agency.rights.report_shows_queries
	not under_law_or_regulation
}

breach["34.3"] contains {"at": ["consent", "condition_of_service"], "why": "tied"} if {
	some_personal_item
	input.practice.consent.condition_of_service
	input.practice.consent.needed_for_service.value == false
}

breach["34.3"] contains {"at": ["consent", "coercion"], "why": "forced"} if {
	some_personal_item
	input.practice.consent.coercion
}
