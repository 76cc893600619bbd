# Administrative Coercion Law (2011): what coercion is, who exerts it, and what several articles share.
package policies.cn.administrative_coercion_2011

import data.policies.lib.agencies
import data.policies.lib.authorities

params := input.params["cn/administrative_coercion_2011"]

# Articles 2(2) and 9(1)-(4): the person, or goods and money, held for a time. Lists, bars and other credit measures
# hold nothing, and answer for the past; they are no coercion.
coercive(measure) if measure.measure in {"personal_restraint", "seizure", "freezing"}

restrains if {
	some measure in input.practice.measures
	measure.measure == "personal_restraint"
}

seizes if {
	some measure in input.practice.measures
	measure.measure == "seizure"
}

freezes if {
	some measure in input.practice.measures
	measure.measure == "freezing"
}

# 强制措施, by whomever. In a public emergency other laws and administrative regulations govern (article 3(2)).
takes_measure if {
	not in_emergency
	some measure in input.practice.measures
	coercive(measure)
}

in_emergency if input.practice.purpose.area == "emergency"

# Articles 2(3) and 12: a duty that an administrative decision lays down is enforced.
added(measure) if measure.measure == "surcharge"

added(measure) if late_fee(measure)

late_fee(measure) if {
	measure.measure == "late_fee"
	input.readings.late_fee_is_execution == "yes"
}

adds_to_debt if {
	exerts_power
	some measure in input.practice.measures
	added(measure)
}

cuts_to_enforce(measure) if {
	measure.measure == "utility_cutoff"
	measure.enforces_decision.value
}

executes_by_cut if {
	exerts_power
	some measure in input.practice.measures
	cuts_to_enforce(measure)
}

# Measures and execution alike, of whoever exerts power over citizens and organisations.
coerces if measures_of_power

coerces if executes_by_cut

coerces if adds_to_debt

measures_of_power if {
	exerts_power
	takes_measure
}

seizes_by_power if {
	measures_of_power
	seizes
}

freezes_by_power if {
	measures_of_power
	freezes
}

restrains_by_power if {
	measures_of_power
	restrains
}

# 行政机关, organisations that laws or administrative regulations authorise (article 70), and whoever acts for an organ.
# What a company takes or stops under contract is no coercion.
exerts_power if organ

exerts_power if {
	not organ
	entrusted
}

exerts_power if {
	not organ
	input.practice.competence.power in {"own", "law_or_regulation", "concentrated", "transferred"}
}

organ if agencies.acts_as({"state_organ", "public_security_organ"})

entrusted if input.practice.competence.power == "written_entrustment"

# Article 70: an organisation that claims a power of laws or administrative regulations; articles 22 and 29 ask which.
authorised if {
	not organ
	input.practice.competence.power == "law_or_regulation"
}

authorised if {
	not organ
	agencies.acts_as({"authorised_organisation"})
	input.practice.competence.power == "own"
}

laws_and_regulations := {
	"law",
	"administrative_regulation",
	"local_regulation",
	"special_zone_regulation",
	"pudong_regulation",
	"free_trade_port_regulation",
	"autonomous_regulation",
}

above_local := {"law", "administrative_regulation"}

# What is cited at one measure provides that measure alone; what is cited of the act or of its grounds provides any.
# What gives the body its power is another question (17).
provided(i, ranks) if {
	some authority in input.authorities
	reaches(authority, i)
	independent(authority)
	authority.rank in ranks
	authorities.counts(authority)
}

# What an organisation that is authorised cites for its own power: article 70 lets laws and administrative regulations
# authorise it.
conferred(ranks) if {
	some authority in input.authorities
	authority.at[0] == "competence"
	authority.rank in ranks
	independent(authority)
	authorities.counts(authority)
}

reaches(authority, _) if authority.at[0] == "basis"

reaches(authority, _) if {
	authority.at[0] == "grounds"
	authority.at[2] == "basis"
}

reaches(authority, i) if {
	authority.at[0] == "measures"
	authority.at[1] == i
	authority.at[2] == "basis"
}

# This law provides no measure by itself; a ground for handling information, and penalties, are no coercion.
independent(authority) if {
	not authority.instrument in {
		"cn/administrative_coercion_2011",
		"cn/administrative_penalty_2021",
		"cn/personal_information_protection_2021",
	}
}

# Its article 63 lets departments seal and seize.
independent(authority) if {
	authority.instrument == "cn/personal_information_protection_2021"
	authority.article in {"63", "63.1", "63.1.4"}
}

# 另有规定: an article of such a rank that is cited for another period of this very measure.
other_period(i, ranks) if {
	some authority in input.authorities
	authority.at[0] == "measures"
	authority.at[1] == i
	authority.at[2] == "period_by_law"
	authority.rank in ranks
	authorities.counts(authority)
}

engaged["4"] if coerces

engaged["6"] if coerces

engaged["7"] if coerces
