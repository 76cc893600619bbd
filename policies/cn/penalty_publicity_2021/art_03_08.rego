# Articles 3 to 8: what is shown of a decision, what is not, and what the party is told.
package policies.cn.penalty_publicity_2021

engaged["3"] if publication_of_penalties

# 依照本规定第二条公示的 …
engaged["4.2"] if publication_due

engaged["4.3"] if publication_due

breach["4.2"] contains {"at": ["penalty_publicity", "summary_attached"]} if {
	not input.practice.penalty_publicity.summary_attached
}

breach["4.3"] contains {"at": ["penalty_publicity", "summary_complete"]} if {
	input.practice.penalty_publicity.summary_complete == false
}

engaged["5"] if publication_of_penalties

breach["5"] contains {"at": ["agency", "protection", "secrecy_review"], "why": "review"} if {
	not input.practice.agency.protection.secrecy_review
}

breach["5"] contains {"at": ["items", i, "category"], "why": "secret"} if {
	some i, item in input.practice.items
	item.category == "state_secret"
	of_a_penalty(item)
}

engaged["6"] if publication_of_penalties

breach["6"] contains {"at": ["items", i, "category"]} if {
	some i, item in input.practice.items
	item.category == "trade_secret"
	of_a_penalty(item)
}

of_a_penalty(item) if item.legal_document == "penalty_decision"

of_a_penalty(item) if item.learned_in_penalty_case

secret(item) if item.category in {"state_secret", "trade_secret"}

engaged["7"] if publication_of_penalties

breach["7"] contains {"at": ["penalty_publicity", "as_served"]} if {
	not input.practice.penalty_publicity.as_served
}

# 对于应当公示的行政处罚决定: who decided tells the party, when the decision is served.
engaged["8"] if decided_and_published

engaged["8"] if punished_for_publication

decided_and_published if {
	publication_of_penalties
	some item in input.practice.items
	own(item)
	to_be_published(item)
}

punished_for_publication if {
	market_regulator
	input.practice.procedure == "ordinary"
	some measure in input.practice.measures
	more_than_a_warning(measure)
}

more_than_a_warning(measure) if {
	measure.measure in {
		"public_censure",
		"fine",
		"confiscation",
		"licence_suspension",
		"downgrade",
		"licence_revocation",
		"business_licence_revocation",
		"business_restriction",
		"suspension_of_business",
		"closure",
		"occupational_restriction",
	}
}

breach["8"] contains {"at": ["penalty_publicity", "party_told"]} if {
	decided_and_published
	not input.practice.penalty_publicity.party_told
}

breach["8"] contains {"at": ["publication_told"]} if {
	punished_for_publication
	not input.practice.publication_told
}
