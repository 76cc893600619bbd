# Article 11(1): nothing outside the catalogue goes to the platform; what goes there comes with the legal document
# in force that states how the subject kept its duties. Paragraph 2: how information is gathered is laid down and
# published. The documents are the duty of who provides, and not of the centre, which receives.
package policies.cn.shanghai.social_credit_2017

engaged["11.1"] if {
	input.practice.destination == "public_credit_platform"
	some item in input.practice.items
	supplied(item)
}

breach["11.1"] contains {"at": ["items", i, "catalogue", "listed"], "why": "not_listed"} if {
	some i, item in input.practice.items
	supplied(item)
	not in_catalogue(item)
}

breach["11.1"] contains {"at": ["items", i, "legal_document"], "why": "no_document"} if {
	not the_centre
	some i, item in input.practice.items
	supplied(item)
	adverse(item)
	not item.legal_document in legal_documents
}

breach["11.1"] contains {"at": ["items", i, "document_final"], "why": "not_in_force"} if {
	not the_centre
	some i, item in input.practice.items
	supplied(item)
	adverse(item)
	open_to_appeal(item)
}

breach["11.1"] contains {"at": ["items", i, "document_attached"], "why": "not_attached"} if {
	not the_centre
	some i, item in input.practice.items
	supplied(item)
	adverse(item)
	item.legal_document in legal_documents
	not item.document_attached
}

engaged["11.2"] if municipal_credit_department

breach["11.2"] contains {"at": ["agency", "gathering_rules_published"]} if {
	not input.practice.agency.gathering_rules_published
}

# What subjects volunteer about themselves (art. 13(2)) is no public credit information.
supplied(item) if not item.source == "self_declaration"

# 本市公共信用信息目录: that of the state is another.
in_catalogue(item) if {
	item.catalogue.listed
	not item.catalogue.level == "national"
}

# An item whose entry has gone the whole way of article 10 stands in the catalogue when the practice starts.
in_catalogue(item) if {
	item.catalogue.added
	item.catalogue.deliberated
	item.catalogue.published
}

# A decision of an organ is in force once served, a judgment only when no appeal is open (not_in_force).
legal_documents := {
	"court_judgment",
	"arbitral_award",
	"penalty_decision",
	"administrative_decision",
	"enforcement_decision",
	"criminal_judgment",
	"notarised_debt",
	"listing_decision",
}
