# Article 6: lawful, objective and necessary, without infringing secrets; nobody may unlawfully collect, use, trade,
# supply or publish information of natural persons.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.authorities
import data.policies.lib.consent

breach["6.1"] contains {"at": ["items", i, "necessary"], "why": "unnecessary"} if {
	some i, item in input.practice.items
	item.necessary.value == false
}

breach["6.1"] contains {"at": ["indicators", i, "necessary"], "why": "unnecessary"} if {
	some i, indicator in input.practice.indicators
	indicator.necessary.value == false
}

breach["6.1"] contains {"at": ["items", i, "objective"], "why": "not_objective"} if {
	input.practice.kind == "collection"
	some i, item in input.practice.items
	item.objective.value == false
}

# 不得侵犯国家秘密、商业秘密、个人隐私: to hand them on is to infringe them, and so is to take them in secret; no consent frees
# a state secret. What a law or administrative regulation has handed over or gathered infringes nothing (art. 3(2)).
breach["6.1"] contains {"at": ["items", i, "category"], "why": "secret"} if {
	leaves_the_authorities
	some i, item in input.practice.items
	item.category == "state_secret"
	not item_under_upper_law(i)
}

breach["6.1"] contains {"at": ["items", i, "category"], "why": "secret"} if {
	to_others
	not consent.expressed
	some i, item in input.practice.items
	item.category in {"trade_secret", "private_matter"}
	not public(item)
	not item_under_upper_law(i)
}

breach["6.1"] contains {"at": ["items", i, "category"], "why": "taken"} if {
	input.practice.kind == "collection"
	some i, item in input.practice.items
	item.category in {"state_secret", "trade_secret", "private_matter"}
	item.source == "covert"
	not item_under_upper_law(i)
}

# Sharing between authorities is under the rules on secrecy, and the subject may know what is its own.
to_others if input.practice.mode == "publication"

to_others if {
	input.practice.mode in {"on_application", "provision", "query"}
	some recipient in input.practice.recipients
	not recipient.type in {"subject", "representative"}
}

engaged["6.2"] if some_personal_item

engaged["6.2"] if scores_persons

scores_persons if {
	some indicator in input.practice.indicators
	personal(indicator)
}

breach["6.2"] contains {"at": ["items", i, "source"], "why": "covert"} if {
	some i, item in input.practice.items
	item.source == "covert"
	personal(item)
	not item_under_upper_law(i)
}

breach["6.2"] contains {"at": ["indicators", i, "source"], "why": "covert"} if {
	some i, indicator in input.practice.indicators
	indicator.source == "covert"
	personal(indicator)
	not under_upper_law_at("indicators", i)
}

breach["6.2"] contains {"at": ["sold"], "why": "sold"} if {
	input.practice.kind == "disclosure"
	input.practice.sold
	not lawful_ground
}

breach["6.2"] contains {"at": ["ground"], "why": "no_ground"} if not lawful_ground

some_personal_item if {
	some item in input.practice.items
	personal(item)
}

# Whether a ground holds is for the personal information law; here only what has no ground at all is unlawful.
lawful_ground if consent.expressed

lawful_ground if ground_beside_consent

lawful_ground if told_to_the_subject_alone

lawful_ground if {
	input.practice.kind in {"collection", "disclosure"}
	every i, item in input.practice.items {
		allowed("items", i, item)
	}
}

lawful_ground if {
	input.practice.kind == "evaluation"
	every i, indicator in input.practice.indicators {
		allowed("indicators", i, indicator)
	}
}

# Article 17(1) gives the subject its own information. A query names those who may ask: no recipient, no answer.
told_to_the_subject_alone if {
	input.practice.mode in {"on_application", "provision", "query"}
	some one in input.practice.recipients
	one.type in {"subject", "representative"}
	every recipient in input.practice.recipients {
		recipient.type in {"subject", "representative"}
	}
}

allowed(_, _, information) if not personal(information)

allowed(list, i, _) if under_some_rule(list, i)

# What an article of this regulation lets be gathered or handed on is not unlawful under it. That scores may be made or
# considered (arts 23, 26(1)) lets nothing be handled without a ground.
allowed("items", i, _) if {
	some authority in input.authorities
	authority.instrument == "cn/shanghai/social_credit_2017"
	reaches(authority, "items", i)
	authorities.counts(authority)
}

ground_beside_consent if {
	input.practice.ground in {"contract", "human_resources", "duty", "emergency"}
	input.practice.ground_necessary.value
}

ground_beside_consent if {
	input.practice.ground in {"news", "already_public"}
	input.practice.reasonable_scope.value
}
