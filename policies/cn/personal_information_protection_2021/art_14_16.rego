package policies.cn.personal_information_protection_2021

# Articles 14 to 16: consent that is relied on is informed, free and express, is asked for anew when things change, can
# be withdrawn, and is no price of a service that works without it.

breach["14.1"] contains {"at": ["consent", "form"], "why": "implied"} if {
	relies_on_consent
	input.practice.consent.form == "implied"
}

breach["14.1"] contains {"at": ["consent", "informed"], "why": "uninformed"} if {
	relies_on_consent
	input.practice.consent.informed.value == false
}

breach["14.1"] contains {"at": ["consent", "voluntary"], "why": "unfree"} if {
	relies_on_consent
	input.practice.consent.voluntary.value == false
}

breach["14.2"] contains {"at": ["consent", "renewed"]} if {
	relies_on_consent
	input.practice.consent.changed_since
	input.practice.consent.renewed == false
}

breach["15.1"] contains {"at": ["consent", "withdrawable"]} if {
	relies_on_consent
	input.practice.consent.withdrawable == false
}

breach["16"] contains {"at": ["consent", "condition_of_service"]} if {
	relies_on_consent
	input.practice.consent.condition_of_service
	input.practice.consent.needed_for_service.value == false
}
