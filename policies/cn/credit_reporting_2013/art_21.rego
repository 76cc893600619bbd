# Article 21: the channels through which an agency may collect information about enterprises.
package policies.cn.credit_reporting_2013

permit["21.1"] if {
	about_enterprises
	every i, item in input.practice.items {
		from_a_channel(i, item)
	}
}

from_a_channel(i, _) if cited_at_others_alone(i, {"21", "21.1"})

from_a_channel(_, item) if through_channel(item)

through_channel(item) if item.source in {"subject", "self_declaration", "counterparty", "industry_association"}

# 依法: what was published against the law is no channel.
through_channel(item) if {
	item.source in {"government_publication", "court_publication"}
	not published_unlawfully(item)
}

published_unlawfully(item) if item.published_under_law.value == false

# What other law bars concerns enterprise information alone here; people have article 14.
engaged["21.2"] if about_enterprises
