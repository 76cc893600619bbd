# Articles 17-29: who imposes penalties, and how often.
package policies.cn.administrative_penalty_2021

import data.policies.lib.agencies

# Whoever is entrusted or had a power handed over has its limits from articles 20 and 24.
engaged["17"] if {
	imposes_penalty
	not of_another
}

of_another if input.practice.competence.power in {"written_entrustment", "transferred"}

breach["17"] contains {"at": ["competence", "power"], "why": "power"} if powerless

breach["17"] contains {"at": ["competence", "within"], "why": "outside"} if {
	not input.practice.competence.within.value
}

# Article 18(3): detention is for the public security organs, and for others that a law names.
engaged["18.3"] if {
	some measure in input.practice.measures
	measure.measure == "detention"
}

breach["18.3"] contains {"at": ["measures", i, "measure"]} if {
	not may_detain
	some i, measure in input.practice.measures
	measure.measure == "detention"
}

may_detain if agencies.acts_as({"public_security_organ"})

# A law names an organ by conferring the power on it, not by laying detention down; so it is cited for the power. No
# organisation, no entrusted or township body, and none of the departments below.
may_detain if {
	conferred({"law"})
	agencies.acts_as({"state_organ"})
	not input.practice.agency.level == "township"
	input.practice.competence.power in {"own", "law_or_regulation"}
	not department_without_detention
}

department_without_detention if {
	input.practice.agency.department in {
		"government",
		"social_credit",
		"market_regulation",
		"human_resources",
		"transport",
		"urban_management",
		"housing",
		"education",
		"health",
		"civil_affairs",
		"tax",
		"ecology",
		"emergency",
		"medical_insurance",
		"petition",
		"central_bank",
		"finance",
		"treasury",
		"cyberspace",
		"drug_regulation",
	}
}

# An organ that has a further capacity punishes by its own power (article 17).
engaged["19"] if {
	imposes_penalty
	not entrusted
	not organ
}

breach["19"] contains {"at": ["competence", "power"], "why": "power"} if not authority_claimed

breach["19"] contains {"at": ["competence", "power"], "why": "basis"} if {
	authority_claimed
	not conferred(laws_and_regulations)
}

breach["19"] contains {"at": ["competence", "within"], "why": "outside"} if {
	not input.practice.competence.within.value
}

# An organisation has no power of its own: laws or regulations confer it, and what confers it is cited. Whom an organ
# entrusts, article 20 judges.
authority_claimed if input.practice.competence.power == "law_or_regulation"

authority_claimed if {
	input.practice.competence.power == "own"
	agencies.acts_as({"authorised_organisation"})
}

engaged["20.1"] if entrusted

# "As laws, regulations or rules provide": some article lets the organ entrust.
breach["20.1"] contains {"at": ["competence", "power"], "why": "basis"} if not conferred(providing)

breach["20.1"] contains {"at": ["competence", "public_function"], "why": "body"} if unfit_to_be_entrusted

engaged["20.2"] if entrusted

breach["20.2"] contains {"at": ["competence", "entrustment_complete"], "why": "incomplete"} if {
	input.practice.competence.entrustment_complete == false
}

breach["20.2"] contains {"at": ["competence", "entrustment_published"], "why": "unpublished"} if {
	input.practice.competence.entrustment_published == false
}

engaged["20.4"] if entrusted

breach["20.4"] contains {"at": ["competence", "within"], "why": "beyond"} if {
	not input.practice.competence.within.value
}

breach["20.4"] contains {"at": ["competence", "in_name_of_organ"], "why": "name"} if {
	input.practice.competence.in_name_of_organ == false
}

breach["20.4"] contains {"at": ["competence", "entrusted_on"], "why": "passed_on"} if {
	input.practice.competence.entrusted_on
}

engaged["21.0.2"] if entrusted

breach["21.0.2"] contains {"at": ["competence", "qualified_staff"]} if not input.practice.competence.qualified_staff

# Article 23 starts at the county; below it stand only article 24 and what a law or administrative regulation says.
# Whoever is entrusted punishes for the organ that has jurisdiction (article 20).
engaged["23"] if imposes_penalty

breach["23"] contains {"at": ["agency", "level"]} if township_on_its_own

# "Otherwise provided by laws or administrative regulations": an article of theirs gives the power to that level.
exempt["23"] if conferred(upper_law)

engaged["24.1"] if handed_over

handed_over if {
	input.practice.competence.power == "transferred"
	imposes_penalty
}

breach["24.1"] contains {"at": ["competence", "power"], "why": "body"} if not township_or_street

breach["24.1"] contains {"at": ["competence", "transfer_published"], "why": "unpublished"} if {
	input.practice.competence.transfer_published == false
}

engaged["24.2"] if handed_over

breach["24.2"] contains {"at": ["competence", "within"]} if not input.practice.competence.within.value

# A station that a county department sends to a township is neither.
township_or_street if {
	agencies.acts_as({"state_organ"})
	input.practice.agency.level == "township"
	not of_a_department
}

of_a_department if {
	input.practice.agency.department in {
		"market_regulation",
		"human_resources",
		"transport",
		"housing",
		"education",
		"health",
		"civil_affairs",
		"tax",
		"ecology",
		"emergency",
		"medical_insurance",
		"central_bank",
		"finance",
		"treasury",
		"cyberspace",
		"drug_regulation",
	}
}

# Article 27(1) binds organs whether they punish or not, and whoever claims a power that laws or regulations confer.
engaged["27.1"] if {
	input.practice.inquiry.suspected_crime
	imposes_penalty
}

engaged["27.1"] if {
	input.practice.inquiry.suspected_crime
	organ
}

engaged["27.1"] if {
	input.practice.inquiry.suspected_crime
	authority_claimed
}

breach["27.1"] contains {"at": ["inquiry", "handed_over"]} if not input.practice.inquiry.handed_over

engaged["28.1"] if imposes_penalty

breach["28.1"] contains {"at": ["order_to_correct"]} if not input.practice.order_to_correct

# Unlawful gains are to be confiscated: that is authority to confiscate them, and for no bar or closure beside them that
# does not cite a text of its own.
permit["28.2"] if {
	empowered
	some measure in input.practice.measures
	confiscates_gains(measure)
	not beyond_fines_and_warnings
}

engaged["29"] if imposes_fine

breach["29"] contains {"at": ["grounds", i, "conduct", "fined_before"], "why": "twice"} if {
	some i, ground in input.practice.grounds
	ground.conduct.fined_before
}

breach["29"] contains {"at": ["grounds", i, "conduct", "higher_fine_elsewhere"], "why": "lower"} if {
	some i, ground in input.practice.grounds
	ground.conduct.higher_fine_elsewhere
}
