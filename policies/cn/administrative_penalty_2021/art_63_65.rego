# Articles 63-65: the hearing.
package policies.cn.administrative_penalty_2021

import data.policies.lib.periods

engaged["63.1"] if hearing_due

breach["63.1"] contains {"at": ["prior_notice", "right_to_hearing"], "why": "untold"} if not told_of_hearing

breach["63.1"] contains {"at": ["hearing", "held"], "why": "not_held"} if {
	input.practice.hearing.asked
	not input.practice.hearing.held
}

told_of_hearing if {
	told_before
	input.practice.prior_notice.right_to_hearing
}

engaged["63.2"] if hearing_takes_place

breach["63.2"] contains {"at": ["hearing", "free"]} if not input.practice.hearing.free

engaged["64.0.1"] if hearing_due

breach["64.0.1"] contains {"at": ["hearing", "ask_within"]} if {
	periods.shorter_than(input.practice.hearing.ask_within, params.ask_for_hearing)
}

unsettled["64.0.1"] contains {"at": ["hearing", "ask_within"], "why": "unit"} if {
	periods.falls_short_unclear(input.practice.hearing.ask_within, params.ask_for_hearing)
}

engaged["64.0.2"] if hearing_takes_place

breach["64.0.2"] contains {"at": ["hearing", "notice_before"]} if {
	periods.shorter_than(input.practice.hearing.notice_before, params.notice_of_hearing)
}

unsettled["64.0.2"] contains {"at": ["hearing", "notice_before"], "why": "unit"} if {
	periods.falls_short_unclear(input.practice.hearing.notice_before, params.notice_of_hearing)
}

engaged["64.0.3"] if hearing_takes_place

breach["64.0.3"] contains {"at": ["hearing", "open"]} if not input.practice.hearing.open

engaged["64.0.4"] if hearing_takes_place

breach["64.0.4"] contains {"at": ["hearing", "independent"], "why": "chair"} if not input.practice.hearing.independent

breach["64.0.4"] contains {"at": ["hearing", "chair_challenge"], "why": "challenge"} if {
	not input.practice.hearing.chair_challenge
}

engaged["64.0.5"] if hearing_takes_place

breach["64.0.5"] contains {"at": ["hearing", "representatives_allowed"]} if {
	not input.practice.hearing.representatives_allowed
}

engaged["64.0.7"] if hearing_takes_place

breach["64.0.7"] contains {"at": ["hearing", "party_can_contest"]} if {
	not input.practice.hearing.party_can_contest
}

engaged["64.0.8"] if hearing_takes_place

breach["64.0.8"] contains {"at": ["hearing", "minuted"], "why": "minutes"} if not input.practice.hearing.minuted

breach["64.0.8"] contains {"at": ["hearing", "minutes_signed"], "why": "unsigned"} if {
	input.practice.hearing.minutes_signed == false
}

engaged["65"] if hearing_takes_place

breach["65"] contains {"at": ["hearing", "minuted"], "why": "no_minutes"} if not input.practice.hearing.minuted

breach["65"] contains {"at": ["hearing", "decided_on_minutes"], "why": "otherwise"} if {
	input.practice.hearing.decided_on_minutes == false
}
