# Article 22: rules and technical measures of security; rights of staff to query, and a true log of their queries.
package policies.cn.credit_reporting_2013

breach["22.1"] contains {"at": ["agency", "protection", "rules"], "why": "rules"} if {
	not input.practice.agency.protection.rules
}

breach["22.1"] contains {"at": ["agency", "protection", "encryption"], "why": "measures"} if {
	not input.practice.agency.protection.encryption
}

engaged["22.2"] if handles_personal_information

breach["22.2"] contains {"at": ["agency", "protection", "access_rights"], "why": "rights"} if {
	not input.practice.agency.protection.access_rights
}

breach["22.2"] contains {"at": ["agency", "log", "kept"], "why": "log"} if {
	not input.practice.agency.log.kept
}

breach["22.2"] contains {"at": ["agency", "log", "person"], "why": "person"} if {
	input.practice.agency.log.person == false
}

breach["22.2"] contains {"at": ["agency", "log", "time"], "why": "time"} if {
	input.practice.agency.log.time == false
}

breach["22.2"] contains {"at": ["agency", "log", "content"], "why": "content"} if {
	input.practice.agency.log.content == false
}

breach["22.2"] contains {"at": ["agency", "log", "purpose"], "why": "purpose"} if {
	input.practice.agency.log.purpose == false
}
