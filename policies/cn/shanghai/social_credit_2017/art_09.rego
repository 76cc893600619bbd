# Article 9: which defaults may stand in the city's catalogue of public credit information.
package policies.cn.shanghai.social_credit_2017

engaged["9.1"] if {
	municipal_credit_department
	some_item_added
}

# 列入目录的失信信息.
engaged["9.2"] if {
	some item in input.practice.items
	for_catalogue(item)
	adverse(item)
}

engaged["9.2.4"] if {
	some item in input.practice.items
	penalty_for_catalogue(item)
}

engaged["9.3"] if {
	some item in input.practice.items
	of_a_law_that_names_its_items(item)
}

some_item_added if {
	some item in input.practice.items
	item.catalogue.added
}

# The catalogue says what goes to the municipal platform. What subjects volunteer about themselves (art. 13(2)) is no
# public credit information.
for_catalogue(item) if {
	input.practice.destination == "public_credit_platform"
	not item.source == "self_declaration"
}

for_catalogue(item) if item.catalogue.added

breach["9.2"] contains {"at": ["items", i, "category"], "why": "none_of_the_six"} if {
	some i, item in input.practice.items
	for_catalogue(item)
	adverse(item)
	not item_under_state_rule(i)
	not among_the_six(item)
	not item.category in refusals
}

# 生效法律文书 is what item 3 is about: without one there is nothing to refuse.
breach["9.2"] contains {"at": ["items", i, "legal_document"], "why": "no_document"} if {
	some i, item in input.practice.items
	for_catalogue(item)
	item.category in refusals
	not item_under_state_rule(i)
	not item.legal_document in legal_documents
}

breach["9.2"] contains {"at": ["items", i, "document_final"], "why": "not_in_force"} if {
	some i, item in input.practice.items
	for_catalogue(item)
	item.category in refusals
	not item_under_state_rule(i)
	open_to_appeal(item)
}

among_the_six(item) if named_default(item)

# Whether a penalty of the ordinary procedure may enter after all, item 4 says.
among_the_six(item) if penalty_record(item)

# 行政处罚信息: an entry in a list is none, whatever decision it rests on.
penalty_record(item) if {
	item.legal_document == "penalty_decision"
	not item.category in {"serious_list_entry", "abnormal_operations_entry"}
}

# Items 1, 2, 3 and 5.
named_default(item) if item.category in arrears

named_default(item) if item.category in frauds

named_default(item) if refusal(item)

named_default(item) if imposed_ban(item)

# 被监管部门处以: a ban by a court is no item 5; whether another text enters it, item 6 asks.
imposed_ban(item) if {
	item.category == "market_or_industry_ban"
	item.legal_document in {"penalty_decision", "administrative_decision"}
}

arrears := {"unpaid_tax_or_fee"}

frauds := {"false_material", "licence_fraud", "benefit_fraud"}

# 拒不执行生效法律文书: decisions of organs are such documents too (art. 11(1)).
refusals := {"refusal_of_judgment", "judgment_defaulter", "refusal_of_administrative_decision"}

refusal(item) if {
	item.category in refusals
	item.legal_document in legal_documents
	not open_to_appeal(item)
}

open_to_appeal(item) if {
	item.legal_document in {"court_judgment", "criminal_judgment"}
	item.document_final == false
}

breach["9.2.4"] contains {"at": ["items", i, "penalty_procedure"], "why": "summary"} if {
	some i, item in input.practice.items
	item.penalty_procedure == "summary"
	penalty_for_catalogue(item)
	not item_under_state_rule(i)
}

breach["9.2.4"] contains {"at": ["items", i, "conduct", "slight"], "why": "slight"} if {
	some i, item in input.practice.items
	item.conduct.slight.value
	penalty_for_catalogue(item)
	not item_under_state_rule(i)
}

breach["9.2.4"] contains {"at": ["items", i, "conduct", "harm_removed"], "why": "harm_removed"} if {
	some i, item in input.practice.items
	item.conduct.harm_removed
	penalty_for_catalogue(item)
	not item_under_state_rule(i)
}

# A penalty that enters under item 4, not under another of the named items.
penalty_for_catalogue(item) if {
	penalty_record(item)
	adverse(item)
	not named_default(item)
	for_catalogue(item)
}

breach["9.3"] contains {"at": ["items", i, "catalogue", "among_named"]} if {
	some i, item in input.practice.items
	left_out_by_its_law(i, item)
}

# Article 3(2): unless a law or administrative regulation enters it all the same.
left_out_by_its_law(i, item) if {
	of_a_law_that_names_its_items(item)
	not item.catalogue.among_named
	not item_under_upper_law(i)
}

of_a_law_that_names_its_items(item) if {
	for_catalogue(item)
	adverse(item)
	item.catalogue.law_names_items
}

# What the catalogue may hold may be collected for it: every item is a default among the six. The paragraph says nothing
# of what is no default, so that citing it carries no such item but those that say whose default it is.
permit["9.2.1"] if every_default_admitted(arrears)

permit["9.2.2"] if every_default_admitted(frauds)

permit["9.2.3"] if {
	some item in input.practice.items
	refusal(item)
	only_admitted_defaults
}

permit["9.2.4"] if {
	some item in input.practice.items
	penalty_that_may_enter(item)
	not named_default(item)
	only_admitted_defaults
}

permit["9.2.5"] if {
	some item in input.practice.items
	imposed_ban(item)
	only_admitted_defaults
}

permit["9.2.6"] if {
	some i, item in input.practice.items
	adverse(item)
	item_under_state_rule(i)
	only_admitted_defaults
}

every_default_admitted(categories) if {
	some item in input.practice.items
	item.category in categories
	only_admitted_defaults
}

only_admitted_defaults if {
	entered_of_subjects_alone
	every item in input.practice.items {
		for_catalogue(item)
	}
	every i, item in input.practice.items {
		not left_out_by_its_law(i, item)
	}
	every i, item in input.practice.items {
		admitted(i, item)
	}
}

# 信息主体 (art. 2), or whom a law or administrative regulation enters all the same.
entered_of_subjects_alone if subject_of_credit

entered_of_subjects_alone if not some_supplied_item_without_upper_law

# Whose default it is.
admitted(_, item) if item.category in {"name", "id_number", "credit_code"}

admitted(_, item) if named_default(item)

admitted(_, item) if penalty_that_may_enter(item)

admitted(i, _) if item_under_state_rule(i)

penalty_that_may_enter(item) if {
	item.penalty_procedure == "ordinary"
	penalty_record(item)
	adverse(item)
	not item.conduct.slight.value
	not item.conduct.harm_removed
}
