# Article 22: social credit management publishes the list of joint incentives and sanctions.
package policies.cn.shanghai.social_credit_2017

engaged["22"] if input.practice.agency.department == "social_credit"

breach["22"] contains {"at": ["measures", i, "listed"]} if {
	some i, measure in input.practice.measures
	not measure.listed
}
