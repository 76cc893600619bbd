# Articles 5-17: proportion and rights, which text provides coercion, and who exerts it.
package policies.cn.administrative_coercion_2011

engaged["5"] if coerces

# Coercion is proper (适当) where it fits the conduct and nothing milder would do; what is no coercion is milder.
breach["5"] contains {"at": ["measures", i, "proportionate"], "why": "improper"} if {
	some i, measure in input.practice.measures
	coercion(measure)
	not measure.proportionate.value
}

breach["5"] contains {"at": ["measures", i, "milder_enough"], "why": "milder"} if {
	some i, measure in input.practice.measures
	coercion(measure)
	measure.milder_enough.value
}

coercion(measure) if {
	coercive(measure)
	not in_emergency
}

coercion(measure) if cuts_to_enforce(measure)

coercion(measure) if added(measure)

engaged["8.1"] if coerces

breach["8.1"] contains {"at": ["decision", "remedies"]} if {
	not input.practice.decision.remedies
	not input.practice.prior_notice.remedies
}

# Restraint and freezing are for laws alone: article 10(2) and (3) leave both out of what regulations may provide.
for_laws_alone(measure) if measure.measure in {"personal_restraint", "freezing"}

engaged["10.1"] if {
	measures_of_power
	some measure in input.practice.measures
	for_laws_alone(measure)
}

breach["10.1"] contains {"at": ["measures", i, "measure"]} if {
	some i, measure in input.practice.measures
	for_laws_alone(measure)
	not provided(i, {"law"})
}

engaged["10.2"] if rests_on({"administrative_regulation"}, {"law"})

breach["10.2"] contains {"at": ["measures", i, "measure"]} if {
	some i, measure in input.practice.measures
	for_laws_alone(measure)
	provided(i, {"administrative_regulation"})
	not provided(i, {"law"})
}

# Regulations of special zones, of Pudong, of Hainan and of autonomous areas may vary upper law, restraint and freezing
# excepted, which article 10(1) judges.
engaged["10.3"] if rests_on({"local_regulation"}, above_local)

breach["10.3"] contains {"at": ["measures", i, "measure"]} if {
	some i, measure in input.practice.measures
	for_laws_alone(measure)
	provided(i, {"local_regulation"})
	not provided(i, above_local)
}

rests_on(ranks, above) if {
	measures_of_power
	some i, measure in input.practice.measures
	coercive(measure)
	provided(i, ranks)
	not provided(i, above)
}

# 法律、法规以外的其他规范性文件: rules (规章) too.
other_documents := {
	"departmental_rule",
	"local_government_rule",
	"normative_document",
	"party_state_regulation",
	"judicial_interpretation",
	"state_council_decision",
}

engaged["10.4"] if {
	measures_of_power
	some i, measure in input.practice.measures
	coercive(measure)
	cites_other_document(i)
}

breach["10.4"] contains {"at": ["measures", i, "measure"]} if {
	some i, measure in input.practice.measures
	coercive(measure)
	cites_other_document(i)
	not provided(i, laws_and_regulations)
}

cites_other_document(i) if {
	some authority in input.authorities
	reaches(authority, i)
	authority.rank in other_documents
	"sanction" in authority.for
	authority.grants
}

engaged["11.1"] if detailed_below_laws

engaged["11.2"] if detailed_below_laws

detailed_below_laws if {
	measures_of_power
	some i, measure in input.practice.measures
	coercive(measure)
	provided(i, laws_and_regulations - {"law"})
}

# Article 13(1). Administrative Penalty Law 72(1)(1) is the law for additional fines, cited or not.
engaged["13.1"] if executes_by_cut

engaged["13.1"] if {
	exerts_power
	some measure in input.practice.measures
	late_fee(measure)
}

breach["13.1"] contains {"at": ["measures", i, "measure"]} if {
	some i, measure in input.practice.measures
	cuts_to_enforce(measure)
	not provided(i, {"law"})
}

breach["13.1"] contains {"at": ["measures", i, "measure"]} if {
	some i, measure in input.practice.measures
	late_fee(measure)
	not provided(i, {"law"})
}

engaged["13.2"] if executes_by_cut

engaged["16.1"] if measures_of_power

breach["16.1"] contains {"at": ["basis"]} if {
	some i, measure in input.practice.measures
	coercive(measure)
	not provided(i, laws_and_regulations)
}

engaged["16.2"] if {
	measures_of_power
	some ground in input.practice.grounds
	ground.conduct.slight.value
}

engaged["17.1"] if measures_of_power

# Who may not seal, seize or freeze, articles 22 and 29 say.
engaged["17.1"] if {
	takes_measure
	restrains
	claims_power
}

breach["17.1"] contains {"at": ["competence", "power"], "why": "entrusted"} if entrusted

breach["17.1"] contains {"at": ["competence", "power"], "why": "power"} if {
	input.practice.competence.power in {"charter", "none"}
}

breach["17.1"] contains {"at": ["competence", "power"], "why": "basis"} if {
	restrains
	authorised
	not conferred(above_local)
}

breach["17.1"] contains {"at": ["competence", "within"], "why": "outside"} if {
	not input.practice.competence.within.value
}

engaged["17.2"] if {
	measures_of_power
	input.practice.competence.power == "concentrated"
}

engaged["17.3"] if measures_of_power

breach["17.3"] contains {"at": ["officers", "qualified"]} if not input.practice.officers.qualified
