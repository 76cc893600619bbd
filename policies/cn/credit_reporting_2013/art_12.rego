# Article 12: on dissolution or bankruptcy the database is transferred, handed over, or destroyed under supervision.
package policies.cn.credit_reporting_2013

breach["12.1"] contains {"at": ["agency", "database_on_dissolution"]} if {
	input.practice.agency.database_on_dissolution == "none"
}
