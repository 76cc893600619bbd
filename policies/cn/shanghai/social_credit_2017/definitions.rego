# Shanghai Social Credit Regulation, in force since 2017-10-01: whom it speaks of and what its words mean.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies
import data.policies.lib.authorities
import data.policies.lib.identifiers
import data.policies.lib.subjects

params := input.params["cn/shanghai/social_credit_2017"]

# Article 8(2): who produces or obtains public credit information in duties or public services.
provider_of_public_information if agencies.state_organ

provider_of_public_information if input.practice.agency.type in {
	"authorised_organisation",
	"public_credit_centre",
	"public_institution",
	"public_utility",
	"mass_organisation",
	"grassroots_committee",
}

# 行政机关, and what stands in the place of one when it uses powers that laws or regulations confer.
administrative_organ if {
	input.practice.agency.type in {"state_organ", "public_security_organ", "authorised_organisation"}
}

# 市场主体 and 金融机构 (art. 26).
market_participant if input.practice.agency.type in {"market_entity", "platform", "public_utility", "lender"}

financial_institution if input.practice.agency.type == "lender"

# Information about a natural person from which nobody can be told any more is no personal information.
personal(item) if {
	subjects.natural_person
	not identifiers.gone(item)
}

# Not public (art. 17(3)): neither the subject nor an authority has published it, nor others as law provides.
public(item) if item.publication in {"by_subject", "by_authority"}

public(item) if published_by_law(item)

# Article 14(1): published as a law or administrative regulation provides.
published_by_law(item) if {
	item.publication in {"by_authority", "by_others"}
	item.published_under_law.value
}

# What counts against the subject (失信信息). A fact, a right exercised or a virtue is none.
adverse(record) if record.category in adverse_categories

adverse_categories := {
	"contract_default",
	"other_contract_default",
	"utility_arrears",
	"property_fee_arrears",
	"wage_arrears",
	"sme_arrears",
	"commitment_breach",
	"administrative_penalty",
	"administrative_coercion",
	"refusal_of_administrative_decision",
	"court_enforcement",
	"refusal_of_judgment",
	"judgment_defaulter",
	"serious_list_entry",
	"abnormal_operations_entry",
	"market_or_industry_ban",
	"criminal_conviction",
	"juvenile_record",
	"non_prosecution",
	"administrative_detention",
	"unpaid_tax_or_fee",
	"false_material",
	"licence_fraud",
	"benefit_fraud",
	"late_annual_report",
	"academic_misconduct",
	"fraud_in_telecom",
	"work_safety_breach",
	"food_drug_breach",
	"consumer_rights_breach",
	"unfair_competition",
	"data_protection_breach",
	"resistance_to_military_service",
	"occupational_misconduct",
	"fare_evasion",
	"traffic_breach",
	"jaywalking",
	"waste_sorting_breach",
	"uncivil_conduct",
	"smoking_breach",
	"pet_breach",
	"illegal_building",
	"blood_donation_refusal",
	"support_of_parents_failure",
	"medical_order_breach",
	"tourism_breach",
	"job_hopping",
	"family_planning_breach",
	"petition",
	"complaint_or_report",
	"criticism",
}

# 法律、行政法规: articles 14(1), 17(3) and 31 ask for no less.
under_upper_law if provided_elsewhere({"law", "administrative_regulation", "state_council_decision"})

# 法律、法规: local regulations are among them.
under_law_or_regulation if under_upper_law

under_law_or_regulation if provided_elsewhere({"supervision_regulation"})

under_law_or_regulation if provided_elsewhere(authorities.regulations_of_places)

# 法律、法规和国家规定 (arts 9(2)(6), 35(1)). Elsewhere the text says 国家和本市规定, so that here the city's own rules are
# left out on purpose.
under_law_regulation_or_state_rule if under_law_or_regulation

under_law_regulation_or_state_rule if under_state_rule

under_state_rule if provided_elsewhere({"departmental_rule", "judicial_interpretation", "party_state_regulation"})

under_state_rule if {
	some authority in input.authorities
	authority.rank == "normative_document"
	authority.jurisdiction == "cn"
	authorities.counts(authority)
}

# 国家和本市规定 (arts 29(5), 30(6)): the city's rules and published documents too.
under_state_or_city_rule if under_law_regulation_or_state_rule

under_state_or_city_rule if provided_elsewhere({"local_government_rule", "normative_document"})

# What another instrument provides: where this one refers to others, it does not mean itself.
provided_elsewhere(ranks) if {
	some authority in input.authorities
	authority.instrument != "cn/shanghai/social_credit_2017"
	authority.rank in ranks
	authorities.counts(authority)
}
