# Article 10: how an item enters the catalogue. Who proposes it gives reasons (1); the draft, its discussion and the
# publication are of the municipal department alone (2).
package policies.cn.shanghai.social_credit_2017

engaged["10.1"] if some_item_added

engaged["10.2"] if {
	municipal_credit_department
	some_item_added
}

breach["10.1"] contains {"at": ["items", i, "catalogue", "reasons_given"], "why": "no_reasons"} if {
	some i, item in input.practice.items
	item.catalogue.added
	not item.catalogue.reasons_given
}

breach["10.1"] contains {"at": ["items", i, "catalogue", "assessed"], "why": "not_assessed"} if {
	some i, item in input.practice.items
	item.catalogue.added
	item.catalogue.disputed.value
	not item.catalogue.assessed
}

breach["10.2"] contains {"at": ["items", i, "catalogue", "public_comment"], "why": "no_comment"} if {
	some i, item in input.practice.items
	item.catalogue.added
	not item.catalogue.public_comment
}

breach["10.2"] contains {"at": ["items", i, "catalogue", "deliberated"], "why": "not_deliberated"} if {
	some i, item in input.practice.items
	item.catalogue.added
	not item.catalogue.deliberated
}

breach["10.2"] contains {"at": ["items", i, "catalogue", "published"], "why": "not_published"} if {
	some i, item in input.practice.items
	item.catalogue.added
	not item.catalogue.published
}
