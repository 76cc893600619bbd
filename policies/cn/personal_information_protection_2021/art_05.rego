package policies.cn.personal_information_protection_2021

# Article 5: nothing by misleading, fraud or coercion, and only what is necessary. Of collecting, article 6 says
# so itself.

breach["5"] contains {"at": ["consent", "misleading"], "why": "misleading"} if {
	input.practice.consent.misleading
}

breach["5"] contains {"at": ["consent", "fraud"], "why": "fraud"} if input.practice.consent.fraud

breach["5"] contains {"at": ["consent", "coercion"], "why": "coercion"} if input.practice.consent.coercion

breach["5"] contains {"at": ["items", i, "necessary"], "why": "unnecessary"} if {
	input.practice.kind == "disclosure"
	some i, item in input.practice.items
	personal(item)
	item.necessary.value == false
}

breach["5"] contains {"at": ["indicators", i, "necessary"], "why": "unnecessary"} if {
	some i, indicator in input.practice.indicators
	personal(indicator)
	indicator.necessary.value == false
}
