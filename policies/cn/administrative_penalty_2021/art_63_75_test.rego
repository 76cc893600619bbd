package policies.cn.administrative_penalty_2021_test

test_hearing if {
	of_fine({"/hearing/held": false}) == {"63.1"}
	of_fine({"/hearing/asked": false, "/hearing/held": false}) == set()
	of_fine({"/hearing/held": false, "/measures/0/large": no}) == set()
	of_fine({"/hearing/held": false, "/measures/0/large": no, "/hearing/due_otherwise": yes}) == {"63.1"}
	of_fine({"/hearing/ask_within": {"working_days": 4}}) == {"64.0.1"}
	of_fine({"/hearing/notice_before": {"working_days": 6}}) == {"64.0.2"}
	of_fine({"/hearing/minuted": false}) == {"64.0.8", "65"}
	of_fine({"/hearing/minutes_signed": false}) == {"64.0.8"}
	of_fine({"/hearing/decided_on_minutes": false}) == {"65"}
}

test_hearing_steps if {
	every name, clause in {
		"free": "63.2",
		"open": "64.0.3",
		"independent": "64.0.4",
		"chair_challenge": "64.0.4",
		"representatives_allowed": "64.0.5",
		"party_can_contest": "64.0.7",
	} {
		of_fine({sprintf("/hearing/%s", [name]): false}) == {clause}
	}
}

test_payment if {
	of_fine({"/fine_payment/to_bank": false}) == {"67.3"}
	of_fine({"/fine_payment/days_to_pay": {"days": 14}}) == {"67.3"}
	paid_at_once({"spot_reason": "none"}) == {"67.2"}
	paid_at_once({"spot_reason": "remote"}) == set()
	paid_at_once({"spot_reason": "hard_later"}) == {"67.2"}
	paid_at_once({"spot_reason": "up_to_100"}) == {"67.2"}
	paid_at_once({"spot_reason": "remote", "receipt": false}) == {"70"}
	paid_at_once({"spot_reason": "remote", "to_bank_within": {"working_days": 3}}) == {"71"}
}

paid_at_once(facts) := of_fine({"/fine_payment": object.union(
	{
		"on_the_spot": true,
		"receipt": true,
		"to_agency_within": {"working_days": 2},
		"to_bank_within": {"working_days": 2},
	},
	facts,
)})

surcharge(rate, amount, paused) := of_fine({"/measures/-": {
	"measure": "surcharge",
	"daily_rate": rate,
	"amount": amount,
	"paused_by_review": paused,
}})

test_surcharge if {
	surcharge(300, 50000, true) == set()
	surcharge(301, 50000, true) == {"72.1.1"}
	surcharge(300, 50001, true) == {"72.1.1"}
	surcharge(300, 50000, false) == {"73.3"}
}

# A fine of an earlier decision: its amount is not known here.
test_surcharge_on_an_earlier_fine if {
	surcharge_alone(300, true) == set()
	surcharge_alone(301, true) == {"72.1.1"}
	surcharge_alone(300, false) == {"73.3"}
}

surcharge_alone(rate, paused) := of_fine({"/measures": [{
	"measure": "surcharge",
	"daily_rate": rate,
	"amount": 50001,
	"paused_by_review": paused,
}]})

test_targets if of_fine({"/tied_to_performance_review": true}) == {"74.3"}

test_standing_duties if {
	every name, clause in {
		"collected_apart": "67.1",
		"paid_to_treasury": "74.2",
		"supervised": "75.1",
		"complaints_examined": "75.2",
	} {
		of_fine({sprintf("/agency/penalties/%s", [name]): false}) == {clause}
	}
}
