"""Broken walls: each of these changes to the addon must turn the suite red.

``./dev/mutants`` tries them all, each in a copy; ``./dev/mutants NAME`` tries one.
"""

from dataclasses import dataclass

WALLS = 'tests/test_walls.py'
CRAWL = 'tests/test_canary_crawl.py'
CLASSES = 'tests/test_classification.py'
COURSE = 'tests/test_case_course.py'
DESK = 'tests/test_registration_desk.py'
FORM = 'tests/test_registration_form.py'
QUIET = 'tests/test_case_holds_no_text.py'
STATES = 'tests/test_walls_stateful.py'
ERRORS = 'tests/test_errors_tell_nothing.py'
DISCRETION = 'tests/test_discretion.py'


@dataclass(frozen=True)
class Mutant:
    name: str
    file: str  # of the addon
    wall: str  # what stands there
    hole: str  # what stands there when it is broken
    tests: tuple  # where it has to be noticed


REGISTRATION = 'models/front_door/mediation_registration.py'
CASE = 'models/pipeline/mediation_case.py'
PARTY = 'models/identity/mediation_party.py'
THREAD = 'models/pipeline/mediation_case_thread.py'
ACTIVITY = 'models/pipeline/mail_activity.py'
GUARDED = 'models/guard/base.py'
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
        "['|', ('member_ids', 'in', [user.id]), ('offered_mediator_id', '=', user.id)]",
        "[(1, '=', 1)]",
        (WALLS,),
    ),
    Mutant('label is the name', PARTY, "_rec_name = 'code'", "_rec_name = 'full_name'", (WALLS,)),
    Mutant(
        'a related field across the wall',
        CASE,
        "    # When\n",
        "    initiator_name = fields.Char(related='party_ids.full_name')\n\n    # When\n",
        (CRAWL,),
    ),
    Mutant(
        'tracking of a name',
        PARTY,
        'full_name = fields.Char(string="Name", copy=False)',
        'full_name = fields.Char(string="Name", copy=False, tracking=True)',
        (CLASSES,),
    ),
    Mutant(
        'what was told is only shut in SQL',
        'told.py',
        'if value is not None and not record.env.su and not record._may_know():',
        'if False:',
        (DESK,),
    ),
    Mutant(
        'what was told is only shut on reading',
        REGISTRATION,
        'if self.env.su or not told.is_told(self._fields.get(field_expr)):',
        'if True:',
        (DESK,),
    ),
    Mutant(
        'a told field made plain',
        REGISTRATION,
        'story = told.Text(copy=False)',
        'story = fields.Text(copy=False)',
        (DESK,),
    ),
    Mutant(
        'the desk is never out',
        CASE,
        "self.sudo().write({'handed_over': True, 'date_assigned'",
        "self.sudo().write({'date_assigned'",
        (WALLS,),
    ),
    Mutant(
        'anybody writes on a case', CASE, '        if refused:\n', '        if False:\n', (COURSE,)
    ),
    Mutant(
        'target of a party not checked',
        PARTY,
        "        self.env['mediation.case'].browse(case_ids).check_access('write')\n",
        '',
        (WALLS,),
    ),
    Mutant('recused are members', CASE, ' - case.recused_user_ids', '', (WALLS,)),
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
        'case.member_ids = (case.mediator_id | case.co_mediator_ids)',
        'case.member_ids = (case.mediator_id | case.co_mediator_ids | case.offered_mediator_id)',
        (STATES,),
    ),
    Mutant('gate removed', 'gates.py', "    'intake': ('mediator',),\n", '', (COURSE,)),
    Mutant(
        'a closed case opens',
        CASE,
        "        if came_from == 'closed':\n",
        '        if False:\n',
        (COURSE,),
    ),
    Mutant(
        'a notice tells',
        REGISTRATION,
        '_lt("A new registration waits at the desk."),',
        "values.get('full_name'),",
        (DESK,),
    ),
    Mutant('words on a case', THREAD, 'if not self.env.su:', 'if False:', (QUIET,)),
    Mutant(
        'followers of a case',
        THREAD,
        'mail_create_nosubscribe=True',
        'mail_create_nosubscribe=False',
        (QUIET,),
    ),
    Mutant('words in an activity', ACTIVITY, 'if own_summary or own_note:', 'if False:', (QUIET,)),
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
    Mutant(
        'a traceback in an answer',
        'discretion/answers.py',
        "    data['debug'] = ''\n",
        '',
        (DISCRETION,),
    ),
    Mutant(
        'the text of an exception in the log',
        'discretion/log.py',
        'in_full=is_at_the_console()',
        'in_full=True',
        (DISCRETION,),
    ),
    Mutant(
        'a statement with its values in the log',
        'discretion/log.py',
        'return until_first_value(argument)',
        'return argument',
        (DISCRETION,),
    ),
    Mutant(
        'a value in the sentence for a broken constraint',
        GUARDED,
        'if isinstance(exc, (NotNullViolation, ForeignKeyViolation)):',
        'if True:',
        (ERRORS,),
    ),
    Mutant(
        'another answer for a record that never was',
        GUARDED,
        'if is_guarded(self._name) and not self.env.su:',
        'if False:',
        (DISCRETION,),
    ),
    Mutant(
        'labels and rules in a refusal',
        'models/guard/ir_rule.py',
        'if not is_guarded(records._name):',
        'if True:',
        (DISCRETION,),
    ),
    Mutant(
        'debug mode for everybody',
        'models/guard/ir_http_discretion.py',
        'if not (user and user._is_system()):',
        'if False:',
        (ERRORS,),
    ),
]
