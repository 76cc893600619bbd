# Article 22: rules and technical measures of security; rights of staff to query, and a true log of their queries.
package policies.cn.credit_reporting_2013

import data.policies.lib.agencies
import data.policies.lib.subjects

breach["22.1"] contains {"at": ["agency", "protection", "rules"], "why": "rules"} if {
	not input.practice.agency.protection.rules
}

breach["22.1"] contains {"at": ["agency", "protection", "encryption"], "why": "measures"} if {
	not input.practice.agency.protection.encryption
}

# 经营个人征信业务的征信机构: who has the licence, or runs that business without it; art. 32 adds the database.
engaged["22.2"] if {
	handles_personal_information
	input.practice.agency.personal_credit_licence
}

engaged["22.2"] if {
	handles_personal_information
	not of_its_own_staff
}

engaged["22.2"] if {
	handles_personal_information
	agencies.acts_as({"financial_credit_database"})
}

# 如实记载查询工作人员的姓名，查询的时间、内容及用途: what is to be logged may be logged, not shown; that it is the log of
# its own staff, the agency declares where it cites the article.
permit["22.2"] if {
	input.practice.kind == "collection"
	runs_personal_credit_reporting
	subjects.natural_person
	declared_wherever_cited(article_22_2)
	every i, item in input.practice.items {
		logged(i, item)
	}
}

article_22_2 := {"22", "22.2"}

logged(i, _) if cited_at_others_alone(i, article_22_2)

logged(_, item) if item.category in {"name", "unlisted"}

runs_personal_credit_reporting if input.practice.agency.personal_credit_licence

runs_personal_credit_reporting if agencies.acts_as({"financial_credit_database"})

breach["22.2"] contains {"at": ["agency", "protection", "access_rights"], "why": "rights"} if {
	not input.practice.agency.protection.access_rights
}

breach["22.2"] contains {"at": ["agency", "protection", "access_procedure"], "why": "procedure"} if {
	not input.practice.agency.protection.access_procedure
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
