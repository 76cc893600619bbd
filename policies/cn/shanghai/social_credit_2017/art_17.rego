# Article 17: who may query what.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.consent

breach["17.1"] contains {"at": ["agency", "rights", "access"]} if not input.practice.agency.rights.access

breach["17.2"] contains {"at": ["recipients", i, "related"], "why": "unrelated"} if {
	input.practice.mode in {"query", "government_sharing"}
	some i, recipient in input.practice.recipients
	recipient.type in administrative_organs
	recipient.related.value == false
}

breach["17.2"] contains {"at": ["recipients", i, "matters_published"], "why": "unpublished"} if {
	input.practice.mode in {"query", "government_sharing"}
	some i, recipient in input.practice.recipients
	recipient.type in administrative_organs
	not recipient.matters_published
}

administrative_organs := {"state_organ", "public_security_organ"}

engaged["17.3"] if input.practice.mode == "query"

breach["17.3"] contains {"at": ["consent", "form"]} if {
	not consent.in_writing
	some_item_not_public
	some recipient in input.practice.recipients
	recipient.type != "subject"
}

some_item_not_public if {
	some item in input.practice.items
	not public(item)
}

exempt["17.3"] if under_upper_law
