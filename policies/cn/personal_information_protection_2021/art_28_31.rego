package policies.cn.personal_information_protection_2021

# Articles 28 to 31: sensitive information. What is sensitive is concluded from the categories and from age.

breach["28.2"] contains {"at": ["purpose", "specific"], "why": "purpose"} if {
	not input.practice.purpose.specific.value
}

breach["28.2"] contains {"at": ["agency", "protection", "strict"], "why": "unprotected"} if {
	not input.practice.agency.protection.strict.value
}

breach["28.2"] contains {"at": ["items", i, "necessary"], "why": "unnecessary"} if {
	some i, item in input.practice.items
	sensitive(item)
	item.necessary.value == false
}

breach["28.2"] contains {"at": ["indicators", i, "necessary"], "why": "unnecessary"} if {
	some i, indicator in input.practice.indicators
	sensitive(indicator)
	indicator.necessary.value == false
}

# Article 29, for every category; for children once.
breach["29"] contains {"at": ["items", i, "category"], "why": "category"} if {
	not separate_consent
	some i, item in input.practice.items
	sensitive_by_category(item)
	not free_for_itself(item, "items", i)
}

breach["29"] contains {"at": ["indicators", i, "category"], "why": "category"} if {
	not separate_consent
	some i, indicator in input.practice.indicators
	sensitive_by_category(indicator)
	not free_for_itself(indicator, "indicators", i)
}

breach["29"] contains {"at": ["grounds", i, "category"], "why": "category"} if {
	not separate_consent
	some i, ground in input.practice.grounds
	not ground.not_entered
	of_sensitive_category(ground)
	not free_for_itself(ground, "grounds", i)
}

breach["29"] contains {"at": ["records", i, "category"], "why": "category"} if {
	not separate_consent
	some i, record in input.practice.records
	of_sensitive_category(record)
	not free_for_itself(record, "records", i)
}

breach["29"] contains {"at": ["subject", "min_age"], "why": "age"} if {
	input.practice.kind != "sanction"
	about_young_children
	not separate_consent
}

breach["29"] contains {"at": ["min_age_on_day"], "why": "age"} if {
	input.practice.kind == "sanction"
	about_young_children
	not separate_consent
}

# Article 13 paragraph 2 frees from this consent too.
exempt["29"] if not consent_needed

breach["30"] contains {"at": ["notice", "time"], "why": "not_told"} if {
	input.practice.notice.time == "none"
	not notice_may_follow
}

breach["30"] contains {"at": ["notice", "necessity"], "why": "necessity"} if {
	input.practice.notice.necessity == false
}

breach["30"] contains {"at": ["notice", "impact"], "why": "impact"} if {
	input.practice.notice.impact == false
}

exempt["30"] if may_stay_silent

under_age_of_guardian_consent if younger_than(params.age_of_guardian_consent)

breach["31.1"] contains {"at": ["consent", "guardian"]} if {
	not input.practice.consent.guardian
}

exempt["31.1"] if not consent_needed

breach["31.2"] contains {"at": ["agency", "processing_rules", "under_14"]} if {
	not input.practice.agency.processing_rules.under_14
}
