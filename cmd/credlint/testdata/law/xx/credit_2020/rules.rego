package policies.xx.credit_2020

applies if input.practice.agency.type != "court"

breach["1.1"] contains {"at": ["items", i, "category"]} if {
	some i, item in input.practice.items
	item.category == "gene"
}

breach["1.2"] contains {"at": ["items", i, "category"]} if {
	some i, item in input.practice.items
	item.category == "face"
	input.readings.faces == "yes"
}

breach["2"] contains {"at": ["items", i, "retention"]} if {
	some i, item in input.practice.items
	item.retention.period.years > input.params["xx/credit_2020"].longest.years
}
