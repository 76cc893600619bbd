# Article 7(4): nobody runs personal credit reporting without the approval of the supervising department.
package policies.cn.credit_reporting_2013

breach["7.4"] contains {"at": ["agency", "personal_credit_licence"], "why": "agency"} if {
	input.practice.agency.type == "credit_reporting_agency"
	not input.practice.agency.personal_credit_licence
	some_personal_item
}

# Whoever had the licence would be a credit reporting agency; another that does its business has none.
breach["7.4"] contains {"at": ["agency", "credit_information_business"], "why": "business"} if {
	input.practice.agency.credit_information_business
	some_personal_item
}
