from . import mediation_content, mediation_revised

# isort: split
from . import mediation_reminded

# isort: split
# The models of the room inherit from the first.
from . import (
    mediation_agreement,
    mediation_assessment,
    mediation_attempt,
    mediation_case,
    mediation_case_desk,
    mediation_case_disclosure,
    mediation_case_dispatch,
    mediation_case_handover,
    mediation_case_match,
    mediation_case_page,
    mediation_case_reopening,
    mediation_case_stopping,
    mediation_case_talks,
    mediation_case_turn,
    mediation_consent,
    mediation_consent_text,
    mediation_contact,
    mediation_contact_checklist,
    mediation_delivery,
    mediation_demo,
    mediation_disclosure,
    mediation_disclosure_agreement,
    mediation_disclosure_page,
    mediation_dispatch,
    mediation_dispatch_attempt,
    mediation_dispatch_letter,
    mediation_dispatch_mail,
    mediation_evaluation,
    mediation_evaluation_answer,
    mediation_handover,
    mediation_information,
    mediation_inquiry,
    mediation_leaflet,
    mediation_message,
    mediation_message_checks,
    mediation_note,
    mediation_page_code,
    mediation_page_entry,
    mediation_party,
    mediation_party_code,
    mediation_party_course,
    mediation_party_dispatch,
    mediation_party_own_page,
    mediation_party_shown,
    mediation_party_talks,
    mediation_person_request,
    mediation_restriction,
    mediation_session,
    mediation_willingness,
)

# isort: split
# More of the case and of the person, on top of the above.
from . import (
    mediation_case_approach,
    mediation_case_entries,
    mediation_case_pairs,
    mediation_case_reminders,
    mediation_case_request,
    mediation_mediator_match,
    mediation_party_approach,
    mediation_party_by_code,
    mediation_party_consent,
    mediation_party_extract,
    mediation_party_notice,
    mediation_party_page,
    mediation_party_pairs,
    mediation_party_request,
    mediation_registration,
)

# isort: split
# The wall around what nobody writes by hand is the outermost.
from . import mediation_party_kept
