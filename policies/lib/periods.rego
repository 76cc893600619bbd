# Periods of time as practices and laws state them: an object with one of years, months, days, working_days, or
# unlimited. Years and months compare exactly, and so does like with like; between other units only sound steps are
# taken, by the least and the most calendar days a period may have. What neither longer_than nor not_longer_than
# settles, the law reports as unsettled.
package policies.lib.periods

# longer_than: the period certainly exceeds the limit.
longer_than(period, limit) if in_months(period) > in_months(limit)

longer_than(period, limit) if period.working_days > limit.working_days

longer_than(period, limit) if least_days(period) > most_days(limit)

longer_than(period, _) if period.unlimited

# not_longer_than: the period certainly stays within the limit.
not_longer_than(period, limit) if in_months(period) <= in_months(limit)

not_longer_than(period, limit) if period.working_days <= limit.working_days

not_longer_than(period, limit) if most_days(period) <= least_days(limit)

# shorter_than: the period certainly falls short of a minimum.
shorter_than(period, minimum) if in_months(period) < in_months(minimum)

shorter_than(period, minimum) if period.working_days < minimum.working_days

shorter_than(period, minimum) if most_days(period) < least_days(minimum)

# not_shorter_than: the period certainly reaches a minimum.
not_shorter_than(period, minimum) if in_months(period) >= in_months(minimum)

not_shorter_than(period, minimum) if period.working_days >= minimum.working_days

not_shorter_than(period, minimum) if least_days(period) >= most_days(minimum)

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

# least_days: calendar days that go by at least. Every working day is a calendar day, February may have 28 days.
least_days(period) := period.days

least_days(period) := period.working_days

least_days(period) := period.months * 28

least_days(period) := period.years * 365

# most_days: calendar days that go by at most. How many days of rest lie between working days, the calendar of each year
# says; where there are no working days, none.
most_days(period) := period.days

most_days(period) := 0 if period.working_days == 0

most_days(period) := period.months * 31

most_days(period) := period.years * 366
