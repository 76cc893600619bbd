# Articles 33 and 35: who inspects and inquires, and what they must keep secret.
package policies.cn.credit_reporting_2013

engaged["33.2"] if {
	supervising_department
	some_measure_rests_on(articles_of_liability)
}

engaged["33.2"] if {
	supervising_department
	some_measure_rests_on({"33", "33.1", "33.1.1", "33.1.2", "33.1.3", "33.1.4", "33.2"})
}

breach["33.2"] contains {"at": ["officers", "number"], "why": "number"} if {
	input.practice.officers.number < params.inspectors
}

breach["33.2"] contains {"at": ["officers", "identify_themselves"], "why": "certificates"} if {
	not input.practice.officers.identify_themselves
}

breach["33.2"] contains {"at": ["officers", "notice_shown"], "why": "letter"} if {
	not input.practice.officers.notice_shown
}

engaged["35"] if supervising_department
