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
	every recipient in ["subject", "representative", "public"] {
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
	changed_by_recipient := {"/recipients/0/changes_purpose": true}
	breaks(disclosure, object.union(renewed, changed_by_recipient), "23", ["recipients", 0, "changes_purpose"])
	keeps(disclosure, object.union(changed_by_recipient, {"/recipients/0/consent_renewed": true}), "23")
}

test_silence_about_the_recipient if {
	silent_about := {"/notice": {"time": "none", "omission": "secrecy", "omission_holds": yes}}
	keeps(disclosure, silent_about, "23")
	keeps(disclosure, {"/notice": {"time": "none", "omission": "emergency", "omission_holds": yes}}, "23")
	breaks(disclosure, {"/notice": {"time": "none", "omission": "none"}}, "23", ["notice", "recipient"])
}

test_use_by_the_person if {
	every fact in ["/recipients/0/use_beyond_purpose", "/recipients/0/changes_purpose"] {
		keeps(disclosure, {"/recipients/0/type": "subject", fact: true}, "23")
	}
}

# The ground of the provider is none of the recipient's.
test_change_by_the_recipient_of_a_provider_without_need_of_consent if {
	ground := {"/ground": "contract", "/ground_necessary": yes, "/recipients/0/changes_purpose": true}
	breaks(disclosure, ground, "23", ["recipients", 0, "changes_purpose"])
	keeps(disclosure, object.union(ground, {"/recipients/0/consent_renewed": true}), "23")
}

test_told_after_an_emergency if {
	late := {"time": "after", "omission": "emergency", "omission_holds": yes}
	breaks(disclosure, {"/notice": object.union(late, {"recipient": false})}, "23", ["notice", "recipient"])
	keeps(disclosure, {"/notice": object.union(late, {"recipient": true})}, "23")
}

# Article 18 paragraph 1 frees from what article 17 lists alone; secrets stay secrets, and article 35 frees organs.
test_who_need_not_name_the_recipient if {
	keeps(disclosure, silent("secrecy", yes), "23")
	breaks(disclosure, silent("not_required", yes), "23", ["notice", "recipient"])
	breaks(disclosure, silent("obstructs_duty", yes), "23", ["notice", "recipient"])
	every reason in ["secrecy", "not_required", "obstructs_duty"] {
		keeps(of_organ(disclosure), silent(reason, yes), "23")
	}
}
