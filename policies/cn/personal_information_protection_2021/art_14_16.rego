package policies.cn.personal_information_protection_2021

# Articles 14 to 16: consent that is relied on is informed, free and express, is asked for anew when things change, can
# be withdrawn, and is no price of a service that works without it.

breach["14.1"] contains {"at": ["consent", "form"], "why": "implied"} if {
	input.practice.consent.form == "implied"
}

breach["14.1"] contains {"at": ["consent", "informed"], "why": "uninformed"} if {
	input.practice.consent.informed.value == false
}

breach["14.1"] contains {"at": ["consent", "voluntary"], "why": "unfree"} if {
	input.practice.consent.voluntary.value == false
}

# Whoever was misled or defrauded does not know in full, and whoever was coerced is not free (article 5 bars the means).
breach["14.1"] contains {"at": ["consent", "misleading"], "why": "uninformed"} if {
	input.practice.consent.misleading
}

breach["14.1"] contains {"at": ["consent", "fraud"], "why": "uninformed"} if input.practice.consent.fraud

breach["14.1"] contains {"at": ["consent", "coercion"], "why": "unfree"} if input.practice.consent.coercion

breach["14.2"] contains {"at": ["consent", "renewed"]} if {
	input.practice.consent.renewed == false
}

breach["15.1"] contains {"at": ["consent", "withdrawable"]} if {
	input.practice.consent.withdrawable == false
}

breach["16"] contains {"at": ["consent", "condition_of_service"]} if {
	input.practice.consent.condition_of_service
	input.practice.consent.needed_for_service.value == false
}
