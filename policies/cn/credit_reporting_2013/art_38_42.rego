# Articles 38 to 42: agencies, the database, institutions that supply or query, providers and users.
package policies.cn.credit_reporting_2013

import data.policies.lib.subjects

engaged["38.1"] if some_measure_rests_on(article_38_1 - {"38"})

engaged["38.1"] if {
	some i, measure in input.practice.measures
	measure.measure != "licence_revocation"
	rests_on(i, {"38"})
}

breach["38.1"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["38.1"] contains {"at": ["order_to_correct"], "why": "order"} if not input.practice.order_to_correct

breach["38.1"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_on(i, article_38_1)
	not provided(measure, i)
}

breach["38.1"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_below(measure, i, article_38_1, params.agency_fine_least)
}

breach["38.1"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_above(measure, i, article_38_1, params.agency_fine_most)
}

breach["38.1"] contains {"at": ["measures", i, "amount"], "why": "person_too_low"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	fine_below(measure, i, article_38_1, params.agency_person_fine_least)
}

breach["38.1"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	fine_above(measure, i, article_38_1, params.agency_person_fine_most)
}

permit["38.1"] if {
	punished_as_provided(article_38_1)
	not unit_fined_beyond(article_38_1, params.agency_fine_least, params.agency_fine_most)
	not person_fined_beyond(article_38_1, params.agency_person_fine_least, params.agency_person_fine_most)
	supervising_department
	input.practice.order_to_correct
	some measure in input.practice.measures
	measure.measure in {"fine", "confiscation"}
}

# 38(2): the licence of a personal agency, in grave cases, and by the head office.
engaged["38.2"] if {
	some i, measure in input.practice.measures
	measure.measure == "licence_revocation"
	rests_on(i, article_38_2)
}

engaged["38.2"] if some_measure_rests_on({"38.2"})

breach["38.2"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["38.2"] contains {"at": ["agency", "level"], "why": "body"} if {
	supervising_department
	not head_office
}

breach["38.2"] contains {"at": ["grounds"], "why": "minor"} if not grave_case(article_38_1 | article_38_2)

breach["38.2"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_on(i, article_38_2)
	not provided(measure, i)
}

permit["38.2"] if {
	punished_as_provided(article_38_2)
	subjects.organisation
	head_office
	grave_case(article_38_1 | article_38_2)
	some measure in input.practice.measures
	measure.measure == "licence_revocation"
}

engaged["39"] if some_measure_rests_on(article_39)

breach["39"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["39"] contains {"at": ["grounds"], "why": "not_due"} if not order_disobeyed(article_39)

breach["39"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_on(i, article_39)
	not provided(measure, i)
}

breach["39"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_below(measure, i, article_39, params.report_fine_least)
}

breach["39"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_above(measure, i, article_39, params.report_fine_most)
}

breach["39"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	fine_above(measure, i, article_39, params.report_person_fine_most)
}

permit["39"] if {
	punished_as_provided(article_39)
	not unit_fined_beyond(article_39, params.report_fine_least, params.report_fine_most)
	not person_fined_beyond(article_39, 0, params.report_person_fine_most)
	supervising_department
	order_disobeyed(article_39)
	fined_or_person_warned
}

engaged["40"] if some_measure_rests_on(article_40)

breach["40"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["40"] contains {"at": ["order_to_correct"], "why": "order"} if not input.practice.order_to_correct

breach["40"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_on(i, article_40)
	not provided(measure, i)
}

breach["40"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_below(measure, i, article_40, params.database_fine_least)
}

breach["40"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_above(measure, i, article_40, params.database_fine_most)
}

breach["40"] contains {"at": ["measures", i, "amount"], "why": "person_too_low"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	fine_below(measure, i, article_40, params.database_person_fine_least)
}

breach["40"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	fine_above(measure, i, article_40, params.database_person_fine_most)
}

permit["40"] if {
	punished_as_provided(article_40)
	not unit_fined_beyond(article_40, params.database_fine_least, params.database_fine_most)
	not person_fined_beyond(article_40, params.database_person_fine_least, params.database_person_fine_most)
	supervising_department
	input.practice.order_to_correct
	some measure in input.practice.measures
	measure.measure in {"fine", "confiscation"}
}

engaged["41"] if some_measure_rests_on(article_41)

breach["41"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["41"] contains {"at": ["grounds"], "why": "minor"} if not grave_case(article_41)

breach["41"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_on(i, article_41)
	not provided(measure, i)
}

breach["41"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_below(measure, i, article_41, params.provider_fine_least)
}

breach["41"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_above(measure, i, article_41, params.provider_fine_most)
}

breach["41"] contains {"at": ["measures", i, "amount"], "why": "person_too_low"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	fine_below(measure, i, article_41, params.provider_person_fine_least)
}

breach["41"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	fine_above(measure, i, article_41, params.provider_person_fine_most)
}

permit["41"] if {
	punished_as_provided(article_41)
	not unit_fined_beyond(article_41, params.provider_fine_least, params.provider_fine_most)
	not person_fined_beyond(article_41, params.provider_person_fine_least, params.provider_person_fine_most)
	supervising_department
	grave_case(article_41)
	some measure in input.practice.measures
	measure.measure == "fine"
}

engaged["42"] if some_measure_rests_on(article_42)

breach["42"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["42"] contains {"at": ["grounds"], "why": "minor"} if not grave_case(article_42)

breach["42"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_on(i, article_42)
	not provided(measure, i)
}

breach["42"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_below(measure, i, article_42, params.user_fine_least)
}

breach["42"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_above(measure, i, article_42, params.user_fine_most)
}

breach["42"] contains {"at": ["measures", i, "amount"], "why": "person_too_low"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	fine_below(measure, i, article_42, params.user_person_fine_least)
}

breach["42"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	fine_above(measure, i, article_42, params.user_person_fine_most)
}

permit["42"] if {
	punished_as_provided(article_42)
	not unit_fined_beyond(article_42, params.user_fine_least, params.user_fine_most)
	not person_fined_beyond(article_42, params.user_person_fine_least, params.user_person_fine_most)
	supervising_department
	grave_case(article_42)
	some measure in input.practice.measures
	measure.measure in {"fine", "confiscation"}
}
