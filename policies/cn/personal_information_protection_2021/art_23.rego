package policies.cn.personal_information_protection_2021

# Article 23: before information goes to another processor the person knows to whom and what for, and has agreed to just
# that. Without need of consent (article 13 paragraph 2) the notice remains. What frees the provider does not free the
# recipient, who answers for its own change of purpose.

breach["23"] contains {"at": ["notice", "recipient"], "why": "not_told"} if {
	not told_of_recipient
	not may_conceal_recipient
	not notice_to_come
}

breach["23"] contains {"at": ["consent", "separate"], "why": "no_separate_consent"} if {
	not separate_consent
	consent_needed
}

breach["23"] contains {"at": ["recipients", i, "use_beyond_purpose"], "why": "beyond_purpose"} if {
	some i, recipient in input.practice.recipients
	another_processor(recipient)
	recipient.use_beyond_purpose
}

breach["23"] contains {"at": ["recipients", i, "changes_purpose"], "why": "purpose_changed"} if {
	some i, recipient in input.practice.recipients
	another_processor(recipient)
	recipient.changes_purpose
	not recipient.consent_renewed
}

told_of_recipient if input.practice.notice.recipient

# Article 18 paragraph 2: not yet told in an emergency. What is told after it names the recipient too.
notice_to_come if {
	notice_may_follow
	input.practice.notice.time == "none"
}
