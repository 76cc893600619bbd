# Article 39(2): what credit service organisations collect in China is organised, kept and processed in China.
package policies.cn.shanghai.social_credit_2017

breach["39.2"] contains {"at": ["agency", "storage", "in_china"], "why": "kept_abroad"} if {
	not input.practice.agency.storage.in_china
}

breach["39.2"] contains {"at": ["agency", "storage", "processed_in_china"], "why": "processed_abroad"} if {
	not input.practice.agency.storage.processed_in_china
}
