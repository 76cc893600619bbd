# Article 28: what the financial credit database receives, and whom it answers.
package policies.cn.credit_reporting_2013

import data.policies.lib.consent

# Credit information in the narrow sense: of lending.
credit_information := {"loan", "repayment", "guarantee", "contract_default"}

some_credit_information if {
	some item in input.practice.items
	item.category in credit_information
}

some_credit_indicator if {
	some indicator in input.practice.indicators
	indicator.category in credit_information
}

credit_or_identity(item) if item.category in credit_information

credit_or_identity(item) if {
	item.category in {
		"name",
		"id_number",
		"credit_code",
		"registration",
		"age",
		"sex",
		"contact",
		"address",
		"occupation",
	}
}

# 接收从事信贷业务的机构按照规定提供的: what the trading partners of the subject supply, who are lenders and supply as
# prescribed by the word of who cites the article.
permit["28.1"] if {
	declared_wherever_cited(article_28_1)
	some_credit_information_received
	every i, item in input.practice.items {
		received_as_prescribed(i, item)
	}
}

article_28_1 := {"28", "28.1"}

# What stands beside it, under another article, takes nothing away.
received_as_prescribed(i, _) if cited_at_others_alone(i, article_28_1)

received_as_prescribed(_, item) if {
	credit_or_identity(item)
	item.source == "counterparty"
}

some_credit_information_received if {
	some i, item in input.practice.items
	item.category in credit_information
	not cited_at_others_alone(i, article_28_1)
}

# Whom the database answers, and nobody else: art. 40(3) punishes querying credit information of enterprises without
# consent as well. What laws let others query, articles 18(1) and 32 leave to them.
engaged["28.2"] if some_subjects_credit_information

breach["28.2"] contains {"at": ["consent", "form"]} if {
	supplied_to_some_user
	not consent.in_writing
}

permit["28.2"] if {
	input.practice.mode == "query"
	every recipient in input.practice.recipients {
		may_query_database(recipient)
	}
}

may_query_database(recipient) if acts_for_subject(recipient)

may_query_database(_) if consent.in_writing

may_query_database(recipient) if demanded_by_law(recipient)
