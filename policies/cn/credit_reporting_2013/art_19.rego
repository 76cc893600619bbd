# Article 19: consent taken in standard terms is pointed out in the contract and explained on request.
package policies.cn.credit_reporting_2013

import data.policies.lib.agencies

engaged["19"] if {
	not duty_under_upper_law
	takes_part_in_credit_reporting
	some_personal_item
	input.practice.consent.standard_terms
}

breach["19"] contains {"at": ["consent", "highlighted"], "why": "highlighted"} if {
	not input.practice.consent.highlighted
}

breach["19"] contains {"at": ["consent", "explained_on_request"], "why": "explained"} if {
	not input.practice.consent.explained_on_request
}

# 采用格式合同条款取得: the consent to a query is taken by the user (art. 18(1)), in a contract of its own.
takes_part_in_credit_reporting if {
	agencies.acts_as({"credit_reporting_agency"})
	not answers_query
}

takes_part_in_credit_reporting if supplies_credit_reporting

takes_part_in_credit_reporting if destined_for_credit_reporting

# What a lender learns of loans goes to the database (art. 29(1)); what else it asks of its customers does not.
takes_part_in_credit_reporting if {
	agencies.acts_as({"lender"})
	some_credit_information
}

takes_part_in_credit_reporting if user

answers_query if input.practice.mode == "query"
