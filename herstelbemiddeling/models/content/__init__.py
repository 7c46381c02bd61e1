from . import mediation_content, mediation_revised

# isort: split
# The models of the room inherit from the first.
from . import (
    mediation_agreement,
    mediation_assessment,
    mediation_case,
    mediation_case_talks,
    mediation_consent,
    mediation_consent_text,
    mediation_contact,
    mediation_contact_checklist,
    mediation_delivery,
    mediation_demo,
    mediation_information,
    mediation_leaflet,
    mediation_message,
    mediation_message_checks,
    mediation_note,
    mediation_party,
    mediation_party_talks,
    mediation_restriction,
    mediation_session,
)
