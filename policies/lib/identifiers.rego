# What an item or an indicator still tells of the person.
package policies.lib.identifiers

# gone: removed, and nobody can restore them. Without identifiers that can be restored, information is still somebody's.
gone(information) if {
	information.identifiers_removed
	information.restorable == false
}
