# Articles 36 and 37: business without a licence, filing, changes.
package policies.cn.credit_reporting_2013

import data.policies.lib.subjects

# 取缔 has no name among the measures; what closes the business comes nearest.
engaged["36"] if some_measure_rests_on(article_36)

breach["36"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["36"] contains {"at": ["agency", "level"], "why": "body"} if {
	supervising_department
	not head_office
}

breach["36"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_on(i, article_36)
	not provided(measure, i)
}

breach["36"] contains {"at": ["measures", i, "amount"], "why": "too_low"} if {
	some i, measure in input.practice.measures
	fine_below(measure, i, article_36, params.unlicensed_fine_least)
}

breach["36"] contains {"at": ["measures", i, "amount"], "why": "too_high"} if {
	some i, measure in input.practice.measures
	fine_above(measure, i, article_36, params.unlicensed_fine_most)
}

permit["36"] if {
	punished_as_provided(article_36)
	not fined_beyond(article_36, params.unlicensed_fine_least, params.unlicensed_fine_most)
	head_office
	some measure in input.practice.measures
	measure.measure in {"closure", "confiscation", "fine"}
}

engaged["37.1"] if some_measure_rests_on({"37.1"})

# Who cites the article alone means what is its own: a branch the second paragraph.
engaged["37.1"] if {
	head_office
	some_measure_rests_on({"37"})
}

breach["37.1"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["37.1"] contains {"at": ["agency", "level"], "why": "body"} if {
	supervising_department
	not head_office
}

breach["37.1"] contains {"at": ["order_to_correct"], "why": "order"} if not input.practice.order_to_correct

breach["37.1"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_on(i, article_37_1)
	not provided(measure, i)
}

breach["37.1"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_below(measure, i, article_37_1, params.change_fine_least)
}

breach["37.1"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_above(measure, i, article_37_1, params.change_fine_most)
}

breach["37.1"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	fine_above(measure, i, article_37_1, params.change_person_fine_most)
}

permit["37.1"] if {
	punished_as_provided(article_37_1)
	not unit_fined_beyond(article_37_1, params.change_fine_least, params.change_fine_most)
	not person_fined_beyond(article_37_1, 0, params.change_person_fine_most)
	head_office
	input.practice.order_to_correct
	fined_or_person_warned
}

engaged["37.2"] if some_measure_rests_on({"37.2"})

engaged["37.2"] if {
	not head_office
	some_measure_rests_on({"37"})
}

breach["37.2"] contains {"at": ["agency", "department"], "why": "body"} if not supervising_department

breach["37.2"] contains {"at": ["grounds"], "why": "not_due"} if not order_disobeyed(article_37_2)

breach["37.2"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	some i, measure in input.practice.measures
	rests_on(i, article_37_2)
	not provided(measure, i)
}

breach["37.2"] contains {"at": ["measures", i, "amount"], "why": "unit_too_low"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_below(measure, i, article_37_2, params.filing_fine_least)
}

breach["37.2"] contains {"at": ["measures", i, "amount"], "why": "unit_too_high"} if {
	subjects.organisation
	some i, measure in input.practice.measures
	fine_above(measure, i, article_37_2, params.filing_fine_most)
}

breach["37.2"] contains {"at": ["measures", i, "amount"], "why": "person_too_high"} if {
	subjects.natural_person
	some i, measure in input.practice.measures
	fine_above(measure, i, article_37_2, params.filing_person_fine_most)
}

permit["37.2"] if {
	punished_as_provided(article_37_2)
	not unit_fined_beyond(article_37_2, params.filing_fine_least, params.filing_fine_most)
	not person_fined_beyond(article_37_2, 0, params.filing_person_fine_most)
	supervising_department
	order_disobeyed(article_37_2)
	fined_or_person_warned
}
