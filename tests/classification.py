"""Everything of the addon, by room. Something new that is not in here fails the build.

Classes of fields:
    code      a random label or a digest; says nothing
    steering  what managers may steer on: no person, no words of one's own
    people    identity and contact data, and facts about one person
    told      words of people, and words about them
    staff     colleagues
    view      worked out for the screen out of the others of its own room
"""

from .classification_of_cases import CONTENT, IDENTITY, UNINSTALLING

SYSTEM_FIELDS = {
    'id', 'display_name', 'create_uid', 'create_date', 'write_uid', 'write_date', 'revisions',
}  # fmt: skip

FRONT_DOOR = {
    'mediation.registration': {
        'code': 'code receipt_digest receipt case_id duplicate_of_id full_name_index'
        ' email_address_index phone_number_index person_index match_ids question_ids',
        'steering': 'state registrant_kind side lang_id is_urgent date_received date_decided'
        ' company_id offence_id region_id screening confirmation_state date_withdrawn'
        ' needs_care scope_decision scope_date waiting_since date_answered question_mail_state'
        ' date_came_back is_settled is_to_announce',
        'staff': 'scope_user_id',
        'people': 'full_name birth_date email_address phone_number street postcode city'
        ' needs_interpreter contact_preference voicemail_ok safe_times detained institution'
        ' institution_contact via_name via_phone wants_confirmation registrant_name'
        ' registrant_organisation registrant_function'
        ' registrant_email registrant_phone client_agrees privacy_read',
        'told': 'offence event_when event_where police_report other_party relation story hopes'
        ' decision_note referred_to added',
        'view': 'days_waiting is_told_visible care_reasons reply_by days_left wait next_step flags'
        ' has_match has_hidden_match scope_advice',
    },
    'mediation.question': {
        'code': 'code registration_id',
        'steering': 'kind date_asked date_answered',
        'staff': 'user_id',
        'told': 'answer',
    },
    'mediation.ask': {
        'code': 'registration_id',
        'steering': 'ask_police_report ask_event_when ask_event_where ask_other_party'
        ' ask_birth_date ask_address ask_agrees ask_known_before',
        'view': 'by_mail',
    },
    'mediation.import': {
        'code': 'code',
        'steering': 'state takes company_id good_count bad_count position registered_count'
        ' progress line_ids',
        'told': 'file rejected',
        'view': 'has_rejected',
    },
    'mediation.import.line': {
        'code': 'import_id',
        'steering': 'number column problem detail',
        'view': 'about sentence',
    },
    'mediation.submission': {'code': 'key_digest'},
    'mediation.visit': {'code': 'network_digest', 'steering': 'kind'},
}

PIPELINE = {
    'mediation.around': {},
    'mediation.case': {
        'code': 'name previous_case_id next_case_ids',
        'steering': 'active company_id stage_id phase date_last_stage_update paused_until priority'
        ' handed_over initiator_side offence_id region_id contact_mode_ids outcome_id'
        ' date_registered date_assigned date_closed ended_by closed_from_phase waiting_on'
        ' waiting_since request_due unassigned_since date_taken_up is_settled',
        'staff': 'mediator_id co_mediator_ids offered_mediator_id recused_user_ids member_ids'
        ' declared_user_ids decline_ids asked_co_mediator_ids',
        'view': 'days_in_stage is_paused next_step missing is_member is_offered_to_me is_mine'
        ' concerns_me activity_state activity_type_id activity_type_icon activity_summary'
        ' activity_exception_decoration activity_exception_icon is_mediator is_to_declare'
        ' has_possible_match has_linked_cases waiting_days checklist can_move_on needs_interpreter'
        ' has_ban is_handed_to_me is_open_to_me emergency_until others_emergency_until'
        ' unassigned_days waiting_position decline_count',
        # These only point; whoever follows them meets the rules of the room they lead to.
        'code, for those who meet people': 'party_ids harmed_party_ids responsible_party_ids'
        ' registration_ids emergency_ids consent_ids session_ids contact_ids'
        ' mediation_message_ids agreement_ids restriction_ids handover_ids'
        ' dispatch_ids disclosure_ids willingness_ids page_entry_ids page_news_ids',
        'view, for those who meet people': 'common_mode_ids has_notice_due attention'
        ' attention_leans agreement_waiting_count paired_party_ids to_do',
    },
    'mediation.stage': {'steering': 'name sequence phase fold rotting_threshold_days'},
    'mediation.contact.mode': {
        'steering': 'name code sequence is_direct requirements description active'
    },
    'mediation.phase.duration': {'steering': 'phase days date_left company_id'},
    'mediation.outcome': {'steering': 'name code sequence ended_by active'},
    'mediation.offence': {'steering': 'name sequence needs_co_mediator is_exempt points active'},
    'mediation.region': {'steering': 'name sequence active'},
    'mediation.mediator': {
        'staff': 'user_id region_ids lang_ids open_case_count supervisor_id supervision_ids'
        ' last_supervision is_supervision_due can_travel offence_ids capacity absent_from'
        ' absent_until load_points',
        'view': 'is_supervised_by_me',
    },
    'mediation.supervision': {'staff': 'mediator_id supervisor_id date state'},
    'mediation.decline': {'code': 'case_id', 'staff': 'user_id date reason'},
    'mediation.case.step': {'code': 'case_id'},
    'mediation.case.decline': {'code': 'case_id', 'staff': 'reason'},
    'mediation.co.mediator': {'code': 'case_id', 'staff': 'user_id'},
    'mediation.pause': {'code': 'case_id', 'steering': 'date_until'},
    'mediation.closing': {
        'code': 'case_id',
        'steering': 'took_place outcome_id ended_by date_aftercare',
        'view': 'missing',
    },
    'mediation.review': {
        'code': 'name',
        'steering': 'phase days_in_stage days_open initiator_side offence_id contact_mode_ids'
        ' waiting_on harmed_talks harmed_minutes responsible_talks responsible_minutes passed'
        ' ahead',
    },
    'mediation.policy': {
        'steering': 'company_id consent_months assessment_months approach_attempts'
        ' approach_wait_days letter_bank_months supervision_weeks aftercare_weeks'
        ' max_enclosure_mb reply_days exit_url scope_needs_report scope_needs_suspect'
        ' retention_unconfirmed_days'
        ' retention_declined_days retention_unapproached_months retention_closed_years'
        ' retention_complaint_years'
        ' retention_warning_days retention_changed_on',
        'view': 'can_set_terms can_set_retention phone_hours emergency_needs_approval',
    },
    'mediation.caseload': {'staff': 'user_id line_ids', 'steering': 'is_out_now'},
    'mediation.caseload.line': {
        'code': 'caseload_id case_id',
        'steering': 'stage_id region_id',
        'staff': 'to_user_id',
    },
    'mediation.case.offer': {'code': 'registration_id case_id', 'staff': 'suggestion_ids'},
    'mediation.case.offer.suggestion': {
        'code': 'offer_id',
        'staff': 'sequence user_id load reasons objections conflict',
    },
}

# How many, and nobody.
FIGURES = {
    'mediation.counted': {'steering': 'is_settled'},
    'mediation.fact': {'steering': 'company_id month measure heading value count is_settled'},
    'mediation.figures.period': {
        'steering': 'name company_id date_from date_to state is_over waiting_count date_frozen'
        ' result',
        'staff': 'user_id',
        'view': 'received taken_up closed contact share_closed tables',
    },
}

# What guards the rooms. It knows colleagues and settings, nobody whom a case is about.
GUARD = {
    'mediation.audit': {
        'code': 'seq session request model record_id code case_id',
        'steering': 'moment verb reason company_id',
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
    'mediation.first.step': {
        'steering': 'name sequence code todo role action_id date_ticked',
        'staff': 'user_id',
        'view': 'state found is_by_hand is_mine',
    },
    'mediation.complaint': {
        'code': 'code case_id',
        'steering': 'date_received date_due channel subject state finding date_answered company_id',
        'staff': 'user_id concerned_user_ids',
        'told': 'complainant reach words answer',
    },
    'mediation.kept.out': {},
    'mediation.retention.certificate': {
        'code': 'code erased_code file_code',
        'steering': 'model ground date_last_act date_due date_erased counts row_count company_id',
    },
    'mediation.retention.delay': {
        'code': 'code',
        'steering': 'reason date_until company_id',
        'staff': 'user_id',
    },
    'mediation.retention.due': {
        'code': 'code record_id file_code case_id',
        'steering': 'model company_id ground date_last_act date_due date_until state',
    },
    'mediation.retention.hold': {
        'code': 'code',
        'steering': 'reason state date_asked date_agreed date_ended company_id',
        'staff': 'user_id agreed_by_id end_asked_by_id end_agreed_by_id',
        'view': 'is_mine_to_decide',
    },
    'sealed.key': {'code': 'owner key_id master_id wrapped date_destroyed'},
    'sealed.mixin': {'code': 'code'},
}

ROOMS = {
    'front_door': FRONT_DOOR,
    'pipeline': PIPELINE,
    'identity': IDENTITY,
    'content': CONTENT,
    'figures': FIGURES,
    'guard': GUARD,
}

# What is not sealed of people: structure for gates and terms, and what the screens work out.
PLAIN = {
    'mediation.party': 'side role state consent_state is_initiator code is_minor needs_interpreter'
    ' is_evaluation_open page_state is_page_code_known with_whom'
    ' interpreter_arranged interpreter_is_relative permission_state permission_asked_on'
    ' permission_granted_on date_data_obtained notice_due date_notice_given'
    ' safe_contact_summary consent_missing is_notice_overdue is_approach_open can_set_unreachable'
    ' takes_part to_do is_restricted',
    'mediation.registration': 'side state registrant_kind is_urgent code receipt receipt_digest'
    ' screening confirmation_state needs_care scope_decision question_mail_state'
    ' is_told_visible care_reasons reply_by wait next_step flags has_match'
    ' has_hidden_match scope_advice is_settled is_to_announce',
}

# Models of Odoo of which no row is ever about a mediation.
KEPT_OUT = {
    'fetchmail.server', 'mail.activity.plan', 'mail.alias', 'mail.compose.message',
    'mail.followers', 'mail.followers.edit', 'mail.message.link.preview', 'mail.message.reaction',
    'mail.message.translation', 'mail.notification', 'mail.scheduled.message', 'mail.template',
    'portal.share',
}  # fmt: skip

# The only models on which somebody without a role has a right: whose, and which.
RIGHTS_OF_OTHERS = {
    'mediation.first.step': ('base.group_system', ('perm_read',)),
    'mediation.health.check': ('base.group_system', ('perm_read',)),
}

# Models of Odoo that the addon changes. It adds no field to them, but to the settings page.
EXTENDED = {
    'base', 'ir.attachment', 'ir.cron', 'ir.fields.converter', 'ir.http', 'mail.activity',
    'res.users', 'base.module.uninstall', 'ir.module.module', 'base_import.import', 'website',
}  # fmt: skip
# Those of rights and sign-in.
EXTENDED |= {
    'base.partner.merge.automatic.wizard', 'ir.actions.server', 'ir.config_parameter', 'ir.rule',
    'ir.model.access', 'res.groups', 'res.company', 'res.partner', 'res.users.apikeys',
    'res.config.settings',
}  # fmt: skip
# Those around a case.
EXTENDED |= KEPT_OUT | {
    'calendar.alarm_manager', 'calendar.attendee', 'calendar.event', 'mail.activity.schedule',
    'mail.activity.type', 'mail.message', 'mail.tracking.value',
}  # fmt: skip
EXTENDED |= {'privacy.lookup.wizard', 'privacy.lookup.wizard.line', 'spreadsheet.dashboard.share'}
# What is added to models of Odoo: settings, and what anybody may know of the organisation.
SETTINGS = {
    'base.module.uninstall': UNINSTALLING,
    'res.config.settings': {'emergency_needs_approval', 'phone_hours'},
    'website': {'phone_hours', 'mediation_contact'},
}
