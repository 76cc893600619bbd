package policies.cn.personal_information_protection_2021

# Article 7: the rules of processing are public. Article 8: the information is right.

breach["7"] contains {"at": ["agency", "processing_rules", "published"]} if {
	input.practice.agency.processing_rules.published == false
}

exempt["7"] if silence_under_law

breach["8"] contains {"at": ["agency", "accuracy"]} if input.practice.agency.accuracy == false
