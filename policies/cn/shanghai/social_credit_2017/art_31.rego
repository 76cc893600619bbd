# Article 31: measures against serious default, strictly as laws and administrative regulations provide.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.subjects

engaged["31"] if {
	serious_standing
	credit_measure_taken
}

# Measures of article 30 stay open, those of its item 6 too: who defaults seriously defaults.
breach["31"] contains {"at": ["measures", i, "measure"], "why": "no_upper_law"} if {
	some i, measure in input.practice.measures
	credit_measure(measure)
	not open_under_article_30(i, measure)
	not measure_under_upper_law(i)
}

breach["31"] contains {"at": ["measures", i, "related"], "why": "unrelated"} if {
	some i, measure in input.practice.measures
	credit_measure(measure)
	not measure.related.value
}

# Who acts without power, or beyond it, does not act strictly as laws and administrative regulations provide.
breach["31"] contains {"at": ["competence", "power"], "why": "no_power"} if {
	input.practice.competence.power in {"none", "charter"}
}

breach["31"] contains {"at": ["competence", "within"], "why": "beyond_power"} if {
	not input.practice.competence.within.value
}

# Whom measures for the default of an organisation may reach besides, article 33 says.
breach["31"] contains {"at": ["measures", i, "others", who], "why": "bystander"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	credit_measure(measure)
	not measure_under_upper_law(i)
	some who in bystanders
	measure.others[who]
}

# 对严重失信主体: not for the default of somebody else.
breach["31"] contains {"at": ["grounds", i, "of_related_person"], "why": "of_another"} if {
	some_measure_without_upper_law
	some i, ground in input.practice.grounds
	ground.of_related_person
}

permit["31"] if {
	administrative_organ
	serious_standing
	subject_of_credit
	not default_of_another
	not bystander_reached
	input.practice.competence.within.value
	some_measure_under_upper_law
	every i, measure in input.practice.measures {
		open_to_organs(i, measure)
		measure.related.value
	}
}

some_measure_under_upper_law if {
	some i, _ in input.practice.measures
	measure_under_upper_law(i)
}

# Items 1 to 6: markets, industries, offices, financial business, public policies, honours.
measures_on_serious_default := {
	"market_access_limit",
	"procurement_bar",
	"bidding_bar",
	"land_bar",
	"concession_bar",
	"licence_refusal",
	"licence_reapplication_bar",
	"industry_access_limit",
	"occupational_restriction",
	"office_bar",
	"qualification_limit",
	"civil_service_bar",
	"recruitment_bar",
	"financial_business_limit",
	"financing_limit",
	"public_policy_limit",
	"tax_benefit_limit",
	"welfare_cut",
	"school_admission_limit",
	"household_registration_limit",
	"honour_bar",
	"honour_revocation",
}
