"""The people of a case and what is said in it; see ``classification``."""

IDENTITY = {
    'mediation.party': {
        'code': 'code case_id company_id full_name_index email_address_index phone_number_index'
        ' person_index',
        'people': 'side role is_initiator state consent_state lang_id needs_interpreter'
        ' contact_mode_ids'
        ' full_name birth_date is_minor guardian_name guardian_contact email_address phone_number'
        ' street postcode city contact_preference voicemail_ok neutral_envelope safe_times'
        ' contact_via detained institution institution_contact interpreter_arranged'
        ' permission_state state_since consent_ids information_ids restriction_ids'
        ' assessment_ids session_ids dispatch_ids evaluation_ids may_phone may_mail'
        ' may_post may_visit institution_post visiting_times date_release'
        ' permission_asked_on permission_granted_on interpreter_name'
        ' interpreter_is_relative inquiry_ids attempt_ids willingness_ids'
        ' date_data_obtained notice_due date_notice_given safe_contact_summary'
        ' page_code_ids page_entry_ids request_ids is_restricted',
        'told': 'wishes note_ids',
        'view': 'emergency_until others_emergency_until talk_count talk_minutes'
        ' takes_part last_consent_ids consent_missing to_do page_state is_page_code_known'
        ' is_notice_overdue is_approach_open can_set_unreachable'
        ' is_evaluation_open with_whom',
    },
}

CONTENT = {
    'mediation.content': {'code': 'code case_id'},
    'mediation.leaflet': {'steering': 'name version sequence active'},
    'mediation.consent.text': {'steering': 'name purpose version text active'},
    'mediation.information': {
        'code': 'code case_id party_id',
        'people': 'leaflet_id leaflet_version lang_id moment channel',
        'staff': 'user_id',
        'view': 'print_url',
    },
    'mediation.consent': {
        'code': 'code case_id party_id',
        'people': 'purpose decision given_by contact_mode_id moment channel text_id text_version'
        ' lang_id valid_until leaflet_id is_change_of_mind',
        'told': 'remark',
        'staff': 'user_id',
        'view': 'words standing',
    },
    'mediation.inquiry': {
        'code': 'code case_id party_id',
        'people': 'ground date_asked date_answered result asked_of',
        'told': 'answer',
        'staff': 'user_id',
    },
    'mediation.attempt': {
        'code': 'code case_id party_id',
        'people': 'number channel moment wait_until result date_result dispatch_ids',
        'told': 'remark',
        'staff': 'user_id',
        'view': 'letter',
    },
    'mediation.willingness': {
        'code': 'code case_id party_id other_party_id',
        'people': 'contact_mode_id answer',
    },
    'mediation.restriction': {
        'code': 'code case_id party_id protected_party_id',
        'people': 'kind date_from date_until contact_mode_ids decision decision_date imposed_by'
        ' decided_by area',
        'told': 'remark',
    },
    'mediation.session': {
        'code': 'code case_id party_ids contact_id event_id',
        'people': 'kind state how date_start minutes reached called_off_by place is_place_checked',
        'staff': 'user_id',
        'view': 'has_area_ban',
    },
    'mediation.assessment': {
        'code': 'code case_id party_id',
        'people': 'version state date_final good_until facts_acknowledged risk capacity conclusion'
        ' supervision',
        'told': 'safety motives capacity_remark conclusion_remark supervision_remark',
        'staff': 'user_id supervisor_id',
        'view': 'is_current is_asked_of_me',
    },
    'mediation.contact': {
        'code': 'code case_id party_ids support_party_ids session_ids message_ids',
        'people': 'contact_mode_id state go_date result date_completed called_off_by'
        ' is_mediator_present place support_agreed',
        'staff': 'go_user_id',
        'view': 'mode is_direct go missing checklist',
    },
    'mediation.message': {
        'code': 'code case_id contact_id sender_id recipient_id reply_to_id delivery_ids',
        'people': 'state recipient_wants waits_until date_read_back date_released date_delivered'
        ' delivered_how released_by release_channel is_enclosure_checked leaves_name leaves_address'
        ' leaves_mail leaves_phone',
        'told': 'body enclosure enclosure_name',
        'view': 'mode has_words may_have_file sender_side status is_shut found',
    },
    'mediation.delivery': {
        'code': 'code case_id message_id recipient_id',
        'people': 'moment how',
        'told': 'body enclosure',
    },
    'mediation.reminded': {'code': 'code case_id'},
    'mediation.revised': {'code': 'code case_id'},
    'mediation.call': {
        'code': 'case_id party_id',
        'people': 'how minutes date_next kind_next how_next',
        'view': 'phone_number safe_contact',
    },
    'mediation.held': {
        'code': 'case_id session_id contact_id party_ids',
        'people': 'date_start minutes how',
    },
    'mediation.call.off': {'code': 'session_id contact_id', 'people': 'called_off_by'},
    'mediation.agreement': {
        'code': 'code case_id contact_id by_party_id for_party_id',
        'people': 'date_due state date_told',
        'view': 'is_to_be_told is_due',
        'told': 'description',
    },
    'mediation.note': {
        'code': 'code case_id party_id',
        'people': 'date',
        'told': 'body',
        'staff': 'user_id',
    },
    'mediation.handover': {
        'code': 'code case_id',
        'people': 'state date_answered',
        'told': 'note',
        'staff': 'user_id to_user_id',
    },
    'mediation.withdrawal': {
        'code': 'case_id party_id',
        'people': 'channel full_name',
        'view': 'side what_stops',
    },
    'mediation.demo': {},
    'mediation.dispatch': {
        'code': 'code case_id party_id session_id attempt_id',
        'people': 'kind channel state date_queued date_next date_gone tries failure',
        'steering': 'template_date',
        'staff': 'user_id',
    },
    'mediation.disclosure': {
        'code': 'code case_id digest agreement_ids',
        'people': 'version lang_id recipient date_printed shown_version',
        'told': 'text',
        'view': 'is_agreed missing',
    },
    'mediation.page.code': {
        'code': 'code case_id party_id code_digest',
        'people': 'state moment date_ended',
        'staff': 'user_id',
    },
    'mediation.page.code.shown': {'code': 'shown_code'},
    'mediation.page.entry': {
        'code': 'code case_id party_id message_id',
        'people': 'kind moment is_seen date_until',
        'told': 'body',
    },
    'mediation.person.request': {
        'code': 'code case_id party_id',
        'people': 'kind date_received date_due is_longer identity state ground date_done',
        'told': 'words',
    },
    'mediation.evaluation': {
        'code': 'code case_id party_id code_digest',
        'people': 'date_until is_answered',
    },
    'mediation.evaluation.answer': {
        'people': 'month side contact_mode_id score_informed score_free score_safe score_heard'
        ' score_prepared score_helped score_advise may_be_used',
    },
    'mediation.disclosure.agreement': {
        'code': 'code case_id disclosure_id party_id digest',
        'people': 'decision given_by channel moment version',
        'staff': 'user_id',
    },
}

# Of Odoo's dialog before an app is removed: how many there are of each, and of whom nothing.
UNINSTALLING = {
    'mediation_registration_count', 'mediation_case_count', 'mediation_party_count',
    'mediation_letter_count', 'mediation_complaint_count', 'mediation_period_count',
    'mediation_certificate_count', 'mediation_hold_count', 'mediation_audit_count',
    'mediation_is_removed', 'mediation_is_in_use', 'mediation_trail_stays', 'mediation_database',
    'mediation_confirmation',
}  # fmt: skip
