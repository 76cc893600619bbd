# Written by "credlint bundle build". Asks the law of the bundle as credlint does: the instruments of the place and of
# every place above it, in force on the day; their clauses for the kind of practice and the type of agency; what an
# instrument excludes, then the breach, then what excuses it.
#
# The input is one prepared practice, as "credlint check --print-input" prints it. What a practice leaves out reads as
# "no" here, and an open question of law as none of its choices. credlint itself says what hangs on either.
package credlint

report := {
	"practice": object.get(input, ["practice", "id"], "input"),
	"breaches": breaches,
	"governs": governs,
	"problems": problems,
	"notes": notes,
}

# The places at which the practice breaches a clause.
breach(id, clause, place) := object.union(place, {
	"citation": concat("#", [id, clause]),
	"summary": instruments[id].clauses[clause].summary,
})

# What makes the absence of breaches say nothing.
problems contains "the input is no prepared practice; make it with credlint check --print-input" if not prepared

problems contains "no law of this bundle governs this kind of practice at this place on this day" if {
	prepared
	count(governs) == 0
}

problems contains sprintf("the input was prepared without %s; make it with credlint check --pack and this bundle", [id]) if {
	prepared
	some id in governs
	not input.params[id]
}

# What limits the answer.
notes contains "what the practice does not state reads as no here; credlint check says what hangs on it" if prepared

notes contains sprintf("%s governs too and is not in this bundle", [id]) if {
	some id, _ in input.params
	not instruments[id]
}

notes contains sprintf("open questions of law read as none of their choices; settle them with credlint check --reading: %s", [concat(", ", open)]) if {
	prepared
	open := {name |
		some id in governs
		some name in instruments[id].readings
		not input.readings[name]
	}
	count(open) > 0
}

prepared if {
	is_string(input.practice.kind)
	is_string(input.practice.jurisdiction)
	is_string(input.day)
	is_array(input.authorities)
	is_object(input.params)
	is_object(input.readings)
}

governs contains id if {
	prepared
	some id, instrument in instruments
	above(instrument.place)
	in_force(instrument)
	input.practice.kind in instrument.kinds
}

above(place) if input.practice.jurisdiction == place

above(place) if startswith(input.practice.jurisdiction, concat("", [place, "/"]))

# Of an instrument, or of a clause that has days of its own.
in_force(text) if {
	text.from <= input.day
	input.day <= text.until
}

asked[id] contains clause if {
	some id in governs
	some clause, c in instruments[id].clauses
	input.practice.kind in c.kinds
	in_force(c)
	binds(c)
}

binds(c) if count(c.addressees) == 0

binds(c) if input.practice.agency.type in c.addressees

binds(c) if {
	some capacity in c.addressees
	input.practice.agency.capacities[capacity]
}

engaged(id, clause) if not instruments[id].clauses[clause].engaged
