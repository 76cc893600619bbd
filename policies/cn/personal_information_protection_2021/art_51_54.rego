package policies.cn.personal_information_protection_2021

# Articles 51 to 54: the order of the house.

breach["51.0.1"] contains {"at": ["agency", "protection", "rules"]} if not input.practice.agency.protection.rules

breach["51.0.2"] contains {"at": ["agency", "protection", "classification"]} if {
	not input.practice.agency.protection.classification
}

breach["51.0.3"] contains {"at": ["agency", "protection", "encryption"]} if {
	not input.practice.agency.protection.encryption
}

breach["51.0.4"] contains {"at": ["agency", "protection", "access_rights"], "why": "access_rights"} if {
	not input.practice.agency.protection.access_rights
}

breach["51.0.4"] contains {"at": ["agency", "protection", "training"], "why": "training"} if {
	not input.practice.agency.protection.training
}

breach["51.0.5"] contains {"at": ["agency", "protection", "incident_plan"]} if {
	not input.practice.agency.protection.incident_plan
}

breach["52.1"] contains {"at": ["agency", "officer", "appointed"]} if {
	input.practice.agency.officer.appointed == false
}

breach["52.2"] contains {"at": ["agency", "officer", "contact_published"], "why": "not_published"} if {
	input.practice.agency.officer.contact_published == false
}

breach["52.2"] contains {"at": ["agency", "officer", "reported"], "why": "not_reported"} if {
	input.practice.agency.officer.reported == false
}

breach["54"] contains {"at": ["agency", "protection", "audit"]} if not input.practice.agency.protection.audit
