# A made-up law whose answers would spread from one practice to another if a cache were read by too short a key.
package policies.cn.company_2020

p := input.practice

params := input.params["cn/company_2020"]

# 1: a number that another day has otherwise
breach["1"] contains {"at": ["size"]} if p.size > params.most

# 2: a fact beside another fact, whose value divides the values of the first
breach["2"] contains {"at": ["kept"]} if p.kept.days > p.term.days

# 3, 4, 5: each for other kinds and agencies, so that no two practices of different kind or agency need the same rules
breach["3"] contains {"at": ["colour"]} if {
	bright
	not p.notice.purpose
}

breach["4"] contains {"at": ["colour"]} if bright

breach["5"] contains {"at": ["colour"]} if {
	p.audience == "public"
	not bright
}

bright if p.colour in {"red", "green"}

# 6: what only an authority allows; 7, 8 and 9 allow it, each to other kinds and agencies
breach["6"] contains {"at": ["basis"]} if not allowed

allowed if {
	some a in input.authorities
	a.grants
}

permit["7"] if bright

permit["8"] if p.claimed

permit["9"] if p.colour == "blue"

# 10: an open question
breach["10"] contains {"at": ["colour"]} if {
	input.readings.strict == "yes"
	p.colour == "grey"
}
