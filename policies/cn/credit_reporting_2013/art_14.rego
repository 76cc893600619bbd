# Article 14: what is never collected, and what only with informed consent in writing.
package policies.cn.credit_reporting_2013

breach["14.1"] contains {"at": ["items", i, "category"]} if {
	about_natural_persons
	some i, item in input.practice.items
	item.category in {"religion", "gene", "fingerprint", "blood_type", "disease", "medical_history"}
	personal(item)
}

breach["14.2"] contains {"at": ["items", i, "category"]} if {
	about_natural_persons
	not informed_written_consent
	some i, item in input.practice.items
	item.category in {"income", "deposit", "securities", "commercial_insurance", "real_estate", "tax_amount"}
	personal(item)
}

# Told of what giving the information may bring, and only then consenting in writing.
informed_written_consent if {
	input.practice.notice.time == "before"
	input.practice.notice.adverse_consequence == true
	written_consent
}
