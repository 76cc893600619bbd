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
	[{"working_days": 90}, {"days": 90}, "longer"],
	[{"working_days": 84}, {"days": 90}, "unclear"],
	[{"working_days": 85}, {"days": 90}, "longer"],
	[{"working_days": 13}, {"days": 13}, "unclear"],
	[{"working_days": 14}, {"days": 14}, "longer"],
	[{"working_days": 677}, {"years": 2}, "longer"],
	[{"working_days": 676}, {"years": 2}, "unclear"],
	[{"working_days": 87}, {"months": 3}, "longer"],
	[{"working_days": 86}, {"months": 3}, "unclear"],
	[{"days": 21}, {"working_days": 20}, "within"],
	[{"days": 22}, {"working_days": 20}, "unclear"],
	[{"months": 1}, {"working_days": 29}, "within"],
	[{"months": 1}, {"working_days": 28}, "unclear"],
	# nothing is nothing in every unit
	[{"working_days": 0}, {"days": 0}, "within"],
	[{"working_days": 1}, {"days": 0}, "longer"],
	[{"working_days": 0}, {"years": 2}, "within"],
	[{"months": 0}, {"working_days": 3}, "within"],
	# twelve months are a year
	[{"months": 12}, {"days": 364}, "longer"],
	[{"months": 12}, {"days": 365}, "unclear"],
	[{"months": 12}, {"days": 366}, "within"],
	[{"months": 14}, {"days": 428}, "within"],
	[{"months": 14}, {"days": 427}, "unclear"],
	[{"months": 14}, {"days": 420}, "longer"],
	# sums
	[{"years": 5, "days": 1}, {"years": 5}, "longer"],
	[{"years": 5, "days": 0}, {"years": 5}, "within"],
	[{"years": 4, "months": 12}, {"years": 5}, "within"],
	[{"years": 4, "days": 365}, {"years": 5}, "within"],
	[{"years": 4, "days": 366}, {"years": 5}, "unclear"],
	[{"years": 4, "days": 367}, {"years": 5}, "longer"],
	[{"days": 1, "working_days": 20}, {"working_days": 20}, "longer"],
	[{"days": 1, "working_days": 19}, {"working_days": 20}, "within"],
	[{"days": 2, "working_days": 19}, {"working_days": 20}, "unclear"],
	[{"months": 1, "days": 1}, {"months": 1, "days": 2}, "within"],
	[{"years": 5}, {"years": 5, "days": 1}, "within"],
	# several counts: each limit is held against the one that settles it
	[{"counts": [{"working_days": 20}, {"days": 28}]}, {"working_days": 20}, "within"],
	[{"counts": [{"working_days": 20}, {"days": 28}]}, {"days": 27}, "longer"],
	[{"counts": [{"working_days": 20}, {"days": 28}]}, {"months": 1}, "within"],
	[{"days": 28}, {"counts": [{"working_days": 20}, {"days": 28}]}, "within"],
	# two days: 2020-02-29 to 2021-02-28 is a year, 2021-01-31 to 2021-03-01 a month and a day
	[{"days": 365, "whole_months": 12, "rest_days": 0}, {"years": 1}, "within"],
	[{"days": 365, "whole_months": 12, "rest_days": 0}, {"days": 364}, "longer"],
	[{"days": 29, "whole_months": 1, "rest_days": 1}, {"months": 1}, "longer"],
	[{"days": 30, "whole_months": 0, "rest_days": 30}, {"months": 1}, "within"],
	[{"days": 30, "whole_months": 0, "rest_days": 30}, {"working_days": 30}, "within"],
	[{"days": 30, "whole_months": 0, "rest_days": 30}, {"working_days": 27}, "unclear"],
	[{"months": 1}, {"days": 29, "whole_months": 1, "rest_days": 1}, "within"],
	[{"months": 2}, {"days": 29, "whole_months": 1, "rest_days": 1}, "longer"],
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
	[{"working_days": 1014}, {"years": 3}, "enough"],
	[{"working_days": 1013}, {"years": 3}, "unclear"],
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
	[{"working_days": 14}, {"days": 15}, "enough"],
	[{"working_days": 13}, {"days": 15}, "unclear"],
	[{"days": 21}, {"working_days": 21}, "shorter"],
	[{"days": 22}, {"working_days": 21}, "unclear"],
	[{"working_days": 0}, {"days": 15}, "shorter"],
	[{"working_days": 0}, {"years": 3}, "shorter"],
	[{"unlimited": true}, {"years": 3}, "enough"],
	[{"years": 2, "months": 12}, {"years": 3}, "enough"],
	[{"years": 2, "days": 364}, {"years": 3}, "shorter"],
	[{"years": 2, "days": 365}, {"years": 3}, "unclear"],
	[{"counts": [{"working_days": 14}, {"days": 20}]}, {"days": 15}, "enough"],
	[{"counts": [{"working_days": 14}, {"days": 20}]}, {"working_days": 15}, "shorter"],
	[{"days": 1096, "whole_months": 36, "rest_days": 0}, {"years": 3}, "enough"],
	[{"days": 1095, "whole_months": 35, "rest_days": 30}, {"years": 3}, "shorter"],
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
