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
	breaches(detained, of_rank("local_regulation"), "no") == {"10.2", "12.1", "18.3", "38.1"}
	police := changed(detained, {"/agency/type": "public_security_organ"})
	breaches(police, of_rank("local_regulation"), "no") == {"10.2", "12.1", "38.1"}
	breaches(police, of_rank("law"), "no") == set()
	breaches(detained, of_rank("law"), "no") == {"18.3"}
	breaches(detained, conferring("law"), "no") == set()
	breaches(detained, conferring("administrative_regulation"), "no") == {"18.3"}
	breaches(changed(detained, {"/agency/department": "other"}), conferring("law"), "no") == set()
	breaches(changed(detained, {"/agency/department": "tax"}), conferring("law"), "no") == {"18.3"}
	"18.3" in breaches(changed(detained, {"/competence/power": "written_entrustment"}), conferring("law"), "no")
}

test_township if {
	"23" in of_fine({"/agency/level": "township"})
	handed_over := {"power": "transferred", "within": yes, "transfer_published": true}
	of_fine({"/agency/level": "township", "/competence": handed_over}) == set()
	of_fine({"/competence": handed_over}) == {"24.1"}
	not "23" in of_fine({"/agency/level": "township", "/competence/power": "written_entrustment"})
	of_fine({"/agency/level": "township", "/competence": object.union(handed_over, {"within": no})}) == {"24.2"}
	station := changed(fine, {"/agency/level": "township", "/competence/power": "law_or_regulation"})
	breaches(station, of_rank("law"), "yes") == {"23"}
	breaches(station, conferring("administrative_regulation"), "yes") == set()
	breaches(station, conferring("local_regulation"), "yes") == {"23"}
}

# Article 20: some article lets the organ entrust, and the entrustment has its bounds.
test_entrusted if {
	entrusted := changed(fine, {"/agency/type": "public_institution", "/competence": {
		"power": "written_entrustment",
		"within": yes,
		"entrustment_complete": true,
		"entrustment_published": true,
		"public_function": true,
		"qualified_staff": true,
		"in_name_of_organ": true,
	}})
	breaches(entrusted, conferring("local_government_rule"), "yes") == set()
	breaches(entrusted, conferring("normative_document"), "yes") == {"20.1"}
	breaches(entrusted, of_rank("law"), "yes") == {"20.1"}
	breaches(changed(entrusted, {"/competence/within": no}), conferring("law"), "yes") == {"20.4"}
	breaches(changed(entrusted, {"/competence/entrustment_complete": false}), conferring("law"), "yes") == {"20.2"}
	breaches(changed(entrusted, {"/competence/public_function": false}), conferring("law"), "yes") == {"20.1"}
}

test_second_fine if {
	of_fine({"/grounds/0/conduct/fined_before": true}) == {"29"}
	of_fine({"/grounds/0/conduct/higher_fine_elsewhere": true}) == {"29"}
	of_fine({"/grounds/0/conduct/fined_by_court": true}) == {"35.2"}
}
