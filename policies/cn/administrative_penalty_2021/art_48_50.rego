# Articles 48 and 50: which decisions are published, when they are taken back, and what stays secret.
package policies.cn.administrative_penalty_2021

import data.policies.lib.identifiers
import data.policies.lib.periods

engaged["48.1"] if publishes_decisions

# A decision with a certain social impact is to be published; that is authority to publish it, and neither anything
# beside it nor the secrets in it (article 50).
permit["48.1"] if {
	publishes_decisions
	input.practice.social_impact.value
	every item in input.practice.items {
		penalty_record(item)
		not secret(item)
	}
}

# Whether the paragraph bars publication of the others, where no other rule provides for it, is open.
breach["48.1"] contains {"at": ["social_impact"]} if {
	not input.practice.social_impact.value
	input.readings.decisions_without_impact == "stay_unpublished"
	some i, item in input.practice.items
	penalty_record(item)
	not publication_provided(i)
}

publication_provided(_) if {
	some authority in input.authorities
	authority.at[0] == "basis"
	independent(authority, providing)
}

# What is cited for how long an item is shown provides nothing for showing it.
publication_provided(i) if {
	some authority in input.authorities
	authority.at[0] == "items"
	authority.at[1] == i
	authority.at[2] == "basis"
	independent(authority, providing)
}

engaged["48.2"] if publishes_decisions

breach["48.2"] contains {"at": ["withdrawal", "done"], "why": "kept"} if not input.practice.withdrawal.done

breach["48.2"] contains {"at": ["withdrawal", "within"], "why": "late"} if {
	periods.longer_than(input.practice.withdrawal.within, params.withdrawal)
}

breach["48.2"] contains {"at": ["withdrawal", "reasons_published"], "why": "reasons"} if {
	input.practice.withdrawal.reasons_published == false
}

unsettled["48.2"] contains {"at": ["withdrawal", "within"], "why": "unit"} if {
	periods.exceeds_unclear(input.practice.withdrawal.within, params.withdrawal)
}

engaged["50"] if {
	shown_to_outsiders
	some item in input.practice.items
	secret_of_a_case(item)
}

# Organs that handle the case, and the party itself, are no outsiders.
shown_to_outsiders if input.practice.mode == "publication"

shown_to_outsiders if {
	some recipient in input.practice.recipients
	not insider(recipient)
}

insider(recipient) if {
	recipient.type in {
		"subject",
		"representative",
		"state_organ",
		"judicial_organ",
		"public_security_organ",
		"public_credit_platform",
	}
}

breach["50"] contains {"at": ["items", i, "category"]} if {
	some i, item in input.practice.items
	secret_of_a_case(item)
}

secret_of_a_case(item) if {
	secret(item)
	item.learned_in_penalty_case
}

secret(item) if item.category in {"state_secret", "trade_secret"}

# Nobody's privacy is shown where nobody can be told.
secret(item) if {
	item.category == "private_matter"
	not identifiers.gone(item)
}
