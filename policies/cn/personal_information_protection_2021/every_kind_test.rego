# What a clause asks of the processor, the purpose, consent and notice, it asks in every kind of practice; what a list,
# a sanction, a repair and a reward hold is personal information as items and indicators are.
package policies.cn.personal_information_protection_2021_test

asked_in_every_kind := {
	"5": ["consent", "misleading"],
	"6.1": ["purpose", "specific"],
	"7": ["agency", "processing_rules", "published"],
	"8": ["agency", "accuracy"],
	"13.1": ["ground"],
	"14.1": ["consent", "voluntary"],
	"14.2": ["consent", "renewed"],
	"15.1": ["consent", "withdrawable"],
	"16": ["consent", "condition_of_service"],
	"17.1": ["notice", "rights"],
	"17.2": ["notice", "change_told"],
	"17.3": ["agency", "processing_rules", "easy_to_read"],
	"20.1": ["agency", "joint_processing", "agreement"],
	"21.1": ["agency", "entrustment", "agreement"],
	"21.2": ["agency", "commissioned", "within_agreement"],
	"21.3": ["agency", "commissioned", "consent_to_entrust_on"],
	"22": ["agency", "succession", "told"],
	"28.2": ["agency", "protection", "strict"],
	"29": ["subject", "min_age"],
	"30": ["notice", "necessity"],
	"31.1": ["consent", "guardian"],
	"31.2": ["agency", "processing_rules", "under_14"],
	"38.1": ["agency", "cross_border", "transfers"],
	"39": ["agency", "cross_border", "notice"],
	"40": ["agency", "cross_border", "security_assessment"],
	"41": ["agency", "cross_border", "approved"],
	"44": ["refused_by_subject"],
	"45.2": ["agency", "rights", "access"],
	"45.3": ["agency", "rights", "portability"],
	"46.2": ["agency", "rights", "correction"],
	"47.1": ["agency", "rights", "deletion"],
	"48": ["agency", "rights", "rules_explained"],
	"50.1": ["agency", "rights", "channel"],
	"51.0.1": ["agency", "protection", "rules"],
	"51.0.2": ["agency", "protection", "classification"],
	"51.0.3": ["agency", "protection", "encryption"],
	"51.0.4": ["agency", "protection", "training"],
	"51.0.5": ["agency", "protection", "incident_plan"],
	"52.1": ["agency", "officer", "appointed"],
	"52.2": ["agency", "officer", "contact_published"],
	"54": ["agency", "protection", "audit"],
	"55": ["agency", "impact_assessment", "processing_recorded"],
	"56.1": ["agency", "impact_assessment", "impact"],
	"56.2": ["agency", "impact_assessment", "kept"],
	"57.1": ["agency", "protection", "incident_notice"],
}

# all_wrong: facts that break each of these clauses.
all_wrong := {
	"/subject/min_age": 13,
	"/min_age_on_day": 13,
	"/ground": "consent",
	"/refused_by_subject": true,
	"/consent": {
		"form": "express",
		"separate": false,
		"voluntary": no,
		"withdrawable": false,
		"guardian": false,
		"condition_of_service": true,
		"needed_for_service": no,
		"misleading": true,
		"changed_since": true,
		"renewed": false,
	},
	"/purpose/specific": no,
	"/notice/rights": false,
	"/notice/by_rules": true,
	"/notice/necessity": false,
	"/notice/changed_since": true,
	"/notice/change_told": false,
	"/agency": {
		"type": "market_entity",
		"over_threshold": true,
		"processing_rules": {"published": false, "easy_to_read": false, "under_14": false},
		"accuracy": false,
		"protection": {"training": false, "strict": no},
		"officer": {"appointed": false, "contact_published": false},
		"impact_assessment": {
			"done": true,
			"impact": false,
			"processing_recorded": false,
			"kept": {"years": 2},
		},
		"cross_border": {"transfers": true, "foreign_authority": true, "approved": false},
		"entrustment": {"used": true, "agreement": false},
		"commissioned": {"done": true, "within_agreement": false, "entrusted_on": true, "consent_to_entrust_on": false},
		"succession": {"transfers": true, "told": false},
		"joint_processing": {"used": true, "agreement": false},
		"rights": {},
	},
}

appointed := object.union(all_wrong, {"/agency/officer/appointed": true})

# A disclosure tells its recipients.
going_abroad(practice) := practice if practice.kind != "disclosure"

going_abroad(practice) := object.union(practice, {"recipients": [{"type": "market_entity", "abroad": true}]}) if {
	practice.kind == "disclosure"
}

# A sanction states the age on its day by itself.
age_of(practice) := ["min_age_on_day"] if practice.kind == "sanction"

age_of(practice) := asked_in_every_kind["29"] if practice.kind != "sanction"

test_asked_in_every_kind if {
	every practice in every_kind {
		every clause, at in object.remove(asked_in_every_kind, ["13.1", "29", "52.2"]) {
			breaks(going_abroad(practice), all_wrong, clause, at)
		}
		breaks(practice, all_wrong, "29", age_of(practice))
		breaks(practice, appointed, "52.2", asked_in_every_kind["52.2"])
		breaks(practice, {"/ground": "none"}, "13.1", ["ground"])
	}
}

test_organs_in_every_kind if {
	every practice in every_kind {
		organ := of_organ(practice)
		powerless(organ, strict, [])
		breaks(organ, {"/notice": {"time": "none", "omission": "none"}}, "35", ["notice", "time"])
		breaks(organ, {"/agency/storage/in_china": false}, "36", ["agency", "storage", "in_china"])
	}
}

powerless_without_area(practice, facts) if {
	bare := object.remove(changed(practice, facts), ["purpose"])
	["basis"] in broken(bare, strict, [], "34")
}

test_lists_and_sanctions_use_public_power if {
	organ := {"/agency/type": "state_organ"}
	authorised := {"/agency/type": "authorised_organisation"}
	contract := {"/ground": "contract", "/ground_necessary": yes}
	every facts in [organ, authorised] {
		powerless_without_area(list, facts)
		powerless_without_area(sanction, facts)
		not powerless_without_area(repair, facts)
		not powerless_without_area(incentive, facts)
		not powerless_without_area(sanction, object.union(facts, contract))
	}
	powerless_without_area(list, object.union(organ, contract))
	not powerless_without_area(list, object.union(authorised, contract))
	not powerless_without_area(list, {})
}

powerless_places(practice, at) := broken(practice, strict, [cited("some law", "law", at)], "34")

test_power_for_each_ground_and_record if {
	two_grounds := changed(of_organ(list), {"/grounds/1": list.grounds[0]})
	powerless_places(two_grounds, ["grounds", 0, "basis", 0]) == {["grounds", 1, "category"]}
	powerless_places(two_grounds, ["basis", 0]) == set()
	powerless_places(two_grounds, ["term", "basis", 0]) == {["basis"]}
	for_sanction := changed(of_organ(sanction), {"/grounds/1": sanction.grounds[0]})
	powerless_places(for_sanction, ["measures", 0, "basis", 0]) == set()
	two_records := changed(of_organ(repair), {"/records/1": repair.records[0]})
	powerless_places(two_records, ["records", 0, "basis", 0]) == {["records", 1, "category"]}
}

test_public_only_where_everything_is if {
	ground := {"/ground": "already_public", "/reasonable_scope": yes}
	public := object.union(ground, {"/grounds/0/publication": "by_subject", "/consent/separate": false})
	every practice in [list, sanction, incentive] {
		breaks(practice, ground, "13.1", ["grounds", 0, "category"])
		keeps(practice, public, "13.1")
		keeps(practice, public, "25")
		breaks(practice, object.union(ground, {"/consent/separate": false}), "25", shown_at[practice.kind])
	}
	breaks(repair, ground, "13.1", ["records", 0, "category"])
	keeps(repair, object.union(ground, {"/records/0/publication": "by_subject"}), "13.1")
}

shown_at := {
	"list": ["publicity", "done"],
	"sanction": ["measures", 0, "measure"],
	"incentive": ["measures", 0, "measure"],
}

test_publication if {
	alone := {"/consent/separate": false}
	not_assessed := {"/agency/impact_assessment/done": false}
	every practice in [list, sanction, incentive] {
		breaks(practice, alone, "25", shown_at[practice.kind])
		keeps(practice, object.union(alone, {"/ground": "contract", "/ground_necessary": yes}), "25")
		breaks(practice, not_assessed, "55", ["agency", "impact_assessment", "done"])
		keeps(practice, object.union(not_assessed, not_shown[practice.kind]), "55")
	}
	keeps(list, object.union(alone, not_shown.list), "25")
	breaks(sanction, object.union(alone, {"/measures/0/measure": "public_shaming"}), "25", ["measures", 0, "measure"])
	keeps(sanction, object.union(alone, {"/measures/0/measure": "public_censure"}), "25")
}

not_shown := {
	"list": {"/publicity/done": false},
	"sanction": {"/measures/0/measure": "warning"},
	"incentive": {"/measures/0/measure": "priority_service"},
}

test_sensitive_grounds_and_records if {
	alone := {"/consent/separate": false}
	facts := {"/grounds/0/category": "religion"}
	every practice in [list, sanction, incentive] {
		breaks(practice, object.union(alone, facts), "29", ["grounds", 0, "category"])
		keeps(practice, facts, "29")
		breaks(practice, object.union(facts, {"/notice/impact": false}), "30", ["notice", "impact"])
	}
	breaks(repair, object.union(alone, {"/records/0/category": "disease"}), "29", ["records", 0, "category"])
	keeps(repair, alone, "29")
}

relying_on_contract := {"/ground": "contract", "/ground_necessary": yes}

test_relatives_are_no_party if {
	every who in ["spouse", "child", "parent", "other_relative"] {
		listed := object.union(relying_on_contract, {"/others": {who: true, "responsible": no}})
		breaks(list, listed, "13.1", ["others", who])
		keeps(list, object.union(listed, {"/others": {who: true, "responsible": yes}}), "13.1")
		reached := object.union(relying_on_contract, {"/measures/0/others": {who: true, "responsible": no}})
		breaks(sanction, reached, "13.1", ["measures", 0, "others", who])
		keeps(sanction, object.union(reached, {"/measures/0/others": {who: false}}), "13.1")
		keeps(list, {"/others": {who: true, "responsible": no}}, "13.1")
	}
	keeps(list, object.union(relying_on_contract, {"/others": {"guarantor": true, "responsible": no}}), "13.1")
}

test_lists_end if {
	for_ever := {"/term/period": {"unlimited": true}, "/removal/when_conditions_met": false}
	breaks(list, for_ever, "19", ["term", "period"])
	keeps(list, object.union(for_ever, {"/removal/when_conditions_met": true}), "19")
	keeps(list, {"/removal/when_conditions_met": false}, "19")
	set_by := [cited("some law", "law", ["term", "basis", 0])]
	unlimited := changed(list, for_ever)
	count(broken(unlimited, strict, set_by, "19")) == 0
	local := [cited("some local regulation", "local_regulation", ["term", "basis", 0])]
	count(broken(unlimited, strict, local, "19")) == 1
	itself := [cited("cn/personal_information_protection_2021", "law", ["term", "basis", 0])]
	count(broken(unlimited, strict, itself, "19")) == 1
}

test_wrong_entries_are_removed if {
	breaks(list, {"/removal/wrong_entry_removed": false}, "46.2", ["removal", "wrong_entry_removed"])
	keeps(list, {}, "46.2")
}

test_expired_grounds if breaks(sanction, {"/grounds/0/expired": true}, "47.2", ["grounds", 0, "expired"])
