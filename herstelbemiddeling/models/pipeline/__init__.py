from . import (
    mediation_case,
    mediation_contact_mode,
    mediation_mediator,
    mediation_offence,
    mediation_outcome,
    mediation_region,
    mediation_stage,
)
