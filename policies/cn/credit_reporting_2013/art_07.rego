# Article 7(4): nobody runs personal credit reporting without the approval of the supervising department.
package policies.cn.credit_reporting_2013

import data.policies.lib.agencies
import data.policies.lib.subjects

engaged["7.4"] if {
	runs_credit_reporting
	not duty_under_upper_law
	handles_personal_information
	not of_its_own_staff
}

# 经营: who keeps its own payroll runs no credit reporting; what people owe to lenders is in none, and what serves users
# (art. 2(2)) or goes into a credit reporting system or onto a public credit platform is not kept for one's own staff.
of_its_own_staff if {
	subjects.natural_person
	input.practice.ground == "human_resources"
	not serves_users
	not some_credit_information
	not some_credit_indicator
}

serves_users if input.practice.destination in {"credit_reporting_system", "public_credit_platform"}

serves_users if input.practice.mode in {"query", "on_application", "publication"}

runs_credit_reporting if agencies.acts_as({"credit_reporting_agency"})

runs_credit_reporting if input.practice.agency.credit_information_business

breach["7.4"] contains {"at": ["agency", "personal_credit_licence"], "why": "agency"} if {
	agencies.acts_as({"credit_reporting_agency"})
	not input.practice.agency.personal_credit_licence
}

# Whoever had the licence would be a credit reporting agency; another that does its business has none.
breach["7.4"] contains {"at": ["agency", "credit_information_business"], "why": "business"} if {
	not agencies.acts_as({"credit_reporting_agency"})
	input.practice.agency.credit_information_business
}
