# A made-up law for tests of the bound: what one clause asks cannot be settled within it, and the others go on.
package policies.cn.bound_2020

p := input.practice

# whether the number of hot items is odd hangs on every one of them
breach["1"] contains {"at": ["items"]} if {
	hot := [i | some i, item in p.items; item.hot]
	count(hot) in {1, 3, 5, 7, 9, 11, 13, 15}
}

# the same at one place, beside another that is certain
breach["2"] contains {"at": ["items"]} if {
	hot := [i | some i, item in p.items; item.hot]
	count(hot) in {1, 3, 5, 7, 9, 11, 13, 15}
}

breach["2"] contains {"at": ["colour"]} if p.colour == "red"

# of more items than colours two are alike, and which is another question
breach["3"] contains {"at": ["items", i, "tint"]} if {
	some i, item in p.items
	some j, other in p.items
	i < j
	item.tint == other.tint
}

# scope hangs on as much
engaged["4"] if {
	hot := [i | some i, item in p.items; item.hot]
	count(hot) in {1, 3, 5, 7, 9, 11, 13, 15}
}

breach["4"] contains {"at": ["colour"]} if p.colour == "red"

breach["5"] contains {"at": ["colour"]} if p.colour == "red"

# a long chain of neighbours, at whose end five are held to be of four colours: settled place by place, and together
breach["6"] contains {"at": ["items", i, "tint"]} if {
	some i, item in p.items
	some j, other in p.items
	i < j
	beside(i, j)
	item.tint == other.tint
}

beside(i, j) if j - i == 1

beside(i, _) if i >= 20

# those nine apart: every place is settled, all of them together not
breach["7"] contains {"at": ["items", i, "tint"]} if {
	some i, item in p.items
	some j, other in p.items
	j - i == 9
	item.tint == other.tint
}
