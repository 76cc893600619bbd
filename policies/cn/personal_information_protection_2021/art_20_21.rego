package policies.cn.personal_information_protection_2021

# Articles 20 and 21: who decides together, and who lets others process, agrees on it first.

breach["20.1"] contains {"at": ["agency", "joint_processing", "agreement"]} if {
	input.practice.agency.joint_processing.agreement == false
}

breach["21.1"] contains {"at": ["agency", "entrustment", "agreement"], "why": "no_agreement"} if {
	input.practice.agency.entrustment.agreement == false
}

breach["21.1"] contains {"at": ["agency", "entrustment", "supervised"], "why": "unsupervised"} if {
	input.practice.agency.entrustment.supervised == false
}

breach["21.3"] contains {"at": ["agency", "entrustment", "sub_consent"]} if {
	input.practice.agency.entrustment.sub_consent == false
}
