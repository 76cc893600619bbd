# Article 19: duties of information security.
package policies.cn.shanghai.social_credit_2017

breach["19.0.1"] contains {"at": ["agency", "protection", "rules"], "why": "no_rules"} if {
	not input.practice.agency.protection.rules
}

breach["19.0.1"] contains {"at": ["agency", "protection", "responsible_person"], "why": "nobody_responsible"} if {
	not input.practice.agency.protection.responsible_person
}

breach["19.0.2"] contains {"at": ["agency", "protection", "access_rights"], "why": "rights"} if {
	not input.practice.agency.protection.access_rights
}

breach["19.0.2"] contains {"at": ["agency", "protection", "access_procedure"], "why": "procedure"} if {
	not input.practice.agency.protection.access_procedure
}

breach["19.0.3"] contains {"at": ["agency", "protection", "secrecy_review"]} if {
	not input.practice.agency.protection.secrecy_review
}
