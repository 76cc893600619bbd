package policies.cn.administrative_penalty_2021_test

test_power_of_an_organ if {
	every power in ["charter", "none"] {
		"17" in of_fine({"/competence/power": power})
	}
	every power in ["own", "law_or_regulation"] {
		not "17" in of_fine({"/competence/power": power})
	}
	"17" in of_fine({"/competence/within": no})
}

test_detention if {
	detained := changed(fine, {"/measures": [{"measure": "detention", "proportionate": yes, "within_limits": yes}]})
	breaches(detained, of_rank("local_regulation"), "no") == {"18.3", "38.1"}
	police := changed(detained, {"/agency/type": "public_security_organ"})
	breaches(police, of_rank("local_regulation"), "no") == {"38.1"}
	breaches(police, of_rank("law"), "no") == set()
	breaches(detained, of_rank("law"), "no") == set()
	breaches(changed(detained, {"/agency/department": "other"}), of_rank("law"), "no") == set()
	breaches(changed(detained, {"/agency/department": "tax"}), of_rank("law"), "no") == {"18.3"}
	"18.3" in breaches(changed(detained, {"/competence/power": "written_entrustment"}), of_rank("law"), "no")
}

test_township if {
	"23" in of_fine({"/agency/level": "township"})
	handed_over := {"power": "transferred", "within": yes, "transfer_published": true}
	of_fine({"/agency/level": "township", "/competence": handed_over}) == set()
	of_fine({"/competence": handed_over}) == {"24.1"}
	not "23" in of_fine({"/agency/level": "township", "/competence/power": "written_entrustment"})
}

test_second_fine if of_fine({"/grounds/0/conduct/fined_before": true}) == {"29"}
