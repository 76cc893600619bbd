package policies.cn.personal_information_protection_2021

import data.policies.lib.periods

# Articles 55 and 56: what may hurt is assessed first, and the papers are kept. Article 57: leaks are stopped and told.

assessment_required if {
	protected
	assessment_cause
}

# What the assessment holds, and how long its report is kept, is asked of one that was made.
assessment_made if {
	assessment_required
	input.practice.agency.impact_assessment.done
}

assessment_cause if handles_sensitive_information

assessment_cause if automated_decision

assessment_cause if input.practice.agency.entrustment.used

assessment_cause if provides_to_others

assessment_cause if publishes

assessment_cause if transfers_abroad

assessment_cause if input.practice.major_effect.value

breach["55"] contains {"at": ["agency", "impact_assessment", "done"], "why": "not_assessed"} if {
	not input.practice.agency.impact_assessment.done
}

breach["55"] contains {"at": ["agency", "impact_assessment", "processing_recorded"], "why": "not_recorded"} if {
	input.practice.agency.impact_assessment.processing_recorded == false
}

breach["56.1"] contains {"at": ["agency", "impact_assessment", "lawfulness"], "why": "lawfulness"} if {
	input.practice.agency.impact_assessment.lawfulness == false
}

breach["56.1"] contains {"at": ["agency", "impact_assessment", "impact"], "why": "impact"} if {
	input.practice.agency.impact_assessment.impact == false
}

breach["56.1"] contains {"at": ["agency", "impact_assessment", "measures"], "why": "measures"} if {
	input.practice.agency.impact_assessment.measures == false
}

breach["56.2"] contains {"at": ["agency", "impact_assessment", "kept"]} if {
	periods.shorter_than(input.practice.agency.impact_assessment.kept, params.assessment_kept)
}

unsettled["56.2"] contains {"at": ["agency", "impact_assessment", "kept"], "why": "unit"} if {
	periods.falls_short_unclear(input.practice.agency.impact_assessment.kept, params.assessment_kept)
}

breach["57.1"] contains {"at": ["agency", "protection", "incident_remedy"], "why": "no_remedy"} if {
	not input.practice.agency.protection.incident_remedy
}

breach["57.1"] contains {"at": ["agency", "protection", "incident_notice"], "why": "not_told"} if {
	not input.practice.agency.protection.incident_notice
}
