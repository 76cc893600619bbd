package policies.cn.personal_information_protection_2021

# Articles 34 to 37: state organs, and those authorised like them, at their duties.

breach["34"] contains {"at": ["basis"], "why": "no_power"} if {
	not organ_has_power
}

# What is cited for one item alone carries no other.
breach["34"] contains {"at": ["items", i, "category"], "why": "no_power_for_it"} if {
	organ_has_power
	some i, item in input.practice.items
	personal(item)
	not power_for("items", i)
}

breach["34"] contains {"at": ["indicators", i, "category"], "why": "no_power_for_it"} if {
	organ_has_power
	some i, indicator in input.practice.indicators
	personal(indicator)
	not power_for("indicators", i)
}

breach["34"] contains {"at": ["grounds", i, "category"], "why": "no_power_for_it"} if {
	organ_has_power
	some i, ground in input.practice.grounds
	not ground.not_entered
	not power_for("grounds", i)
}

breach["34"] contains {"at": ["records", i, "category"], "why": "no_power_for_it"} if {
	organ_has_power
	some i, _ in input.practice.records
	not power_for("records", i)
}

breach["34"] contains {"at": ["items", i, "necessary"], "why": "beyond_duty"} if {
	some i, item in input.practice.items
	personal(item)
	item.necessary.value == false
}

breach["34"] contains {"at": ["indicators", i, "necessary"], "why": "beyond_duty"} if {
	some i, indicator in input.practice.indicators
	personal(indicator)
	indicator.necessary.value == false
}

# Lists, measures, repairs and rewards have no items: whether the duty needs the processing is declared of the whole.
breach["34"] contains {"at": ["ground_necessary"], "why": "beyond_duty"} if {
	input.practice.ground == "duty"
	input.practice.ground_necessary.value == false
}

breach["35"] contains {"at": ["notice", "time"], "why": "not_told"} if {
	not told_before
	not notice_may_follow
}

# Article 18 paragraph 2: notice may follow an emergency, and then it does.
breach["35"] contains {"at": ["notice", "time"], "why": "not_followed"} if {
	notice_may_follow
	input.practice.notice.time == "none"
}

exempt["35"] if may_stay_silent

breach["36"] contains {"at": ["agency", "storage", "in_china"], "why": "stored_abroad"} if {
	not input.practice.agency.storage.in_china
}

# 进行安全评估: the organ makes it; one of the national cyberspace authority (article 38) is one as well.
breach["36"] contains {"at": ["agency", "cross_border", "assessed"], "why": "not_assessed"} if {
	transfers_abroad
	not input.practice.agency.cross_border.assessed
	not security_assessment_passed
}
