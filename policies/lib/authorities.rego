# What a cited basis is worth. Each entry of input.authorities is one cited article as the register resolved it.
package policies.lib.authorities

# counts: the article exists, is in force on the day, governs the place, and grants the act it is cited for. Whether it
# grants, an encoded article decides by its own permit; of others the agency's reasoned declaration is taken.
counts(authority) if {
	authority.governs == "yes"
	authority.in_force == "yes"
	authority.has_article == "yes"
	authority.grants
}

# of_rank: some cited article that counts has one of these ranks.
of_rank(ranks) if {
	some authority in input.authorities
	authority.rank in ranks
	counts(authority)
}

# Ranks of the regulations that the congresses of places make.
regulations_of_places := {
	"local_regulation",
	"special_zone_regulation",
	"pudong_regulation",
	"free_trade_port_regulation",
	"autonomous_regulation",
}
