# Articles 34 and 39-47: what is published, how facts are found, and the party's hearing.
package policies.cn.administrative_penalty_2021

engaged["34"] if {
	input.practice.discretion_rules_made
	imposes_penalty
}

breach["34"] contains {"at": ["discretion_rules_published"]} if not input.practice.discretion_rules_published

engaged["39"] if imposes_penalty

breach["39"] contains {"at": ["procedure_published"]} if not input.practice.procedure_published

engaged["40"] if imposes_penalty

breach["40"] contains {"at": ["inquiry", "established"]} if not input.practice.inquiry.established.value

# Article 41 speaks of devices that record breaches for penalties, whether collecting or punishing is judged.
monitored if input.practice.device.type == "electronic_enforcement"

engaged["41.1"] if monitored

breach["41.1"] contains {"at": ["device", "type"], "why": "basis"} if {
	not device_provided_for
}

breach["41.1"] contains {"at": ["device", "legal_review"], "why": "legal_review"} if {
	input.practice.device.legal_review == false
}

breach["41.1"] contains {"at": ["device", "technical_review"], "why": "technical_review"} if {
	input.practice.device.technical_review == false
}

breach["41.1"] contains {"at": ["device", "signs"], "why": "signs"} if input.practice.device.signs == false

breach["41.1"] contains {"at": ["device", "locations_published"], "why": "locations"} if {
	input.practice.device.locations_published == false
}

# What provides for the penalty, or for keeping the information, says nothing of devices.
device_provided_for if {
	some authority in input.authorities
	authority.at[0] == "device"
	independent(authority, upper_law)
}

# 收集、固定违法事实: what the device does is to collect, so an article may be cited for that where a penalty is judged.
# What the agency declares counts for laws that are not encoded; of those that are, none provides for such a device.
device_provided_for if {
	some authority in input.authorities
	authority.at[0] == "device"
	"collection" in authority.for
	authority.rank in upper_law
	stands(authority)
	not authority.instrument in {
		"cn/administrative_penalty_2021",
		"cn/credit_reporting_2013",
		"cn/personal_information_protection_2021",
	}
	some n, entry in input.practice.device.basis
	authority.at[2] == n
	entry.covers.value
}

engaged["41.2"] if monitored

breach["41.2"] contains {"at": ["device", "records_reviewed"], "why": "unreviewed"} if {
	input.practice.device.records_reviewed == false
}

breach["41.2"] contains {"at": ["device", "records_sound"], "why": "unsound"} if {
	input.practice.device.records_sound == false
}

engaged["41.3"] if monitored

breach["41.3"] contains {"at": ["device", "party_told_in_time"], "why": "untold"} if {
	input.practice.device.party_told_in_time == false
}

breach["41.3"] contains {"at": ["device", "party_can_inspect"], "why": "no_access"} if {
	input.practice.device.party_can_inspect == false
}

engaged["42.1"] if imposes_penalty

breach["42.1"] contains {"at": ["officers", "qualified"], "why": "unqualified"} if {
	not input.practice.officers.qualified
}

breach["42.1"] contains {"at": ["officers", "number"], "why": "number"} if {
	input.practice.officers.number < params.officers
	not single_by_law
}

single_by_law if {
	input.practice.officers.number >= 1
	excepted("officers", {"law"})
}

engaged["43.1"] if imposes_penalty

breach["43.1"] contains {"at": ["officers", "recusal"]} if not input.practice.officers.recusal

engaged["43.3"] if imposes_penalty

breach["43.3"] contains {"at": ["officers", "recusal_requests"]} if not input.practice.officers.recusal_requests

engaged["44"] if imposes_penalty

breach["44"] contains {"at": ["prior_notice", "time"], "why": "time"} if {
	input.practice.prior_notice.time in {"none", "after"}
}

breach["44"] contains {"at": ["prior_notice", "content"], "why": "content"} if {
	told_before
	input.practice.prior_notice.content == false
}

breach["44"] contains {"at": ["prior_notice", "facts"], "why": "facts"} if {
	told_before
	input.practice.prior_notice.facts == false
}

breach["44"] contains {"at": ["prior_notice", "reasons"], "why": "reasons"} if {
	told_before
	input.practice.prior_notice.reasons == false
}

breach["44"] contains {"at": ["prior_notice", "basis_told"], "why": "basis"} if {
	told_before
	input.practice.prior_notice.basis_told == false
}

breach["44"] contains {"at": ["prior_notice", "right_to_state"], "why": "rights"} if {
	told_before
	input.practice.prior_notice.right_to_state == false
}

breach["44"] contains {"at": ["prior_notice", "right_to_hearing"], "why": "hearing"} if {
	told_before
	hearing_due
	input.practice.prior_notice.right_to_hearing == false
}

told_before if input.practice.prior_notice.time == "before"

engaged["45.1"] if imposes_penalty

breach["45.1"] contains {"at": ["defence", "heard"], "why": "not_heard"} if refused_to_hear

breach["45.1"] contains {"at": ["defence", "reviewed"], "why": "not_reviewed"} if {
	input.practice.defence.reviewed == false
}

breach["45.1"] contains {"at": ["defence", "adopted"], "why": "not_adopted"} if {
	input.practice.defence.adopted == false
}

engaged["45.2"] if imposes_penalty

breach["45.2"] contains {"at": ["defence", "heavier_after"]} if input.practice.defence.heavier_after

engaged["46.3"] if imposes_penalty

breach["46.3"] contains {"at": ["inquiry", "tainted_evidence"]} if input.practice.inquiry.tainted_evidence

engaged["47"] if imposes_penalty

breach["47"] contains {"at": ["inquiry", "recorded"]} if not input.practice.inquiry.recorded
