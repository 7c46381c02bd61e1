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
SURROUNDINGS = 'tests/test_case_surroundings.py'
CALENDAR = 'tests/test_case_calendar.py'
MAIL = 'tests/test_mail_tells_nothing.py'
STATES = 'tests/test_walls_stateful.py'
AUDIT = 'tests/test_audit.py'
AUDIT_REQUESTS = 'tests/test_audit_requests.py'
AUDIT_DATABASE = 'tests/test_audit_database.py'
RIGHTS = 'tests/test_rights_of_users.py'
LEAVING = 'tests/test_leaving.py'
HEALTH = 'tests/test_health.py'
EMERGENCY = 'tests/test_emergency.py'
EMERGENCY_ENDS = 'tests/test_emergency_ends.py'


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
MESSAGE = 'models/pipeline/mail_message.py'
EVENT = 'models/pipeline/calendar_event.py'
AROUND = 'models/pipeline/mediation_around.py'
GRANT = 'models/guard/mediation_emergency.py'
GRANT_RULES = 'security/mediation_emergency_security.xml'
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
        'an administrator gets a role',
        'rights.py',
        '    if has - had and has & roles(env) and has & _groups(env, ADMINISTRATORS):\n',
        '    if False:\n',
        (RIGHTS,),
    ),
    Mutant(
        'a role comes with another group',
        'models/guard/res_groups.py',
        '            if role:\n',
        '            if False:\n',
        (RIGHTS,),
    ),
    Mutant(
        'a change of rights goes unseen',
        'rights.py',
        "    note_change(changed.with_env(env), 'role')\n",
        '',
        (RIGHTS,),
    ),
    Mutant(
        'a new mail address goes unseen',
        'models/guard/res_partner.py',
        "        if 'email' not in vals:\n",
        '        if True:\n',
        (RIGHTS,),
    ),
    Mutant(
        'an officer who is put out does not hear of it',
        'rights.py',
        '        _tell(officers)  # whoever',
        '        pass  # whoever',
        (RIGHTS,),
    ),
    Mutant(
        'who leaves keeps what was planned',
        'models/guard/mediation_case_leaving.py',
        '            self.sudo()._hand_on_activities()\n',
        '            pass\n',
        (LEAVING,),
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
    Mutant(
        'a mediator reads the whole trail',
        'security/mediation_audit_security.xml',
        "[('case_id.member_ids', 'in', [user.id])]",
        "[(1, '=', 1)]",
        (AUDIT,),
    ),
    Mutant(
        'whoever is recused reads the trail',
        'security/mediation_audit_security.xml',
        "['|', ('case_id', '=', False), ('case_id.recused_user_ids', 'not in', [user.id])]",
        "[(1, '=', 1)]",
        (AUDIT,),
    ),
    Mutant(
        'shown though it could not be noted',
        'audit/entries.py',
        '    else:\n        _write(env, scope)\n',
        '    else:\n        pass\n',
        (AUDIT_REQUESTS,),
    ),
    Mutant(
        'the chain forks under load',
        'audit/trail.sql',
        'FROM herstelbemiddeling_audit.head FOR UPDATE;',
        'FROM herstelbemiddeling_audit.head;',
        (AUDIT_DATABASE,),
    ),
    Mutant(
        'the hash leaves a column out',
        'audit/trail.sql',
        'fresh.seq, to_char(',
        '0, to_char(',
        (AUDIT_DATABASE,),
    ),
    Mutant(
        'anybody opens the health page',
        'models/guard/mediation_health_check.py',
        "        self.check_access('read')\n",
        '',
        (HEALTH,),
    ),
    Mutant(
        'an administrator invents health',
        'security/ir.model.access.csv',
        'model_mediation_health_check,base.group_system,1,0,0,0',
        'model_mediation_health_check,base.group_system,1,1,1,0',
        (HEALTH, CLASSES),
    ),
    Mutant(
        'somebody is the own second person',
        GRANT,
        'not_them = self.user_id | ',
        'not_them = ',
        (EMERGENCY,),
    ),
    Mutant(
        'whoever is recused gets in by an emergency',
        GRANT,
        ' and user not in recused',
        '',
        (EMERGENCY,),
    ),
    Mutant(
        'words from outside make a grant',
        GRANT,
        "            'state': 'asked',\n",
        '',
        (EMERGENCY,),
    ),
    Mutant(
        'an emergency does not look at the clock',
        GRANT,
        '            and self.valid_until > fields.Datetime.now()\n',
        '',
        (EMERGENCY_ENDS,),
    ),
    Mutant(
        'the next request does not end an emergency',
        'models/guard/ir_http.py',
        "        request.env['mediation.emergency']._end_overdue_of_request(request.env.uid)\n",
        '',
        (EMERGENCY_ENDS,),
    ),
    Mutant(
        'an emergency that ends leaves a member',
        'models/guard/mediation_case_emergency.py',
        "        'emergency_ids.state',\n        'emergency_ids.valid_until',\n",
        '',
        (STATES,),
    ),
    Mutant(
        'an emergency counts as a hand-over',
        CASE,
        'lambda case: case._carriers() and not case.handed_over',
        'lambda case: case.member_ids and not case.handed_over',
        (EMERGENCY,),
    ),
    Mutant(
        'the holder moves the case',
        CASE,
        'all(user in case._carriers() for case in self)',
        'all(user in case.member_ids for case in self)',
        (EMERGENCY,),
    ),
    Mutant(
        'the holder changes a person',
        GRANT_RULES,
        """                '|', '|',
                ('case_id.mediator_id', '=', user.id),
""",
        """                '|', '|', '|',
                ('case_id.member_ids', 'in', [user.id]),
                ('case_id.mediator_id', '=', user.id),
""",
        (EMERGENCY,),
    ),
]
