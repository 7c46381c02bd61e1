"""Broken walls of what guards the rooms: seals, audit trail, rights, emergencies, health."""

from toolbox.mutants import Mutant

WALLS = 'tests/test_walls.py'
CLASSES = 'tests/test_classification.py'
DESK = 'tests/test_registration_desk.py'
CALENDAR = 'tests/test_case_calendar.py'
STATES = 'tests/test_walls_stateful.py'
AUDIT = 'tests/test_audit.py'
AUDIT_REQUESTS = 'tests/test_audit_requests.py'
AUDIT_DATABASE = 'tests/test_audit_database.py'
RIGHTS = 'tests/test_rights_of_users.py'
LEAVING = 'tests/test_leaving.py'
HEALTH = 'tests/test_health.py'
EMERGENCY = 'tests/test_emergency.py'
EMERGENCY_ENDS = 'tests/test_emergency_ends.py'
ERRORS = 'tests/test_errors_tell_nothing.py'
DISCRETION = 'tests/test_discretion.py'
GUARDED = 'models/guard/base.py'
REGISTRATION = 'models/front_door/mediation_registration.py'
CASE = 'models/pipeline/mediation_case.py'
PARTY = 'models/identity/mediation_party.py'
EVENT = 'models/pipeline/calendar_event.py'
GRANT = 'models/guard/mediation_emergency.py'
GRANT_RULES = 'security/mediation_emergency_security.xml'
POINTING = 'tests/test_pointing.py'
SEALED = 'tests/test_sealed.py'
SEALED_AUDIT = 'tests/test_sealed_audit.py'
SEALED_KEYS = 'tests/test_sealed_keys.py'
REQUESTS = 'tests/test_seals_in_requests.py'

MUTANTS = [
    Mutant(
        'a related field across the wall',
        CASE,
        "    # When\n",
        "    initiator_name = fields.Char(related='party_ids.full_name')\n\n    # When\n",
        (CLASSES,),
    ),
    Mutant(
        'tracking of a name',
        PARTY,
        'full_name = sealed.Char(string="Name"',
        'full_name = sealed.Char(tracking=True, string="Name"',
        (CLASSES,),
    ),
    Mutant(
        'what is pointed at is not checked',
        'models/guard/base_pointing.py',
        '            if ids:\n',
        '            if False:\n',
        (POINTING,),
    ),
    Mutant(
        'a sealed field made plain',
        PARTY,
        'wishes = sealed.Text(',
        'wishes = fields.Text(',
        (SEALED,),
    ),
    Mutant(
        'the superuser opens seals',
        'sealed/gate.py',
        '    return not env.su and env.uid == person_id(env)\n',
        '    return env.uid == (person_id(env) or env.uid)\n',
        (SEALED,),
    ),
    Mutant(
        'whoever the code works as opens seals',
        'person.py',
        "        return getattr(request, 'mediation_person_id', None)\n",
        '        return env.uid\n',
        (REQUESTS,),
    ),
    Mutant(
        'seals do not ask who is let in',
        'sealed/gate.py',
        '    return not saved or saved._may_open_seals()\n',
        '    return True\n',
        (SEALED, DESK),
    ),
    Mutant(
        'a key for each table and not for each person',
        'sealed/mixin.py',
        "            return f'{self._name},{self._seal_place(values)}'\n",
        '            return self._name\n',
        (SEALED,),
    ),
    Mutant(
        'a value is not bound to its place',
        'sealed/cipher.py',
        "        return '|'.join((*place, self.id)).encode()\n",
        '        return self.id.encode()\n',
        (SEALED,),
    ),
    Mutant(
        'what does not fit looks empty',
        'sealed/gate.py',
        '        raise _integrity_error(field, record)\n',
        '        return None\n',
        (SEALED,),
    ),
    Mutant(
        'no reason is needed to open a seal',
        'sealed/gate.py',
        '    if not (isinstance(reason, str) and reason.strip()):\n',
        '    if False:\n',
        (SEALED,),
    ),
    Mutant(
        'opening is not noted',
        'sealed/gate.py',
        "        audit.note(record.env, 'opened', record)\n",
        '        pass\n',
        (SEALED_AUDIT,),
    ),
    Mutant(
        'erasing leaves the key',
        'sealed/keys.py',
        'SET wrapped = NULL, date_destroyed',
        'SET date_destroyed',
        (SEALED,),
    ),
    Mutant(
        'the length of a value tells',
        'sealed/cipher.py',
        'size = max(SMALLEST, 1 << (needed - 1).bit_length())',
        'size = needed',
        (SEALED,),
    ),
    Mutant(
        'others may read the key file',
        'sealed/master.py',
        '    if mode & (stat.S_IRWXG | stat.S_IRWXO):\n',
        '    if False:\n',
        (SEALED_KEYS,),
    ),
    Mutant(
        'the desk finds by name what it has handed over',
        REGISTRATION,
        'return found if self.env.su else SQL("(%s AND %s)", found, self._may_know_sql(alias))',
        'return found',
        (DESK,),
    ),
    Mutant(
        'the trail is written inside the transaction',
        'audit/entries.py',
        'store.append(scope.dbname, list(scope.pending.values()))',
        "env.cr.execute('SELECT herstelbemiddeling_audit.append(%s)',"
        ' [store.json.dumps(list(scope.pending.values()))])',
        (AUDIT,),
    ),
    Mutant(
        'an appointment is public',
        EVENT,
        "            or self.privacy != 'private'\n",
        '',
        (CALENDAR,),
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
    Mutant(
        'a file with people to import is kept',
        'models/guard/base_import_import.py',
        '            if upload.file and',
        '            if False and',
        ('tests/test_import_of_people.py',),
    ),
]
