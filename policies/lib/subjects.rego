# Whom a practice is about. Which of them a text means by its own words (citizen, enterprise, market entity), the text
# says.
package policies.lib.subjects

# A sole trader is a natural person in business (Civil Code article 54).
natural_person if input.practice.subject.type in {"natural_person", "sole_trader"}

organisation if input.practice.subject.type in {"legal_person", "unincorporated_organisation"}
