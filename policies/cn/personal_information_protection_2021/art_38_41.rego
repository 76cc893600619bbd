package policies.cn.personal_information_protection_2021

import data.policies.lib.agencies

# Articles 38 to 41: out of the country only on one of four conditions, with notice and separate consent, and to no
# foreign court or enforcer without leave.

breach["38.1"] contains {"at": ["agency", "cross_border", "transfers"]} if {
	not condition_of_export
}

condition_of_export if security_assessment_passed

condition_of_export if input.practice.agency.cross_border.certification

condition_of_export if input.practice.agency.cross_border.standard_contract

condition_of_export if other_condition_of_export

# Articles 33, 36 and 37: an organ exports on the assessment that article 36 asks of it.
condition_of_export if {
	bound_by_article_36
	input.practice.agency.cross_border.assessed
}

bound_by_article_36 if agencies.state_organ

bound_by_article_36 if performs_statutory_duty

breach["38.3"] contains {"at": ["agency", "cross_border", "recipient_meets_standard"]} if {
	not input.practice.agency.cross_border.recipient_meets_standard.value
}

# An emergency only puts the notice off (article 18 paragraph 2): the fact says whether it is given at all.
breach["39"] contains {"at": ["agency", "cross_border", "notice"], "why": "not_told"} if {
	not told_of_recipient_abroad
	not may_conceal_recipient
}

breach["39"] contains {"at": ["agency", "cross_border", "separate_consent"], "why": "no_separate_consent"} if {
	not separate_consent_to_export
	consent_needed
}

told_of_recipient_abroad if input.practice.agency.cross_border.notice

separate_consent_to_export if input.practice.agency.cross_border.separate_consent

large_or_critical if input.practice.agency.critical_infrastructure

large_or_critical if input.practice.agency.over_threshold

breach["40"] contains {"at": ["agency", "storage", "in_china"], "why": "stored_abroad"} if {
	not input.practice.agency.storage.in_china
}

breach["40"] contains {"at": ["agency", "cross_border", "security_assessment"], "why": "not_assessed"} if {
	transfers_abroad
	not security_assessment_passed
	not input.practice.agency.cross_border.assessment_not_needed.value
}

# 存储于境内的: what is kept abroad is left out.
stored_abroad if input.practice.agency.storage.in_china == false

breach["41"] contains {"at": ["agency", "cross_border", "approved"]} if {
	not input.practice.agency.cross_border.approved
}
