# Article 21: the channels through which an agency may collect information about enterprises.
package policies.cn.credit_reporting_2013

permit["21.1"] if {
	about_enterprises
	every item in input.practice.items {
		item.source in {
			"subject",
			"self_declaration",
			"counterparty",
			"industry_association",
			"government_publication",
			"court_publication",
		}
	}
}

# What other law bars concerns enterprise information alone here; people have article 14.
engaged["21.2"] if about_enterprises
