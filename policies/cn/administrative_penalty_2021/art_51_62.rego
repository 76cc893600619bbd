# Articles 51-62: the summary and the ordinary procedure.
package policies.cn.administrative_penalty_2021

import data.policies.lib.periods

engaged["51"] if summary

breach["51"] contains {"at": ["measures", i, "amount"], "why": "amount_citizen"} if {
	citizen
	some i, measure in input.practice.measures
	measure.measure == "fine"
	measure.amount > params.summary_fine_citizen
}

breach["51"] contains {"at": ["measures", i, "amount"], "why": "amount_organisation"} if {
	organisation
	some i, measure in input.practice.measures
	measure.measure == "fine"
	measure.amount > params.summary_fine_organisation
}

breach["51"] contains {"at": ["measures", i, "measure"], "why": "kind"} if {
	some i, measure in input.practice.measures
	penalty(measure)
	not fine_or_warning(measure)
}

fine_or_warning(measure) if measure.measure in {"fine", "warning"}

exempt["51"] if excepted("summary_by_other_law", {"law"})

# What is established may be decided on the spot, within those limits; whether the penalty is provided for, article 4
# asks.
permit["51"] if {
	empowered
	summary
	punishable
	not unheard
	not beyond_summary
	every measure in input.practice.measures {
		fine_or_warning(measure)
		not disciplinary(measure)
	}
}

# Article 62: without notice or hearing there is no decision to make.
unheard if {
	uninformed
	not input.practice.defence.waived
}

unheard if refused_to_hear

uninformed if input.practice.prior_notice.time in {"none", "after"}

uninformed if input.practice.prior_notice.content == false

uninformed if input.practice.prior_notice.facts == false

uninformed if input.practice.prior_notice.reasons == false

uninformed if input.practice.prior_notice.basis_told == false

# What article 51 does not let an organ decide on the spot needs the ordinary procedure (article 54(1)).
too_much_for_summary if {
	summary
	beyond_summary
	not excepted("summary_by_other_law", {"law"})
}

beyond_summary if {
	some measure in input.practice.measures
	penalty(measure)
	not fine_or_warning(measure)
}

beyond_summary if {
	citizen
	some measure in input.practice.measures
	measure.measure == "fine"
	measure.amount > params.summary_fine_citizen
}

beyond_summary if {
	organisation
	some measure in input.practice.measures
	measure.measure == "fine"
	measure.amount > params.summary_fine_organisation
}

engaged["52.1"] if summary

breach["52.1"] contains {"at": ["officers", "identify_themselves"], "why": "certificate"} if {
	not input.practice.officers.identify_themselves
}

breach["52.1"] contains {"at": ["decision", "written"], "why": "written"} if not input.practice.decision.written

breach["52.1"] contains {"at": ["decision", "numbered_form"], "why": "form"} if {
	input.practice.decision.numbered_form == false
}

breach["52.1"] contains {"at": ["decision", "served_within"], "why": "later"} if {
	periods.longer_than(input.practice.decision.served_within, params.on_the_spot)
}

unsettled["52.1"] contains {"at": ["decision", "served_within"], "why": "unit"} if {
	periods.exceeds_unclear(input.practice.decision.served_within, params.on_the_spot)
}

engaged["52.2"] if summary

breach["52.2"] contains {"at": ["decision", "facts"], "why": "facts"} if input.practice.decision.facts == false

breach["52.2"] contains {"at": ["decision", "measure_and_basis"], "why": "measure"} if {
	input.practice.decision.measure_and_basis == false
}

breach["52.2"] contains {"at": ["decision", "remedies"], "why": "remedies"} if {
	input.practice.decision.remedies == false
}

breach["52.2"] contains {"at": ["decision", "agency_and_day"], "why": "agency"} if {
	input.practice.decision.agency_and_day == false
}

breach["52.2"] contains {"at": ["decision", "signed_by_officers"], "why": "signature"} if {
	input.practice.decision.signed_by_officers == false
}

engaged["52.3"] if summary

breach["52.3"] contains {"at": ["summary_reported"]} if input.practice.summary_reported == false

engaged["54.1"] if ordinary

breach["54.1"] contains {"at": ["procedure"], "why": "none"} if input.practice.procedure == "none"

breach["54.1"] contains {"at": ["procedure"], "why": "summary"} if too_much_for_summary

engaged["55.1"] if ordinary

breach["55.1"] contains {"at": ["officers", "identify_themselves"]} if {
	not input.practice.officers.identify_themselves
}

engaged["55.2"] if ordinary

breach["55.2"] contains {"at": ["inquiry", "minuted"]} if not input.practice.inquiry.minuted

engaged["56"] if {
	input.practice.inquiry.evidence_registered
	imposes_penalty
}

breach["56"] contains {"at": ["inquiry", "evidence_at_risk"], "why": "no_risk"} if {
	not input.practice.inquiry.evidence_at_risk.value
}

breach["56"] contains {"at": ["inquiry", "registration_approved"], "why": "approval"} if {
	input.practice.inquiry.registration_approved == false
}

breach["56"] contains {"at": ["inquiry", "registration_decided_within"], "why": "late"} if {
	periods.longer_than(input.practice.inquiry.registration_decided_within, params.registered_evidence)
}

unsettled["56"] contains {"at": ["inquiry", "registration_decided_within"], "why": "unit"} if {
	periods.exceeds_unclear(input.practice.inquiry.registration_decided_within, params.registered_evidence)
}

engaged["57.1"] if ordinary

breach["57.1"] contains {"at": ["decision", "signed_by_head"]} if not input.practice.decision.signed_by_head

# What the inquiry established is decided as a penalty, once whoever must decide has decided (57(1), 57(2)) and nothing
# bars the decision (58(1), 62). Penalties that are measures of credit law too are left to what provides them; what is
# added for late payment keeps to article 72, and a warning within a body is no penalty.
permit["57.1"] if {
	empowered
	input.practice.procedure == "ordinary"
	imposes_penalty
	punishable
	input.practice.decision.signed_by_head
	not undecided_by_the_heads
	not unreviewed
	not unheard
	not beyond_fines_and_warnings
	every measure in input.practice.measures {
		not disciplinary(measure)
		not faster_than_allowed(measure)
		not beyond_principal(measure)
	}
}

undecided_by_the_heads if {
	input.practice.grave.value
	not input.practice.collective_decision
}

unreviewed if {
	review_due
	not input.practice.legal_review.passed
}

review_due if input.practice.legal_review.public_interest.value

review_due if {
	input.practice.legal_review.major_rights.value
	input.practice.hearing.held
}

review_due if input.practice.legal_review.complex.value

review_due if input.practice.legal_review.required.value

# What cites a text of its own needs none from here.
beyond_fines_and_warnings if {
	some i, measure in input.practice.measures
	not measure.measure in {"warning", "public_censure", "fine", "confiscation", "surcharge"}
	not has_its_own_text(i)
}

has_its_own_text(i) if {
	some authority in input.authorities
	authority.at[0] == "measures"
	authority.at[1] == i
	authority.instrument != "cn/administrative_penalty_2021"
	authority.rank in providing
	stands(authority)
}

engaged["57.2"] if {
	input.practice.grave.value
	ordinary
}

breach["57.2"] contains {"at": ["collective_decision"]} if not input.practice.collective_decision

engaged["58.1.1"] if {
	input.practice.legal_review.public_interest.value
	ordinary
}

breach["58.1.1"] contains {"at": ["legal_review", "passed"]} if not input.practice.legal_review.passed

engaged["58.1.2"] if {
	input.practice.legal_review.major_rights.value
	input.practice.hearing.held
	ordinary
}

breach["58.1.2"] contains {"at": ["legal_review", "passed"]} if not input.practice.legal_review.passed

engaged["58.1.3"] if {
	input.practice.legal_review.complex.value
	ordinary
}

breach["58.1.3"] contains {"at": ["legal_review", "passed"]} if not input.practice.legal_review.passed

engaged["58.1.4"] if {
	input.practice.legal_review.required.value
	ordinary
}

breach["58.1.4"] contains {"at": ["legal_review", "passed"]} if not input.practice.legal_review.passed

# Whatever the review came to.
engaged["58.2"] if {
	reviewed
	input.practice.legal_review.first_time_reviewer
	ordinary
}

reviewed if input.practice.legal_review.passed

reviewed if review_due

breach["58.2"] contains {"at": ["legal_review", "reviewer_qualified"]} if {
	not input.practice.legal_review.reviewer_qualified
}

engaged["59.1"] if ordinary

breach["59.1"] contains {"at": ["decision", "written"], "why": "written"} if not input.practice.decision.written

breach["59.1"] contains {"at": ["decision", "party"], "why": "party"} if input.practice.decision.party == false

breach["59.1"] contains {"at": ["decision", "facts"], "why": "facts"} if input.practice.decision.facts == false

breach["59.1"] contains {"at": ["decision", "evidence"], "why": "evidence"} if {
	input.practice.decision.evidence == false
}

breach["59.1"] contains {"at": ["decision", "measure_and_basis"], "why": "measure"} if {
	input.practice.decision.measure_and_basis == false
}

breach["59.1"] contains {"at": ["decision", "performance"], "why": "performance"} if {
	input.practice.decision.performance == false
}

breach["59.1"] contains {"at": ["decision", "remedies"], "why": "remedies"} if {
	input.practice.decision.remedies == false
}

breach["59.1"] contains {"at": ["decision", "agency_and_day"], "why": "agency"} if {
	input.practice.decision.agency_and_day == false
}

engaged["59.2"] if ordinary

breach["59.2"] contains {"at": ["decision", "sealed"]} if input.practice.decision.sealed == false

# Ninety days are not among the periods that article 85 counts in working days.
engaged["60"] if ordinary

breach["60"] contains {"at": ["decide_within"]} if {
	periods.longer_than(input.practice.decide_within, params.decision)
}

unsettled["60"] contains {"at": ["decide_within"], "why": "unit"} if {
	periods.exceeds_unclear(input.practice.decide_within, params.decision)
}

exempt["60"] if excepted("other_decision_limit", providing)

engaged["61.1"] if ordinary

breach["61.1"] contains {"at": ["decision", "served_within"], "why": "present"} if {
	input.practice.decision.party_present
	periods.longer_than(input.practice.decision.served_within, params.on_the_spot)
}

breach["61.1"] contains {"at": ["decision", "served_within"], "why": "absent"} if {
	not input.practice.decision.party_present
	periods.longer_than(input.practice.decision.served_within, params.service)
}

unsettled["61.1"] contains {"at": ["decision", "served_within"], "why": "unit"} if {
	not input.practice.decision.party_present
	periods.exceeds_unclear(input.practice.decision.served_within, params.service)
}

engaged["61.2"] if {
	input.practice.decision.served_electronically
	imposes_penalty
}

breach["61.2"] contains {"at": ["decision", "electronic_service_confirmed"]} if {
	input.practice.decision.electronic_service_confirmed == false
}

# Article 62 excuses only who expressly gave up the right; its words cover the missing notice too.
engaged["62"] if imposes_penalty

breach["62"] contains {"at": ["prior_notice", "time"], "why": "no_notice"} if {
	input.practice.prior_notice.time in {"none", "after"}
}

breach["62"] contains {"at": ["prior_notice", "content"], "why": "notice"} if {
	told_before
	input.practice.prior_notice.content == false
}

breach["62"] contains {"at": ["prior_notice", "facts"], "why": "notice"} if {
	told_before
	input.practice.prior_notice.facts == false
}

breach["62"] contains {"at": ["prior_notice", "reasons"], "why": "notice"} if {
	told_before
	input.practice.prior_notice.reasons == false
}

breach["62"] contains {"at": ["prior_notice", "basis_told"], "why": "notice"} if {
	told_before
	input.practice.prior_notice.basis_told == false
}

breach["62"] contains {"at": ["defence", "heard"], "why": "not_heard"} if not input.practice.defence.heard

exempt["62"] if input.practice.defence.waived
