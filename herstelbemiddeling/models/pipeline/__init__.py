from . import mediation_around

# isort: split
# What stands around a case inherits from the first.
from . import (
    calendar_alarm_manager,
    calendar_attendee,
    calendar_event,
    ir_attachment,
    mail_activity,
    mail_activity_schedule,
    mail_activity_type,
    mail_message,
    mail_tracking_value,
    mediation_case,
    mediation_case_assignment,
    mediation_case_board,
    mediation_case_closing,
    mediation_case_gates,
    mediation_case_thread,
    mediation_case_waiting,
    mediation_case_weekly,
    mediation_contact_mode,
    mediation_decline,
    mediation_mediator,
    mediation_mediator_fit,
    mediation_offence,
    mediation_outcome,
    mediation_phase_duration,
    mediation_policy,
    mediation_region,
    mediation_stage,
    mediation_supervision,
)
