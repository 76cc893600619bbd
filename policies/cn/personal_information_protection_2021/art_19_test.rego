package policies.cn.personal_information_protection_2021_test

test_shortest if {
	breaks(collection, {"/items/0/retention/shortest": no}, "19", ["items", 0, "retention", "shortest"])
	at := ["items", 0, "retention", "period"]
	breaks(collection, {"/items/0/retention/period": {"unlimited": true}}, "19", at)
}

retained(authority) := places if {
	practice := changed(collection, {"/items/0/retention/shortest": no})
	places := broken(practice, strict, [authority], "19")
}

test_period_set_by_law if {
	count(retained(cited("some law", "law", ["items", 0, "retention", "basis", 0]))) == 0
	count(retained(cited("some law", "law", ["items", 1, "retention", "basis", 0]))) == 1
	count(retained(cited("some law", "law", ["basis", 0]))) == 1
	count(retained(cited("some regulation", "local_regulation", ["items", 0, "retention", "basis", 0]))) == 1
}

test_what_sets_a_period if {
	authority := cited("some law", "law", ["items", 0, "retention", "basis", 0])
	endless := changed(collection, {"/items/0/retention/period": {"unlimited": true}})
	places := broken(endless, strict, [authority], "19")
	count(places) == 0
	count(retained(cited("some law", "law", ["indicators", 0, "retention", "basis", 0]))) == 1
	count(retained(cited("some law", "law", ["items", 0, "basis", 0]))) == 1
	this := "cn/personal_information_protection_2021"
	count(retained(cited(this, "law", ["items", 0, "retention", "basis", 0]))) == 1
	count(retained(object.union(authority, {"grants": false}))) == 1
}

test_credit_reporting_regulation_sets_one_period if {
	authority := cited("cn/credit_reporting_2013", "administrative_regulation", ["items", 0, "retention", "basis", 0])
	every article, broken_places in {"16": 0, "16.1": 0, "13.1": 1, "14.2": 1} {
		count(retained(object.union(authority, {"article": article}))) == broken_places
	}
}
