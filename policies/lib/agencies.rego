# Who acts. Which organisations stand beside the organs of the state, each text says in words of its own.
package policies.lib.agencies

# acts_as: the agency is of one of these types, or has one of these capacities besides.
acts_as(types) if input.practice.agency.type in types

acts_as(types) if {
	some capacity in types
	input.practice.agency.capacities[capacity]
}

state_organ if acts_as({"state_organ", "court", "procuratorate", "public_security_organ"})
