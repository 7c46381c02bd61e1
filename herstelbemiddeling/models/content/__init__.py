from . import mediation_content

# isort: split
# The models of the room inherit from the first.
from . import (
    mediation_agreement,
    mediation_assessment,
    mediation_attempt,
    mediation_case,
    mediation_consent,
    mediation_consent_text,
    mediation_contact,
    mediation_demo,
    mediation_information,
    mediation_inquiry,
    mediation_leaflet,
    mediation_message,
    mediation_note,
    mediation_party,
    mediation_restriction,
    mediation_session,
    mediation_willingness,
)

# isort: split
# More of the case and of the person, on top of the above.
from . import mediation_case_approach, mediation_party_approach, mediation_party_consent
