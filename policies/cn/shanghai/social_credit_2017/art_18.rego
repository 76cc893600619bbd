# Article 18: how the municipal centre answers queries.
package policies.cn.shanghai.social_credit_2017

engaged["18.1"] if {
	the_centre
	input.practice.mode == "query"
}

engaged["18.2"] if {
	the_centre
	input.practice.mode == "query"
}

breach["18.1"] contains {"at": ["agency", "query_service", "rules_published"], "why": "no_rules"} if {
	not input.practice.agency.query_service.rules_published
}

breach["18.1"] contains {"at": ["agency", "query_service", "windows"], "why": "no_windows"} if {
	not input.practice.agency.query_service.windows
}

breach["18.2"] contains {"at": ["agency", "query_service", "online"]} if {
	not input.practice.agency.query_service.online
}
