"""Broken walls: each of these changes to the addon must turn the suite red.

``./dev/mutants`` tries them all, each in a copy; ``./dev/mutants NAME`` tries one. Those of what
guards the rooms are in ``mutants_of_guard.py``.
"""

from toolbox.mutants import Mutant

WALLS = 'tests/test_walls.py'
COURSE = 'tests/test_case_course.py'
DESK = 'tests/test_registration_desk.py'
FORM = 'tests/test_registration_form.py'
QUIET = 'tests/test_case_holds_no_text.py'
SURROUNDINGS = 'tests/test_case_surroundings.py'
CALENDAR = 'tests/test_case_calendar.py'
MAIL = 'tests/test_mail_tells_nothing.py'
STATES = 'tests/test_walls_stateful.py'
CASE = 'models/pipeline/mediation_case.py'
PARTY = 'models/identity/mediation_party.py'
THREAD = 'models/pipeline/mediation_case_thread.py'
ACTIVITY = 'models/pipeline/mail_activity.py'
MESSAGE = 'models/pipeline/mail_message.py'
EVENT = 'models/pipeline/calendar_event.py'
AROUND = 'models/pipeline/mediation_around.py'
PARTY_RULES = 'security/mediation_party_security.xml'
MEMBERS_RULE = """                '|',
                ('case_id.member_ids', 'in', [user.id]),
                ('case_id.handed_over', '=', False),
"""
PARTY_MODEL = '<field name="model_id" ref="model_mediation_party" />'
FOR_MEDIATORS = """
        <field name="groups" eval="[(6, 0, [ref('group_mediator')])]" />"""

MUTANTS = [
    Mutant('rule dropped', PARTY_RULES, MEMBERS_RULE, '', (WALLS,)),
    Mutant(
        'rule made a rule of a group',
        PARTY_RULES,
        PARTY_MODEL,
        PARTY_MODEL + FOR_MEDIATORS,
        (WALLS,),
    ),
    Mutant(
        'recusal forgotten in a rule',
        PARTY_RULES,
        "('case_id.recused_user_ids', 'not in', [user.id]),",
        '',
        (WALLS,),
    ),
    Mutant(
        'a mediator reads every case',
        'security/mediation_case_security.xml',
        "('mediator_id', '=', user.id),\n                ('co_mediator_ids'",
        "(1, '=', 1),\n                ('co_mediator_ids'",
        (WALLS,),
    ),
    Mutant(
        'label is the name',
        PARTY,
        "    _seal_prefix = 'P'\n",
        "    _seal_prefix = 'P'\n    _rec_name = 'full_name'\n",
        (WALLS,),
    ),
    Mutant(
        'the desk is never out',
        CASE,
        "self.sudo().write({'handed_over': True, 'date_assigned'",
        "self.sudo().write({'date_assigned'",
        (WALLS,),
    ),
    Mutant(
        'anybody writes on a case', CASE, '        if names:\n', '        if False:\n', (COURSE,)
    ),
    Mutant('recused are members', CASE, ' - self.recused_user_ids', '', (WALLS,)),
    Mutant(
        'a co-mediator who leaves stays a member',
        CASE,
        "@api.depends('mediator_id', 'co_mediator_ids', 'recused_user_ids')",
        "@api.depends('mediator_id')",
        (STATES,),
    ),
    Mutant(
        'an offer opens the people',
        CASE,
        'return (self.mediator_id | self.co_mediator_ids)',
        'return (self.mediator_id | self.co_mediator_ids | self.offered_mediator_id)',
        (STATES,),
    ),
    Mutant(
        'gate removed',
        'gates.py',
        "'not_paused', 'mediator', 'no_conflict'",
        "'not_paused'",
        (COURSE,),
    ),
    Mutant(
        'a closed case opens',
        'models/pipeline/mediation_case_gates.py',
        "        if came_from == 'closed':\n",
        '        if False:\n',
        (COURSE,),
    ),
    Mutant(
        'a notice tells',
        'models/front_door/mediation_registration_announced.py',
        '_lt("A new registration waits at the desk."),',
        "waiting[:1].code,",
        (DESK,),
    ),
    Mutant('words on a case', MESSAGE, 'refuse_text(self.env)', 'pass', (QUIET,)),
    Mutant(
        'the chatter of a case',
        MESSAGE,
        "(message.model, message.message_type) != ('mediation.case', 'notification')",
        "message.model != 'mediation.case'",
        (SURROUNDINGS,),
    ),
    Mutant(
        'followers of a case',
        THREAD,
        'return True',
        'return super()._message_subscribe(*args, **kwargs)',
        (QUIET,),
    ),
    Mutant(
        'what is kept out comes in',
        'models/guard/mediation_kept_out.py',
        '                refuse_text(self.env)',
        '                pass',
        (SURROUNDINGS,),
    ),
    Mutant(
        'words in an activity',
        ACTIVITY,
        'if (\n                self._has_own_words(',
        'if False and (\n                self._has_own_words(',
        (QUIET,),
    ),
    Mutant(
        'an activity for anybody',
        ACTIVITY,
        'if user and theirs._in_sight() != theirs:',
        'if False:',
        (SURROUNDINGS,),
    ),
    Mutant(
        'whoever has left reads on',
        AROUND,
        'hidden -= hidden._in_sight()',
        'hidden = self.browse()',
        (SURROUNDINGS,),
    ),
    Mutant(
        'whoever has left finds on',
        AROUND,
        'Domain(domain) & self._in_sight_domain()',
        'Domain(domain)',
        (SURROUNDINGS,),
    ),
    Mutant(
        'a file on a case',
        'models/pipeline/ir_attachment.py',
        '            self._refuse_mediations({**defaults, **vals})\n',
        '            pass\n',
        (SURROUNDINGS,),
    ),
    Mutant(
        'appointments for whoever steers',
        EVENT,
        "Domain('member_ids', 'in', self.env.uid)",
        'Domain.TRUE',
        (CALENDAR,),
    ),
    Mutant(
        'appointments stay with who leaves',
        THREAD,
        '        events_sudo.unlink()\n',
        '',
        (CALENDAR,),
    ),
    Mutant(
        'invitations by mail',
        EVENT,
        'bool(self._of_cases()) or super()',
        'super()',
        (MAIL,),
    ),
    Mutant(
        'a form sent twice is two',
        'models/front_door/mediation_submission.py',
        'ON CONFLICT (key_digest) DO NOTHING',
        'ON CONFLICT (key_digest) DO UPDATE SET key_digest = EXCLUDED.key_digest',
        (DESK,),
    ),
    Mutant(
        'a cookie on the form',
        'controllers/public_page.py',
        "    response.headers.remove('Set-Cookie')\n",
        '',
        (FORM,),
    ),
]
