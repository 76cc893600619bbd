# Periods of time as practices and laws state them: an object with years, months, days and working_days, of which those
# that stand there are added up, or unlimited. A period may be told in several counts, {"counts": […]}; a limit is then
# held against the count that settles it. One between two days has its days, and its whole months with the rest in days.
# Years and months compare exactly, and so does like with like; between other units only sound steps are taken, by the
# least and the most calendar days a period may have. What neither longer_than nor not_longer_than settles, the law
# reports as unsettled.
package policies.lib.periods

# longer_than: the period certainly exceeds the limit.
longer_than(period, limit) if {
	some p in counts(period)
	some l in counts(limit)
	least_more(p, l) > 0
}

longer_than(period, limit) if whole_months(period, limit) > 0

longer_than(period, _) if period.unlimited

# not_longer_than: the period certainly stays within the limit.
not_longer_than(period, limit) if {
	some p in counts(period)
	some l in counts(limit)
	most_more(p, l) <= 0
}

not_longer_than(period, limit) if whole_months(period, limit) <= 0

# shorter_than: the period certainly falls short of a minimum.
shorter_than(period, minimum) if {
	some p in counts(period)
	some l in counts(minimum)
	most_more(p, l) < 0
}

shorter_than(period, minimum) if whole_months(period, minimum) < 0

# not_shorter_than: the period certainly reaches a minimum.
not_shorter_than(period, minimum) if {
	some p in counts(period)
	some l in counts(minimum)
	least_more(p, l) >= 0
}

not_shorter_than(period, minimum) if whole_months(period, minimum) >= 0

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

counts(period) := period.counts

counts(period) := [period] if not period.counts

# least_more: by how many calendar days p exceeds l at least. Every working day is a calendar day; how many days of rest
# lie between working days, the calendar of each year says, beyond the least there are.
least_more(p, l) := ((least_days(months(p) - months(l)) + days(p)) - days(l)) + rest(working(p) - working(l)) if {
	no_less_working(p, l)
}

# most_more: by how many calendar days p exceeds l at most.
most_more(p, l) := 0 - least_more(l, p)

no_less_working(p, l) if {
	not p.unlimited
	not l.unlimited
	working(p) >= working(l)
}

working(p) := object.get(p, "working_days", 0)

# rest: the days of rest that lie among a number of working days at least. Every week has one (Labour Law article 38),
# so that no more than twelve working days follow each other; the first day is not counted, since a limit in days that
# ends on a day of rest ends on the next working day.
rest(n) := ((n - 2) - ((n - 2) % 12)) / 12 if n >= 2

rest(n) := 0 if n < 2

months(p) := (object.get(p, "years", 0) * 12) + object.get(p, "months", 0)

days(p) := object.get(p, "days", 0) + working(p)

# least_days: the calendar days that a number of months has at least, 28 a month and 365 in twelve; of months less than
# none the most that they may take away, 31 a month and 366 in twelve.
least_days(n) := (28 * n) + (29 * ((n - (n % 12)) / 12)) if n >= 0

least_days(n) := (31 * n) - (6 * ((n - (n % 12)) / 12)) if n < 0

# whole_months: a period between two days against a limit in months or years alone, or the other way round: -1, 0 or 1.
whole_months(p, l) := compared(p, months(l)) if in_months(l)

whole_months(p, l) := 0 - compared(l, months(p)) if in_months(p)

compared(p, n) := 1 if {
	p.whole_months >= n
	(p.whole_months - n) + p.rest_days > 0
}

compared(p, n) := 0 if {
	p.whole_months == n
	p.rest_days == 0
}

compared(p, n) := -1 if p.whole_months < n

in_months(p) if {
	days(p) == 0
	not p.counts
	some unit in ["years", "months"]
	p[unit]
}
