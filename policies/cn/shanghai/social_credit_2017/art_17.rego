# Article 17: who may query what.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies
import data.policies.lib.consent
import data.policies.lib.identifiers

# 自身社会信用信息: not what is nobody's any more, nor what says nothing of credit.
engaged["17.1"] if some_item_on_somebodys_credit

some_item_on_somebodys_credit if {
	some item in input.practice.items
	on_somebodys_credit(item)
}

on_somebodys_credit(information) if {
	not information.category in says_nothing_of_credit
	not identifiers.gone(information)
}

breach["17.1"] contains {"at": ["agency", "rights", "own_query"]} if not input.practice.agency.rights.own_query

engaged["17.2"] if {
	input.practice.mode == "query"
	some recipient in input.practice.recipients
	recipient.type in administrative_organs
}

engaged["17.2"] if {
	administrative_organ
	some item in input.practice.items
	queried_by_the_organ(item)
}

queried_by_the_organ(item) if {
	input.practice.kind == "collection"
	item.source in {"public_credit_platform", "credit_reporting_agency"}
}

# 根据行政管理的需要确定关联的……查询事项.
breach["17.2"] contains {"at": ["items", i, "necessary"], "why": "unneeded"} if {
	some i, item in input.practice.items
	queried_by_the_organ(item)
	item.necessary.value == false
}

breach["17.2"] contains {"at": ["recipients", i, "related"], "why": "unrelated"} if {
	some i, recipient in input.practice.recipients
	recipient.type in administrative_organs
	recipient.related.value == false
}

breach["17.2"] contains {"at": ["recipients", i, "matters_published"], "why": "unpublished"} if {
	some i, recipient in input.practice.recipients
	recipient.type in administrative_organs
	not recipient.matters_published
}

administrative_organs := {"state_organ", "public_security_organ"}

engaged["17.3"] if {
	input.practice.mode == "query"
	some_other_asks
	some_item_not_public
}

# Who queries; authorities, and platforms through the centre (art. 12), get it from each other by sharing.
engaged["17.3"] if {
	input.practice.kind == "collection"
	not agencies.acts_as({"public_credit_centre"})
	not agencies.state_organ
	not administrative_organ
	some item in input.practice.items
	item.source == "public_credit_platform"
	of_a_subject_and_not_public(item)
}

breach["17.3"] contains {"at": ["consent", "form"]} if not consent.in_writing

some_other_asks if {
	some recipient in input.practice.recipients
	recipient.type != "subject"
}

some_item_not_public if {
	some item in input.practice.items
	of_a_subject_and_not_public(item)
}

# 信息主体非公开的: what nobody can be told from any more is nobody's, and nobody could authorise the query.
of_a_subject_and_not_public(item) if {
	not public(item)
	not identifiers.gone(item)
}

exempt["17.3"] if not some_item_unprovided

some_item_unprovided if {
	some i, item in input.practice.items
	queried(item)
	of_a_subject_and_not_public(item)
	not item_under_upper_law(i)
}

queried(_) if input.practice.kind == "disclosure"

queried(item) if item.source == "public_credit_platform"
