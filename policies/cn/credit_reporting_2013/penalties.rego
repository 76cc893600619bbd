# Articles 36-42: whom the People's Bank of China (article 4(1)) and its branches punish under this regulation, how, and
# within which ranges. Each article is authority for what it provides, and for nothing else.
package policies.cn.credit_reporting_2013

import data.policies.lib.authorities
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

# rests_on: one of the articles is cited beside the i-th measure, or for all where nothing that
# punishes stands beside it.
rests_on(i, articles) if {
	some authority in input.authorities
	of_article(authority, articles)
	beside(authority, i)
}

rests_on(i, articles) if {
	not has_its_own(i)
	some authority in input.authorities
	of_article(authority, articles)
	for_all(authority)
}

has_its_own(i) if {
	some authority in input.authorities
	beside(authority, i)
	of_article(authority, articles_of_liability)
}

has_its_own(i) if {
	some authority in input.authorities
	beside(authority, i)
	of_other_law(authority)
	of_equal_rank(authority)
}

# Text of a lower rank beside a measure makes it another's only where a measure is left for what is cited for all.
has_its_own(i) if {
	some authority in input.authorities
	beside(authority, i)
	of_other_law(authority)
	some_measure_without_text
}

some_measure_without_text if {
	some i, _ in input.practice.measures
	not has_text(i)
}

has_text(i) if {
	some authority in input.authorities
	beside(authority, i)
	of_article(authority, articles_of_liability)
}

has_text(i) if {
	some authority in input.authorities
	beside(authority, i)
	of_other_law(authority)
}

# The Penalty Law says how to punish, and provides for the confiscation of gains and additional fines alone.
of_other_law(authority) if {
	not authority.instrument in {"cn/credit_reporting_2013", "cn/administrative_penalty_2021"}
	authorities.counts(authority)
}

cited_for(authority, i) if beside(authority, i)

cited_for(authority, _) if for_all(authority)

beside(authority, i) if {
	authority.at[0] == "measures"
	authority.at[1] == i
}

# The basis of the whole, and the rule that the conduct broke, speak of every measure.
for_all(authority) if authority.at[0] == "basis"

for_all(authority) if {
	authority.at[0] == "grounds"
	authority.at[2] == "basis"
}

# punished_as_provided: each measure that rests on these articles is one that an article cited for it provides.
punished_as_provided(articles) if {
	some_measure_rests_on(articles)
	every i, measure in input.practice.measures {
		in_order(measure, i, articles)
	}
}

in_order(_, i, articles) if not rests_on(i, articles)

in_order(measure, i, articles) if {
	provided(measure, i)
	act_declared(i, articles)
	not act_denied(i, articles)
}

# Which act of which offender the article punishes, no fact says: the agency declares it, with a reason, where it cites
# this very article, and a no beside the measure speaks for that measure.
act_declared(i, articles) if {
	some authority in input.authorities
	of_article(authority, articles)
	cited_for(authority, i)
	declared(authority)
}

act_denied(i, articles) if {
	some authority in input.authorities
	of_article(authority, articles)
	beside(authority, i)
	some n, entry in input.practice.measures[i].basis
	authority.at[3] == n
	entry.covers.value == false
}

# provided: an article that is cited for the i-th measure provides it, whether of this regulation or of other law.
provided(measure, i) if {
	some authority in input.authorities
	authority.instrument == "cn/credit_reporting_2013"
	provides(authority.article, measure)
	cited_for(authority, i)
}

provided(measure, i) if {
	confiscates_gains(measure)
	some authority in input.authorities
	authority.instrument == "cn/administrative_penalty_2021"
	authority.article in {"28", "28.2"}
	cited_for(authority, i)
}

# 行政处罚法 72(1)(1): the additional fine for late payment, whatever article provides the fine.
provided(measure, i) if {
	measure.measure == "surcharge"
	some authority in input.authorities
	authority.instrument == "cn/administrative_penalty_2021"
	authority.article in {"72", "72.1", "72.1.1"}
	cited_for(authority, i)
}

provided(_, i) if rests_on_other_law(i)

rests_on_other_law(i) if {
	some authority in input.authorities
	cited_for_punishing(authority, i)
	of_other_law(authority)
}

# What other law is cited at a ground for, the conduct broke: it provides no measure.
cited_for_punishing(authority, i) if beside(authority, i)

cited_for_punishing(authority, _) if authority.at[0] == "basis"

# 封存 of papers that may be hidden or destroyed.
provides(article, measure) if {
	article in {"33", "33.1", "33.1.3"}
	measure.measure == "seizure"
}

provides(article, measure) if {
	article in article_36
	measure.measure in {"closure", "fine"}
}

# 没收违法所得: gains, and no goods (行政处罚法 9(2) names 非法财物 beside them).
provides(article, measure) if {
	article in (((article_36 | article_38_1) | article_40) | article_42)
	confiscates_gains(measure)
}

provides(article, measure) if {
	article in articles_37_and_39
	measure.measure == "fine"
}

# 对直接负责的主管人员和其他直接责任人员给予警告: persons are warned, units are not.
provides(article, measure) if {
	article in articles_37_and_39
	measure.measure == warning_of_persons
}

provides(article, measure) if {
	article in ((article_38_1 | article_40) | article_42)
	measure.measure == "fine"
}

# 经营个人征信业务的征信机构……吊销其个人征信业务经营许可证: the agency has the licence, and no person responsible.
provides(article, measure) if {
	article in {"38", "38.2"}
	measure.measure == licence_of_agencies
}

provides(article, measure) if {
	article in article_41
	measure.measure == "fine"
}

confiscates_gains(measure) if {
	measure.measure == "confiscation"
	measure.gains_only
}

# 责令限期改正；逾期不改正的: only who did not obey the order is punished.
order_disobeyed(articles) if {
	some g, ground in input.practice.grounds
	ground.conduct.refused_after_demand
	of_the_act(g, articles)
}

# 情节严重或者造成严重后果: grave consequences make grave circumstances.
grave_case(articles) if {
	some g, ground in input.practice.grounds
	ground.conduct.serious.value
	of_the_act(g, articles)
}

# of_the_act: the ground tells of the act that these articles punish: they are cited there, or at no ground at all.
of_the_act(g, articles) if cited_at_ground(g, articles)

of_the_act(g, articles) if {
	not cited_at_some_ground(articles)
	not cited_at_ground(g, articles_of_liability)
}

cited_at_ground(g, articles) if {
	some authority in input.authorities
	of_article(authority, articles)
	authority.at[0] == "grounds"
	authority.at[1] == g
}

cited_at_some_ground(articles) if {
	some authority in input.authorities
	of_article(authority, articles)
	authority.at[0] == "grounds"
}

# What is reduced as the Penalty Law orders, which stands above the regulation, lies below the range.
fine_below(measure, i, articles, least) if {
	measure.measure == "fine"
	measure.amount < least
	rests_on(i, articles)
	not mitigated(articles)
	not fined_under_its_equal(i)
}

fine_above(measure, i, articles, most) if {
	measure.measure == "fine"
	measure.amount > most
	rests_on(i, articles)
	not fined_under_its_equal(i)
}

# Where its equal or a law is cited for the fine as well, the heavier governs (行政处罚法 29). Other texts stay within the
# range of the regulation (its articles 12(2), 13(1), 14(1)).
fined_under_its_equal(i) if {
	some authority in input.authorities
	cited_for_punishing(authority, i)
	of_other_law(authority)
	of_equal_rank(authority)
}

of_equal_rank(authority) if authority.rank in {"law", "administrative_regulation", "state_council_decision"}

# fined_beyond: some fine that rests on these articles lies beyond their range.
fined_beyond(articles, least, _) if {
	some i, measure in input.practice.measures
	fine_below(measure, i, articles, least)
}

fined_beyond(articles, _, most) if {
	some i, measure in input.practice.measures
	fine_above(measure, i, articles, most)
}

unit_fined_beyond(articles, least, most) if {
	subjects.organisation
	fined_beyond(articles, least, most)
}

person_fined_beyond(articles, least, most) if {
	subjects.natural_person
	fined_beyond(articles, least, most)
}

mitigated(articles) if {
	input.practice.lenient
	some g, ground in input.practice.grounds
	calls_for_leniency(ground.conduct)
	of_the_act(g, articles)
}

mitigated(_) if {
	input.practice.lenient
	subjects.natural_person
	input.practice.subject.min_age < 18
}

mitigated(_) if {
	input.practice.lenient
	input.practice.subject.includes_impaired
}

calls_for_leniency(conduct) if conduct.harm_removed

calls_for_leniency(conduct) if conduct.coerced

calls_for_leniency(conduct) if conduct.confessed

calls_for_leniency(conduct) if conduct.meritorious

articles_37_and_39 := article_37 | article_39

licence_of_agencies := "licence_revocation" if subjects.organisation

warning_of_persons := "warning" if subjects.natural_person

fined_or_person_warned if {
	some measure in input.practice.measures
	measure.measure == "fine"
}

fined_or_person_warned if {
	subjects.natural_person
	some measure in input.practice.measures
	measure.measure == "warning"
}

articles_of_liability := union({
	article_36,
	article_37,
	article_38_1,
	article_38_2,
	article_39,
	article_40,
	article_41,
	article_42,
})

article_36 := {"36"}

article_37 := {"37", "37.1", "37.2"}

article_37_1 := {"37", "37.1"}

article_37_2 := {"37", "37.2"}

article_38_1 := {
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
}

article_38_2 := {"38", "38.2"}

article_39 := {"39"}

article_40 := {
	"40",
	"40.0.1",
	"40.0.2",
	"40.0.3",
	"40.0.4",
	"40.0.5",
}

article_41 := {"41"}

article_42 := {"42"}
