# Shanghai Social Credit Regulation, in force since 2017-10-01: whom it speaks of and what its words mean.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies
import data.policies.lib.authorities
import data.policies.lib.identifiers
import data.policies.lib.subjects

params := input.params["cn/shanghai/social_credit_2017"]

# Article 8(2): who produces or obtains public credit information in duties or public services.
provider_of_public_information if agencies.state_organ

provider_of_public_information if agencies.acts_as({
	"authorised_organisation",
	"public_credit_centre",
	"public_institution",
	"public_utility",
	"mass_organisation",
	"grassroots_committee",
})

# 行政机关, and what stands in the place of one when it uses powers that laws or regulations confer.
administrative_organ if {
	agencies.acts_as({"state_organ", "public_security_organ", "authorised_organisation"})
}

# 市场主体 and 金融机构 (art. 26).
market_participant if agencies.acts_as({"market_entity", "platform", "public_utility", "lender"})

financial_institution if agencies.acts_as({"lender"})

# Information about a natural person from which nobody can be told any more is no personal information.
personal(item) if {
	subjects.natural_person
	not identifiers.gone(item)
}

# Not public (art. 17(3)): neither the subject nor an authority has published it, nor others as law provides.
public(item) if item.publication in {"by_subject", "by_authority"}

public(item) if published_by_law(item)

public(item) if {
	item.publication == "by_others"
	item.published_lawfully.value
}

# Article 14(1): published as a law or administrative regulation provides.
published_by_law(item) if {
	item.publication in {"by_authority", "by_others"}
	item.published_under_law.value
}

# Article 2(2): what says how the subject keeps its duties. Of the body, of private life and of rights exercised
# nothing can be told from which 守法、履约状况 could be judged; secrets are no records of it either.
every_item_on_credit if {
	every item in input.practice.items {
		not item.category in says_nothing_of_credit
	}
}

# What holds of every item is asked apart: of a list that is not stated each is explored by itself.
every_item_objective if {
	every item in input.practice.items {
		item.objective.value
	}
}

every_item_necessary if {
	every item in input.practice.items {
		item.necessary.value
	}
}

# The first six are those of article 14(3).
says_nothing_of_credit := {
	"religion",
	"gene",
	"fingerprint",
	"blood_type",
	"disease",
	"medical_history",
	"face",
	"other_biometric",
	"health_care",
	"disability",
	"blood_donation",
	"ethnicity",
	"sex",
	"whereabouts",
	"communications",
	"private_matter",
	"online_behaviour",
	"blood_donation_refusal",
	"job_hopping",
	"petition",
	"complaint_or_report",
	"criticism",
	"state_secret",
	"trade_secret",
	"work_secret",
}

# What counts against the subject (失信信息). A fact, a right exercised or a virtue is none.
adverse(record) if record.category in adverse_categories

# 违反法定义务和约定义务 (art. 30), of what no category names.
adverse(record) if {
	record.category == "unlisted"
	record.breach_of_duty
}

adverse_categories := {
	"contract_default",
	"other_contract_default",
	"utility_arrears",
	"property_fee_arrears",
	"wage_arrears",
	"sme_arrears",
	"no_payment_guarantee",
	"government_project_arrears",
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

# 市社会信用管理部门 (arts 9, 10(2), 11(2), 22, 50, 51): that of a district has none of these duties and powers.
municipal_credit_department if {
	input.practice.agency.department == "social_credit"
	input.practice.agency.level in {"province", "city"}
}

# 市公共信用信息服务中心, which runs 市公共信用信息服务平台 (arts 11, 18, 36 to 38): the centre of a district is another.
the_centre if {
	agencies.acts_as({"public_credit_centre"})
	input.practice.agency.level in {"province", "city"}
}

# provides: an article elsewhere that provides this very act. Where this regulation refers to others, it does not mean
# itself; a ground for handling personal information, whatever is done with it, provides no entry, list or measure; and
# what is cited for a period says nothing of the act.
provides(authority) if {
	another_text(authority)
	not for_a_period(authority)
	authorities.counts(authority)
}

another_text(authority) if {
	not authority.instrument in {"cn/shanghai/social_credit_2017", "cn/personal_information_protection_2021"}
}

for_a_period(authority) if authority.at[2] in {"retention", "availability"}

for_a_period(authority) if authority.at[0] == "term"

# reaches: what is cited at one element of a list is cited for that element alone.
reaches(authority, _, _) if authority.at[0] == "basis"

reaches(authority, list, i) if {
	authority.at[0] == list
	authority.at[1] == i
}

provides_item(authority, i) if {
	reaches(authority, "items", i)
	provides(authority)
}

# The penalty law provides penalties and no credit measure.
provides_measure(authority, i) if {
	authority.instrument != "cn/administrative_penalty_2021"
	reaches(authority, "measures", i)
	provides(authority)
}

# 法律、行政法规: articles 14(1), 17(3) and 31 ask for no less.
of_upper_law(authority) if authority.rank in {"law", "administrative_regulation", "state_council_decision"}

# 法律、法规: local regulations are among them.
of_law_or_regulation(authority) if of_upper_law(authority)

of_law_or_regulation(authority) if authority.rank == "supervision_regulation"

of_law_or_regulation(authority) if authority.rank in authorities.regulations_of_places

# 法律、法规和国家规定 (arts 9(2)(6), 35(1)). Elsewhere the text says 国家和本市规定, so that here the city's own rules are
# left out on purpose.
of_state_rule(authority) if of_law_or_regulation(authority)

of_state_rule(authority) if authority.rank in {"departmental_rule", "judicial_interpretation", "party_state_regulation"}

of_state_rule(authority) if {
	authority.rank == "normative_document"
	authority.jurisdiction == "cn"
}

# 国家和本市规定 (arts 29(5), 30(6)): the city's rules and documents too, and none of a district.
of_state_or_city_rule(authority) if of_state_rule(authority)

of_state_or_city_rule(authority) if authority.rank == "local_government_rule"

of_state_or_city_rule(authority) if {
	authority.rank == "normative_document"
	authority.jurisdiction == "cn/shanghai"
}

# Articles 6(2) and 20(3): what some rule or document that governs the place has handled or published has a basis.
of_some_rule(authority) if of_state_rule(authority)

of_some_rule(authority) if authority.rank in {"local_government_rule", "normative_document"}

# under_upper_law: cited for the whole practice.
under_upper_law if {
	some authority in input.authorities
	authority.at[0] == "basis"
	of_upper_law(authority)
	provides(authority)
}

under_some_rule(list, i) if {
	some authority in input.authorities
	of_some_rule(authority)
	reaches(authority, list, i)
	provides(authority)
}

# Article 3(2): laws and administrative regulations that provide otherwise for this very element prevail.
under_upper_law_at(list, i) if {
	some authority in input.authorities
	of_upper_law(authority)
	reaches(authority, list, i)
	provides(authority)
}

item_under_upper_law(i) if under_upper_law_at("items", i)

# Article 9(2)(6).
item_under_state_rule(i) if {
	some authority in input.authorities
	of_state_rule(authority)
	provides_item(authority, i)
}

# Articles 30 and 33: persons beside the defaulter, and article 31.
measure_under_upper_law(i) if {
	some authority in input.authorities
	of_upper_law(authority)
	provides_measure(authority, i)
}

# Articles 29(5) and 30(6).
measure_under_state_or_city_rule(i) if {
	some authority in input.authorities
	of_state_or_city_rule(authority)
	provides_measure(authority, i)
}
