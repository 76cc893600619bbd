# Administrative Penalty Law (2021): what a penalty is, who may impose one, and what several articles share.
package policies.cn.administrative_penalty_2021

import data.policies.lib.agencies
import data.policies.lib.authorities
import data.policies.lib.subjects

params := input.params["cn/administrative_penalty_2021"]

# Articles 2 and 9: what is named in article 9 is a penalty whatever the practice says it is meant for, save warnings
# and censures within a body.
imposes_penalty if {
	some measure in input.practice.measures
	penalty(measure)
}

penalty(measure) if {
	named(measure)
	not disciplinary(measure)
}

penalty(measure) if unnamed(measure)

# Article 9(1)-(5). A business licence is a licence.
named(measure) if {
	measure.measure in {
		"warning",
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
		"detention",
	}
}

# Schools, offices and villages warn and censure their own people too; that answers no breach of administrative order.
disciplinary(measure) if {
	measure.measure in {"warning", "public_censure"}
	over_its_own_people
	measure.punishes.value == false
}

over_its_own_people if input.practice.subject.situation in {"student", "civil_servant"}

over_its_own_people if {
	not agencies.acts_as({"authorised_organisation"})
	agencies.acts_as({
		"public_institution",
		"public_utility",
		"grassroots_committee",
		"mass_organisation",
	})
}

# Article 2: a burden laid on somebody to punish a breach of administrative order. Whether that makes a credit measure a
# penalty though article 9 does not name it is open.
unnamed(measure) if {
	burden(measure)
	measure.punishes.value
	input.readings.is_penalty == "yes"
}

# What takes from rights or adds to duties. Supervision (more inspections, closer review), an entry in a file, the loss
# of a mere convenience, honours not given, coercion, and what associations do to their members stay outside.
burden(measure) if measure.measure in burdens

burdens := {
	"support_limit",
	"tax_benefit_limit",
	"public_policy_limit",
	"procurement_points_down",
	"honour_revocation",
	"discount_cancellation",
	"rating_down",
	"credit_score_deduction",
	"publication",
	"market_access_limit",
	"industry_access_limit",
	"procurement_bar",
	"bidding_bar",
	"land_bar",
	"concession_bar",
	"new_project_bar",
	"licence_refusal",
	"licence_reapplication_bar",
	"financial_business_limit",
	"financing_limit",
	"credit_limit",
	"deposit_up",
	"account_restriction",
	"office_bar",
	"civil_service_bar",
	"recruitment_bar",
	"qualification_limit",
	"high_consumption_limit",
	"travel_limit",
	"exit_limit",
	"child_high_fee_school",
	"school_admission_limit",
	"expulsion_from_school",
	"welfare_cut",
	"utility_cutoff",
	"public_shaming",
	"marriage_service_limit",
	"household_registration_limit",
	"unlisted",
}

# Articles 4 and 16: laws, regulations and rules provide penalties, other documents do not.
providing := {
	"law",
	"administrative_regulation",
	"local_regulation",
	"special_zone_regulation",
	"pudong_regulation",
	"free_trade_port_regulation",
	"autonomous_regulation",
	"departmental_rule",
	"local_government_rule",
}

provided(_, i) if for_measure(i, providing)

provided(measure, i) if gains_by_this_law(measure, i)

# Article 28(2) has unlawful gains, and no goods, confiscated wherever they arise; whoever relies on it cites it. What
# it provides does not hang on the power of the body (17) or on what is imposed beside it; its permit does.
gains_by_this_law(measure, i) if {
	confiscates_gains(measure)
	some authority in input.authorities
	authority.instrument == "cn/administrative_penalty_2021"
	authority.article in {"28", "28.2"}
	reaches(authority, i)
	"sanction" in authority.for
	stands(authority)
}

# The article is there and is law here on the day; what it grants is another question.
stands(authority) if {
	authority.governs == "yes"
	authority.in_force == "yes"
	authority.has_article == "yes"
}

confiscates_gains(measure) if {
	measure.measure == "confiscation"
	measure.gains_only
}

# What is cited at one measure provides that measure alone; what is cited of the act or its grounds provides any.
for_measure(i, ranks) if {
	some authority in input.authorities
	reaches(authority, i)
	independent(authority, ranks)
}

# What gives a body its power, provides for a device or makes an exception provides no penalty.
reaches(authority, _) if authority.at[0] == "basis"

reaches(authority, _) if {
	authority.at[0] == "grounds"
	authority.at[2] == "basis"
}

reaches(authority, i) if {
	authority.at[0] == "measures"
	authority.at[1] == i
}

# What this law grants by itself (gains confiscated, additional fines) is no basis for another penalty. A ground for
# handling personal information, whatever is done with it, provides no penalty, power, device or publication.
independent(authority, ranks) if {
	authority.instrument != "cn/administrative_penalty_2021"
	not ground_for_handling(authority)
	authority.rank in ranks
	authorities.counts(authority)
}

ground_for_handling(authority) if {
	authority.instrument == "cn/personal_information_protection_2021"
	not authority.article in {"66", "66.1", "66.2"}
}

# 另有规定: an article of such a rank that is cited for this very exception.
excepted(place, ranks) if {
	some authority in input.authorities
	authority.at[0] == place
	authority.rank in ranks
	authorities.counts(authority)
}

excepted_for(i, name, ranks) if {
	some authority in input.authorities
	authority.at[0] == "grounds"
	authority.at[1] == i
	authority.at[3] == name
	authority.rank in ranks
	authorities.counts(authority)
}

# Power that an article gives to this very body, to bodies of its level, or to those whom an organ entrusts.
conferred(ranks) if {
	some authority in input.authorities
	authority.at[0] == "competence"
	independent(authority, ranks)
}

# Articles 11-14: a measure that regulations or rules of one rank provide, and none of the ranks above them.
rests_on(i, ranks, above) if {
	for_measure(i, ranks)
	not for_measure(i, above)
}

penalty_rests_on(ranks, above) if {
	some i, measure in input.practice.measures
	penalty(measure)
	rests_on(i, ranks, above)
}

# Charter and contract confer no power to punish (article 17).
powerless if input.practice.competence.power in {"charter", "none"}

# What this law permits it permits to who has the power (articles 17, 19 and 20) and stays within it.
empowered if {
	input.practice.competence.within.value
	not powerless
	not unauthorised_organisation
	not unfit_to_be_entrusted
	not below_the_county
}

unfit_to_be_entrusted if input.practice.competence.public_function == false

# Article 23: a township that punishes on its own, and no law or administrative regulation gives its level the power.
below_the_county if {
	township_on_its_own
	not conferred(upper_law)
}

township_on_its_own if {
	input.practice.agency.level == "township"
	not input.practice.competence.power in {"transferred", "written_entrustment"}
}

# Only organs have a power of their own. What organisations have, laws or regulations gave them, or an organ entrusts as
# laws, regulations or rules let it.
unauthorised_organisation if {
	not organ
	not authorised
}

organ if agencies.acts_as({"state_organ", "public_security_organ"})

authorised if {
	authority_claimed
	conferred(laws_and_regulations)
}

authorised if {
	input.practice.competence.power == "written_entrustment"
	conferred(providing)
}

# Article 20: a penalty imposed on behalf of an organ.
entrusted if {
	input.practice.competence.power == "written_entrustment"
	imposes_penalty
}

imposes_fine if {
	some measure in input.practice.measures
	measure.measure == "fine"
}

# Money or goods that article 74 follows to the treasury. An additional fine is a fine for this.
takes_money if {
	some measure in input.practice.measures
	measure.measure in {"fine", "confiscation", "surcharge"}
}

# What does not keep to the summary procedure must keep to the ordinary one, also where the practice names none.
summary if {
	input.practice.procedure == "summary"
	imposes_penalty
}

ordinary if {
	input.practice.procedure in {"ordinary", "none"}
	imposes_penalty
}

ordinary if too_much_for_summary

# Article 51 knows citizens and organisations; on which side sole traders stand is open.
citizen if input.practice.subject.type == "natural_person"

citizen if {
	input.practice.subject.type == "sole_trader"
	input.readings.sole_traders == "citizens"
}

organisation if subjects.organisation

organisation if {
	input.practice.subject.type == "sole_trader"
	input.readings.sole_traders == "organisations"
}

# Article 63(1): penalties heavy enough for a hearing. Items 5 and 6 are declared.
hearing_due if {
	some measure in input.practice.measures
	heavy(measure)
}

hearing_due if {
	input.practice.hearing.due_otherwise.value
	imposes_penalty
}

heavy(measure) if {
	measure.measure in {
		"downgrade",
		"licence_revocation",
		"business_licence_revocation",
		"suspension_of_business",
		"closure",
		"occupational_restriction",
	}
}

heavy(measure) if {
	measure.measure in {"fine", "confiscation"}
	measure.large.value
}

hearing_takes_place if {
	hearing_due
	input.practice.hearing.held
}

# Article 45(1) and 62: not heard, though the party did not give up the right.
refused_to_hear if {
	not input.practice.defence.heard
	not input.practice.defence.waived
}

# Article 48: decisions on penalties shown to the public.
publishes_decisions if {
	input.practice.mode == "publication"
	about_penalties
}

about_penalties if {
	some item in input.practice.items
	penalty_record(item)
}

penalty_record(item) if item.category in {"administrative_penalty", "administrative_detention"}

penalty_record(item) if item.legal_document == "penalty_decision"

# The clauses that a person judges concern penalties, as the others do.
engaged["5.1"] if imposes_penalty

engaged["6"] if imposes_penalty

engaged["8.2"] if imposes_penalty

# Upper law that provides the penalty already is the very case of these four, so that it takes none of them away.
engaged["11.2"] if penalty_rests_on({"administrative_regulation"}, set())

engaged["12.2"] if penalty_rests_on({"local_regulation"}, set())

engaged["13.1"] if penalty_rests_on({"departmental_rule"}, set())

engaged["14.1"] if penalty_rests_on({"local_government_rule"}, set())

engaged["18.2"] if {
	input.practice.competence.power == "concentrated"
	imposes_penalty
}

engaged["20.3"] if entrusted

engaged["21.0.3"] if entrusted

engaged["22"] if imposes_penalty

engaged["25.1"] if imposes_penalty

engaged["25.2"] if imposes_penalty

engaged["28.2"] if imposes_penalty

engaged["32.0.5"] if imposes_penalty

# Article 33(3): nothing is imposed, since the conduct (31, 33) or the child (30) is not punished.
engaged["33.3"] if {
	some i, ground in input.practice.grounds
	spared(ground.conduct, i)
	not imposes_penalty
}

engaged["33.3"] if {
	child
	not imposes_penalty
}

engaged["38.2"] if imposes_penalty

engaged["42.2"] if imposes_penalty

engaged["46.2"] if imposes_penalty

engaged["49"] if imposes_penalty

engaged["54.2"] if ordinary

engaged["66.2"] if imposes_fine

# Article 72(1)(2)-(3): goods or money held under coercion beside a fine, or the person.
engaged["72.1.2"] if {
	imposes_fine
	some measure in input.practice.measures
	measure.measure in {"seizure", "freezing"}
}

engaged["72.1.3"] if {
	imposes_penalty
	some measure in input.practice.measures
	measure.measure in {"seizure", "freezing", "personal_restraint"}
}

engaged["73.2"] if {
	some measure in input.practice.measures
	measure.measure == "detention"
}

engaged["74.1"] if {
	some measure in input.practice.measures
	measure.measure == "confiscation"
}
