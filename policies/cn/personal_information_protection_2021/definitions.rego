# Personal Information Protection Law: whom and what it protects, whom it binds, and what its terms mean.
package policies.cn.personal_information_protection_2021

import data.policies.lib.agencies
import data.policies.lib.authorities
import data.policies.lib.identifiers
import data.policies.lib.subjects

params := input.params["cn/personal_information_protection_2021"]

# Articles 2 to 4: information of natural persons that can be told to be theirs. What is recorded of the business of a
# sole trader is recorded of the person. Family affairs (article 72 paragraph 1) are no agency's.
protected if {
	subjects.natural_person
	not about_the_dead
	handles_personal_information
}

about_the_dead if input.practice.subject.situation == "deceased"

handles_personal_information if {
	some item in input.practice.items
	personal(item)
}

handles_personal_information if {
	some indicator in input.practice.indicators
	personal(indicator)
}

# A list, a sanction, a repair and a reward are of a person who is named, and of what is recorded of the person.
handles_personal_information if input.practice.kind in {"list", "sanction", "repair", "incentive"}

# Articles 4 and 73 item 4: without identifiers and beyond restoring is anonymised, and no personal information; without
# identifiers alone is only de-identified.
personal(information) if not identifiers.gone(information)

# authority_elsewhere: this law presupposes powers, duties and cases that another text lays down, and lays down few.
# What is cited for how long an item is kept or shown, or for a device, says nothing of whether it may be processed.
authority_elsewhere(ranks) if {
	some authority in input.authorities
	not presupposes_other_law(authority)
	not for_something_else(authority)
	authority.rank in ranks
	authorities.counts(authority)
}

presupposes_other_law(authority) if {
	of_this_law(authority)
	not authority.article in articles_that_lay_down
}

# The duty to let persons see what is theirs (article 45), and the powers of the departments for personal information
# and the duties towards them (articles 63, 64 and 66).
articles_that_lay_down := {
	"45", "45.2", "63", "63.1", "63.1.1", "63.1.2", "63.1.3", "63.1.4", "63.2", "64", "64.1", "64.2", "66", "66.1", "66.2",
}

of_this_law(authority) if authority.instrument == "cn/personal_information_protection_2021"

for_something_else(authority) if authority.at[2] in {"retention", "availability", "conduct"}

for_something_else(authority) if {
	authority.at[0] in {
		"term",
		"device",
		"officers",
		"summary_by_other_law",
		"other_decision_limit",
		"fine_payment",
	}
}

# Articles 33 and 37: state organs, and organisations that laws or regulations authorise to manage public affairs. The
# centres that run public credit platforms hold that function by the regulations on credit.
bound_as_state_organ if agencies.state_organ

bound_as_state_organ if agencies.acts_as({"authorised_organisation", "public_credit_centre"})

# Article 34: a duty is performed where it is relied on, and where the area is one in which only public power acts; an
# organ that hires or buys acts as anyone. Services to the public are rendered under contracts too, as those of a school
# or hospital are.
performs_statutory_duty if {
	bound_as_state_organ
	input.practice.ground == "duty"
}

performs_statutory_duty if {
	bound_as_state_organ
	input.practice.purpose.area in areas_of_public_duty
}

performs_statutory_duty if {
	bound_as_state_organ
	input.practice.purpose.area == "public_service"
	not contract_or_employment_needs_it
}

# Whoever holds public power uses it to sanction and to list persons, also where it states no purpose, unless a contract
# or employment needs the measure. No contract with an organ of the state needs its lists.
performs_statutory_duty if {
	bound_as_state_organ
	input.practice.kind in {"list", "sanction"}
	not contract_or_employment_needs_it
}

performs_statutory_duty if {
	agencies.state_organ
	input.practice.kind == "list"
}

areas_of_public_duty := {
	"public_security", "enforcement", "licensing", "official_statistics", "archives", "emergency",
	"market_supervision", "social_governance",
}

# Article 34 says laws and administrative regulations. Whether a local regulation suffices is disputed.
organ_has_power if authority_elsewhere({"law", "administrative_regulation"})

organ_has_power if {
	authority_elsewhere(authorities.regulations_of_places)
	local_regulation_suffices
}

local_regulation_suffices if input.readings.state_organ_basis == "local_regulation_suffices"

# power_for: power cited for the practice, or for this very item. What is cited for a measure, or as what gives the body
# its power, is cited for the grounds.
power_for(list, i) if authority_reaching(list, i, {"law", "administrative_regulation"})

power_for(list, i) if {
	authority_reaching(list, i, authorities.regulations_of_places)
	local_regulation_suffices
}

authority_reaching(list, i, ranks) if {
	some authority in input.authorities
	not presupposes_other_law(authority)
	not for_something_else(authority)
	reaches(authority, list, i)
	authority.rank in ranks
	authorities.counts(authority)
}

reaches(authority, _, _) if authority.at[0] == "basis"

reaches(authority, "grounds", _) if authority.at[0] in {"measures", "competence"}

reaches(authority, list, i) if {
	authority.at[0] == list
	authority.at[1] == i
}

relies_on_consent if input.practice.ground == "consent"

# Article 13 paragraph 2: consent is not needed where one of items 2 to 7 of paragraph 1 holds.
consent_needed if not ground_without_consent

ground_without_consent if contract_or_employment_needs_it

ground_without_consent if {
	statutory_duty_needs_it
	not something_not_laid_down
}

ground_without_consent if emergency_needs_it

ground_without_consent if news_within_reason

ground_without_consent if public_already

ground_without_consent if {
	other_case_of_law
	not something_not_laid_down
}

contract_or_employment_needs_it if {
	input.practice.ground in {"contract", "human_resources"}
	input.practice.ground_necessary.value
}

statutory_duty_needs_it if {
	input.practice.ground == "duty"
	input.practice.ground_necessary.value
	duty_laid_down
}

# What power a state organ needs for its duties, article 34 says for it (article 33).
duty_laid_down if bound_as_state_organ

duty_laid_down if authority_elsewhere({"law", "administrative_regulation"})

duty_laid_down if authority_elsewhere(authorities.regulations_of_places)

emergency_needs_it if {
	input.practice.ground == "emergency"
	input.practice.ground_necessary.value
}

news_within_reason if {
	input.practice.ground == "news"
	input.practice.reasonable_scope.value
}

# Article 27: an express refusal, or a major effect, ends what publicity allowed.
public_already_within_reason if {
	input.practice.ground == "already_public"
	input.practice.reasonable_scope.value
	input.practice.refused_by_subject == false
	input.practice.major_effect.value == false
}

# The ground holds for what is public; for the rest consent is needed.
public_already if {
	public_already_within_reason
	not something_not_public
}

something_not_public if {
	some item in input.practice.items
	personal(item)
	not made_public(item)
}

something_not_public if {
	some indicator in input.practice.indicators
	personal(indicator)
	not made_public(indicator)
}

something_not_public if {
	some ground in input.practice.grounds
	not ground.not_entered
	not made_public(ground)
}

something_not_public if {
	some record in input.practice.records
	not made_public(record)
}

# free_for_itself: a duty, a case of law or publicity holds for this one, although not for all.
free_for_itself(information, _, _) if {
	public_already_within_reason
	made_public(information)
}

free_for_itself(_, list, i) if {
	statutory_duty_needs_it
	laid_down_for(list, i)
}

free_for_itself(_, list, i) if {
	other_case_of_law
	laid_down_for(list, i)
}

other_case_of_law if {
	input.practice.ground == "other"
	authority_elsewhere({"law", "administrative_regulation"})
}

# What is cited for one item alone carries no other. Of organs article 34 asks it.
something_not_laid_down if {
	law_relied_on
	some i, item in input.practice.items
	personal(item)
	not laid_down_for("items", i)
}

something_not_laid_down if {
	law_relied_on
	some i, indicator in input.practice.indicators
	personal(indicator)
	not laid_down_for("indicators", i)
}

something_not_laid_down if {
	law_relied_on
	some i, ground in input.practice.grounds
	not ground.not_entered
	not laid_down_for("grounds", i)
}

something_not_laid_down if {
	law_relied_on
	some i, _ in input.practice.records
	not laid_down_for("records", i)
}

law_relied_on if {
	input.practice.ground == "duty"
	not bound_as_state_organ
	duty_laid_down
}

law_relied_on if other_case_of_law

laid_down_for(list, i) if authority_reaching(list, i, {"law", "administrative_regulation"})

laid_down_for(list, i) if {
	input.practice.ground == "duty"
	authority_reaching(list, i, authorities.regulations_of_places)
}

# made_public: by the person, or lawfully by another (article 13 item 6, article 27).
made_public(information) if information.publication == "by_subject"

made_public(information) if {
	information.publication in {"by_authority", "by_others"}
	information.published_under_law.value
}

made_public(information) if {
	information.publication in {"by_authority", "by_others"}
	information.published_lawfully.value
}

separate_consent if input.practice.consent.separate

# Article 28: the categories it names, in its order: biometrics, religion, specific identity, medical health, financial
# accounts, whereabouts. Others may be sensitive by their effect; that is for people to say.
sensitive_categories := {
	"gene", "fingerprint", "face", "other_biometric",
	"religion",
	"specific_identity",
	"blood_type", "disease", "medical_history", "health_care", "disability",
	"financial_account", "deposit", "securities",
	"whereabouts",
}

about_young_children if younger_than(params.age_of_sensitive_information)

# The age on the day of handling counts; a sanction states it beside the age at the conduct.
younger_than(age) if {
	input.practice.kind != "sanction"
	input.practice.subject.min_age < age
}

younger_than(age) if input.practice.min_age_on_day < age

sensitive_by_category(information) if {
	personal(information)
	of_sensitive_category(information)
}

# What is recorded as the ground of a list, a measure or a reward, or is to be repaired, is always of a named person.
of_sensitive_category(information) if information.category in sensitive_categories

sensitive(information) if sensitive_by_category(information)

sensitive(information) if {
	personal(information)
	about_young_children
}

handles_sensitive_information if {
	protected
	something_sensitive
}

something_sensitive if about_young_children

something_sensitive if {
	some item in input.practice.items
	sensitive_by_category(item)
}

something_sensitive if {
	some indicator in input.practice.indicators
	sensitive_by_category(indicator)
}

something_sensitive if {
	some ground in input.practice.grounds
	not ground.not_entered
	of_sensitive_category(ground)
}

something_sensitive if {
	some record in input.practice.records
	of_sensitive_category(record)
}

told_before if input.practice.notice.time == "before"

# Article 18 paragraph 1: a law or administrative regulation demands secrecy or frees from notice.
silence_under_law if {
	input.practice.notice.omission in {"secrecy", "not_required"}
	input.practice.notice.omission_holds.value
}

# Article 35: or telling would obstruct the duty of a state organ.
silence_for_duty if {
	performs_statutory_duty
	input.practice.notice.omission == "obstructs_duty"
	input.practice.notice.omission_holds.value
}

may_stay_silent if silence_under_law

may_stay_silent if silence_for_duty

# A law that frees from notice frees whether or not there was any. A secret that was told is none, and notice that was
# given obstructs no duty: from then on changes are told (article 17 paragraph 2), and access is given (article 45).
still_silent if {
	silence_under_law
	input.practice.notice.omission == "not_required"
}

still_silent if {
	may_stay_silent
	input.practice.notice.time == "none"
}

# Articles 23 and 39 have no exception of their own, and article 18 paragraph 1 frees from what article 17 lists alone:
# what must be kept secret is told to nobody, and an organ is freed from all notice (article 35).
may_conceal_recipient if {
	silence_under_law
	input.practice.notice.omission == "secrecy"
}

may_conceal_recipient if {
	performs_statutory_duty
	may_stay_silent
}

# Article 18 paragraph 2: in an emergency notice may follow.
notice_may_follow if {
	input.practice.notice.omission == "emergency"
	input.practice.notice.omission_holds.value
}

# Article 23: provided to another who decides for itself; the person, and who acts for it, are no other. Nor is the
# public, which nobody can name: what anyone gets is made public (article 25).
provides_to_others if {
	some recipient in input.practice.recipients
	another_processor(recipient)
}

another_processor(recipient) if not recipient.type in {"subject", "representative", "public"}

publishes if input.practice.mode == "publication"

publishes if {
	some recipient in input.practice.recipients
	recipient.type == "public"
}

publishes if input.practice.result_published

publishes if input.practice.publicity.done

publishes if input.practice.prior_publicity

publishes if {
	some measure in input.practice.measures
	makes_public(measure)
}

# A censure is told to those whom it concerns; these are shown to everybody.
makes_public(measure) if measure.measure in {"publication", "public_shaming", "praise"}

# A disclosure names its recipients; of other practices the agency says whether personal information goes abroad. Who
# answers the person, or who acts for it, provides to nobody else (articles 39 and 45), wherever that one is.
transfers_abroad if {
	input.practice.kind != "disclosure"
	input.practice.agency.cross_border.transfers
}

transfers_abroad if {
	some recipient in input.practice.recipients
	recipient.abroad
	not recipient.type in {"subject", "representative"}
}

security_assessment_passed if input.practice.agency.cross_border.security_assessment

other_condition_of_export if input.practice.agency.cross_border.other_condition.value

# Article 73 item 2: a program that analyses and evaluates persons and decides, alone or with a person behind it.
automated_decision if input.practice.automation in {"assisted", "sole"}
