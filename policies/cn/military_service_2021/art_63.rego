# Article 63: local government decides, departments carry out. Article 11(2): information collected in this work.
package policies.cn.military_service_2021

engaged["63"] if {
	some ground in input.practice.grounds
	refused(ground, duties_of_citizens | deserters)
	some i, measure in input.practice.measures
	measure.measure in (bars | {"fine"})
	not provided_elsewhere("measures", i)
}

breach["63"] contains {"at": ["grounds", i, "legal_document"]} if {
	not local_government
	some i, ground in input.practice.grounds
	refused(ground, duties_of_citizens | deserters)
	ground.legal_document in {"none", "internal_record", "commitment_letter", "contract"}
}

engaged["11.2"] if {
	some item in input.practice.items
	item.category == "resistance_to_military_service"
}
