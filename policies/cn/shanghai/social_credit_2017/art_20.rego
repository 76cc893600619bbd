# Article 20: leaks of public credit information.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.consent
import data.policies.lib.identifiers
import data.policies.lib.subjects

engaged["20.0.3"] if {
	input.practice.mode == "publication"
	some_public_credit_information
}

engaged["20.0.4"] if some_public_credit_information

some_public_credit_information if {
	some item in input.practice.items
	public_credit_information(item)
}

# Article 8(2). Who is no provider holds it where it comes from one.
public_credit_information(_) if provider_of_public_information

public_credit_information(item) if item.source in {"public_credit_platform", "state_organ"}

# Nobody has authorised the publication: neither the subject, nor the rules on government information, nor an article.
breach["20.0.3"] contains {"at": ["items", i, "category"]} if {
	not consent.expressed
	some i, item in input.practice.items
	not under_state_or_city_rule("items", i)
	public_credit_information(item)
	not public(item)
	not to_be_published(item)
	not identifiers.gone(item)
}

to_be_published(item) if item.government_information == "proactive"

# Article 15(1): what the enterprise publicity system shows is open to everybody.
to_be_published(_) if {
	subjects.organisation
	input.practice.channels.enterprise_publicity_system
}

# Article 25(3) supposes that organs publish lists of serious default.
to_be_published(item) if {
	administrative_organ
	item.category == "serious_list_entry"
}

breach["20.0.4"] contains {"at": ["items", i, "category"], "why": "secret"} if {
	leaves_the_authorities
	some i, item in input.practice.items
	public_credit_information(item)
	item.category == "state_secret"
}

breach["20.0.4"] contains {"at": ["items", i, "category"], "why": "trade_secret"} if {
	leaves_the_authorities
	not consent.expressed
	some i, item in input.practice.items
	public_credit_information(item)
	item.category == "trade_secret"
}

# Particulars that reach further into the person than the record itself.
breach["20.0.4"] contains {"at": ["shows", "full_id_number"], "why": "particulars"} if {
	shown_to_everybody
	input.practice.shows.full_id_number
}

breach["20.0.4"] contains {"at": ["shows", "home_address"], "why": "particulars"} if {
	shown_to_everybody
	input.practice.shows.home_address
}

breach["20.0.4"] contains {"at": ["shows", "phone"], "why": "particulars"} if {
	shown_to_everybody
	input.practice.shows.phone
}

breach["20.0.4"] contains {"at": ["shows", "bank_account"], "why": "particulars"} if {
	shown_to_everybody
	input.practice.shows.bank_account
}

breach["20.0.4"] contains {"at": ["shows", "family"], "why": "particulars"} if {
	shown_to_everybody
	input.practice.shows.family
}

leaves_the_authorities if input.practice.mode in {"publication", "on_application", "provision", "query"}

shown_to_everybody if {
	input.practice.mode == "publication"
	subjects.natural_person
	not consent.expressed
}
