# A made-up law for tests of the engine: every construct that answers wrongly when a missing fact is read as "no".
package policies.cn.tiny_2020

import data.policies.lib.agencies
import data.policies.lib.periods

params := input.params["cn/tiny_2020"]

p := input.practice

applies if not out_of_scope

out_of_scope if {
	p.colour == "grey"
	p.claimed
}

# 1: the ways to say no
breach["1.1"] contains {"at": ["notice", "purpose"]} if not p.notice.purpose == true

breach["1.2"] contains {"at": ["notice", "purpose"]} if p.notice.purpose != true

breach["1.3"] contains {"at": ["notice", "rights"]} if not p.notice.rights

breach["1.4"] contains {"at": ["notice", "rights"]} if object.get(p.notice, "rights", false) == false

# 2: an object on the way is missing
breach["2"] contains {"at": ["consent", "informed"]} if p.consent.informed == false

# 3: two items that look alike
breach["3"] contains {"at": ["items", i]} if {
	some i, item in p.items
	not fine(item)
}

fine(item) if {
	item.hot
	not item.wet
}

# 4: fact against fact
breach["4.1"] contains {"at": ["size"]} if p.size > p.limit

breach["4.2"] contains {"at": ["items", i, "tint"]} if {
	some i, item in p.items
	item.tint == p.colour
}

breach["4.3"] contains {"at": ["size"]} if {
	p.size == 10
	p.limit == p.size
}

breach["4.4"] contains {"at": ["size"]} if {
	p.limit == p.size
	p.limit > 9
	p.size < 11
}

# 5: what the analysis does not follow
breach["5.1"] contains {"at": ["colour"]} if startswith(p.colour, "gr")

breach["5.2"] contains {"at": ["items"]} if count({c | c := p.items[_].tint}) > 1

breach["5.3"] contains {"at": ["notice"]} if p.notice == {"purpose": true, "rights": false, "public": false}

breach["5.4"] contains {"at": ["notice"]} if {
	some name, told in p.notice
	told == false
	name == "rights"
}

# 6: guards and chains of guards
breach["6.1"] contains {"at": ["gloss"]} if p.gloss

breach["6.2"] contains {"at": ["shade"]} if p.shade == "dark"

breach["6.3"] contains {"at": ["colour"]} if {
	p.colour in {"red", "green"}
	not p.gloss
}

# 7: correlated facts
breach["7.1"] contains {"at": ["consent", "express"]} if {
	p.consent.form == "written"
	p.consent.express == false
}

breach["7.2"] contains {"at": ["consent", "form"]} if {
	p.consent.express == false
	p.consent.form != "none"
}

# 8: always breached, the place unknown
breach["8"] contains {"at": ["items", i, "hot"]} if {
	some i, item in p.items
	item.hot
}

breach["8"] contains {"at": ["items"]} if not some_hot

some_hot if {
	some item in p.items
	item.hot
}

# 9: items against each other
breach["9.1"] contains {"at": ["items", i, "tint"]} if {
	some i, item in p.items
	some j, other in p.items
	i < j
	item.tint == other.tint
}

breach["9.2"] contains {"at": ["items"]} if {
	some i, item in p.items
	some j, other in p.items
	i < j
	item.hot
	other.hot
}

breach["9.3"] contains {"at": ["items"]} if {
	every item in p.items {
		item.wet
	}
}

# 10: a default inside an object that is itself missing
breach["10"] contains {"at": ["notice", "public"]} if {
	not p.notice.public
	agencies.acts_as({"organ"})
}

# 11: scope hangs on a missing fact
engaged["11"] if p.colour == "red"

breach["11"] contains {"at": ["size"]} if p.size > params.most

# 12: exemptions
breach["12.1"] contains {"at": ["size"]} if p.size > 100

exempt["12.1"] if p.notice.purpose

breach["12.2"] contains {"at": ["size"]} if p.size > params.most

exempt["12.2"] if p.needed.value

# 13: default rules and else
default level := "low"

level := "high" if p.size > params.most

breach["13.1"] contains {"at": ["size"]} if level == "high"

tone(c) := "warm" if {
	c in {"red"}
} else := "cold"

breach["13.2"] contains {"at": ["colour"]} if tone(p.colour) == "cold"

# 14: a list that is missing
breach["14.1"] contains {"at": ["items", i, "wet"]} if {
	some i, item in p.items
	item.wet
}

breach["14.2"] contains {"at": ["items"]} if count(p.items) == 0

# 15: the loop-free condition last
breach["15"] contains {"at": ["items", i, "hot"]} if {
	some i, item in p.items
	item.hot
	item.wet
	p.notice.purpose
}

# 17: periods in other units
breach["17.1"] contains {"at": ["kept"]} if periods.longer_than(p.kept, params.longest)

unsettled["17.1"] contains {"at": ["kept"], "why": "unit"} if periods.exceeds_unclear(p.kept, params.longest)

breach["17.2"] contains {"at": ["kept"]} if periods.longer_than(p.kept, params.swift)

unsettled["17.2"] contains {"at": ["kept"], "why": "unit"} if periods.exceeds_unclear(p.kept, params.swift)

# 18: days
breach["18"] contains {"at": ["start"]} if p.start < "2020-06-01"

# 19: an answer that is in every completion the same
breach["19"] contains {"at": ["colour"]} if p.colour in {"red", "green", "blue", "grey"}

# 20: permission
permit["20"] if {
	p.colour == "green"
	p.consent.form == "written"
}

# 21: a reading
breach["21"] contains {"at": ["colour"]} if {
	input.readings.strict == "yes"
	p.colour == "red"
}

# 22: authority
breach["22"] contains {"at": ["basis"]} if not granted

granted if {
	some a in input.authorities
	a.grants
	a.in_force == "yes"
}

# 23: an object as one value, on either side
full_notice := {"purpose": true, "rights": true, "public": false}

breach["23.1"] contains {"at": ["notice"]} if full_notice == p.notice

breach["23.2"] contains {"at": ["notice"]} if p.notice in {full_notice, {"purpose": false, "rights": false, "public": false}}

breach["23.3"] contains {"at": ["notice"]} if as_it_is(p.notice) == full_notice

as_it_is(x) := x

breach["23.4"] contains {"at": ["notice"]} if object.union({"public": true}, p.notice) != object.union(p.notice, {"rights": true})

breach["23.5"] contains {"at": ["notice"]} if {
	some name in {"purpose", "public"}
	p.notice[name] == false
}

breach["23.6"] contains {"at": ["notice"]} if {
	told := {name | some name, yes in p.notice; yes}
	told == {"purpose"}
}

# 24: facts inside literals, and as keys
breach["24.1"] contains {"at": ["colour"]} if [p.colour, p.size] == ["blue", 51]

breach["24.2"] contains {"at": ["colour"]} if {"c": p.colour} in [{"c": "green"}, {"c": "grey"}]

warm := {"red", "blue"}

breach["24.3"] contains {"at": ["colour"]} if warm[p.colour]

weight := {"red": 1, "green": 2, "blue": 2}

breach["24.4"] contains {"at": ["colour"]} if weight[p.colour] == 2

hue(c) := "cold" if c in {"blue", "green"}

hue(c) := "warm" if c == "red"

breach["24.5"] contains {"at": ["colour"]} if hue(p.colour) != "cold"

# 25: elements as values
breach["25.1"] contains {"at": ["items"]} if count({item | some item in p.items}) < count(p.items)

breach["25.2"] contains {"at": ["items", i]} if {
	some i, item in p.items
	{"tint": "red", "hot": true, "wet": false} == item
}

breach["25.3"] contains {"at": ["items", i]} if {
	some i, item in p.items
	some j, other in p.items
	i < j
	item == other
}

# 26: sets of facts
tints contains item.tint if some item in p.items

breach["26.1"] contains {"at": ["items"]} if tints[p.colour]

breach["26.2"] contains {"at": ["items"]} if {
	tints[c]
	c == "blue"
}

breach["26.3"] contains {"at": ["items"]} if tints == {"red", "grey"}

breach["26.4"] contains {"at": ["items"]} if count({hue(item.tint) | some item in p.items}) == 1

breach["26.5"] contains {"at": ["items"]} if {
	some item in p.items
	not {item.tint, p.colour} & {"red", "green"} == set()
}

# 27: an object with guards and correlations as one value
breach["27.1"] contains {"at": ["consent"]} if json.marshal(p.consent) == `{"express":false,"form":"none"}`

breach["27.2"] contains {"at": ["consent"]} if {
	written := {"express": true, "form": "written", "informed": true}
	p.consent != written
	written != p.consent
}

# 28: a constant handed to a helper, locals against each other, results that nothing is known of
breach["28.1"] contains {"at": ["colour"]} if is_of(p.colour, "red")

breach["28.2"] contains {"at": ["colour"]} if is_of(p.colour, "blue")

is_of(colour, wanted) if colour == wanted

breach["28.3"] contains {"at": ["items"]} if every_one_is("grey")

every_one_is(tint) if {
	some one in p.items
	one.tint == tint
	every other in p.items {
		other.tint in {"grey", "blue"}
	}
}

breach["28.4"] contains {"at": ["items"]} if {
	some i, item in p.items
	some j, other in p.items
	i < j
	a := item.tint
	b := other.tint
	a == b
}

breach["28.5"] contains {"at": ["colour"]} if {
	wanted := lower("GREEN")
	p.colour == wanted
}

breach["28.6"] contains {"at": ["colour"]} if p.colour in {lower("GREEN"), lower("BLUE")}

breach["28.7"] contains {"at": ["colour"]} if {
	some item in p.items
	a := p.colour
	b := item.tint
	a == b
}

# Capacities of the agency, which may be unknown; 28.9 binds companies alone.
breach["28.8"] contains {"at": ["colour"]} if {
	agencies.acts_as({"company"})
	p.colour == "red"
}

breach["28.9"] contains {"at": ["colour"]} if p.colour == "red"

breach["28.10"] contains {"at": ["size"]} if {
	not agencies.acts_as({"company"})
	p.size > params.most
}

# 29: what a period is, beside how long it is
breach["29.1"] contains {"at": ["kept"]} if p.kept.unlimited == true

breach["29.2"] contains {"at": ["kept"]} if not p.kept.unlimited

breach["29.3"] contains {"at": ["kept"]} if {
	p.kept.months
	not periods.longer_than(p.kept, params.longest)
}

breach["29.4"] contains {"at": ["kept"]} if p.kept in [{"years": 3}, {"days": 30}]

breach["29.5"] contains {"at": ["kept"]} if {
	some unit in ["years", "months"]
	p.kept[unit] > 35
}

breach["29.6"] contains {"at": ["kept"]} if p.kept.days in {21, 30}

# 30: a period against another of the practice
breach["30.1"] contains {"at": ["kept"]} if periods.longer_than(p.kept, p.term)

unsettled["30.1"] contains {"at": ["kept"], "why": "unit"} if periods.exceeds_unclear(p.kept, p.term)

breach["30.2"] contains {"at": ["kept"]} if periods.exceeds_unclear(p.kept, p.term)

breach["30.3"] contains {"at": ["kept"]} if p.kept.days == p.term.days

breach["30.4"] contains {"at": ["kept"]} if {
	some unit in ["months", "days"]
	p.kept[unit] == p.term[unit]
}
