# Article 25: lists of serious default.
package policies.cn.shanghai.social_credit_2017

import data.policies.lib.agencies
import data.policies.lib.subjects

engaged["25.1"] if input.practice.list == "serious"

breach["25.1"] contains {"at": ["agency", "type"], "why": "no_organ"} if not listing_organ

breach["25.1"] contains {"at": ["grounds", i, "conduct", "serious"], "why": "not_serious"} if {
	some i, ground in input.practice.grounds
	entered(ground)
	not under_upper_law_at("grounds", i)
	ground.area != "national_defence"
	not ground.conduct.serious.value
}

# Whom the list may name besides an organisation, article 33 says.
breach["25.1"] contains {"at": ["others", who], "why": "bystander"} if {
	subjects.natural_person
	not under_upper_law
	some who in bystanders
	input.practice.others[who]
}

# The list of judgment defaulters is the courts' own; their other lists this article does not touch.
listing_organ if agencies.acts_as({
	"state_organ",
	"public_security_organ",
	"authorised_organisation",
	"court",
	"procuratorate",
})

permit["25.1"] if {
	names_the_defaulter_alone
	some one in input.practice.grounds
	entered(one)
	every ground in input.practice.grounds {
		entered_as_serious(ground)
	}
}

# 信息主体, 将其列入: who did it, and nobody beside.
names_the_defaulter_alone if {
	input.practice.list == "serious"
	administrative_organ
	subject_of_credit
	not bystander_listed
}

bystander_listed if {
	some who in bystanders
	input.practice.others[who]
}

# A ground that is left off the list enters nobody.
entered_as_serious(ground) if ground.not_entered

entered_as_serious(ground) if serious_default(ground)

entered(ground) if not ground.not_entered

serious_default(ground) if ground.area == "national_defence"

serious_default(ground) if ground.conduct.serious.value

engaged["25.2"] if {
	input.practice.list == "serious"
	subject_of_credit
	some ground in input.practice.grounds
	to_be_entered(ground)
}

breach["25.2"] contains {"at": ["grounds", i, "not_entered"]} if {
	some i, ground in input.practice.grounds
	to_be_entered(ground)
	ground.not_entered
}

# Items 1 and 2: the harm or disturbance must be serious.
to_be_entered(ground) if {
	ground.area in {"life_health", "market_social_order"}
	ground.conduct.serious.value
}

# Item 3: able to perform, refuses or evades, in serious circumstances; who has performed does neither.
to_be_entered(ground) if {
	ground.area == "refusal_to_perform"
	ground.conduct.able_to_perform
	ground.conduct.serious.value
	not ground.conduct.performed
}

# Item 4.
to_be_entered(ground) if ground.area == "national_defence"

# The duty to enter is a power to enter; each item carries its own kind of conduct, beside what the other items carry.
permit["25.2.1"] if every_ground_to_be_entered("life_health")

permit["25.2.2"] if every_ground_to_be_entered("market_social_order")

permit["25.2.3"] if every_ground_to_be_entered("refusal_to_perform")

permit["25.2.4"] if every_ground_to_be_entered("national_defence")

every_ground_to_be_entered(area) if {
	names_the_defaulter_alone
	some one in input.practice.grounds
	one.area == area
	entered(one)
	every ground in input.practice.grounds {
		entered_as_due(ground)
	}
}

entered_as_due(ground) if ground.not_entered

entered_as_due(ground) if to_be_entered(ground)

engaged["25.3"] if input.practice.list in lists_of_serious_default

breach["25.3"] contains {"at": ["publicity", "entry_conditions"], "why": "entry"} if {
	input.practice.publicity.done
	not input.practice.publicity.entry_conditions
}

breach["25.3"] contains {"at": ["publicity", "exit_conditions"], "why": "exit"} if {
	input.practice.publicity.done
	not input.practice.publicity.exit_conditions
}

breach["25.3"] contains {"at": ["publicity", "remedies"], "why": "remedies"} if {
	input.practice.publicity.done
	not input.practice.publicity.remedies
}

breach["25.3"] contains {"at": ["remedy"], "why": "no_relief"} if not input.practice.remedy
