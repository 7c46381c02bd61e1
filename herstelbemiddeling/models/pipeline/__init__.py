from . import (
    ir_attachment,
    mail_activity,
    mediation_case,
    mediation_case_thread,
    mediation_contact_mode,
    mediation_mediator,
    mediation_offence,
    mediation_outcome,
    mediation_region,
    mediation_stage,
)
