"""Broken walls of mediation itself: consent, gates, the go, what is released, who has stopped."""

from toolbox.mutants import Mutant

CONTENT = 'models/content'
GATES, STATES = 'tests/test_process_gates.py', 'tests/test_process_stateful.py'
WALLS = 'tests/test_content_walls.py'

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
]  # fmt: skip
