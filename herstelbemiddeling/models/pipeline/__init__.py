from . import (
    mediation_stage,
    mediation_contact_mode,
    mediation_outcome,
    mediation_offence,
    mediation_region,
    mediation_mediator,
    mediation_case,
)
