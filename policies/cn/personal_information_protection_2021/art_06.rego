package policies.cn.personal_information_protection_2021

# Article 6: a clear and reasonable purpose, what is directly related to it, with the least effect, and no more.

breach["6.1"] contains {"at": ["purpose", "specific"], "why": "purpose"} if {
	not input.practice.purpose.specific.value
}

breach["6.1"] contains {"at": ["purpose", "related"], "why": "unrelated"} if {
	not input.practice.purpose.related.value
}

breach["6.1"] contains {"at": ["purpose", "least_intrusive"], "why": "intrusive"} if {
	not input.practice.purpose.least_intrusive.value
}

breach["6.1"] contains {"at": ["indicators", i, "related"], "why": "unrelated_indicator"} if {
	some i, indicator in input.practice.indicators
	personal(indicator)
	indicator.related.value == false
}

breach["6.2"] contains {"at": ["items", i, "necessary"]} if {
	some i, item in input.practice.items
	personal(item)
	not item.necessary.value
}
