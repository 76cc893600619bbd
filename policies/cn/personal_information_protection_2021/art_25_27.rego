package policies.cn.personal_information_protection_2021

import data.policies.lib.consent

# Article 25: nothing is made public without separate consent, unless consent is not needed (article 13 paragraph 2).

breach["25"] contains {"at": ["mode"], "why": "publication"} if {
	input.practice.mode == "publication"
	not separate_consent
}

breach["25"] contains {"at": ["recipients", i, "type"], "why": "anyone"} if {
	not separate_consent
	some i, recipient in input.practice.recipients
	recipient.type == "public"
}

breach["25"] contains {"at": ["result_published"], "why": "result"} if {
	input.practice.result_published
	not separate_consent
}

breach["25"] contains {"at": ["publicity", "done"], "why": "list"} if {
	input.practice.publicity.done
	not separate_consent
}

breach["25"] contains {"at": ["prior_publicity"], "why": "list"} if {
	input.practice.prior_publicity
	not separate_consent
}

breach["25"] contains {"at": ["measures", i, "measure"], "why": "measure"} if {
	not separate_consent
	some i, measure in input.practice.measures
	makes_public(measure)
}

exempt["25"] if not consent_needed

# Article 26: devices in public places are for public security, are needed for it, are seen, and serve nothing else.

watched_public_place if {
	input.practice.device.type in {"camera", "identity_recognition", "electronic_enforcement"}
	input.practice.device.place == "public_place"
}

breach["26"] contains {"at": ["device", "needed_for_public_security"], "why": "not_needed"} if {
	input.practice.device.needed_for_public_security.value == false
}

breach["26"] contains {"at": ["device", "signs"], "why": "no_signs"} if {
	input.practice.device.signs == false
}

breach["26"] contains {"at": ["device", "only_public_security"], "why": "other_use"} if {
	input.practice.device.only_public_security == false
	not separate_consent
}

# Article 27: what is public may be used within reason, until the person objects or is much affected.

breach["27"] contains {"at": ["refused_by_subject"], "why": "refused"} if {
	input.practice.refused_by_subject
}

breach["27"] contains {"at": ["major_effect"], "why": "major_effect"} if {
	input.practice.major_effect.value
	not consent.expressed
}
