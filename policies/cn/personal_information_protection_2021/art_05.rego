package policies.cn.personal_information_protection_2021

# Article 5: nothing by misleading, fraud or coercion.

breach["5"] contains {"at": ["consent", "misleading"], "why": "misleading"} if {
	input.practice.consent.misleading == true
}

breach["5"] contains {"at": ["consent", "fraud"], "why": "fraud"} if input.practice.consent.fraud == true

breach["5"] contains {"at": ["consent", "coercion"], "why": "coercion"} if input.practice.consent.coercion == true
