"""Broken walls of mediation itself: consent, gates, the go, what is released, who has stopped."""

from toolbox.mutants import Mutant

CONTENT = 'models/content'
GATES, STATES = 'tests/test_process_gates.py', 'tests/test_process_stateful.py'
WALLS = 'tests/test_content_walls.py'
TWO_SIDES = 'tests/test_two_sides.py'
RACES, TWO_PEOPLE = 'tests/test_races.py', 'tests/test_two_people.py'

MUTANTS = [
    Mutant(
        'a second mediator in without a declaration',
        'models/pipeline/mediation_case.py',
        '            self._ask_before_they_join(co_mediators)\n',
        '            pass\n',
        ('tests/test_course_accepting.py',),
    ),
    Mutant(
        'whoever is asked is a member',
        'models/pipeline/mediation_case.py',
        'return (self.mediator_id | self.co_mediator_ids) - self.recused_user_ids',
        'return self._carriers_to_be() - self.recused_user_ids',
        ('tests/test_course_accepting.py',),
    ),
    Mutant(
        'a child lets go alone',
        f'{CONTENT}/mediation_message.py',
        '            message._check_guardian()\n',
        '',
        ('tests/test_messages_course.py',),
    ),
    Mutant(
        'consent written by hand on a person',
        f'{CONTENT}/mediation_party_kept.py',
        '            self._check_kept(vals)\n',
        '            pass\n',
        ('tests/test_by_hand.py',),
    ),
    Mutant(
        'a default of the context goes past the gate of the approach',
        f'{CONTENT}/mediation_attempt.py',
        '        vals = self._with_context_defaults(vals)\n',
        '',
        ('tests/test_by_hand.py',),
    ),
    Mutant(
        'another supervisor after a refusal',
        f'{CONTENT}/mediation_assessment.py',
        '            self._check_not_judged()\n',
        '',
        ('tests/test_person_supervision.py',),
    ),
    Mutant(
        'the desk makes itself a member',
        'models/pipeline/mediation_case.py',
        '            self = self._without_kept(vals_list)\n',
        '            pass\n',
        ('tests/test_by_hand.py',),
    ),
    Mutant(
        'approach before the reconfirmation',
        'gates.py',
        "'intake_held', 'reconfirmed', 'no_ban'",
        "'intake_held', 'no_ban'",
        (GATES,),
    ),
    Mutant(
        'consent of the guardian not asked',
        'gates.py',
        "'both_sides', 'participation', 'assent'),",
        "'both_sides', 'participation'),",
        (GATES,),
    ),
    Mutant(
        'a go without preparation',
        f'{CONTENT}/mediation_case.py',
        "            'prepared': not parties - prepared,\n",
        "            'prepared': True,\n",
        (GATES, STATES),
    ),
    Mutant(
        'a go without consent',
        f'{CONTENT}/mediation_case.py',
        "            'participation': len(given) == len(parties),\n",
        "            'participation': True,\n",
        (GATES,),
    ),
    Mutant(
        'a go against a ban',
        f'{CONTENT}/mediation_case.py',
        "            'no_ban': not Restriction._blocking(parties, contact_mode),\n",
        "            'no_ban': True,\n",
        (GATES,),
    ),
    Mutant(
        'an old assessment is good for ever',
        f'{CONTENT}/mediation_assessment.py',
        '            if assessment.good_until >= today\n            and ',
        '            if ',
        ('tests/test_contacts_course.py',),
    ),
    Mutant(
        'delivered without a release',
        f'{CONTENT}/mediation_message.py',
        "            message._check_state('released')\n            if message.waits_until",
        "            message._check_state('draft', 'read_back', 'released')\n"
        '            if message.waits_until',
        ('tests/test_messages_course.py',),
    ),
    Mutant(
        'delivered without the go',
        f'{CONTENT}/mediation_message.py',
        '            message.contact_id._check_go()\n',
        '',
        ('tests/test_messages_course.py', STATES),
    ),
    Mutant(
        'talks go on after a withdrawal',
        f'{CONTENT}/mediation_case_stopping.py',
        "        stops['sessions']._call_off(side)\n",
        '',
        ('tests/test_course_stopping.py',),
    ),
    Mutant(
        'mail goes out after a withdrawal',
        f'{CONTENT}/mediation_case_dispatch.py',
        '        )._cancel()\n',
        '        )\n',
        ('tests/test_dispatch.py', 'tests/test_dispatch_mail.py'),
    ),
    Mutant(
        'consent is changed afterwards',
        f'{CONTENT}/mediation_consent.py',
        '    def write(self, vals):  # pylint: disable=method-required-super\n'
        '        self._refuse_change()\n',
        '',
        (WALLS,),
    ),
    Mutant(
        'closed with something pending',
        'gates.py',
        "'nothing_pending'",
        "'mediator'",
        (GATES,),
    ),
    Mutant(
        'a row points at somebody of another case',
        f'{CONTENT}/mediation_content.py',
        '            if any(record[name].case_id - record.case_id for name in names):\n',
        '            if False:\n',
        (WALLS,),
    ),
    # What one side receives
    Mutant(
        'a letter names everybody of the case',
        f'{CONTENT}/mediation_dispatch_letter.py',
        "            'name': party.full_name or '',\n",
        "            'name': ', '.join(p.full_name or '' for p in party.case_id.party_ids),\n",
        (TWO_SIDES,),
    ),
    Mutant(
        'a letter lists what the other side would accept',
        f'{CONTENT}/mediation_dispatch_letter.py',
        'party.with_context(lang=lang).contact_mode_ids',
        'party.case_id.party_ids.with_context(lang=lang).contact_mode_ids',
        (TWO_SIDES,),
    ),
    Mutant(
        'a letter says where the other side is met',
        f'{CONTENT}/mediation_dispatch_letter.py',
        "self.session_id.place or ''",
        "', '.join(talk.place or '' for talk in self.case_id.session_ids)",
        (TWO_SIDES,),
    ),
    Mutant(
        'a mail holds the code of the case',
        f'{CONTENT}/mediation_dispatch_mail.py',
        "'\\n\\n'.join(lines) + '\\n'",
        "'\\n\\n'.join(lines) + self.case_id.name",
        (TWO_SIDES,),
    ),
    Mutant(
        'a copy holds the name of the file',
        f'{CONTENT}/mediation_delivery.py',
        "                **opened,\n",
        "                **opened,\n"
        "                'body': f'{message.body} {message.enclosure_name}',\n",
        (TWO_SIDES,),
    ),
    Mutant(
        'a text for outside goes with the names of the parties',
        f'{CONTENT}/mediation_disclosure.py',
        "'to': self.recipient.splitlines(),",
        "'to': self.case_id.party_ids.mapped('full_name'),",
        (TWO_SIDES,),
    ),
    Mutant(
        'a side is given what it was not sent',
        f'{CONTENT}/mediation_case_talks.py',
        "[('case_id', '=', self.id), ('recipient_id', '=', party.id)]",
        "[('case_id', '=', self.id)]",
        (TWO_SIDES,),
    ),
    Mutant(
        'a kind of letter that nobody walks',
        f'{CONTENT}/mediation_dispatch.py',
        '''            ('closing', "Neutral closing letter"),\n''',
        '''            ('closing', "Neutral closing letter"),\n'''
        '''            ('thanks', "Thanks"),\n''',
        (TWO_SIDES,),
    ),
    # At the same moment
    Mutant(
        'who plans does not meet who stops',
        f'{CONTENT}/mediation_case.py',
        '        self.ensure_one()\n        self._take_turn()\n',
        '        self.ensure_one()\n',
        (RACES,),
    ),
    Mutant(
        'who stops does not meet who plans',
        f'{CONTENT}/mediation_case_stopping.py',
        '        self.ensure_one()\n        self._take_turn()\n',
        '        self.ensure_one()\n',
        (RACES,),
    ),
    Mutant(
        'a ban does not meet who delivers',
        f'{CONTENT}/mediation_restriction.py',
        '        restrictions.case_id._take_turn()\n',
        '',
        (RACES,),
    ),
    Mutant(
        'a mail leaves without a look at what was committed meanwhile',
        f'{CONTENT}/mediation_dispatch_mail.py',
        '        return self._may_still_go()\n',
        '        return True\n',
        (RACES,),
    ),
    Mutant(
        'a mail leaves while nobody waits for it',
        f'{CONTENT}/mediation_dispatch_mail.py',
        'if not self.case_id.try_lock_for_update(allow_referencing=True):',
        'if False:',
        (RACES,),
    ),
    Mutant(
        'who saves last wins',
        'models/guard/sealed_mixin.py',
        '            if shown is not None:\n',
        '            if False:\n',
        (TWO_PEOPLE,),
    ),
    Mutant(
        'rows in a list are overwritten',
        'models/guard/sealed_mixin.py',
        "            if command[0] == fields.Command.UPDATE:\n",
        '            if False:\n',
        (TWO_PEOPLE,),
    ),
    Mutant(
        'a form does not hold what it shows',
        'models/guard/sealed_mixin.py',
        "if node.tag in ('form', 'list') and 'revisions' in model:",
        'if False:',
        (TWO_PEOPLE,),
    ),
    Mutant(
        'a form does not say what it shows',
        'static/src/js/seen_revisions.js',
        'this.seenRevisions = { seen_revisions: revisionsOf(this) };',
        'this.seenRevisions = {};',
        (TWO_PEOPLE,),
    ),
]  # fmt: skip
