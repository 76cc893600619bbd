# Article 17: subjects can look up what is kept about them; persons get two free reports a year.
package policies.cn.credit_reporting_2013

breach["17"] contains {"at": ["agency", "rights", "access"], "why": "access"} if {
	not input.practice.agency.rights.access
}

breach["17"] contains {"at": ["agency", "rights", "free_reports"], "why": "free_reports"} if {
	handles_personal_information
	input.practice.agency.rights.free_reports < params.free_reports_a_year
}
