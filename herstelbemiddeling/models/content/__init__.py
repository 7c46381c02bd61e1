from . import mediation_content

# isort: split
# The models of the room inherit from the first.
from . import (
    mediation_agreement,
    mediation_assessment,
    mediation_case,
    mediation_case_handover,
    mediation_case_match,
    mediation_case_page,
    mediation_case_reopening,
    mediation_case_stopping,
    mediation_case_turn,
    mediation_consent,
    mediation_consent_text,
    mediation_contact,
    mediation_demo,
    mediation_handover,
    mediation_information,
    mediation_leaflet,
    mediation_message,
    mediation_note,
    mediation_party,
    mediation_party_course,
    mediation_restriction,
    mediation_session,
)
