# Articles 36-42: whom the People's Bank of China (article 4(1)) and its branches punish under this regulation, how, and
# within which ranges. Each article is authority for what it provides, and for nothing else.
package policies.cn.credit_reporting_2013

import data.policies.lib.subjects

supervising_department if input.practice.agency.department == "central_bank"

# 国务院征信业监督管理部门 without 及其派出机构: the head office alone.
head_office if {
	supervising_department
	input.practice.agency.level == "national"
}

some_measure_rests_on(articles) if {
	some i, _ in input.practice.measures
	rests_on(i, articles)
}

# rests_on: one of the articles is cited for the i-th measure, beside it or for all.
rests_on(i, articles) if {
	some authority in input.authorities
	authority.instrument == "cn/credit_reporting_2013"
	authority.article in articles
	cited_for(authority, i)
}

cited_for(authority, _) if authority.at[0] == "basis"

cited_for(authority, i) if {
	authority.at[0] == "measures"
	authority.at[1] == i
}

# Cited beside the measure itself.
rests_by_itself_on(i, articles) if {
	some authority in input.authorities
	authority.instrument == "cn/credit_reporting_2013"
	authority.article in articles
	authority.at[0] == "measures"
	authority.at[1] == i
}

# Which act of which offender the article punishes, no fact says: the agency declares it, with a reason, where it cites.
act_declared if {
	some entry in input.practice.basis
	entry.covers.value
}

act_declared if {
	some measure in input.practice.measures
	some entry in measure.basis
	entry.covers.value
}

# 责令限期改正；逾期不改正的: only who did not obey the order is punished.
order_disobeyed if {
	some ground in input.practice.grounds
	ground.conduct.refused_after_demand
}

# 情节严重或者造成严重后果: grave consequences make grave circumstances.
grave_case if {
	some ground in input.practice.grounds
	ground.conduct.serious.value
}

fine_below(measure, least) if {
	measure.measure == "fine"
	measure.amount < least
}

fine_above(measure, most) if {
	measure.measure == "fine"
	measure.amount > most
}

articles_of_liability := {
	"36",
	"37",
	"37.1",
	"37.2",
	"38",
	"38.1",
	"38.1.1",
	"38.1.2",
	"38.1.3",
	"38.1.4",
	"38.1.5",
	"38.1.6",
	"38.1.7",
	"38.1.8",
	"38.2",
	"39",
	"40",
	"40.0.1",
	"40.0.2",
	"40.0.3",
	"40.0.4",
	"40.0.5",
	"41",
	"42",
}

article_36 := {"36"}

# 取缔 has no name among the measures; what closes the business comes nearest.
engaged["36"] if some_measure_rests_on(article_36)

breach["36"] contains {"at": ["agency", "level"], "why": "body"} if not head_office

breach["36"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_by_itself_on(i, article_36)
	not measure.measure in {"closure", "confiscation", "fine"}
}

breach["36"] contains {"at": ["measures", i, "amount"], "why": "too_low"} if {
	some i, measure in input.practice.measures
	rests_on(i, article_36)
	fine_below(measure, params.unlicensed_fine_least)
}

breach["36"] contains {"at": ["measures", i, "amount"], "why": "too_high"} if {
	some i, measure in input.practice.measures
	rests_on(i, article_36)
	fine_above(measure, params.unlicensed_fine_most)
}

permit["36"] if {
	act_declared
	head_office
	some measure in input.practice.measures
	measure.measure in {"closure", "confiscation", "fine"}
}

article_37_1 := {"37.1", "37"}

article_37_1_alone := {"37.1"}

engaged["37.1"] if some_measure_rests_on(article_37_1)

breach["37.1"] contains {"at": ["agency", "level"], "why": "body"} if not head_office

breach["37.1"] contains {"at": ["order_to_correct"], "why": "order"} if not input.practice.order_to_correct

breach["37.1"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_by_itself_on(i, article_37_1_alone)
	not measure.measure in {"warning", "fine"}
}

# Persons are warned, units are not.
breach["37.1"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	measure.measure == "warning"
	rests_on(i, article_37_1)
}

breach["37.1"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_37_1)
	fine_below(measure, params.change_fine_least)
}

breach["37.1"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_37_1)
	fine_above(measure, params.change_fine_most)
}

breach["37.1"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	rests_on(i, article_37_1)
	fine_above(measure, params.change_person_fine_most)
}

permit["37.1"] if {
	act_declared
	head_office
	input.practice.order_to_correct
	some measure in input.practice.measures
	measure.measure in {"warning", "fine"}
}

article_37_2 := {"37.2"}

engaged["37.2"] if some_measure_rests_on(article_37_2)

breach["37.2"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["37.2"] contains {"at": ["grounds"], "why": "not_due"} if not order_disobeyed

breach["37.2"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_by_itself_on(i, article_37_2)
	not measure.measure in {"warning", "fine"}
}

# Persons are warned, units are not.
breach["37.2"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	measure.measure == "warning"
	rests_on(i, article_37_2)
}

breach["37.2"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_37_2)
	fine_below(measure, params.filing_fine_least)
}

breach["37.2"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_37_2)
	fine_above(measure, params.filing_fine_most)
}

breach["37.2"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	rests_on(i, article_37_2)
	fine_above(measure, params.filing_person_fine_most)
}

permit["37.2"] if {
	act_declared
	supervising_department
	order_disobeyed
	some measure in input.practice.measures
	measure.measure in {"warning", "fine"}
}

article_38_1 := {
	"38.1",
	"38.1.1",
	"38.1.2",
	"38.1.3",
	"38.1.4",
	"38.1.5",
	"38.1.6",
	"38.1.7",
	"38.1.8",
	"38",
}

article_38_1_alone := {
	"38.1",
	"38.1.1",
	"38.1.2",
	"38.1.3",
	"38.1.4",
	"38.1.5",
	"38.1.6",
	"38.1.7",
	"38.1.8",
}

engaged["38.1"] if {
	some i, measure in input.practice.measures
	measure.measure != "licence_revocation"
	rests_on(i, article_38_1)
}

breach["38.1"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["38.1"] contains {"at": ["order_to_correct"], "why": "order"} if not input.practice.order_to_correct

breach["38.1"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_by_itself_on(i, article_38_1_alone)
	not measure.measure in {"fine", "confiscation"}
}

breach["38.1"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_38_1)
	fine_below(measure, params.agency_fine_least)
}

breach["38.1"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_38_1)
	fine_above(measure, params.agency_fine_most)
}

breach["38.1"] contains {"at": ["measures", i, "amount"], "why": "person_too_low"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	rests_on(i, article_38_1)
	fine_below(measure, params.agency_person_fine_least)
}

breach["38.1"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	rests_on(i, article_38_1)
	fine_above(measure, params.agency_person_fine_most)
}

permit["38.1"] if {
	act_declared
	supervising_department
	input.practice.order_to_correct
	some measure in input.practice.measures
	measure.measure in {"fine", "confiscation"}
}

# 38(2): the licence of a personal agency, in grave cases, and by the head office.
engaged["38.2"] if {
	some i, measure in input.practice.measures
	measure.measure == "licence_revocation"
	rests_on(i, {"38", "38.2"})
}

engaged["38.2"] if some_measure_rests_on({"38.2"})

breach["38.2"] contains {"at": ["agency", "level"], "why": "body"} if not head_office

breach["38.2"] contains {"at": ["grounds"], "why": "minor"} if not grave_case

breach["38.2"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_by_itself_on(i, {"38.2"})
	measure.measure != "licence_revocation"
}

permit["38.2"] if {
	act_declared
	head_office
	grave_case
	some measure in input.practice.measures
	measure.measure == "licence_revocation"
}

article_39 := {"39"}

engaged["39"] if some_measure_rests_on(article_39)

breach["39"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["39"] contains {"at": ["grounds"], "why": "not_due"} if not order_disobeyed

breach["39"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_by_itself_on(i, article_39)
	not measure.measure in {"warning", "fine"}
}

# Persons are warned, units are not.
breach["39"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	measure.measure == "warning"
	rests_on(i, article_39)
}

breach["39"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_39)
	fine_below(measure, params.report_fine_least)
}

breach["39"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_39)
	fine_above(measure, params.report_fine_most)
}

breach["39"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	rests_on(i, article_39)
	fine_above(measure, params.report_person_fine_most)
}

permit["39"] if {
	act_declared
	supervising_department
	order_disobeyed
	some measure in input.practice.measures
	measure.measure in {"warning", "fine"}
}

article_40 := {
	"40",
	"40.0.1",
	"40.0.2",
	"40.0.3",
	"40.0.4",
	"40.0.5",
}

engaged["40"] if some_measure_rests_on(article_40)

breach["40"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["40"] contains {"at": ["order_to_correct"], "why": "order"} if not input.practice.order_to_correct

breach["40"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_by_itself_on(i, article_40)
	not measure.measure in {"fine", "confiscation"}
}

breach["40"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_40)
	fine_below(measure, params.database_fine_least)
}

breach["40"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_40)
	fine_above(measure, params.database_fine_most)
}

breach["40"] contains {"at": ["measures", i, "amount"], "why": "person_too_low"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	rests_on(i, article_40)
	fine_below(measure, params.database_person_fine_least)
}

breach["40"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	rests_on(i, article_40)
	fine_above(measure, params.database_person_fine_most)
}

permit["40"] if {
	act_declared
	supervising_department
	input.practice.order_to_correct
	some measure in input.practice.measures
	measure.measure in {"fine", "confiscation"}
}

article_41 := {"41"}

engaged["41"] if some_measure_rests_on(article_41)

breach["41"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["41"] contains {"at": ["grounds"], "why": "minor"} if not grave_case

breach["41"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_by_itself_on(i, article_41)
	not measure.measure in {"fine"}
}

breach["41"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_41)
	fine_below(measure, params.provider_fine_least)
}

breach["41"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_41)
	fine_above(measure, params.provider_fine_most)
}

breach["41"] contains {"at": ["measures", i, "amount"], "why": "person_too_low"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	rests_on(i, article_41)
	fine_below(measure, params.provider_person_fine_least)
}

breach["41"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	rests_on(i, article_41)
	fine_above(measure, params.provider_person_fine_most)
}

permit["41"] if {
	act_declared
	supervising_department
	grave_case
	some measure in input.practice.measures
	measure.measure in {"fine"}
}

article_42 := {"42"}

engaged["42"] if some_measure_rests_on(article_42)

breach["42"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["42"] contains {"at": ["grounds"], "why": "minor"} if not grave_case

breach["42"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_by_itself_on(i, article_42)
	not measure.measure in {"fine", "confiscation"}
}

breach["42"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_42)
	fine_below(measure, params.user_fine_least)
}

breach["42"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	rests_on(i, article_42)
	fine_above(measure, params.user_fine_most)
}

breach["42"] contains {"at": ["measures", i, "amount"], "why": "person_too_low"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	rests_on(i, article_42)
	fine_below(measure, params.user_person_fine_least)
}

breach["42"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	rests_on(i, article_42)
	fine_above(measure, params.user_person_fine_most)
}

permit["42"] if {
	act_declared
	supervising_department
	grave_case
	some measure in input.practice.measures
	measure.measure in {"fine", "confiscation"}
}
