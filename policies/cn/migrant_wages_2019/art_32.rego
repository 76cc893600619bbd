# Article 32(2): the deposit for wages is raised or lowered by whether wages were in arrears.
package policies.cn.migrant_wages_2019

engaged["32.2"] if {
	some ground in input.practice.grounds
	arrears(ground)
	some measure in input.practice.measures
	measure.measure == "deposit_up"
}

engaged["32.2"] if {
	human_resources_department
	some measure in input.practice.measures
	measure.measure == "deposit_reduction"
}
