# Article 14: information of natural persons in gathering market credit information.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies
import data.policies.lib.consent

engaged["14.1"] if {
	some item in input.practice.items
	gathered_about_person(item)
}

breach["14.1"] contains {"at": ["items", i, "category"]} if {
	not consent.expressed
	some i, item in input.practice.items
	gathered_about_person(item)
	not volunteered_freely(item)
	blamed(i, item)
}

# Who declares of his own accord (art. 13(2)) consents by that act.
volunteered_freely(item) if {
	item.source == "self_declaration"
	subject_of_credit
	not input.practice.consent.coercion
}

# 但是……除外, and article 3(2): of information that laws or administrative regulations make public or let this body gather,
# and of nothing beside it.
exempt["14.1"] if not some_item_needs_consent

# Article 3(2): laws that provide otherwise prevail. Whether the personal information law does so with its grounds
# beside consent is asked only where one of them holds.
exempt["14.1"] if {
	ground_beside_consent
	input.readings.article_14_consent == "other_grounds_suffice"
}

blamed(i, item) if needs_consent(i, item)

blamed(_, _) if not some_item_needs_consent

some_item_needs_consent if {
	some i, item in input.practice.items
	gathered_about_person(item)
	needs_consent(i, item)
}

needs_consent(i, item) if {
	not published_by_law(item)
	not item_under_upper_law(i)
}

gathered_about_person(item) if {
	personal(item)
	gathered(item)
}

# Paragraphs 2 and 3 drop the words market credit information, with which the article begins: whether they bind
# authorities too is asked only where an authority gathers what they bar.
bound_by_market_paragraphs if not provider_of_public_information

bound_by_market_paragraphs if agencies.acts_as({
	"credit_reporting_agency",
	"financial_credit_database",
	"credit_service_organisation",
	"lender",
	"market_entity",
	"platform",
	"industry_association",
})

bound_by_market_paragraphs if input.readings.article_14_reach == "every_collection"

engaged["14.2"] if {
	some item in input.practice.items
	of_means(item)
}

breach["14.2"] contains {"at": ["items", i, "category"]} if {
	bound_by_market_paragraphs
	some i, item in input.practice.items
	of_means(item)
	blamed_for_means(i)
}

# Article 3(2): what a law or administrative regulation lets this body gather, and nothing beside it.
exempt["14.2"] if not some_means_without_law

# 但是……除外.
exempt["14.2"] if told_and_consented_in_writing

blamed_for_means(i) if not item_under_upper_law(i)

blamed_for_means(_) if not some_means_without_law

some_means_without_law if {
	some i, item in input.practice.items
	of_means(item)
	not item_under_upper_law(i)
}

told_and_consented_in_writing if {
	input.practice.notice.time == "before"
	input.practice.notice.adverse_consequence
	not told_unclearly
	consent.in_writing
}

# 明确告知.
told_unclearly if input.practice.notice.clear.value == false

of_means(item) if {
	gathered_about_person(item)
	item.category in {"income", "deposit", "securities", "commercial_insurance", "real_estate", "tax_amount"}
}

breach["14.3"] contains {"at": ["items", i, "category"]} if {
	bound_by_market_paragraphs
	some i, item in input.practice.items
	never_gathered(item)
	blamed_for_ban(i)
}

# Article 3(2), as in paragraph 2: an insurer that a law lets ask for the health of the insured.
exempt["14.3"] if not some_ban_without_law

blamed_for_ban(i) if not item_under_upper_law(i)

blamed_for_ban(_) if not some_ban_without_law

some_ban_without_law if {
	some i, item in input.practice.items
	never_gathered(item)
	not item_under_upper_law(i)
}

engaged["14.3"] if {
	some item in input.practice.items
	never_gathered(item)
}

never_gathered(item) if {
	gathered_about_person(item)
	item.category in barred_categories
}

barred_categories := {"religion", "gene", "fingerprint", "blood_type", "disease", "medical_history"}
