# Article 30: measures of administrative organs against ordinary default: related matters, within statutory power.
package policies.cn.shanghai.social_credit_2017

engaged["30"] if {
	ordinary_standing
	credit_measure_taken
}

breach["30"] contains {"at": ["measures", i, "measure"], "why": "outside"} if {
	some i, measure in input.practice.measures
	credit_measure(measure)
	not measure.measure in measures_on_default
	not measure.measure in measures_on_serious_default
	not measure_under_state_or_city_rule(i)
}

# What article 31 allows against serious default only as laws and administrative regulations provide, no lesser
# provision can allow against ordinary default.
breach["30"] contains {"at": ["measures", i, "measure"], "why": "reserved"} if {
	some i, measure in input.practice.measures
	credit_measure(measure)
	measure.measure in measures_on_serious_default
	not measure_under_upper_law(i)
}

breach["30"] contains {"at": ["measures", i, "related"], "why": "unrelated"} if {
	some i, measure in input.practice.measures
	credit_measure(measure)
	not measure.related.value
}

breach["30"] contains {"at": ["competence", "power"], "why": "no_power"} if {
	input.practice.competence.power in {"none", "charter"}
}

breach["30"] contains {"at": ["competence", "within"], "why": "beyond_power"} if {
	not input.practice.competence.within.value
}

breach["30"] contains {"at": ["measures", i, "others", who], "why": "bystander"} if {
	some i, measure in input.practice.measures
	credit_measure(measure)
	not measure_under_upper_law(i)
	some who in bystanders
	measure.others[who]
}

breach["30"] contains {"at": ["measures", i, "others", "responsible"], "why": "not_responsible"} if {
	some i, measure in input.practice.measures
	credit_measure(measure)
	reaches_office_holders(measure.others)
	not measure.others.responsible.value
}

# 对……失信主体: not for the default of somebody else.
breach["30"] contains {"at": ["grounds", i, "of_related_person"], "why": "of_another"} if {
	some_measure_without_upper_law
	some i, ground in input.practice.grounds
	ground.of_related_person
}

some_measure_without_upper_law if {
	some i, measure in input.practice.measures
	credit_measure(measure)
	not measure_under_upper_law(i)
}

permit["30"] if {
	administrative_organ
	not trustworthy
	subject_of_credit
	defaulter_alone
	input.practice.competence.within.value
	some_measure_of_article_30
	every i, measure in input.practice.measures {
		open_to_organs(i, measure)
		measure.related.value
	}
}

some_measure_of_article_30 if {
	some i, measure in input.practice.measures
	open_under_article_30(i, measure)
}

# Beside its own measures what upper law provides spoils nothing.
open_to_organs(i, measure) if open_under_article_30(i, measure)

open_to_organs(i, _) if measure_under_upper_law(i)

open_under_article_30(_, measure) if measure.measure in measures_on_default

open_under_article_30(i, measure) if under_item_6(i, measure)

under_item_6(i, measure) if {
	measure_under_state_or_city_rule(i)
	not measure.measure in measures_on_serious_default
}

# Items 1 to 5; item 6 leaves room for what the state or the city provides.
measures_on_default := {
	"key_review",
	"no_simplified_procedure",
	"support_limit",
	"convenience_limit",
	"procurement_points_down",
	"key_supervision",
	"inspection_frequency_up",
}

ordinary_standing if {
	not serious_standing
	not trustworthy
}

# 失信主体 (art. 26).
in_default if {
	input.practice.credit_standing in {"ordinary", "serious_list", "judgment_defaulter", "abnormal_operations"}
}

# Judgment defaulters able to perform refuse in serious circumstances (art. 25(2)(3)).
serious_standing if input.practice.credit_standing in {"serious_list", "judgment_defaulter"}

credit_measure_taken if {
	some measure in input.practice.measures
	credit_measure(measure)
}

# A penalty or compulsion for the breach itself is no credit measure, unless it takes up a record of default. A reminder
# or an interview takes nothing away and is none.
credit_measure(measure) if {
	measure.measure != "reminder"
	not measure.measure in penalties_and_compulsion
}

credit_measure(measure) if {
	measure.measure != "reminder"
	in_default
}

penalties_and_compulsion := {
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
	"seizure",
	"freezing",
	"personal_restraint",
	"surcharge",
	"late_fee",
}
