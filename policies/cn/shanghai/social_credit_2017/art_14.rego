# Article 14: information of natural persons in gathering market credit information.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.consent

breach["14.1"] contains {"at": ["items", i, "category"]} if {
	not consent.expressed
	some i, item in input.practice.items
	gathered(item)
	not published_by_law(item)
}

# What arises in one's own business is recorded under article 13(1), and needs no gathering (art. 8(3): 产生、采集或者获取).
gathered(item) if {
	personal(item)
	item.source != "own_business"
}

# Article 3(2): laws that provide otherwise prevail. Whether the personal information law does so with its grounds
# beside consent is asked only where one of them holds.
exempt["14.1"] if {
	ground_beside_consent
	input.readings.article_14_consent == "other_grounds_suffice"
}

# Paragraphs 2 and 3 drop the words market credit information, with which the article begins: whether they bind
# authorities too is asked only where an authority gathers what they bar.
bound_by_market_paragraphs if not provider_of_public_information

bound_by_market_paragraphs if input.readings.article_14_reach == "every_collection"

breach["14.2"] contains {"at": ["items", i, "category"]} if {
	not told_and_consented_in_writing
	some_item_of_means
	bound_by_market_paragraphs
	some i, item in input.practice.items
	of_means(item)
}

told_and_consented_in_writing if {
	input.practice.notice.time == "before"
	input.practice.notice.adverse_consequence
	consent.in_writing
}

some_item_of_means if {
	some item in input.practice.items
	of_means(item)
}

of_means(item) if {
	gathered(item)
	item.category in {"income", "deposit", "securities", "commercial_insurance", "real_estate", "tax_amount"}
}

breach["14.3"] contains {"at": ["items", i, "category"]} if {
	some_item_never_gathered
	bound_by_market_paragraphs
	some i, item in input.practice.items
	never_gathered(item)
}

some_item_never_gathered if {
	some item in input.practice.items
	never_gathered(item)
}

never_gathered(item) if {
	gathered(item)
	item.category in {"religion", "gene", "fingerprint", "blood_type", "disease", "medical_history"}
}
