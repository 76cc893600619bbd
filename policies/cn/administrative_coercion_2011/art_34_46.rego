# Articles 34-46: how an administrative decision is enforced, as far as a measure of a practice enforces one.
package policies.cn.administrative_coercion_2011

engaged["34"] if executes_by_cut

engaged["35"] if executes_by_cut

engaged["36"] if executes_by_cut

engaged["37.1"] if executes_by_cut

engaged["37.2"] if executes_by_cut

engaged["37.3"] if executes_by_cut

engaged["38"] if executes_by_cut

engaged["39.1"] if executes_by_cut

engaged["39.2"] if executes_by_cut

engaged["40"] if executes_by_cut

engaged["41"] if executes_by_cut

engaged["42.1"] if executes

engaged["42.2"] if executes

executes if executes_by_cut

executes if adds_to_debt

engaged["43.1"] if executes_by_cut

engaged["43.2"] if executes_by_cut

breach["43.2"] contains {"at": ["measures", i, "households"]} if {
	some i, measure in input.practice.measures
	cuts_to_enforce(measure)
	measure.households
}

engaged["45.1"] if adds_to_debt

engaged["45.2"] if adds_to_debt

breach["45.2"] contains {"at": ["measures", i, "amount"]} if {
	some i, measure in input.practice.measures
	added(measure)
	measure.amount > measure.principal
}

engaged["46.1"] if adds_to_debt

engaged["46.3"] if adds_to_debt
