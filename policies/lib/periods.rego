# Periods of time as practices and laws state them: an object with one of years, months, days, working_days, or
# unlimited. Years and months compare exactly; between other units only the sound steps are taken: working days are
# calendar days too, so at most n calendar days are at most n working days, and more than n working days are more than
# n calendar days. What neither longer_than nor not_longer_than settles, the law reports as unsettled.
package policies.lib.periods

# longer_than: the period certainly exceeds the limit.
longer_than(period, limit) if in_months(period) > in_months(limit)

longer_than(period, limit) if period.days > limit.days

longer_than(period, limit) if period.working_days > limit.working_days

longer_than(period, limit) if period.working_days > limit.days

longer_than(period, _) if period.unlimited

# not_longer_than: the period certainly stays within the limit.
not_longer_than(period, limit) if in_months(period) <= in_months(limit)

not_longer_than(period, limit) if period.days <= limit.days

not_longer_than(period, limit) if period.working_days <= limit.working_days

not_longer_than(period, limit) if period.days <= limit.working_days

# shorter_than: the period certainly falls short of a minimum. A number of working days spans at least as many calendar days.
shorter_than(period, minimum) if in_months(period) < in_months(minimum)

shorter_than(period, minimum) if period.days < minimum.days

shorter_than(period, minimum) if period.working_days < minimum.working_days

shorter_than(period, minimum) if period.days < minimum.working_days

# not_shorter_than: the period certainly reaches a minimum.
not_shorter_than(period, minimum) if in_months(period) >= in_months(minimum)

not_shorter_than(period, minimum) if period.days >= minimum.days

not_shorter_than(period, minimum) if period.working_days >= minimum.working_days

not_shorter_than(period, minimum) if period.working_days >= minimum.days

not_shorter_than(period, _) if period.unlimited

# exceeds_unclear: a limit that the stated unit can neither confirm nor exclude.
exceeds_unclear(period, limit) if {
	not longer_than(period, limit)
	not not_longer_than(period, limit)
}

# falls_short_unclear: a minimum that the stated unit can neither confirm nor exclude.
falls_short_unclear(period, minimum) if {
	not shorter_than(period, minimum)
	not not_shorter_than(period, minimum)
}

in_months(period) := period.years * 12

in_months(period) := period.months
