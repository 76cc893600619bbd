package policies.cn.personal_information_protection_2021_test

test_provision if {
	breaks(disclosure, {"/notice/recipient": false}, "23", ["notice", "recipient"])
	breaks(disclosure, {"/consent/separate": false}, "23", ["consent", "separate"])
	keeps(disclosure, {"/consent/separate": false, "/ground": "contract", "/ground_necessary": yes}, "23")
	breaks(
		disclosure,
		{"/consent/separate": false, "/ground": "contract", "/ground_necessary": no},
		"23",
		["consent", "separate"],
	)
	every recipient in ["subject", "representative"] {
		keeps(
			disclosure,
			{"/consent/separate": false, "/notice/recipient": false, "/recipients/0/type": recipient},
			"23",
		)
	}
}

test_recipient if {
	at := ["recipients", 0, "use_beyond_purpose"]
	breaks(disclosure, {"/recipients/0/use_beyond_purpose": true}, "23", at)
	breaks(disclosure, {"/recipients/0/changes_purpose": true}, "23", ["recipients", 0, "changes_purpose"])
	renewed := {"/consent/changed_since": true, "/consent/renewed": true}
	keeps(disclosure, object.union(renewed, {"/recipients/0/changes_purpose": true}), "23")
}
