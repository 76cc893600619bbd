# Article 2: social credit is that of natural persons of full civil capacity, of legal persons and of unincorporated
# organisations. What civil capacity is, Civil Code arts 17 to 22 say. The article defines and bans nothing by itself:
# it is broken only by what claims a power of this regulation (supply to the platform and what this hands out, lists of
# serious default, credit measures), because those powers reach nobody else.
package policies.cn.shanghai.social_credit_2017

engaged["2.1"] if some_item_supplied_or_added

engaged["2.1"] if input.practice.list in lists_of_serious_default

engaged["2.1"] if credit_measure_taken

engaged["2.1"] if handed_out_by_the_platform

# Article 12 lets the municipal platform share, publish and answer; the centre of a district is another.
handed_out_by_the_platform if {
	input.practice.kind == "disclosure"
	the_centre
}

breach["2.1"] contains {"at": ["subject", "min_age"], "why": "age"} if too_young

breach["2.1"] contains {"at": ["subject", "includes_impaired"], "why": "impaired"} if {
	input.practice.subject.includes_impaired
}

# 具有完全民事行为能力的自然人、法人和非法人组织: who else is no 信息主体.
subject_of_credit if {
	not too_young
	not input.practice.subject.includes_impaired
}

too_young if {
	input.practice.subject.min_age < params.full_capacity_age
	not of_full_capacity_by_own_work
}

of_full_capacity_by_own_work if {
	input.practice.subject.min_age >= params.own_work_age
	input.practice.subject.self_supporting
}

# Article 3(2): laws and administrative regulations that provide otherwise prevail.
exempt["2.1"] if under_upper_law

exempt["2.1"] if {
	credit_measure_taken
	not some_measure_without_upper_law
}

exempt["2.1"] if {
	some_item_supplied_or_added
	not some_supplied_item_without_upper_law
}

exempt["2.1"] if {
	handed_out_by_the_platform
	not some_item_without_upper_law
}

exempt["2.1"] if {
	input.practice.list in lists_of_serious_default
	not some_entry_without_upper_law
}

some_item_supplied_or_added if {
	some item in input.practice.items
	supplied_or_added(item)
}

some_supplied_item_without_upper_law if {
	some i, item in input.practice.items
	supplied_or_added(item)
	not item_under_upper_law(i)
}

# A child volunteers nothing either (art. 13(2)).
supplied_or_added(_) if input.practice.destination == "public_credit_platform"

supplied_or_added(item) if item.catalogue.added

some_item_without_upper_law if {
	some i, _ in input.practice.items
	not item_under_upper_law(i)
}

some_entry_without_upper_law if {
	some i, ground in input.practice.grounds
	entered(ground)
	not under_upper_law_at("grounds", i)
}
