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
for_all(authority) if authority.at[0] in {"basis", "grounds"}

# punished_as_provided: each measure that rests on these articles is one that an article cited for it provides.
punished_as_provided(articles) if {
	act_declared(articles)
	some_measure_rests_on(articles)
	every i, measure in input.practice.measures {
		in_order(measure, i, articles)
	}
}

in_order(_, i, articles) if not rests_on(i, articles)

in_order(measure, i, _) if provided(measure, i)

# provided: an article that is cited for the i-th measure provides it, whether of this regulation or of other law.
provided(measure, i) if {
	some authority in input.authorities
	authority.instrument == "cn/credit_reporting_2013"
	provides(authority.article, measure)
	cited_for(authority, i)
}

provided(measure, i) if {
	measure.measure == "confiscation"
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
	cited_for(authority, i)
	of_other_law(authority)
}

# 封存 of papers that may be hidden or destroyed.
provides(article, measure) if {
	article in {"33", "33.1", "33.1.3"}
	measure.measure == "seizure"
}

provides(article, measure) if {
	article in article_36
	measure.measure in {"closure", "confiscation", "fine"}
}

provides(article, measure) if {
	article in (article_37 | article_39)
	measure.measure in {"warning", "fine"}
}

provides(article, measure) if {
	article in ((article_38_1 | article_40) | article_42)
	measure.measure in {"confiscation", "fine"}
}

provides(article, measure) if {
	article in {"38", "38.2"}
	measure.measure == "licence_revocation"
}

provides(article, measure) if {
	article in article_41
	measure.measure == "fine"
}

# Which act of which offender the article punishes, no fact says: the agency declares it, with a reason, where it cites
# this very article.
act_declared(articles) if covered_by(articles)

act_declared(articles) if {
	some authority in input.authorities
	of_article(authority, articles)
	authority.at[0] == "measures"
	some i, measure in input.practice.measures
	authority.at[1] == i
	some n, entry in measure.basis
	authority.at[3] == n
	entry.covers.value
}

act_declared(articles) if {
	some authority in input.authorities
	of_article(authority, articles)
	authority.at[0] == "grounds"
	some i, ground in input.practice.grounds
	authority.at[1] == i
	some n, entry in ground.basis
	authority.at[3] == n
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

# What is reduced as the Penalty Law orders, which stands above the regulation, lies below the range. Where other law is
# cited for the fine as well, the heavier governs (its article 29).
fine_below(measure, i, least) if {
	measure.measure == "fine"
	measure.amount < least
	not mitigated
	not rests_on_other_law(i)
}

fine_above(measure, i, most) if {
	measure.measure == "fine"
	measure.amount > most
	not rests_on_other_law(i)
}

mitigated if {
	input.practice.lenient
	some ground in input.practice.grounds
	calls_for_leniency(ground.conduct)
}

mitigated if {
	input.practice.lenient
	subjects.natural_person
	input.practice.subject.min_age < 18
}

mitigated if {
	input.practice.lenient
	input.practice.subject.includes_impaired
}

calls_for_leniency(conduct) if conduct.harm_removed

calls_for_leniency(conduct) if conduct.coerced

calls_for_leniency(conduct) if conduct.confessed

calls_for_leniency(conduct) if conduct.meritorious

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
