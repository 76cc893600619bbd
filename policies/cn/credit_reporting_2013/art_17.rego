# Article 17: subjects can look up what is kept about them; persons get two free reports a year.
package policies.cn.credit_reporting_2013

breach["17"] contains {"at": ["agency", "rights", "own_query"], "why": "access"} if not can_look_up

breach["17"] contains {"at": ["agency", "rights", "free_reports"], "why": "free_reports"} if {
	handles_personal_information
	not of_its_own_staff
	input.practice.agency.rights.free_reports < params.free_reports_a_year
}

# 查询: a copy is not asked for; who gives one lets look up as well.
can_look_up if input.practice.agency.rights.own_query

can_look_up if input.practice.agency.rights.access

# 查询自身信息: the duty to answer carries the authority to show subjects what is their own, and nobody else.
permit["17"] if {
	input.practice.kind == "disclosure"
	some _ in input.practice.recipients
	every recipient in input.practice.recipients {
		recipient.type in {"subject", "representative"}
	}
}
