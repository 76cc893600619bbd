# Article 16: adverse personal information is kept five years from the end of the conduct, then deleted; a statement of
# the person is recorded.
package policies.cn.credit_reporting_2013

import data.policies.lib.periods
import data.policies.lib.subjects

engaged["16.1"] if keeps_adverse_personal_information

breach["16.1"] contains {"at": ["items", i, "retention", "period"], "why": "period"} if {
	subjects.natural_person
	some i, item in input.practice.items
	adverse_personal(item)
	periods.longer_than(item.retention.period, params.retention)
}

# What is shown longer is kept longer.
breach["16.1"] contains {"at": ["items", i, "availability", "period"], "why": "shown"} if {
	subjects.natural_person
	some i, item in input.practice.items
	adverse_personal(item)
	periods.longer_than(item.availability.period, params.retention)
}

breach["16.1"] contains {"at": ["items", i, "retention", "from"], "why": "start"} if {
	input.practice.kind == "collection"
	subjects.natural_person
	some i, item in input.practice.items
	adverse_personal(item)
	not starts_at_end_of_conduct(item, item.retention)
}

# What is shown for five years or more from a later day is kept longer than five years from the end.
breach["16.1"] contains {"at": ["items", i, "availability", "from"], "why": "shown_from"} if {
	input.practice.kind == "disclosure"
	subjects.natural_person
	some i, item in input.practice.items
	adverse_personal(item)
	periods.not_shorter_than(item.availability.period, params.retention)
	not starts_at_end_of_conduct(item, item.availability)
}

breach["16.1"] contains {"at": ["items", i, "retention", "then"], "why": "deletion"} if {
	input.practice.kind == "collection"
	subjects.natural_person
	some i, item in input.practice.items
	adverse_personal(item)
	not gone_in_the_end(item)
}

# What is still evaluated after its period was not deleted.
breach["16.1"] contains {"at": ["indicators", i, "expired"], "why": "expired"} if {
	subjects.natural_person
	some i, indicator in input.practice.indicators
	adverse_indicator(indicator)
	indicator.expired
}

unsettled["16.1"] contains {"at": ["items", i, "retention", "period"], "why": "unit"} if {
	input.practice.kind == "collection"
	subjects.natural_person
	some i, item in input.practice.items
	adverse_personal(item)
	periods.exceeds_unclear(item.retention.period, params.retention)
}

unsettled["16.1"] contains {"at": ["items", i, "availability", "period"], "why": "unit"} if {
	input.practice.kind == "disclosure"
	subjects.natural_person
	some i, item in input.practice.items
	adverse_personal(item)
	periods.exceeds_unclear(item.availability.period, params.retention)
}

starts_at_end_of_conduct(_, kept) if kept.from == "conduct_end"

# A duty left unperformed is conduct that lasts until the duty is performed.
starts_at_end_of_conduct(item, kept) if {
	kept.from == "performance"
	item.category in {
		"contract_default",
		"other_contract_default",
		"utility_arrears",
		"property_fee_arrears",
		"sme_arrears",
		"government_project_arrears",
		"court_judgment_obligation",
		"court_enforcement",
		"refusal_of_judgment",
		"judgment_defaulter",
	}
}

starts_at_end_of_conduct(item, kept) if {
	kept.from == "performance"
	ordered_by_court(item)
}

# What can no longer be traced to the person is no longer kept as personal information.
gone_in_the_end(item) if item.retention.then in {"delete", "anonymise"}

# 保存期限……为5年: the duty to keep carries the authority to, cited for the period of such an item and for nothing else.
permit["16.1"] if {
	some authority in input.authorities
	of_article(authority, {"16", "16.1"})
	every other in input.authorities {
		not cited_beyond_keeping(other)
	}
}

cited_beyond_keeping(authority) if {
	of_article(authority, {"16", "16.1"})
	not cited_for_keeping(authority)
}

cited_for_keeping(authority) if {
	authority.at[0] == "items"
	authority.at[2] == "retention"
	some i, item in input.practice.items
	authority.at[1] == i
	adverse_personal(item)
	periods.not_longer_than(item.retention.period, params.retention)
	starts_at_end_of_conduct(item, item.retention)
	gone_in_the_end(item)
}

engaged["16.2"] if keeps_adverse_personal_information

breach["16.2"] contains {"at": ["agency", "rights", "statement_recorded"]} if {
	not input.practice.agency.rights.statement_recorded
}

# 应当予以记载: what is to be recorded may be, from the person who states it.
permit["16.2"] if {
	input.practice.kind == "collection"
	subjects.natural_person
	declared_wherever_cited({"16.2"})
	told_by_the_subject({"16.2"})
}

told_by_the_subject(articles) if {
	every i, item in input.practice.items {
		stated(i, item, articles)
	}
}

stated(i, _, articles) if cited_at_others_alone(i, articles)

stated(_, item, _) if item.source in {"subject", "self_declaration"}
