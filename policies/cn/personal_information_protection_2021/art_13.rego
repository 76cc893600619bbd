package policies.cn.personal_information_protection_2021

import data.policies.lib.agencies
import data.policies.lib.consent

# Article 13: one of seven cases, or none at all. Consent belongs to the first alone.

breach["13.1"] contains {"at": ["ground"], "why": "none"} if input.practice.ground == "none"

breach["13.1"] contains {"at": ["consent", "form"], "why": "no_consent"} if {
	relies_on_consent
	input.practice.consent.form == "none"
}

breach["13.1"] contains {"at": ["ground_necessary"], "why": "not_necessary"} if {
	input.practice.ground_necessary.value == false
}

breach["13.1"] contains {"at": ["ground"], "why": "no_duty"} if {
	input.practice.ground == "duty"
	not duty_laid_down
}

breach["13.1"] contains {"at": ["reasonable_scope"], "why": "beyond_reason"} if {
	input.practice.reasonable_scope.value == false
}

breach["13.1"] contains {"at": ["items", i, "category"], "why": "not_public"} if {
	input.practice.ground == "already_public"
	some i, item in input.practice.items
	personal(item)
	not made_public(item)
}

breach["13.1"] contains {"at": ["indicators", i, "category"], "why": "not_public"} if {
	input.practice.ground == "already_public"
	some i, indicator in input.practice.indicators
	personal(indicator)
	not made_public(indicator)
}

breach["13.1"] contains {"at": ["ground"], "why": "no_case_of_law"} if {
	input.practice.ground == "other"
	not other_case_of_law
}

breach["13.1"] contains {"at": ["grounds", i, "category"], "why": "not_public"} if {
	input.practice.ground == "already_public"
	some i, ground in input.practice.grounds
	not ground.not_entered
	not made_public(ground)
}

breach["13.1"] contains {"at": ["records", i, "category"], "why": "not_public"} if {
	input.practice.ground == "already_public"
	some i, record in input.practice.records
	not made_public(record)
}

# A duty, or another case of law, that is cited for one item alone carries no other. Of organs article 34 asks it.
breach["13.1"] contains {"at": ["items", i, "category"], "why": "not_for_it"} if {
	law_relied_on
	some i, item in input.practice.items
	personal(item)
	not laid_down_for("items", i)
}

breach["13.1"] contains {"at": ["indicators", i, "category"], "why": "not_for_it"} if {
	law_relied_on
	some i, indicator in input.practice.indicators
	personal(indicator)
	not laid_down_for("indicators", i)
}

breach["13.1"] contains {"at": ["grounds", i, "category"], "why": "not_for_it"} if {
	law_relied_on
	some i, ground in input.practice.grounds
	not ground.not_entered
	not laid_down_for("grounds", i)
}

breach["13.1"] contains {"at": ["records", i, "category"], "why": "not_for_it"} if {
	law_relied_on
	some i, _ in input.practice.records
	not laid_down_for("records", i)
}

# Item 2 speaks of a contract to which the person is a party. The subject's contract is none of a relative who bears no
# responsibility.
breach["13.1"] contains {"at": ["others", who], "why": "no_party"} if {
	input.practice.ground in {"contract", "human_resources"}
	not input.practice.others.responsible.value
	some who in relatives
	input.practice.others[who]
}

breach["13.1"] contains {"at": ["measures", i, "others", who], "why": "no_party"} if {
	input.practice.ground in {"contract", "human_resources"}
	some i, measure in input.practice.measures
	not measure.others.responsible.value
	some who in relatives
	measure.others[who]
}

relatives := {"spouse", "child", "parent", "other_relative"}

a_relative_is_reached if {
	not input.practice.others.responsible.value
	some who in relatives
	input.practice.others[who]
}

a_relative_is_reached if {
	some measure in input.practice.measures
	not measure.others.responsible.value
	some who in relatives
	measure.others[who]
}

# Article 13 lets information be handled. It gives a public body no power to list, punish, repair or reward: that stands
# elsewhere, as does the power to handle information for a duty (article 34). What anyone may do needs none.
handling_is_all_it_takes if {
	input.practice.kind in {"collection", "disclosure", "evaluation"}
	not performs_statutory_duty
}

handling_is_all_it_takes if not public_body

handling_is_all_it_takes if power_for_everything

public_body if bound_as_state_organ

public_body if agencies.acts_as({"public_institution"})

permit["13.1.1"] if {
	protected
	handling_is_all_it_takes
	relies_on_consent
	valid_consent
	not a_relative_is_reached
	not input.practice.refused_by_subject
}

# valid_consent: what articles 5, 14 and 31 ask of consent, and separate consent where articles 23, 25, 26, 29 and 39
# want it.
valid_consent if {
	consent.expressed
	input.practice.consent.informed.value
	input.practice.consent.voluntary.value
	not consent_vitiated
	not consent_outlived
	not guardian_missing
	not separate_consent_missing
}

consent_vitiated if input.practice.consent.misleading

consent_vitiated if input.practice.consent.fraud

consent_vitiated if input.practice.consent.coercion

# Articles 14(2) and 31(1): asked for anew after a change, and of the parents of a child.
consent_outlived if {
	input.practice.consent.changed_since
	not input.practice.consent.renewed
}

guardian_missing if {
	under_age_of_guardian_consent
	not input.practice.consent.guardian
}

separate_consent_missing if {
	not separate_consent
	wants_separate_consent
}

separate_consent_missing if {
	transfers_abroad
	not separate_consent_to_export
}

wants_separate_consent if provides_to_others

wants_separate_consent if publishes

wants_separate_consent if {
	watched_public_place
	input.practice.device.only_public_security == false
}

wants_separate_consent if handles_sensitive_information

permit["13.1.2"] if {
	protected
	handling_is_all_it_takes
	contract_or_employment_needs_it
	not a_relative_is_reached
	not something_unneeded
}

permit["13.1.3"] if {
	protected
	handling_is_all_it_takes
	statutory_duty_needs_it
	not something_not_laid_down
	not something_unneeded
}

# 所必需: what is declared unneeded is needed for no contract, duty or emergency.
something_unneeded if {
	some item in input.practice.items
	personal(item)
	item.necessary.value == false
}

something_unneeded if {
	some indicator in input.practice.indicators
	personal(indicator)
	indicator.necessary.value == false
}

# As article 34 asks: what is cited for one item alone carries no other.
power_for_everything if {
	organ_has_power
	not something_without_power
}

something_without_power if {
	some i, item in input.practice.items
	personal(item)
	not power_for("items", i)
}

something_without_power if {
	some i, indicator in input.practice.indicators
	personal(indicator)
	not power_for("indicators", i)
}

something_without_power if {
	some i, ground in input.practice.grounds
	not ground.not_entered
	not power_for("grounds", i)
}

something_without_power if {
	some i, _ in input.practice.records
	not power_for("records", i)
}

permit["13.1.4"] if {
	protected
	handling_is_all_it_takes
	emergency_needs_it
	not something_unneeded
}

permit["13.1.5"] if {
	protected
	handling_is_all_it_takes
	news_within_reason
}

permit["13.1.6"] if {
	protected
	handling_is_all_it_takes
	public_already
}

# Article 27: of what is public, much affects the person only with consent.
permit["13.1.6"] if {
	protected
	handling_is_all_it_takes
	input.practice.ground == "already_public"
	input.practice.reasonable_scope.value
	input.practice.major_effect.value
	input.practice.refused_by_subject == false
	not something_not_public
	valid_consent
}

permit["13.1.7"] if {
	protected
	handling_is_all_it_takes
	other_case_of_law
	not something_not_laid_down
}
