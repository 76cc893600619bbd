# Articles 36-42: whom the People's Bank of China (article 4(1)) and its branches punish under this regulation, how, and
# within which ranges. Each article is authority for what it provides, and for nothing else.
package policies.cn.credit_reporting_2013

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
