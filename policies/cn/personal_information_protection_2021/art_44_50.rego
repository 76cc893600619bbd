package policies.cn.personal_information_protection_2021

# Articles 44 to 50: what the person may ask for, and finds someone to answer.

breach["44"] contains {"at": ["refused_by_subject"]} if {
	input.practice.refused_by_subject
}

breach["45.2"] contains {"at": ["agency", "rights", "access"]} if not input.practice.agency.rights.access

exempt["45.2"] if still_silent

# 应当及时提供: the duty carries the authority to show persons what is theirs, and nobody else.
permit["45.2"] if {
	protected
	input.practice.kind == "disclosure"
	some _ in input.practice.recipients
	every recipient in input.practice.recipients {
		recipient.type in {"subject", "representative"}
	}
	not may_stay_silent
}

breach["45.3"] contains {"at": ["agency", "rights", "portability"]} if {
	not input.practice.agency.rights.portability
}

breach["46.2"] contains {"at": ["agency", "rights", "correction"], "why": "no_correction"} if {
	not input.practice.agency.rights.correction
}

# An entry that is wrong is inaccurate information about the person.
breach["46.2"] contains {"at": ["removal", "wrong_entry_removed"], "why": "wrong_entry"} if {
	input.practice.kind == "list"
	not input.practice.removal.wrong_entry_removed
}

breach["47.1"] contains {"at": ["agency", "rights", "deletion"], "why": "no_deletion"} if {
	not input.practice.agency.rights.deletion
}

breach["47.1"] contains {"at": ["items", i, "retention", "then"], "why": "kept"} if {
	some i, item in input.practice.items
	personal(item)
	item.retention.then in {"keep", "stop_display", "archive"}
	not may_be_stored(item)
	not kept_under_law_for_ever(item, i)
}

# Paragraph 2: the period that a law or administrative regulation sets is over when the period is, and where it has no
# end, its end never comes.
kept_under_law_for_ever(item, i) if {
	item.retention.period.unlimited
	period_set_by_law(i)
}

# What is hard to delete is stored, and not used. What organs archive, they keep for the state.
may_be_stored(item) if {
	item.retention.then in {"stop_display", "archive"}
	item.retention.hard_to_delete.value
}

may_be_stored(item) if {
	item.retention.then == "archive"
	bound_as_state_organ
}

# Whether the information should be gone (paragraph 1) or may only be stored (paragraph 2), it is used no more.
breach["47.2"] contains {"at": ["indicators", i, "expired"], "why": "evaluated"} if {
	some i, indicator in input.practice.indicators
	personal(indicator)
	indicator.expired
}

breach["47.2"] contains {"at": ["grounds", i, "expired"], "why": "sanctioned"} if {
	some i, ground in input.practice.grounds
	ground.expired
}

breach["48"] contains {"at": ["agency", "rights", "rules_explained"]} if {
	not input.practice.agency.rights.rules_explained
}

breach["49"] contains {"at": ["agency", "rights", "heirs"]} if not input.practice.agency.rights.heirs

breach["50.1"] contains {"at": ["agency", "rights", "channel"], "why": "no_channel"} if {
	not input.practice.agency.rights.channel
}

breach["50.1"] contains {"at": ["agency", "rights", "reasons_on_refusal"], "why": "no_reasons"} if {
	not input.practice.agency.rights.reasons_on_refusal
}
