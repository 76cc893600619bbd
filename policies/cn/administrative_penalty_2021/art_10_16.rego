# Articles 10-16: which text may create which penalty. They bind those who make rules; a penalty that rests on a text
# that could not create it breaks them too.
package policies.cn.administrative_penalty_2021

upper_law := {"law", "administrative_regulation"}

laws_and_regulations := {
	"law",
	"administrative_regulation",
	"local_regulation",
	"special_zone_regulation",
	"pudong_regulation",
	"free_trade_port_regulation",
	"autonomous_regulation",
}

varying := {
	"special_zone_regulation",
	"pudong_regulation",
	"free_trade_port_regulation",
	"autonomous_regulation",
}

detains(measure) if measure.measure == "detention"

engaged["10.2"] if {
	some measure in input.practice.measures
	detains(measure)
}

breach["10.2"] contains {"at": ["measures", i, "measure"]} if {
	some i, measure in input.practice.measures
	detains(measure)
	not for_measure(i, {"law"})
}

# Article 12(1). Regulations of special zones, of Pudong, of Hainan and of autonomous areas may vary upper law, also
# where a local regulation is cited beside them; detention they cannot provide (article 10(2)).
engaged["12.1"] if penalty_rests_on({"local_regulation"}, upper_law)

breach["12.1"] contains {"at": ["measures", i, "measure"], "why": "detention"} if {
	some i, measure in input.practice.measures
	measure.measure == "detention"
	rests_on(i, {"local_regulation"}, upper_law)
}

breach["12.1"] contains {"at": ["measures", i, "measure"], "why": "licence"} if {
	some i, measure in input.practice.measures
	measure.measure == "business_licence_revocation"
	rests_on(i, {"local_regulation"}, upper_law)
	not for_measure(i, varying)
}

# Articles 13(2) and 14(2): rules create warnings, censures and fines; what goes beyond these details upper law (13(1),
# 14(1)), which then is cited beside them.
engaged["13.2"] if penalty_rests_on({"departmental_rule"}, upper_law)

breach["13.2"] contains {"at": ["measures", i, "measure"]} if {
	some i, measure in input.practice.measures
	penalty(measure)
	not for_rules(measure)
	not gains_by_this_law(measure, i)
	rests_on(i, {"departmental_rule"}, laws_and_regulations)
}

engaged["14.2"] if penalty_rests_on({"local_government_rule"}, laws_and_regulations)

breach["14.2"] contains {"at": ["measures", i, "measure"]} if {
	some i, measure in input.practice.measures
	penalty(measure)
	not for_rules(measure)
	not gains_by_this_law(measure, i)
	rests_on(i, {"local_government_rule"}, laws_and_regulations)
}

for_rules(measure) if measure.measure in {"warning", "public_censure", "fine"}

# Article 16: no other document creates a penalty.
other_documents := {
	"normative_document",
	"party_state_regulation",
	"judicial_interpretation",
	"state_council_decision",
}

engaged["16"] if {
	some i, measure in input.practice.measures
	penalty(measure)
	cites_other_document(i)
}

breach["16"] contains {"at": ["measures", i, "measure"]} if {
	some i, measure in input.practice.measures
	penalty(measure)
	cites_other_document(i)
	not provided(measure, i)
}

cites_other_document(i) if {
	some authority in input.authorities
	reaches(authority, i)
	authority.rank in other_documents
	"sanction" in authority.for
}
