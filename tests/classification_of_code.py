"""What of the addon can be called from outside, and what runs by itself: each is named here."""

# A public method is an HTTP interface to whoever may call it with any id. ``create``, ``write``
# and ``unlink`` check access themselves.
PUBLIC_METHODS = {
    'ir.module.module': 'module_uninstall write',
    'base.module.uninstall': 'action_uninstall',
    'ir.config_parameter': 'create write unlink',
    'mediation.audit': 'create init write',
    'mediation.assessment': 'action_agree action_ask_supervisor action_do_not_agree'
    ' action_lay_down create write',
    'mediation.attempt': 'action_declines action_no_reaction action_reached'
    ' action_wants_talk create write',
    'mediation.consent': 'action_take_back create write',
    'mediation.consent.text': 'copy_data write',
    'mediation.counted': 'unlink',
    'mediation.figures.period': 'action_csv action_freeze action_report create write',
    'mediation.contact': 'action_call_off action_complete action_give_go'
    ' action_withdraw_go create write action_ask_call_off'
    ' action_ask_held action_plan action_write_message',
    'mediation.agreement': 'action_done action_not_done action_told create write',
    'mediation.call': 'action_not_reached action_reached',
    'mediation.call.off': 'action_save',
    'mediation.delivery': 'write',
    'mediation.held': 'action_save',
    'mediation.reminded': 'unlink write',
    'mediation.revised': 'action_open write',
    'mediation.content': 'create write',
    'mediation.disclosure': 'action_print create write action_show_on_pages',
    'mediation.disclosure.agreement': 'create write',
    'mediation.note': 'create write',
    'mediation.dispatch': 'action_cancel action_print action_send create write',
    'mediation.information': 'create write',
    'mediation.inquiry': 'create write',
    'mediation.message': 'action_deliver action_no_reply action_read_back'
    ' action_release action_take_back action_withhold create'
    ' write action_does_not_want_it action_take_out'
    ' action_wants_it action_wants_it_later action_write_answer',
    'mediation.page.code': 'write',
    'mediation.page.entry': 'action_make_message action_seen create write',
    'mediation.phase.duration': 'init',
    'spreadsheet.dashboard.share': 'create',
    'mediation.person.request': 'action_done action_file action_lift action_longer action_print'
    ' action_refuse action_restrict create write',
    'mediation.restriction': 'create write',
    'mediation.willingness': 'create write',
    'mediation.session': 'action_call_off action_held create write'
    ' action_ask_call_off action_ask_held',
    'mediation.case': 'action_accept action_declare_no_conflict action_decline_offer action_offer'
    ' action_initiator_withdraws'
    ' action_recuse action_end_pause action_move_on action_open_linked action_reopen'
    ' action_ask_emergency web_read'
    ' action_end_emergency create message_post write action_log_call'
    ' action_new_agreement action_new_contact action_plan_talk action_do_next',
    'mediation.case.decline': 'action_decline',
    'mediation.closing': 'action_close',
    'mediation.co.mediator': 'action_add',
    'mediation.first.step': 'action_open action_take_back action_tick',
    'mediation.handover': 'action_take_back create write',
    'mediation.caseload': 'action_give',
    'mediation.mediator': 'action_draw_case action_give_cases',
    'mediation.pause': 'action_pause',
    'mediation.supervision': 'action_call_off action_held create write',
    'mediation.withdrawal': 'action_withdraw',
    'mediation.case.offer': 'action_make_case',
    'mediation.case.offer.suggestion': 'action_offer',
    'mediation.complaint': 'action_answer action_look create write',
    'mediation.emergency': 'action_approve action_ask action_end action_refuse create',
    'mediation.policy': 'create unlink write',
    'mediation.retention.certificate': 'action_print',
    'mediation.retention.delay': 'create',
    'mediation.retention.due': 'action_hold action_put_off',
    'mediation.retention.hold': 'action_agree action_ask_end action_refuse create',
    'mediation.party': 'action_end_emergency action_withdraw create write web_read'
    ' action_invite action_write_to action_ask_evaluation'
    ' action_write_evaluation'
    ' action_new_assessment action_notice_given action_open'
    ' action_record_consent action_record_declined'
    ' action_set_unreachable action_log_call action_plan_talk action_do_next'
    ' action_hand_over_code action_block_code',
    'mediation.registration': 'action_assess action_decline action_make_case'
    ' action_mark_duplicate action_open_case action_refer action_reopen write'
    ' action_discard action_put_on_board create action_ask action_in_scope'
    ' action_is_original action_next action_open action_out_of_scope',
    'mediation.question': 'create write',
    'mediation.ask': 'action_ask',
    'mediation.import': 'action_check action_fetch action_forget action_import create write',
    'ir.fields.converter': 'to_field',
    'base': 'create default_get fields_get onchange web_search_read write',
    'sealed.key': 'init',
    'sealed.mixin': 'create unlink web_save write',
    'ir.actions.server': 'create write unlink',
    'ir.model.access': 'create write unlink',
    'ir.rule': 'create write unlink',
    'res.groups': 'create write unlink',
    'res.company': 'write',
    'res.partner': 'write',
    'res.users': 'create write unlink',
    'res.users.apikeys': 'unlink',
    'mail.activity': 'action_create_calendar_event action_notify create write',
    'ir.attachment': 'create write',
    'mail.message': 'create write',
    'privacy.lookup.wizard': 'action_lookup',
    'privacy.lookup.wizard.line': 'action_archive_all action_unlink',
    'calendar.attendee': 'create write',
    'calendar.event': 'create write',
    'mediation.kept.out': 'create write',
    'res.config.settings': 'get_values set_values',
}

# Who may call: everybody. What comes in: a registration. What goes out: a receipt.
ROUTES = {
    '/herstelbemiddeling/aanmelden',
    '/<string:url_code>/herstelbemiddeling/aanmelden',
    '/herstelbemiddeling/evaluatie',
    '/<string:url_code>/herstelbemiddeling/evaluatie',
    '/herstelbemiddeling/aanmelden/papier',
    '/<string:url_code>/herstelbemiddeling/aanmelden/papier',
    '/herstelbemiddeling/folder',
    '/<string:url_code>/herstelbemiddeling/folder',
    '/herstelbemiddeling/code',
    '/<string:url_code>/herstelbemiddeling/code',
    '/herstelbemiddeling/colour.css',
    '/herstelbemiddeling/logo',
    # Whoever has the code of a party: what was released to that party.
    '/herstelbemiddeling/pagina',
    '/<string:url_code>/herstelbemiddeling/pagina',
    # Members of the case only: what they have just printed.
    '/herstelbemiddeling/letter/<int:dispatch_id>',
    '/herstelbemiddeling/disclosure/<int:disclosure_id>',
    # What is held about one person, for that person.
    '/herstelbemiddeling/extract/<int:request_id>/<string:form>',
    # Whoever brought in a list: the lines that were wrong.
    '/herstelbemiddeling/import/<int:import_id>',
    # The privacy officer: that something was erased, and nothing of it.
    '/herstelbemiddeling/certificate/<int:certificate_id>',
    # Managers and the privacy officer: figures in which no small group can be found.
    '/herstelbemiddeling/figures/<int:period_id>/<any(pdf,csv):kind>',
}

CRONS = {
    'ir_cron_announce_registrations',
    'ir_cron_drop_goes',
    'ir_cron_end_emergency',
    'ir_cron_erase_due',
    'ir_cron_mix_answers',
    'ir_cron_mix_facts',
    'ir_cron_note_majority',
    'ir_cron_note_turns',
    'ir_cron_remind_of_terms',
    'ir_cron_run_imports',
    'ir_cron_send_confirmations',
    'ir_cron_send_dispatches',
    'ir_cron_weekly',
}
MAIL_TEMPLATES = set()
