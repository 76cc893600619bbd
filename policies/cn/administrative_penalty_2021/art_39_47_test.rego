package policies.cn.administrative_penalty_2021_test

test_steps_left_out if {
	every path, clauses in {
		"/procedure_published": {"39"},
		"/officers/qualified": {"42.1"},
		"/officers/recusal": {"43.1"},
		"/prior_notice/content": {"44", "62"},
		"/prior_notice/facts": {"44", "62"},
		"/prior_notice/reasons": {"44", "62"},
		"/prior_notice/basis_told": {"44", "62"},
		"/prior_notice/right_to_state": {"44"},
		"/prior_notice/right_to_hearing": {"44", "63.1"},
		"/defence/heard": {"45.1", "62", "7.1"},
		"/defence/reviewed": {"45.1"},
		"/inquiry/recorded": {"47"},
	} {
		of_fine({path: false}) == clauses
	}
	of_fine({"/inquiry/established": no}) == {"40"}
	of_fine({"/inquiry/tainted_evidence": true}) == {"46.3"}
	of_fine({"/defence/heavier_after": true}) == {"45.2"}
}

test_officers if {
	of_fine({"/officers/number": 1}) == {"42.1"}
	alone := changed(fine, {"/officers/number": 1})
	at := ["officers", "fewer_by_law", "basis", 0]
	breaches(alone, excepting(at, "law"), "yes") == set()
	breaches(alone, excepting(at, "administrative_regulation"), "yes") == {"42.1"}
	breaches(changed(fine, {"/officers/number": 0}), excepting(at, "law"), "yes") == {"42.1"}
}

test_monitoring_counts_only_the_device_of_enforcement if {
	of_fine({"/device": {"type": "electronic_enforcement", "records_reviewed": false}}) == {"41.1", "41.2"}
	monitored := changed(fine, {"/device": {"type": "electronic_enforcement"}})
	breaches(monitored, of_rank("law"), "yes") == {"41.1"}
	at_device := [object.union(authority, {"at": ["device", "basis", 0]}) | some authority in of_rank("law")]
	breaches(monitored, array.concat(of_rank("law"), at_device), "yes") == set()
	breaches(monitored, at_device, "yes") == {"4", "38.1"}
	of_fine({"/device": {"type": "camera"}}) == set()
}

test_requests_for_recusal if of_fine({"/officers/recusal_requests": false}) == {"43.3"}

test_what_holds_is_adopted if of_fine({"/defence/adopted": false}) == {"45.1"}
