# Articles 9 to 12: by when a decision is shown, taken back and corrected.
package policies.cn.penalty_publicity_2021

import data.policies.lib.periods

engaged["9"] if {
	publication_of_penalties
	some item in input.practice.items
	decided_here(item)
}

decided_here(item) if {
	own(item)
	to_be_published(item)
	item.party_in_province
}

decided_for_elsewhere(item) if {
	own(item)
	to_be_published(item)
	item.party_in_province == false
}

breach["9"] contains {"at": ["items", i, "publish_within"]} if {
	some i, item in input.practice.items
	decided_here(item)
	periods.longer_than(item.publish_within, params.publication)
}

unsettled["9"] contains {"at": ["items", i, "publish_within"], "why": "unit"} if {
	some i, item in input.practice.items
	decided_here(item)
	periods.exceeds_unclear(item.publish_within, params.publication)
}

engaged["10"] if {
	publication_of_penalties
	some item in input.practice.items
	crosses_provinces(item)
}

crosses_provinces(item) if decided_for_elsewhere(item)

crosses_provinces(item) if received(item)

received(item) if {
	assisted(item)
	to_be_published(item)
}

breach["10"] contains {"at": ["items", i, "forwarded_within"], "why": "sent"} if {
	some i, item in input.practice.items
	decided_for_elsewhere(item)
	periods.longer_than(item.forwarded_within, params.forwarding)
}

breach["10"] contains {"at": ["items", i, "publish_after_receipt"], "why": "shown"} if {
	some i, item in input.practice.items
	received(item)
	periods.longer_than(item.publish_after_receipt, params.assistance)
}

unsettled["10"] contains {"at": ["items", i, "forwarded_within"], "why": "unit"} if {
	some i, item in input.practice.items
	decided_for_elsewhere(item)
	periods.exceeds_unclear(item.forwarded_within, params.forwarding)
}

unsettled["10"] contains {"at": ["items", i, "publish_after_receipt"], "why": "unit"} if {
	some i, item in input.practice.items
	received(item)
	periods.exceeds_unclear(item.publish_after_receipt, params.assistance)
}

# 由其协助……公示: to show what was sent for this, and nothing beside it.
permit["10"] if {
	market_regulator
	input.practice.mode == "publication"
	input.practice.channels.enterprise_publicity_system
	every item in input.practice.items {
		received(item)
		not secret(item)
	}
}

engaged["11"] if publication_of_penalties

breach["11"] contains {"at": ["withdrawal", "done"], "why": "kept"} if not input.practice.withdrawal.done

breach["11"] contains {"at": ["withdrawal", "within"], "why": "late"} if {
	periods.longer_than(input.practice.withdrawal.within, params.withdrawal)
}

unsettled["11"] contains {"at": ["withdrawal", "within"], "why": "unit"} if {
	periods.exceeds_unclear(input.practice.withdrawal.within, params.withdrawal)
}

engaged["12"] if publication_of_penalties

engaged["12"] if repair_of_penalties

repair_of_penalties if {
	market_regulator
	some record in input.practice.records
	penalty(record)
}

# 有权要求……更正.
breach["12"] contains {"at": ["agency", "objections", "accepted"], "why": "refused"} if {
	not input.practice.agency.objections.accepted
}

breach["12"] contains {"at": ["agency", "objections", "corrected"], "why": "kept"} if {
	input.practice.agency.objections.accepted
	not input.practice.agency.objections.corrected
}
