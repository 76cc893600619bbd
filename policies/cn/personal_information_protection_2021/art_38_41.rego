package policies.cn.personal_information_protection_2021

# Articles 38 to 41: out of the country only on one of four conditions, with notice and separate consent, and to no
# foreign court or enforcer without leave.

breach["38.1"] contains {"at": ["agency", "cross_border", "transfers"]} if {
	not condition_of_export
}

condition_of_export if security_assessment_passed

condition_of_export if input.practice.agency.cross_border.certification

condition_of_export if input.practice.agency.cross_border.standard_contract

condition_of_export if other_condition_of_export

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

breach["41"] contains {"at": ["agency", "cross_border", "approved"]} if {
	input.practice.agency.cross_border.approved == false
}

breach["41"] contains {"at": ["recipients", i, "type"]} if {
	not input.practice.agency.cross_border.foreign_authority
	some i, recipient in input.practice.recipients
	foreign_authority(recipient)
}

foreign_authority(recipient) if {
	recipient.abroad
	recipient.type in {"judicial_organ", "public_security_organ"}
}
