# Who acts, as in the law of the program.
package policies.lib.agencies

# acts_as: the agency is of one of these types, or has one of these capacities besides.
acts_as(types) if input.practice.agency.type in types

acts_as(types) if {
	some capacity in types
	input.practice.agency.capacities[capacity]
}

