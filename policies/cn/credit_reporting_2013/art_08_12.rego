# Articles 8, 11 and 12: officers of a personal agency, the report of every year, and what becomes of a database.
package policies.cn.credit_reporting_2013

engaged["8"] if {
	input.practice.agency.personal_credit_licence
	handles_personal_information
}

breach["11.1"] contains {"at": ["agency", "annual_report"]} if not input.practice.agency.annual_report

# An agency that hands what it holds to another may be doing so because it comes to its end.
engaged["12.1"] if {
	input.practice.mode == "provision"
	some recipient in input.practice.recipients
	recipient.type == "credit_reporting_agency"
}
