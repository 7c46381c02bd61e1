"""Everything of the addon, by room. Something new that is not in here fails the build.

Classes of fields:
    code      a random label or a digest; says nothing
    steering  what managers may steer on: no person, no words of one's own
    people    identity and contact data, and facts about one person
    told      words of people, and words about them
    staff     colleagues
    view      worked out for the screen out of the others of its own room
"""

SYSTEM_FIELDS = {
    'id', 'display_name', 'create_uid', 'create_date', 'write_uid', 'write_date',
}  # fmt: skip

FRONT_DOOR = {
    'mediation.registration': {
        'code': 'code receipt_digest receipt case_id duplicate_of_id',
        'steering': 'state registrant_kind side lang_id is_urgent date_received date_decided'
        ' company_id offence_id region_id',
        'people': 'full_name birth_date email_address phone_number street postcode city'
        ' needs_interpreter contact_preference voicemail_ok safe_times detained institution'
        ' institution_contact registrant_name registrant_organisation registrant_function'
        ' registrant_email registrant_phone client_agrees privacy_read',
        'told': 'offence event_when event_where police_report other_party relation story hopes'
        ' decision_note referred_to',
        'view': 'days_waiting is_told_visible',
    },
    'mediation.submission': {'code': 'key_digest'},
}

PIPELINE = {
    'mediation.case': {
        'code': 'name',
        'steering': 'active company_id stage_id phase date_last_stage_update paused_until priority'
        ' handed_over initiator_side offence_id region_id contact_mode_ids outcome_id'
        ' date_registered date_assigned date_closed',
        'staff': 'mediator_id co_mediator_ids offered_mediator_id recused_user_ids member_ids',
        'view': 'days_in_stage is_paused next_step missing is_member is_offered_to_me'
        ' is_open_to_me',
        # These only point; whoever follows them meets the rules of the room they lead to.
        'code, for those who meet people': 'party_ids harmed_party_ids responsible_party_ids'
        ' registration_ids',
    },
    'mediation.stage': {'steering': 'name sequence phase fold rotting_threshold_days'},
    'mediation.contact.mode': {
        'steering': 'name code sequence is_direct requirements description active'
    },
    'mediation.outcome': {'steering': 'name code sequence ended_by active'},
    'mediation.offence': {'steering': 'name sequence active'},
    'mediation.region': {'steering': 'name sequence active'},
    'mediation.mediator': {'staff': 'user_id region_ids lang_ids open_case_count'},
    'mediation.case.offer': {'code': 'registration_id case_id', 'staff': 'suggestion_ids'},
    'mediation.case.offer.suggestion': {
        'code': 'offer_id',
        'staff': 'sequence user_id open_case_count in_region speaks_language',
    },
}

IDENTITY = {
    'mediation.party': {
        'code': 'code case_id company_id',
        'people': 'side role is_initiator state consent_state lang_id needs_interpreter'
        ' contact_mode_ids'
        ' full_name birth_date is_minor guardian_name guardian_contact email_address phone_number'
        ' street postcode city contact_preference voicemail_ok neutral_envelope safe_times'
        ' contact_via detained institution institution_contact',
        'told': 'wishes',
    },
}

ROOMS = {'front_door': FRONT_DOOR, 'pipeline': PIPELINE, 'identity': IDENTITY}

# Models of Odoo that the addon changes, with the fields it adds (none) to each.
EXTENDED = {
    'base', 'ir.attachment', 'ir.cron', 'ir.http', 'ir.model.access', 'ir.rule', 'mail.activity',
    'res.users',
}  # fmt: skip

# A public method is an HTTP interface to whoever may call it with any id. ``create``, ``write``
# and ``unlink`` check access themselves.
PUBLIC_METHODS = {
    'mediation.case': 'action_accept action_decline_offer action_offer create write message_notify'
    ' message_post',
    'mediation.case.offer': 'action_make_case',
    'mediation.case.offer.suggestion': 'action_offer',
    'mediation.party': 'create write',
    'mediation.registration': 'action_assess action_decline action_make_case'
    ' action_mark_duplicate action_open_case action_refer action_reopen write',
    'mail.activity': 'action_notify create write',
}

# Who may call: everybody. What comes in: a registration. What goes out: a receipt.
ROUTES = {
    '/herstelbemiddeling/aanmelden',
    '/<string:url_code>/herstelbemiddeling/aanmelden',
}

CRONS = set()
MAIL_TEMPLATES = set()
