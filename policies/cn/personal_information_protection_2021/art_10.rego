package policies.cn.personal_information_protection_2021

import data.policies.lib.agencies
import data.policies.lib.authorities
import data.policies.lib.consent

# Article 10: no unlawful collecting, no unlawful trade. A sale with the separate consent of article 23 is not
# unlawful, nor one on a ground that needs none (article 13 paragraph 2), as news or what is public; what public power
# collected is never for sale.

breach["10"] contains {"at": ["sold"], "why": "sold"} if {
	input.practice.sold
	not lawful_sale
	not sold_to_the_person
}

# To buy is unlawful where the information may not be had at all.
breach["10"] contains {"at": ["items", i, "source"], "why": "bought"} if {
	consent_needed
	not consent.expressed
	some i, item in input.practice.items
	personal(item)
	item.source == "purchase"
	not free_for_itself(item, "items", i)
}

breach["10"] contains {"at": ["indicators", i, "source"], "why": "bought"} if {
	consent_needed
	not consent.expressed
	some i, indicator in input.practice.indicators
	personal(indicator)
	indicator.source == "purchase"
	not free_for_itself(indicator, "indicators", i)
}

breach["10"] contains {"at": ["items", i, "source"], "why": "covert"} if {
	some i, item in input.practice.items
	personal(item)
	item.source == "covert"
	not secret_means_under_law("items", i)
}

breach["10"] contains {"at": ["indicators", i, "source"], "why": "covert"} if {
	some i, indicator in input.practice.indicators
	personal(indicator)
	indicator.source == "covert"
	not secret_means_under_law("indicators", i)
}

lawful_sale if {
	not bound_as_state_organ
	separate_consent
	input.practice.consent.informed.value
	input.practice.consent.voluntary.value
}

lawful_sale if {
	not bound_as_state_organ
	not consent_needed
}

# 他人个人信息: to the person it is its own.
sold_to_the_person if {
	not publishes
	some _ in input.practice.recipients
	not provides_to_others
}

# Secret means are for state organs that a law gives them to, cited for this very item.
secret_means_under_law(list, i) if {
	agencies.state_organ
	some authority in input.authorities
	not of_this_law(authority)
	authority.at[0] == list
	authority.at[1] == i
	authority.at[2] == "basis"
	authority.rank == "law"
	authorities.counts(authority)
}
