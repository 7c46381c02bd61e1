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
        'code': 'code receipt_digest receipt case_id duplicate_of_id full_name_index'
        ' email_address_index phone_number_index',
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
    'mediation.around': {},
    'mediation.case': {
        'code': 'name',
        'steering': 'active company_id stage_id phase date_last_stage_update paused_until priority'
        ' handed_over initiator_side offence_id region_id contact_mode_ids outcome_id'
        ' date_registered date_assigned date_closed',
        'staff': 'mediator_id co_mediator_ids offered_mediator_id recused_user_ids member_ids',
        'view': 'days_in_stage is_paused next_step missing is_member is_offered_to_me'
        ' is_open_to_me emergency_until others_emergency_until',
        # These only point; whoever follows them meets the rules of the room they lead to.
        'code, for those who meet people': 'party_ids harmed_party_ids responsible_party_ids'
        ' registration_ids emergency_ids',
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
        'code': 'code case_id company_id full_name_index email_address_index phone_number_index',
        'people': 'side role is_initiator state consent_state lang_id needs_interpreter'
        ' contact_mode_ids'
        ' full_name birth_date is_minor guardian_name guardian_contact email_address phone_number'
        ' street postcode city contact_preference voicemail_ok neutral_envelope safe_times'
        ' contact_via detained institution institution_contact',
        'told': 'wishes',
        'view': 'emergency_until others_emergency_until',
    },
}

# What guards the rooms. It knows colleagues and settings, nobody whom a case is about.
GUARD = {
    'mediation.audit': {
        'code': 'seq session request model record_id code case_id',
        'steering': 'moment verb reason',
        'staff': 'user_id roles',
        'view': 'is_out_of_hours reason_label',
    },
    'mediation.emergency': {
        'code': 'code case_id',
        'steering': 'reason state date_asked date_granted valid_until date_ended',
        'staff': 'user_id approver_id',
        'told': 'explanation',
        'view': 'needs_approval',
    },
    'mediation.health.check': {
        'steering': 'sequence subject name state todo',
        'staff': 'found',
    },
    'mediation.kept.out': {},
    'sealed.key': {'code': 'owner key_id master_id wrapped date_destroyed'},
    'sealed.mixin': {'code': 'code'},
}

ROOMS = {
    'front_door': FRONT_DOOR,
    'pipeline': PIPELINE,
    'identity': IDENTITY,
    'guard': GUARD,
}

# Models of Odoo of which no row is ever about a mediation.
KEPT_OUT = {
    'fetchmail.server', 'mail.activity.plan', 'mail.alias', 'mail.compose.message',
    'mail.followers', 'mail.followers.edit', 'mail.message.link.preview', 'mail.message.reaction',
    'mail.message.translation', 'mail.notification', 'mail.scheduled.message', 'mail.template',
    'portal.share',
}  # fmt: skip

# The only models on which somebody without a role has a right: whose, and which.
RIGHTS_OF_OTHERS = {'mediation.health.check': ('base.group_system', ('perm_read',))}

# Models of Odoo that the addon changes. It adds no field to them, but to the settings page.
EXTENDED = {
    'base', 'ir.attachment', 'ir.cron', 'ir.fields.converter', 'ir.http', 'mail.activity',
    'res.users',
}  # fmt: skip
# Those of rights and sign-in.
EXTENDED |= {
    'base.partner.merge.automatic.wizard', 'ir.actions.server',
    'ir.model.access', 'ir.rule', 'res.groups', 'res.partner', 'res.users.apikeys',
}  # fmt: skip
# Those around a case.
EXTENDED |= KEPT_OUT | {
    'calendar.alarm_manager', 'calendar.attendee', 'calendar.event', 'mail.activity.schedule',
    'mail.activity.type', 'mail.message', 'mail.tracking.value',
}  # fmt: skip
EXTENDED |= {'base_import.import', 'ir.config_parameter', 'res.config.settings'}
SETTINGS = {'emergency_needs_approval'}

# A public method is an HTTP interface to whoever may call it with any id. ``create``, ``write``
# and ``unlink`` check access themselves.
PUBLIC_METHODS = {
    'ir.config_parameter': 'create write unlink',
    'mediation.audit': 'create init write',
    'mediation.case': 'action_accept action_decline_offer action_offer action_ask_emergency'
    ' action_end_emergency create message_post write',
    'mediation.case.offer': 'action_make_case',
    'mediation.case.offer.suggestion': 'action_offer',
    'mediation.emergency': 'action_approve action_ask action_end action_refuse create',
    'mediation.party': 'action_end_emergency create write',
    'mediation.registration': 'action_assess action_decline action_make_case'
    ' action_mark_duplicate action_open_case action_refer action_reopen write',
    'ir.fields.converter': 'to_field',
    'base': 'create default_get onchange write',
    'sealed.mixin': 'create unlink write',
    'ir.actions.server': 'create write unlink',
    'ir.model.access': 'create write unlink',
    'ir.rule': 'create write unlink',
    'res.groups': 'create write unlink',
    'res.partner': 'write',
    'res.users': 'create write unlink',
    'res.users.apikeys': 'unlink',
    'mail.activity': 'action_create_calendar_event action_notify create write',
    'ir.attachment': 'create write',
    'mail.message': 'create write',
    'calendar.attendee': 'create write',
    'calendar.event': 'create write',
    'mediation.kept.out': 'create write',
    'res.config.settings': 'get_values set_values',
}

# Who may call: everybody. What comes in: a registration. What goes out: a receipt.
ROUTES = {
    '/herstelbemiddeling/aanmelden',
    '/<string:url_code>/herstelbemiddeling/aanmelden',
}

CRONS = {'ir_cron_end_emergency'}
MAIL_TEMPLATES = set()
