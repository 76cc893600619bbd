# Article 22: social credit management publishes the list of joint incentives and sanctions.
package policies.cn.shanghai.social_credit_2017

# 市社会信用管理部门: that of a district draws up no list.
engaged["22"] if {
	input.practice.agency.department == "social_credit"
	input.practice.agency.level in {"province", "city"}
}

breach["22"] contains {"at": ["measures", i, "listed"]} if {
	some i, measure in input.practice.measures
	not measure.listed
}
