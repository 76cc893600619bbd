# Provisions on the publication of penalties in market regulation (2021): whose penalties, and which of them are
# published and for how long.
package policies.cn.penalty_publicity_2021

import data.policies.lib.authorities
import data.policies.lib.periods

params := input.params["cn/penalty_publicity_2021"]

market_regulator if input.practice.agency.department == "market_regulation"

# Article 18: of those who regulate drugs, the national and the provincial departments.
market_regulator if {
	input.practice.agency.department == "drug_regulation"
	input.practice.agency.level in {"national", "province"}
}

publication_of_penalties if {
	market_regulator
	input.practice.mode == "publication"
	some item in input.practice.items
	of_this_system(item)
}

penalty(record) if record.category == "administrative_penalty"

penalty(record) if record.legal_document == "penalty_decision"

own(item) if {
	penalty(item)
	item.source == "own_duty"
}

# Article 10: the decision of a market regulator elsewhere, sent to be shown.
assisted(item) if {
	penalty(item)
	item.publish_after_receipt
}

# What other departments decided is shown under other rules.
of_this_system(item) if own(item)

of_this_system(item) if assisted(item)

# Article 2: decisions of the ordinary procedure are published, unless they impose nothing but a warning.
to_be_published(item) if {
	of_this_system(item)
	item.penalty_procedure == "ordinary"
	not only_a_warning(item)
}

publication_due if {
	publication_of_penalties
	some item in input.practice.items
	to_be_published(item)
}

only_a_warning(item) if {
	item.penalty_kind == "warning"
	item.imposed_beside == "none"
}

# Article 13(1): three months for what is only public censure or a small fine.
short_term(record) if {
	record.penalty_kind in {"public_censure", "small_fine"}
	record.imposed_beside == "none"
}

# Whether light penalties in one decision are still 仅 is open.
short_term(record) if {
	record.penalty_kind in {"warning", "public_censure", "small_fine"}
	record.imposed_beside == "light"
	input.readings.several_light_penalties == "three_months"
}

# Article 13(3): what the decision bars, it may bar for longer than three years.
long_restriction(record) if {
	restricts(record)
	periods.longer_than(record.restricted_for, params.term)
}

restricts(record) if restricts_by_itself(record)

restricts(record) if record.imposed_beside == "grave"

restricts_by_itself(record) if record.penalty_kind in {"business_restriction", "occupational_restriction"}

# Article 14(3). Closure and suspended licences are not named there.
grave(record) if {
	record.penalty_kind in {
		"suspension_of_business",
		"business_restriction",
		"occupational_restriction",
		"downgrade",
		"licence_revocation",
	}
}

# 另有规定: an article of another law or administrative regulation, cited for showing this item. A ground for handling
# personal information provides for no publication.
provided_otherwise(i) if {
	some authority in input.authorities
	at_the_showing(authority, i)
	"disclosure" in authority.for
	authority.rank in {"law", "administrative_regulation"}
	not authority.instrument == "cn/personal_information_protection_2021"
	authorities.counts(authority)
}

at_the_showing(authority, _) if authority.at[0] == "basis"

at_the_showing(authority, i) if {
	authority.at[0] == "items"
	authority.at[1] == i
	authority.at[2] == "basis"
}
