# Article 29: lenders supply the financial credit database, and need prior written consent to supply it or anyone.
package policies.cn.credit_reporting_2013

permit["29.1"] if {
	input.practice.mode == "provision"
	written_consent
	credit_information_only
	every recipient in input.practice.recipients {
		recipient.type == "financial_credit_database"
	}
}

breach["29.2"] contains {"at": ["consent", "form"]} if {
	some_credit_information
	supplied_to_some_user
	not written_consent
}
