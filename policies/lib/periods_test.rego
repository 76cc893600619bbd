# One step to each side of every bound.
package policies.lib.periods_test

import data.policies.lib.periods

# What the library says of a period against a limit, and of a period against a minimum: one answer each.
exceeds(period, limit) := "longer" if periods.longer_than(period, limit)

exceeds(period, limit) := "within" if periods.not_longer_than(period, limit)

exceeds(period, limit) := "unclear" if periods.exceeds_unclear(period, limit)

falls_short(period, minimum) := "shorter" if periods.shorter_than(period, minimum)

falls_short(period, minimum) := "enough" if periods.not_shorter_than(period, minimum)

falls_short(period, minimum) := "unclear" if periods.falls_short_unclear(period, minimum)

limits := [
	# like with like
	[{"days": 3}, {"days": 3}, "within"],
	[{"days": 4}, {"days": 3}, "longer"],
	[{"working_days": 3}, {"working_days": 3}, "within"],
	[{"working_days": 4}, {"working_days": 3}, "longer"],
	[{"months": 24}, {"years": 2}, "within"],
	[{"months": 25}, {"years": 2}, "longer"],
	[{"years": 2}, {"months": 24}, "within"],
	[{"years": 3}, {"months": 24}, "longer"],
	# days against years: 365 to 366 a year
	[{"days": 0}, {"years": 2}, "within"],
	[{"days": 730}, {"years": 2}, "within"],
	[{"days": 731}, {"years": 2}, "unclear"],
	[{"days": 732}, {"years": 2}, "unclear"],
	[{"days": 733}, {"years": 2}, "longer"],
	# days against months: 28 to 31 a month
	[{"days": 84}, {"months": 3}, "within"],
	[{"days": 85}, {"months": 3}, "unclear"],
	[{"days": 93}, {"months": 3}, "unclear"],
	[{"days": 94}, {"months": 3}, "longer"],
	# months and years against days
	[{"months": 2}, {"days": 62}, "within"],
	[{"months": 2}, {"days": 61}, "unclear"],
	[{"months": 2}, {"days": 56}, "unclear"],
	[{"months": 2}, {"days": 55}, "longer"],
	[{"years": 1}, {"days": 366}, "within"],
	[{"years": 1}, {"days": 365}, "unclear"],
	[{"years": 1}, {"days": 364}, "longer"],
	# working days are calendar days too
	[{"days": 7}, {"working_days": 7}, "within"],
	[{"days": 8}, {"working_days": 7}, "unclear"],
	[{"working_days": 91}, {"days": 90}, "longer"],
	[{"working_days": 90}, {"days": 90}, "unclear"],
	[{"working_days": 733}, {"years": 2}, "longer"],
	[{"working_days": 732}, {"years": 2}, "unclear"],
	[{"working_days": 94}, {"months": 3}, "longer"],
	[{"working_days": 93}, {"months": 3}, "unclear"],
	[{"months": 1}, {"working_days": 31}, "within"],
	[{"months": 1}, {"working_days": 30}, "unclear"],
	# nothing is nothing in every unit
	[{"working_days": 0}, {"days": 0}, "within"],
	[{"working_days": 1}, {"days": 0}, "longer"],
	[{"working_days": 0}, {"years": 2}, "within"],
	[{"months": 0}, {"working_days": 3}, "within"],
	# no end
	[{"unlimited": true}, {"years": 5}, "longer"],
	[{"unlimited": true}, {"working_days": 5}, "longer"],
]

minimums := [
	[{"days": 14}, {"days": 15}, "shorter"],
	[{"days": 15}, {"days": 15}, "enough"],
	[{"working_days": 4}, {"working_days": 5}, "shorter"],
	[{"working_days": 5}, {"working_days": 5}, "enough"],
	[{"months": 35}, {"years": 3}, "shorter"],
	[{"months": 36}, {"years": 3}, "enough"],
	[{"days": 1094}, {"years": 3}, "shorter"],
	[{"days": 1095}, {"years": 3}, "unclear"],
	[{"days": 1097}, {"years": 3}, "unclear"],
	[{"days": 1098}, {"years": 3}, "enough"],
	[{"working_days": 1098}, {"years": 3}, "enough"],
	[{"working_days": 1097}, {"years": 3}, "unclear"],
	[{"days": 27}, {"months": 1}, "shorter"],
	[{"days": 28}, {"months": 1}, "unclear"],
	[{"days": 31}, {"months": 1}, "enough"],
	[{"months": 1}, {"days": 28}, "enough"],
	[{"months": 1}, {"days": 29}, "unclear"],
	[{"months": 1}, {"days": 31}, "unclear"],
	[{"months": 1}, {"days": 32}, "shorter"],
	[{"years": 1}, {"days": 365}, "enough"],
	[{"years": 1}, {"days": 366}, "unclear"],
	[{"years": 1}, {"days": 367}, "shorter"],
	[{"days": 4}, {"working_days": 5}, "shorter"],
	[{"days": 5}, {"working_days": 5}, "unclear"],
	[{"working_days": 15}, {"days": 15}, "enough"],
	[{"working_days": 14}, {"days": 15}, "unclear"],
	[{"working_days": 0}, {"days": 15}, "shorter"],
	[{"working_days": 0}, {"years": 3}, "shorter"],
	[{"unlimited": true}, {"years": 3}, "enough"],
]

test_limits if {
	every row in limits {
		exceeds(row[0], row[1]) == row[2]
	}
}

test_minimums if {
	every row in minimums {
		falls_short(row[0], row[1]) == row[2]
	}
}
