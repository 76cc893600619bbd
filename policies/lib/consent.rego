# How the subject consented. What else a consent must be (separate, informed, voluntary, withdrawable), each text says.
package policies.lib.consent

# Silence and the use of a service express nothing: what was implied does not count.
expressed if input.practice.consent.form in {"express", "written"}

in_writing if input.practice.consent.form == "written"

# A click on a text that is kept: whether it counts is open, see the reading in the texts that ask for writing.
in_writing if {
	input.practice.consent.form == "express"
	input.practice.consent.electronic
	input.readings.electronic_form == "counts_as_written"
}
