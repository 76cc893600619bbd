# Article 45(2): an agency from abroad is approved before it runs credit reporting in China.
package policies.cn.credit_reporting_2013

engaged["45.2"] if {
	input.practice.agency.approved_from_abroad in {true, false}
	not of_its_own_staff
}

breach["45.2"] contains {"at": ["agency", "approved_from_abroad"]} if {
	input.practice.agency.approved_from_abroad == false
}
