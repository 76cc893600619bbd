# Article 20: leaks of public credit information.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.consent
import data.policies.lib.identifiers
import data.policies.lib.subjects

engaged["20.0.3"] if {
	handed_out
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

# To those who may not know it: everybody, or one who is neither the subject nor an authority.
handed_out if input.practice.mode == "publication"

handed_out if handed_to_outsiders

handed_to_outsiders if {
	input.practice.mode in {"on_application", "provision", "query"}
	some recipient in input.practice.recipients
	not recipient.type in {
		"subject",
		"representative",
		"state_organ",
		"public_security_organ",
		"judicial_organ",
		"public_credit_platform",
	}
}

# Nobody has authorised the publication: neither the subject, nor the rules on government information, nor an article.
breach["20.0.3"] contains {"at": ["items", i, "category"], "why": "published"} if {
	input.practice.mode == "publication"
	not consent.expressed
	some i, item in input.practice.items
	unauthorised(i, item)
}

# Or the supply to one person, for which a ground of the personal information law is enough too.
breach["20.0.3"] contains {"at": ["items", i, "category"], "why": "handed_out"} if {
	handed_to_outsiders
	not consent.expressed
	not handed_out_on_a_ground
	some i, item in input.practice.items
	unauthorised(i, item)
}

handed_out_on_a_ground if {
	subjects.natural_person
	ground_beside_consent
}

unauthorised(i, item) if {
	not under_some_rule("items", i)
	public_credit_information(item)
	not public(item)
	not to_be_published(item)
	not identifiers.gone(item)
}

to_be_published(item) if item.government_information == "proactive"

# Article 15(2).
to_be_published(item) if {
	input.practice.mode == "on_application"
	item.government_information == "on_application"
}

# Article 15(1): what the enterprise publicity system shows is open to everybody.
to_be_published(item) if {
	on_the_enterprise_system
	not item.category in kept_from_the_public
}

# Article 25(3) supposes that organs publish lists of serious default.
to_be_published(item) if {
	administrative_organ
	item.category == "serious_list_entry"
}

on_the_enterprise_system if {
	subjects.organisation
	not outside_enterprises
	input.practice.channels.enterprise_publicity_system
}

breach["20.0.4"] contains {"at": ["items", i, "category"], "why": "secret"} if {
	leaves_the_authorities
	some i, item in input.practice.items
	public_credit_information(item)
	item.category == "state_secret"
	not item_under_upper_law(i)
}

breach["20.0.4"] contains {"at": ["items", i, "category"], "why": "trade_secret"} if {
	handed_out
	not consent.expressed
	some i, item in input.practice.items
	public_credit_information(item)
	item.category == "trade_secret"
	not public(item)
	not item_under_upper_law(i)
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

breach["20.0.4"] contains {"at": ["items", i, "category"], "why": "particulars"} if {
	shown_to_everybody
	input.practice.subject.type == "natural_person"
	some i, item in input.practice.items
	public_credit_information(item)
	item.category in {"address", "contact", "financial_account", "marriage_family"}
	personal(item)
	not public(item)
	not to_be_published(item)
	not item_under_upper_law(i)
}

# Even the subject is no authority.
leaves_the_authorities if input.practice.mode == "publication"

leaves_the_authorities if {
	input.practice.mode in {"on_application", "provision", "query"}
	some recipient in input.practice.recipients
	not recipient.type in {"state_organ", "public_security_organ", "judicial_organ", "public_credit_platform"}
}

shown_to_everybody if {
	input.practice.mode == "publication"
	subjects.natural_person
	not consent.expressed
	not under_upper_law
}
