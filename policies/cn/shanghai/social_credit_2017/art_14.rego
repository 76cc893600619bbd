# Article 14: information of natural persons in gathering market credit information.
package policies.cn.shanghai.social_credit_2017

breach["14.1"] contains {"at": ["items", i, "category"]} if {
	not consent_given
	some i, item in input.practice.items
	personal(item)
	not published_by_law(item)
}

engaged["14.2"] if bound_by_market_paragraphs

engaged["14.3"] if bound_by_market_paragraphs

# Paragraphs 2 and 3 drop the words market credit information, with which the article begins.
bound_by_market_paragraphs if not provider_of_public_information

bound_by_market_paragraphs if input.readings.article_14_reach == "every_collection"

breach["14.2"] contains {"at": ["items", i, "category"]} if {
	not told_and_consented_in_writing
	some i, item in input.practice.items
	personal(item)
	item.category in {"income", "deposit", "securities", "commercial_insurance", "real_estate", "tax_amount"}
}

told_and_consented_in_writing if {
	input.practice.notice.time == "before"
	input.practice.notice.adverse_consequence
	consent_in_writing
}

breach["14.3"] contains {"at": ["items", i, "category"]} if {
	some i, item in input.practice.items
	personal(item)
	item.category in {"religion", "gene", "fingerprint", "blood_type", "disease", "medical_history"}
}
