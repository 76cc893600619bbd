# Article 24: what is collected in China is organised, kept and processed in China.
package policies.cn.credit_reporting_2013

breach["24.1"] contains {"at": ["agency", "storage", "in_china"], "why": "kept"} if {
	not input.practice.agency.storage.in_china
}

breach["24.1"] contains {"at": ["agency", "storage", "processed_in_china"], "why": "processed"} if {
	not input.practice.agency.storage.processed_in_china
}

# 境外组织或者个人: whoever is no organ and not the subject may be one, in China too, and the public is.
engaged["24.2"] if input.practice.mode == "publication"

engaged["24.2"] if {
	some recipient in input.practice.recipients
	recipient.type in {
		"public",
		"credit_reporting_agency",
		"credit_service_organisation",
		"lender",
		"insurer",
		"employer",
		"landlord",
		"school",
		"industry_association",
		"market_entity",
		"researcher",
		"individual",
		"relative_or_colleague",
	}
}

engaged["24.2"] if {
	some recipient in input.practice.recipients
	recipient.abroad
}
