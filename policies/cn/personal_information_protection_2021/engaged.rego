# When each clause speaks: of whom, and the condition its sentence begins with. A clause whose condition is not there
# does not apply; it is not kept.
package policies.cn.personal_information_protection_2021

import data.policies.lib.consent
import data.policies.lib.subjects

engaged["5"] if protected

engaged["6.1"] if protected

engaged["6.2"] if protected

engaged["7"] if protected

engaged["8"] if protected

engaged["10"] if protected

engaged["13.1"] if protected

# Articles 14 to 16: where consent is the ground. What was never given (article 13) has no quality, nor is it withdrawn.
engaged["14.1"] if consent_given

engaged["14.2"] if {
	processed_on_consent
	input.practice.consent.changed_since
}

engaged["15.1"] if consent_given

engaged["16"] if processed_on_consent

engaged["17.1"] if protected

engaged["17.1.4"] if {
	protected
	input.practice.notice.time in {"before", "after"}
}

engaged["17.2"] if {
	protected
	input.practice.notice.changed_since
}

engaged["17.3"] if {
	protected
	input.practice.notice.by_rules
}

engaged["18.2"] if {
	protected
	notice_may_follow
}

engaged["19"] if protected

engaged["20.1"] if {
	protected
	input.practice.agency.joint_processing.used
}

engaged["21.1"] if {
	protected
	input.practice.agency.entrustment.used
}

engaged["21.2"] if {
	protected
	input.practice.agency.commissioned.done
}

engaged["21.3"] if {
	protected
	input.practice.agency.commissioned.entrusted_on
}

engaged["22"] if {
	protected
	input.practice.agency.succession.transfers
}

engaged["23"] if {
	protected
	provides_to_others
}

engaged["24.1"] if {
	protected
	automated_decision
}

engaged["24.2"] if {
	protected
	automated_decision
	input.practice.uses.marketing
}

engaged["24.3"] if {
	protected
	automated_decision
	input.practice.major_effect.value
}

engaged["25"] if {
	protected
	publishes
}

engaged["26"] if {
	protected
	watched_public_place
}

engaged["27"] if {
	protected
	input.practice.ground == "already_public"
}

# Articles 28 to 31: sensitive information, and that of children. The list is open (等): what else is sensitive people
# say.
engaged["28.1"] if protected

engaged["28.2"] if handles_sensitive_information

engaged["29"] if handles_sensitive_information

engaged["30"] if handles_sensitive_information

engaged["31.1"] if {
	protected
	under_age_of_guardian_consent
}

engaged["31.2"] if {
	protected
	under_age_of_guardian_consent
}

engaged["32"] if handles_sensitive_information

engaged["34"] if {
	protected
	performs_statutory_duty
}

engaged["35"] if {
	protected
	performs_statutory_duty
}

# Article 36 binds a state organ in all it processes, an organisation that acts like one only at its duties (article
# 37).
engaged["36"] if {
	protected
	bound_by_article_36
}

# Articles 38 to 41: out of the country.
engaged["38.1"] if {
	protected
	transfers_abroad
}

engaged["38.3"] if {
	protected
	transfers_abroad
}

engaged["39"] if {
	protected
	transfers_abroad
}

engaged["40"] if {
	protected
	large_or_critical
}

engaged["41"] if {
	protected
	transfers_abroad
	input.practice.agency.cross_border.foreign_authority
	not stored_abroad
}

engaged["44"] if processed_on_consent

engaged["45.2"] if protected

# The conditions of the cyberspace authority are met only by what the person gave with consent, or what was collected on
# a contract (《网络数据安全管理条例》 article 25 item 2).
engaged["45.3"] if {
	protected
	input.practice.ground in {"consent", "contract"}
}

engaged["46.2"] if protected

engaged["47.1"] if protected

engaged["47.2"] if protected

engaged["48"] if protected

# Article 49 alone is about the dead.
engaged["49"] if {
	subjects.natural_person
	about_the_dead
	handles_personal_information
}

engaged["50.1"] if protected

engaged["51.0.1"] if protected

engaged["51.0.2"] if protected

engaged["51.0.3"] if protected

engaged["51.0.4"] if protected

engaged["51.0.5"] if protected

engaged["51.0.6"] if protected

engaged["52.1"] if {
	protected
	input.practice.agency.over_threshold
}

engaged["52.2"] if {
	protected
	input.practice.agency.officer.appointed
}

engaged["54"] if protected

engaged["55"] if assessment_required

engaged["56.1"] if assessment_made

engaged["56.2"] if assessment_made

engaged["57.1"] if protected

engaged["58"] if protected

engaged["59"] if {
	protected
	input.practice.agency.commissioned.done
}

# Article 60: the cyberspace authorities are among the departments for personal information; which others are, their own
# rules say.
engaged["65.1"] if input.practice.agency.department == "cyberspace"

engaged["65.2"] if input.practice.agency.department == "cyberspace"

# Article 72 paragraph 2: what another law provides on them goes first, as far as it goes.
engaged["72.2"] if {
	protected
	input.practice.purpose.area in {"official_statistics", "archives"}
}

processed_on_consent if {
	protected
	relies_on_consent
}

# Articles 27 and 26 ask for consent under another ground; what is relied on then is consent as well.
processed_on_consent if {
	protected
	input.practice.ground == "already_public"
	input.practice.major_effect.value
	consent.expressed
}

processed_on_consent if {
	protected
	watched_public_place
	input.practice.device.only_public_security == false
	separate_consent
}

consent_given if {
	processed_on_consent
	input.practice.consent.form != "none"
}
