package policies.cn.personal_information_protection_2021

# Article 7: the rules of processing are public. Article 8: the information is right.

breach["7"] contains {"at": ["agency", "processing_rules", "published"], "why": "not_public"} if {
	not input.practice.agency.processing_rules.published
}

breach["7"] contains {"at": ["agency", "processing_rules", "purpose_stated"], "why": "not_stated"} if {
	input.practice.agency.processing_rules.purpose_stated == false
}

# A law that frees from notice leaves the rules to be published; one that demands secrecy does not.
exempt["7"] if {
	silence_under_law
	input.practice.notice.omission == "secrecy"
}

breach["8"] contains {"at": ["agency", "accuracy"]} if not input.practice.agency.accuracy
