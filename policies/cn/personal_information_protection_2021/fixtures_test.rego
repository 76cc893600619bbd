# Complete, lawful practices, and what a change of some facts does to them.
package policies.cn.personal_information_protection_2021_test

import data.policies.cn.personal_information_protection_2021 as law

prepared(practice, readings, authorities) := {
	"practice": practice,
	"day": "2026-03-01",
	"params": {"cn/personal_information_protection_2021": {
		"age_of_sensitive_information": 14,
		"age_of_guardian_consent": 14,
		"assessment_kept": {"years": 3},
	}},
	"readings": readings,
	"authorities": authorities,
}

strict := {"state_organ_basis": "law_or_administrative_regulation"}

lenient := {"state_organ_basis": "local_regulation_suffices"}

power := [cited("some regulation", "administrative_regulation", ["basis", 0])]

cited(instrument, rank, at) := {
	"instrument": instrument,
	"article": "10",
	"rank": rank,
	"at": at,
	"governs": "yes",
	"in_force": "yes",
	"has_article": "yes",
	"grants": true,
}

# changed: the practice with these facts, by path.
changed(practice, facts) := json.patch(practice, [{"op": "add", "path": path, "value": value} |
	some path, value in facts
])

# broken: where the clause, if it speaks and no exception excuses, is broken.
broken(practice, readings, authorities, clause) := {element.at |
	law.engaged[clause] with input as prepared(practice, readings, authorities)
	not excused_by(practice, readings, authorities, clause)
	some element in law.breach[clause] with input as prepared(practice, readings, authorities)
}

excused_by(practice, readings, authorities, clause) if {
	law.exempt[clause] with input as prepared(practice, readings, authorities)
}

# breaks: with these facts the clause is broken at the place.
breaks(practice, facts, clause, at) if at in broken(changed(practice, facts), strict, power, clause)

# keeps: with these facts the clause is not broken at all.
keeps(practice, facts, clause) if count(broken(changed(practice, facts), strict, power, clause)) == 0

excused(practice, facts, clause) if {
	law.exempt[clause] with input as prepared(changed(practice, facts), strict, power)
}

yes := {"value": true, "reason": "shown"}

no := {"value": false, "reason": "not shown"}

agency := {
	"type": "market_entity",
	"over_threshold": true,
	"critical_infrastructure": false,
	"processing_rules": {"published": true, "purpose_stated": true, "easy_to_read": true, "under_14": true},
	"accuracy": true,
	"protection": {
		"rules": true,
		"classification": true,
		"encryption": true,
		"access_rights": true,
		"training": true,
		"incident_plan": true,
		"incident_remedy": true,
		"incident_notice": true,
		"audit": true,
		"strict": yes,
	},
	"officer": {"appointed": true, "contact_published": true, "reported": true},
	"impact_assessment": {
		"done": true,
		"lawfulness": true,
		"impact": true,
		"measures": true,
		"processing_recorded": true,
		"kept": {"years": 3},
	},
	"storage": {"in_china": true},
	"cross_border": {"transfers": false, "foreign_authority": false},
	"entrustment": {"used": false},
	"commissioned": {"done": false},
	"succession": {"transfers": false},
	"joint_processing": {"used": false},
	"rights": {
		"channel": true,
		"access": true,
		"portability": true,
		"rules_explained": true,
		"correction": true,
		"deletion": true,
		"reasons_on_refusal": true,
		"heirs": true,
	},
}

shared := {
	"agency": agency,
	"purpose": {"area": "commercial", "specific": yes, "related": yes, "least_intrusive": yes},
	"subject": {"type": "natural_person", "min_age": 30},
	"ground": "consent",
	"major_effect": no,
	"refused_by_subject": false,
	"consent": {
		"form": "express",
		"separate": true,
		"informed": yes,
		"voluntary": yes,
		"withdrawable": true,
		"guardian": true,
		"condition_of_service": false,
		"misleading": false,
		"fraud": false,
		"coercion": false,
		"changed_since": false,
	},
	"notice": {
		"time": "before",
		"prominent": yes,
		"clear": yes,
		"truthful": yes,
		"by_rules": true,
		"controller": true,
		"purpose": true,
		"manner": true,
		"types": true,
		"retention": true,
		"rights": true,
		"recipient": true,
		"necessity": true,
		"impact": true,
		"changed_since": false,
	},
}

collection := object.union(shared, {"kind": "collection", "items": [{
	"category": "name",
	"source": "subject",
	"necessary": yes,
	"identifiers_removed": false,
	"retention": {"period": {"years": 5}, "then": "delete", "shortest": yes},
}]})

disclosure := object.union(shared, {
	"kind": "disclosure",
	"mode": "provision",
	"sold": false,
	"recipients": [{
		"type": "market_entity",
		"use_beyond_purpose": false,
		"changes_purpose": false,
		"abroad": false,
	}],
	"items": [{"category": "name", "source": "subject", "necessary": yes, "identifiers_removed": false}],
})

evaluation := object.union(shared, {
	"kind": "evaluation",
	"automation": "sole",
	"rules": {"transparent": true, "fair": yes},
	"uses": {"marketing": false},
	"price_differences": false,
	"opt_out_of_targeting": true,
	"explanation": true,
	"human_review": true,
	"result_published": false,
	"indicators": [{
		"category": "name",
		"source": "subject",
		"necessary": yes,
		"identifiers_removed": false,
		"expired": false,
	}],
})

list := object.union(shared, {
	"kind": "list",
	"list": "blacklist",
	"grounds": [{"category": "utility_arrears"}],
	"publicity": {"done": true},
	"term": {"period": {"years": 1}},
	"removal": {"when_conditions_met": true, "wrong_entry_removed": true},
})

sanction := object.union(shared, {
	"kind": "sanction",
	"grounds": [{"category": "utility_arrears", "expired": false}],
	"measures": [{"measure": "publication"}],
})

repair := object.union(shared, {"kind": "repair", "records": [{"category": "utility_arrears"}]})

incentive := object.union(shared, {
	"kind": "incentive",
	"grounds": [{"category": "good_performance"}],
	"measures": [{"measure": "praise"}],
})

# every_kind: one practice of each kind, lawful.
every_kind := [collection, disclosure, evaluation, list, sanction, repair, incentive]

# of_organ: a state organ at its duty.
of_organ(practice) := changed(practice, {
	"/agency/type": "state_organ",
	"/purpose/area": "enforcement",
	"/ground": "duty",
	"/ground_necessary": yes,
})

# Article 19 judges collections alone, see its kinds in instrument.yaml.
judges(clause, _) if clause != "19"

judges("19", practice) if practice.kind == "collection"

test_lawful_practices_break_nothing if {
	every practice in array.concat(every_kind, [of_organ(practice) | some practice in every_kind]) {
		every clause in [clause | some clause, _ in law.breach; judges(clause, practice)] {
			keeps(practice, {}, clause)
		}
	}
}
