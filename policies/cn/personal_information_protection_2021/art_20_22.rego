package policies.cn.personal_information_protection_2021

# Articles 20 to 22: who decides together, who lets others process, who processes for others, and whose information
# passes on with the business.

breach["20.1"] contains {"at": ["agency", "joint_processing", "agreement"], "why": "no_agreement"} if {
	input.practice.agency.joint_processing.agreement == false
}

breach["20.1"] contains {"at": ["agency", "joint_processing", "each_answers"], "why": "sent_away"} if {
	input.practice.agency.joint_processing.each_answers == false
}

breach["21.1"] contains {"at": ["agency", "entrustment", "agreement"], "why": "no_agreement"} if {
	input.practice.agency.entrustment.agreement == false
}

breach["21.1"] contains {"at": ["agency", "entrustment", "purpose"], "why": "purpose"} if {
	input.practice.agency.entrustment.purpose == false
}

breach["21.1"] contains {"at": ["agency", "entrustment", "period"], "why": "period"} if {
	input.practice.agency.entrustment.period == false
}

breach["21.1"] contains {"at": ["agency", "entrustment", "manner"], "why": "manner"} if {
	input.practice.agency.entrustment.manner == false
}

breach["21.1"] contains {"at": ["agency", "entrustment", "types"], "why": "types"} if {
	input.practice.agency.entrustment.types == false
}

breach["21.1"] contains {"at": ["agency", "entrustment", "protection"], "why": "protection"} if {
	input.practice.agency.entrustment.protection == false
}

breach["21.1"] contains {"at": ["agency", "entrustment", "duties"], "why": "duties"} if {
	input.practice.agency.entrustment.duties == false
}

breach["21.1"] contains {"at": ["agency", "entrustment", "supervised"], "why": "unsupervised"} if {
	input.practice.agency.entrustment.supervised == false
}

breach["21.2"] contains {"at": ["agency", "commissioned", "within_agreement"], "why": "beyond_agreement"} if {
	input.practice.agency.commissioned.within_agreement == false
}

breach["21.2"] contains {"at": ["agency", "commissioned", "returned"], "why": "kept"} if {
	input.practice.agency.commissioned.returned == false
}

breach["21.3"] contains {"at": ["agency", "commissioned", "consent_to_entrust_on"]} if {
	input.practice.agency.commissioned.consent_to_entrust_on == false
}

breach["22"] contains {"at": ["agency", "succession", "told"]} if input.practice.agency.succession.told == false
