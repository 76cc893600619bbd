# Article 34: to know, to get reports, not to be forced.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies
import data.policies.lib.subjects

# 与其本人社会信用信息相关, as in article 17(1).
engaged["34.1"] if some_item_on_somebodys_credit

engaged["34.1"] if {
	some indicator in input.practice.indicators
	on_somebodys_credit(indicator)
}

breach["34.1"] contains {"at": ["agency", "rights", "use_told"], "why": "use"} if {
	not input.practice.agency.rights.use_told
}

# 本人信用报告载明的信息来源和变动理由: of those who make such reports.
breach["34.1"] contains {"at": ["agency", "rights", "report_sources_told"], "why": "report"} if {
	agencies.acts_as({"public_credit_centre", "credit_service_organisation", "credit_reporting_agency"})
	not input.practice.agency.rights.report_sources_told
}

engaged["34.2"] if subjects.natural_person

breach["34.2"] contains {"at": ["agency", "rights", "free_reports"], "why": "too_few"} if {
	input.practice.agency.rights.free_reports < params.free_reports
}

breach["34.2"] contains {"at": ["agency", "rights", "report_shows_queries"], "why": "queries_hidden"} if {
	not input.practice.agency.rights.report_shows_queries
}

engaged["34.3"] if some_personal_item

breach["34.3"] contains {"at": ["consent", "condition_of_service"], "why": "tied"} if {
	input.practice.consent.condition_of_service
	input.practice.consent.needed_for_service.value == false
}

breach["34.3"] contains {"at": ["consent", "coercion"], "why": "forced"} if {
	offers_a_service
	input.practice.consent.coercion
}

# 向信息主体提供相关服务的: neither an employer nor an organ in other duties.
offers_a_service if {
	not agencies.state_organ
	not input.practice.purpose.area == "recruitment"
}

offers_a_service if input.practice.purpose.area == "public_service"
