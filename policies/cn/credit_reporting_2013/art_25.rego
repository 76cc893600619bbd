# Article 25: objections are accepted, marked, settled within twenty days and answered in writing, and each outcome is
# carried out.
package policies.cn.credit_reporting_2013

import data.policies.lib.agencies
import data.policies.lib.periods

engaged["25.1"] if answers_objections

engaged["25.2"] if answers_objections

engaged["25.3"] if answers_objections

answers_objections if agency_or_database

answers_objections if {
	provider
	not duty_under_upper_law
}

agency_or_database if agencies.acts_as({"credit_reporting_agency", "financial_credit_database"})

breach["25.1"] contains {"at": ["agency", "objections", "accepted"]} if {
	not input.practice.agency.objections.accepted
}

breach["25.2"] contains {"at": ["agency", "objections", "marked"], "why": "mark"} if {
	input.practice.agency.objections.marked == false
}

# Twenty plain days, for who receives the objection; an agency that hands it on lays down the time of its providers too.
breach["25.2"] contains {"at": ["agency", "objections", "decide_within"], "why": "time"} if {
	periods.longer_than(input.practice.agency.objections.decide_within, params.objection)
}

breach["25.2"] contains {"at": ["agency", "objections", "provider_decides_within"], "why": "time"} if {
	agency_or_database
	input.practice.agency.objections.accepted
	periods.longer_than(input.practice.agency.objections.provider_decides_within, params.objection)
}

# Where a provider must correct, what has not even been handed on by then is not settled either.
breach["25.2"] contains {"at": ["agency", "objections", "forward_within"], "why": "handed_on"} if {
	agency_or_database
	periods.longer_than(input.practice.agency.objections.forward_within, params.objection)
}

breach["25.2"] contains {"at": ["agency", "objections", "written_reply"], "why": "reply"} if {
	input.practice.agency.objections.written_reply == false
}

unsettled["25.2"] contains {"at": ["agency", "objections", "decide_within"], "why": "unit"} if {
	input.practice.agency.objections.accepted
	periods.exceeds_unclear(input.practice.agency.objections.decide_within, params.objection)
}

unsettled["25.2"] contains {"at": ["agency", "objections", "provider_decides_within"], "why": "unit"} if {
	agency_or_database
	input.practice.agency.objections.accepted
	periods.exceeds_unclear(input.practice.agency.objections.provider_decides_within, params.objection)
}

unsettled["25.2"] contains {"at": ["agency", "objections", "forward_within"], "why": "unit"} if {
	agency_or_database
	input.practice.agency.objections.accepted
	periods.exceeds_unclear(input.practice.agency.objections.forward_within, params.objection)
}

breach["25.3"] contains {"at": ["agency", "objections", "corrected"], "why": "corrected"} if {
	input.practice.agency.objections.corrected == false
}

breach["25.3"] contains {"at": ["agency", "objections", "mark_removed"], "why": "mark_removed"} if {
	input.practice.agency.objections.mark_removed == false
}

breach["25.3"] contains {"at": ["agency", "objections", "unresolved_recorded"], "why": "recorded"} if {
	input.practice.agency.objections.unresolved_recorded == false
}

# 对核查情况和异议内容应当予以记载: what the objector says may be recorded, not shown.
permit["25.3"] if {
	input.practice.kind == "collection"
	answers_objections
	declared_wherever_cited({"25", "25.3"})
	told_by_the_subject({"25", "25.3"})
}
