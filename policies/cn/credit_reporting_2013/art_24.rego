# Article 24: what is collected in China is organised, kept and processed in China.
package policies.cn.credit_reporting_2013

breach["24.1"] contains {"at": ["agency", "storage", "in_china"], "why": "kept"} if {
	not input.practice.agency.storage.in_china
}

breach["24.1"] contains {"at": ["agency", "storage", "processed_in_china"], "why": "processed"} if {
	not input.practice.agency.storage.processed_in_china
}

engaged["24.2"] if input.practice.agency.cross_border.transfers

engaged["24.2"] if {
	some recipient in input.practice.recipients
	recipient.abroad
}
