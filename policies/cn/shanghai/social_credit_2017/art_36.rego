# Article 36: objections, to the municipal centre and to credit service organisations.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies
import data.policies.lib.identifiers
import data.policies.lib.periods

objections := input.practice.agency.objections

# 信息主体认为社会信用信息的归集……: in what is nobody's any more nobody finds an error. What says nothing of credit stays
# in, unlike in 17(1): 侵犯其商业秘密、个人隐私和其他个人信息 is a ground of objection of its own.
open_to_objections if input.practice.kind == "repair"

open_to_objections if {
	some item in input.practice.items
	not identifiers.gone(item)
}

engaged["36.1"] if {
	open_to_objections
	agencies.acts_as({"public_credit_centre", "credit_service_organisation", "credit_reporting_agency"})
}

# 等: who answers queries likewise, as in article 35.
engaged["36.1"] if {
	open_to_objections
	input.practice.mode == "query"
}

breach["36.1"] contains {"at": ["agency", "objections", "accepted"]} if not objections.accepted

breach["36.2"] contains {"at": ["agency", "objections", "marked"], "why": "not_marked"} if {
	objections.accepted
	not objections.marked
}

breach["36.2"] contains {"at": ["agency", "objections", "mark_within"], "why": "late"} if {
	periods.longer_than(objections.mark_within, params.objection_mark)
}

unsettled["36.2"] contains {"at": ["agency", "objections", "mark_within"], "why": "unit"} if {
	periods.exceeds_unclear(objections.mark_within, params.objection_mark)
}

breach["36.2.1"] contains {"at": ["agency", "objections", "decide_within"]} if {
	periods.longer_than(objections.decide_within, params.centre_decision)
}

unsettled["36.2.1"] contains {"at": ["agency", "objections", "decide_within"], "why": "unit"} if {
	periods.exceeds_unclear(objections.decide_within, params.centre_decision)
}

engaged["36.2"] if {
	open_to_objections
	the_centre
}

engaged["36.2.1"] if {
	open_to_objections
	the_centre
}

engaged["36.2.2"] if {
	open_to_objections
	the_centre
}

# Who supplies the platform decides what the centre hands over.
engaged["36.2.2"] if {
	open_to_objections
	supplies_the_platform
}

supplies_the_platform if input.practice.destination == "public_credit_platform"

breach["36.2.2"] contains {"at": ["agency", "objections", "forward_within"], "why": "forward"} if {
	the_centre
	periods.longer_than(objections.forward_within, params.forwarding)
}

breach["36.2.2"] contains {"at": ["agency", "objections", "provider_decides_within"], "why": "provider"} if {
	periods.longer_than(objections.provider_decides_within, params.provider_decision)
}

breach["36.2.2"] contains {"at": ["agency", "objections", "result_told"], "why": "not_told"} if {
	the_centre
	objections.accepted
	not objections.result_told
}

unsettled["36.2.2"] contains {"at": ["agency", "objections", "forward_within"], "why": "unit"} if {
	the_centre
	periods.exceeds_unclear(objections.forward_within, params.forwarding)
}

unsettled["36.2.2"] contains {"at": ["agency", "objections", "provider_decides_within"], "why": "unit"} if {
	periods.exceeds_unclear(objections.provider_decides_within, params.provider_decision)
}

engaged["36.3"] if open_to_objections

breach["36.3"] contains {"at": ["agency", "objections", "marked"], "why": "not_marked"} if {
	objections.accepted
	not objections.marked
}

breach["36.3"] contains {"at": ["agency", "objections", "mark_within"], "why": "mark"} if {
	periods.longer_than(objections.mark_within, params.objection_mark)
}

breach["36.3"] contains {"at": ["agency", "objections", "decide_within"], "why": "decision"} if {
	own_time_to_decide
	periods.longer_than(objections.decide_within, params.service_organisation_decision)
}

breach["36.3"] contains {"at": ["agency", "objections", "written_reply"], "why": "not_in_writing"} if {
	objections.accepted
	not objections.written_reply
}

breach["36.3"] contains {"at": ["agency", "objections", "source_told"], "why": "source"} if {
	objections.accepted
	not objections.source_told
}

breach["36.3"] contains {"at": ["agency", "objections", "reasons_on_refusal"], "why": "reasons"} if {
	objections.accepted
	not objections.reasons_on_refusal
}

# Article 3(2): of credit reporting agencies art. 25 of the Regulation on Credit Reporting says how long they may take
# to decide, and nothing of the day of the mark, of the source and of reasons.
own_time_to_decide if {
	agencies.acts_as({"credit_service_organisation"})
	not agencies.acts_as({"credit_reporting_agency"})
}

unsettled["36.3"] contains {"at": ["agency", "objections", "mark_within"], "why": "unit"} if {
	periods.exceeds_unclear(objections.mark_within, params.objection_mark)
}

unsettled["36.3"] contains {"at": ["agency", "objections", "decide_within"], "why": "unit"} if {
	own_time_to_decide
	periods.exceeds_unclear(objections.decide_within, params.service_organisation_decision)
}
