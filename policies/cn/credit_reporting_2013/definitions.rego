# Regulation on the Administration of the Credit Reporting Industry (2013): whom and what it concerns.
package policies.cn.credit_reporting_2013

import data.policies.lib.agencies
import data.policies.lib.authorities
import data.policies.lib.identifiers
import data.policies.lib.subjects

params := input.params["cn/credit_reporting_2013"]

# Article 2(4) takes out what state organs and authorised organisations collect and publish for their duties under laws,
# administrative regulations and provisions of the State Council. It names no supply to a credit reporting agency or
# to anyone else, and no duty of the supervising department under this regulation: these stay within.
duty_under_upper_law if {
	collects_or_publishes
	public_body
	under_upper_law
}

collects_or_publishes if input.practice.kind == "collection"

collects_or_publishes if input.practice.mode == "publication"

public_body if agencies.state_organ

public_body if agencies.acts_as({"authorised_organisation", "public_credit_centre"})

under_upper_law if the_act_rests_on({"law", "administrative_regulation", "state_council_decision"})

# Whether a local regulation is enough for a state organ is the question of art. 34 of the Personal Information
# Protection Law; whoever affirms it there takes local regulations here to carry out "provisions of the State Council".
under_upper_law if {
	the_act_rests_on(authorities.regulations_of_places)
	local_regulation_suffices
}

# The basis of the practice provides for all of it, that of an item for the item, that of a period for nothing but it.
the_act_rests_on(ranks) if {
	some authority in input.authorities
	authority.at[0] == "basis"
	gives_the_duty(authority, ranks)
}

the_act_rests_on(ranks) if {
	every i, _ in input.practice.items {
		item_rests_on(i, ranks)
	}
}

item_rests_on(i, ranks) if {
	some authority in input.authorities
	authority.at[0] == "items"
	authority.at[1] == i
	authority.at[2] == "basis"
	gives_the_duty(authority, ranks)
}

# The Personal Information Protection Law says how information is handled; it lays no duty to collect on anyone.
gives_the_duty(authority, ranks) if {
	authority.instrument != "cn/personal_information_protection_2021"
	authority.rank in ranks
	authorities.counts(authority)
}

# A rule of its own, so that the question is put only where an answer hangs on it.
local_regulation_suffices if input.readings.state_organ_basis == "local_regulation_suffices"

# Articles 2(2) and 5: who collects in order to supply users of information.
credit_reporting if agencies.acts_as({"credit_reporting_agency"})

credit_reporting if input.practice.agency.credit_information_business

credit_reporting if input.practice.destination == "credit_reporting_system"

# A public body outside art. 2(4) that feeds a public credit platform: art. 2(4) would be empty if that were outside
# anyway; yet users, whom credit reporting serves, are those supplied by agencies and the database (art. 44(2)).
credit_reporting if {
	input.practice.destination == "public_credit_platform"
	public_body
	public_credit_platforms_do_credit_reporting
}

public_credit_platforms_do_credit_reporting if input.readings.public_credit_platforms == "credit_reporting"

# Article 44(1): who supplies credit reporting agencies or the financial credit database. Lenders must, by art. 29(1).
provider if agencies.acts_as({"lender"})

provider if supplies_credit_reporting

provider if destined_for_credit_reporting

destined_for_credit_reporting if {
	input.practice.destination in {"credit_reporting_system", "financial_credit_database"}
	not agencies.acts_as({"credit_reporting_agency", "financial_credit_database"})
}

supplies_credit_reporting if {
	some recipient in input.practice.recipients
	recipient.type in {"credit_reporting_agency", "financial_credit_database"}
}

# Article 44(2): who takes information from them.
user if {
	some item in input.practice.items
	item.source == "credit_reporting_agency"
}

acts_for_subject(recipient) if recipient.type in {"subject", "representative"}

supplied_to_third_party if input.practice.mode == "publication"

supplied_to_third_party if {
	some recipient in input.practice.recipients
	not acts_for_subject(recipient)
}

supplied_by_choice if input.practice.mode == "publication"

supplied_by_choice if {
	some recipient in input.practice.recipients
	not acts_for_subject(recipient)
	not demanded_by_law(recipient)
}

# What a law orders to be handed to an authority stands above the regulation.
demanded_by_law(recipient) if {
	recipient.type in {"state_organ", "judicial_organ", "public_security_organ"}
	recipient.allowed_without_consent.value
}

about_enterprises if subjects.organisation

# Article 13(2): what concerns the duties of a director, supervisor or senior manager is not personal information. What
# no longer points to a person is not either. The legal representative of a company is one of its directors or its
# manager (Company Law art. 10).
personal(item) if {
	subjects.natural_person
	not concerns_office_in_enterprise(item)
	not identifiers.gone(item)
}

concerns_office_in_enterprise(item) if {
	item.office_related
	input.practice.subject.office in {"director", "supervisor", "senior_manager", "legal_representative"}
}

some_personal_item if {
	some item in input.practice.items
	personal(item)
}

# What is evaluated is kept as well.
handles_personal_information if some_personal_item

handles_personal_information if {
	some indicator in input.practice.indicators
	personal(indicator)
}

# Articles 13(1) and 15: information published as laws or administrative regulations provide.
published_under_law(item) if item.published_under_law.value

# Article 44(3). The items fixed by the supervising department stand in texts of its own.
adverse(item) if adverse_by_category(item)

# An administrative penalty that is recorded under the name of the conduct.
adverse(item) if {
	item.category in conduct
	item.legal_document == "penalty_decision"
}

adverse(item) if ordered_by_court(item)

# A duty under a judgment or ruling, or its enforcement, that is recorded under the name of the conduct.
ordered_by_court(item) if {
	item.category in conduct
	item.legal_document in {"court_judgment", "enforcement_decision"}
}

adverse_by_category(item) if {
	item.category in {
		"contract_default",
		"other_contract_default",
		"utility_arrears",
		"property_fee_arrears",
		"sme_arrears",
		"government_project_arrears",
		"administrative_penalty",
		"administrative_detention",
		"court_judgment_obligation",
		"court_enforcement",
		"refusal_of_judgment",
		"judgment_defaulter",
	}
}

# What somebody did or left undone, whatever it is called. Convictions and entries in lists are no penalties.
conduct := {
	"academic_misconduct",
	"administrative_coercion",
	"benefit_fraud",
	"blood_donation_refusal",
	"commitment_breach",
	"complaint_or_report",
	"consumer_rights_breach",
	"criticism",
	"data_protection_breach",
	"false_material",
	"family_planning_breach",
	"fare_evasion",
	"food_drug_breach",
	"fraud_in_telecom",
	"illegal_building",
	"jaywalking",
	"job_hopping",
	"juvenile_record",
	"late_annual_report",
	"licence_fraud",
	"market_or_industry_ban",
	"medical_order_breach",
	"no_payment_guarantee",
	"occupational_misconduct",
	"pet_breach",
	"petition",
	"refusal_of_administrative_decision",
	"resistance_to_military_service",
	"smoking_breach",
	"support_of_parents_failure",
	"tourism_breach",
	"traffic_breach",
	"uncivil_conduct",
	"unfair_competition",
	"unlisted",
	"unpaid_tax_or_fee",
	"wage_arrears",
	"waste_sorting_breach",
	"work_safety_breach",
}

adverse_personal(item) if {
	adverse(item)
	personal(item)
}

keeps_adverse_personal_information if {
	some item in input.practice.items
	adverse_personal(item)
}

keeps_adverse_personal_information if {
	some indicator in input.practice.indicators
	adverse_indicator(indicator)
}

# In repair the records named are those that can be repaired.
keeps_adverse_personal_information if {
	subjects.natural_person
	some record in input.practice.records
	adverse(record)
}

# An indicator tells no document: it is adverse by its category alone.
adverse_indicator(indicator) if {
	adverse_by_category(indicator)
	personal(indicator)
}

# covered_by: one of the articles is cited for the whole practice and covers it, by the reasoned word of who cites it.
covered_by(articles) if {
	some authority in input.authorities
	of_article(authority, articles)
	authority.at[0] == "basis"
	declared(authority)
}

# declared_wherever_cited: for the whole, or wherever it is cited at an item: each may have another source.
declared_wherever_cited(articles) if covered_by(articles)

declared_wherever_cited(articles) if {
	some authority in input.authorities
	cited_at_item(authority, articles)
	every other in input.authorities {
		not undeclared(other, articles)
	}
}

undeclared(authority, articles) if {
	cited_at_item(authority, articles)
	not declared(authority)
}

cited_at_item(authority, articles) if {
	of_article(authority, articles)
	authority.at[0] == "items"
	authority.at[2] == "basis"
}

# cited_at_others_alone: at items, and not at this one, which rests on something else.
cited_at_others_alone(i, articles) if {
	cited_at_some_item(articles)
	not cited_for_the_whole(articles)
	not cited_at(i, articles)
}

cited_for_the_whole(articles) if {
	some authority in input.authorities
	of_article(authority, articles)
	authority.at[0] == "basis"
}

cited_at_some_item(articles) if {
	some authority in input.authorities
	cited_at_item(authority, articles)
}

cited_at(i, articles) if {
	some authority in input.authorities
	cited_at_item(authority, articles)
	authority.at[1] == i
}

declared(authority) if {
	authority.at[0] == "basis"
	some n, entry in input.practice.basis
	authority.at[1] == n
	entry.covers.value
}

declared(authority) if {
	authority.at[0] == "items"
	some i, item in input.practice.items
	authority.at[1] == i
	some n, entry in item.basis
	authority.at[3] == n
	entry.covers.value
}

declared(authority) if {
	authority.at[0] == "measures"
	some i, measure in input.practice.measures
	authority.at[1] == i
	some n, entry in measure.basis
	authority.at[3] == n
	entry.covers.value
}

declared(authority) if {
	authority.at[0] == "grounds"
	some i, ground in input.practice.grounds
	authority.at[1] == i
	some n, entry in ground.basis
	authority.at[3] == n
	entry.covers.value
}

of_article(authority, articles) if {
	authority.instrument == "cn/credit_reporting_2013"
	authority.article in articles
}
