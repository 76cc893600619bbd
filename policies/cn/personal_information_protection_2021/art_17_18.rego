package policies.cn.personal_information_protection_2021

# Articles 17 and 18: what is told before processing, when notice may be left out or follow. State organs tell the same
# (article 35: 依照本法规定), with one exception more.

breach["17.1"] contains {"at": ["notice", "time"], "why": "not_told"} if {
	not told_before
	not notice_may_follow
}

breach["17.1"] contains {"at": ["notice", "prominent"], "why": "hidden"} if {
	input.practice.notice.prominent.value == false
}

breach["17.1"] contains {"at": ["notice", "clear"], "why": "unclear"} if input.practice.notice.clear.value == false

breach["17.1"] contains {"at": ["notice", "truthful"], "why": "untrue"} if {
	input.practice.notice.truthful.value == false
}

breach["17.1"] contains {"at": ["notice", "controller"], "why": "controller"} if {
	input.practice.notice.controller == false
}

breach["17.1"] contains {"at": ["notice", "purpose"], "why": "purpose"} if input.practice.notice.purpose == false

breach["17.1"] contains {"at": ["notice", "manner"], "why": "manner"} if input.practice.notice.manner == false

breach["17.1"] contains {"at": ["notice", "types"], "why": "types"} if input.practice.notice.types == false

breach["17.1"] contains {"at": ["notice", "retention"], "why": "retention"} if {
	input.practice.notice.retention == false
}

breach["17.1"] contains {"at": ["notice", "rights"], "why": "rights"} if input.practice.notice.rights == false

exempt["17.1"] if may_stay_silent

breach["17.2"] contains {"at": ["notice", "change_told"]} if {
	input.practice.notice.change_told == false
}

exempt["17.2"] if still_silent

breach["17.3"] contains {"at": ["agency", "processing_rules", "published"], "why": "not_public"} if {
	not input.practice.agency.processing_rules.published
}

breach["17.3"] contains {"at": ["agency", "processing_rules", "easy_to_read"], "why": "hard_to_read"} if {
	input.practice.agency.processing_rules.easy_to_read == false
}

breach["18.2"] contains {"at": ["notice", "time"]} if {
	input.practice.notice.time == "none"
}
