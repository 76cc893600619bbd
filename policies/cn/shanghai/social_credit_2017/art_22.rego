# Article 22: social credit management publishes the list of joint incentives and sanctions.
package policies.cn.shanghai.social_credit_2017

# 市社会信用管理部门: that of a district draws up no list.
engaged["22"] if {
	municipal_credit_department
	some_joint_measure
}

some_joint_measure if {
	some measure in input.practice.measures
	joint_measure(measure)
}

breach["22"] contains {"at": ["measures", i, "listed"]} if {
	some i, measure in input.practice.measures
	joint_measure(measure)
	not measure.listed
}

# 联合激励和惩戒: a penalty for the breach itself is neither.
joint_measure(_) if input.practice.kind == "incentive"

joint_measure(measure) if {
	input.practice.kind == "sanction"
	credit_measure(measure)
}
