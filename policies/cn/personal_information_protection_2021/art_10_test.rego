package policies.cn.personal_information_protection_2021_test

import data.policies.cn.personal_information_protection_2021 as law

test_sale if {
	breaks(disclosure, {"/sold": true, "/consent/separate": false}, "10", ["sold"])
	keeps(disclosure, {"/sold": true}, "10")
	breaks(of_organ(disclosure), {"/sold": true}, "10", ["sold"])
}

test_covert_means if {
	breaks(collection, {"/items/0/source": "covert"}, "10", ["items", 0, "source"])
	breaks(evaluation, {"/indicators/0/source": "covert"}, "10", ["indicators", 0, "source"])
	breaks(of_organ(collection), {"/items/0/source": "covert"}, "10", ["items", 0, "source"])
	practice := changed(of_organ(collection), {"/items/0/source": "covert"})
	by_law := [cited("some law", "law", ["basis", 0])]
	places := law.breach["10"] with input as prepared(practice, strict, by_law)
	count(places) == 0
	company := changed(collection, {"/items/0/source": "covert"})
	still := law.breach["10"] with input as prepared(company, strict, by_law)
	count(still) == 1
	seen := changed(of_organ(evaluation), {"/indicators/0/source": "covert"})
	none := law.breach["10"] with input as prepared(seen, strict, by_law)
	count(none) == 0
}
