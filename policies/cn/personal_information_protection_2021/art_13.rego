package policies.cn.personal_information_protection_2021

import data.policies.lib.agencies
import data.policies.lib.authorities
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
	some i, _ in input.practice.grounds
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

relatives := {"spouse", "child", "parent", "other_relative"}

# Article 13 lets information be handled. It gives a public body no power to list, punish, repair or reward: that stands
# elsewhere. What anyone may do needs none.
handling_is_all_it_takes if input.practice.kind in {"collection", "disclosure", "evaluation"}

handling_is_all_it_takes if not public_body

handling_is_all_it_takes if organ_has_power

public_body if bound_as_state_organ

public_body if agencies.acts_as({"public_institution"})

permit["13.1.1"] if {
	protected
	handling_is_all_it_takes
	relies_on_consent
	consent.expressed
	input.practice.consent.informed.value
	input.practice.consent.voluntary.value
	not consent_outlived
	not guardian_missing
	not input.practice.refused_by_subject
}

# Articles 14(2) and 31(1): asked for anew after a change, and of the parents of a child.
consent_outlived if {
	input.practice.consent.changed_since
	not input.practice.consent.renewed
}

guardian_missing if {
	under_age_of_guardian_consent
	not input.practice.consent.guardian
}

permit["13.1.2"] if {
	protected
	handling_is_all_it_takes
	contract_or_employment_needs_it
}

permit["13.1.3"] if {
	protected
	handling_is_all_it_takes
	statutory_duty_needs_it
	power_for_duty
	not something_not_laid_down
}

# What is cited for one item alone carries no other.
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

power_for_duty if not bound_as_state_organ

power_for_duty if organ_has_power

permit["13.1.4"] if {
	protected
	handling_is_all_it_takes
	emergency_needs_it
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

permit["13.1.7"] if {
	protected
	handling_is_all_it_takes
	other_case_of_law
	not something_not_laid_down
}
