# Article 2: what is published, and where.
package policies.cn.penalty_publicity_2021

engaged["2.1"] if publication_due

# The system is where the department of the party's place shows it; what was decided elsewhere it receives (article 10).
breach["2.1"] contains {"at": ["channels", "enterprise_publicity_system"], "why": "elsewhere"} if {
	not input.practice.channels.enterprise_publicity_system
	shown_elsewhere
	some item in input.practice.items
	to_be_published(item)
	shown_here(item)
}

# A plan that names no channel does not say that the system is none of them: it is asked.
unsettled["2.1"] contains {"at": ["channels"], "why": "elsewhere"} if {
	not input.practice.channels.enterprise_publicity_system
	not shown_elsewhere
	some item in input.practice.items
	to_be_published(item)
	shown_here(item)
}

shown_elsewhere if {
	some channel in other_channels
	input.practice.channels[channel]
}

other_channels := {
	"credit_portal",
	"own_site",
	"court_database",
	"gazette",
	"newspaper",
	"broadcast",
	"screen",
	"notice_board",
	"social_media",
}

shown_here(item) if item.party_in_province

shown_here(item) if assisted(item)

# 向社会公示: to publish these decisions, and nothing beside them.
permit["2.1"] if {
	market_regulator
	input.practice.mode == "publication"
	input.practice.channels.enterprise_publicity_system
	every item in input.practice.items {
		own(item)
		to_be_published(item)
		not secret(item)
	}
}

engaged["2.2"] if {
	publication_of_penalties
	some item in input.practice.items
	warning_shown(item)
}

breach["2.2"] contains {"at": ["items", i, "penalty_kind"]} if {
	some i, item in input.practice.items
	warning_shown(item)
	blamed(i)
}

# 另有规定的除外: of what a law or an administrative regulation has published, and of nothing beside it.
exempt["2.2"] if not some_warning_barred

blamed(i) if not provided_otherwise(i)

blamed(_) if not some_warning_barred

some_warning_barred if {
	some i, item in input.practice.items
	warning_shown(item)
	not provided_otherwise(i)
}

warning_shown(item) if {
	of_this_system(item)
	only_a_warning(item)
}

engaged["2.3"] if {
	publication_of_penalties
	registered_market_entity
}

registered_market_entity if input.practice.subject.type == "sole_trader"

registered_market_entity if input.practice.subject.entity_class in {"market_entity", "large_enterprise", "sme"}

breach["2.3"] contains {"at": ["penalty_publicity", "under_party_name"]} if {
	not input.practice.penalty_publicity.under_party_name
}
