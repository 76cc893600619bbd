# Article 2: social credit is that of natural persons of full civil capacity, of legal persons and of unincorporated
# organisations. What civil capacity is, Civil Code arts 17 to 22 say.
package policies.cn.shanghai.social_credit_2017

engaged["2.1"] if concerns_credit

breach["2.1"] contains {"at": ["subject", "min_age"], "why": "age"} if {
	input.practice.subject.min_age < params.full_capacity_age
	not of_full_capacity_by_own_work
}

breach["2.1"] contains {"at": ["subject", "includes_impaired"], "why": "impaired"} if {
	input.practice.subject.includes_impaired
}

of_full_capacity_by_own_work if {
	input.practice.subject.min_age >= params.own_work_age
	input.practice.subject.self_supporting
}

# A penalty for the breach itself, which takes up no record, is not a matter of social credit.
concerns_credit if input.practice.kind != "sanction"

concerns_credit if credit_measure_taken
