"""Broken walls of the desk's day: who is told of a match, who decides, what becomes of a list."""

from toolbox.mutants import Mutant

FRONT = 'models/front_door/mediation_'
OFFER = 'wizard/mediation_case_offer.py'
MATCHES, TRIAGE = 'tests/test_desk_matches.py', 'tests/test_desk_triage.py'
QUESTIONS, IMPORT = 'tests/test_desk_questions.py', 'tests/test_import.py'
ASSIGNMENT, DESK = 'tests/test_desk_assignment.py', 'tests/test_registration_desk.py'

MUTANTS = [
    Mutant(
        'a match is told with the case that was handed over',
        f'{FRONT}registration_match.py',
        'if other and not is_shut',
        'if other',
        (MATCHES,),
    ),
    Mutant(
        'what was handed over tells whether somebody is here',
        f'{FRONT}registration_match.py',
        "self._origin.filtered('is_told_visible')._find_matches()",
        'self._origin._find_matches()',
        (MATCHES,),
    ),
    Mutant(
        'a name alone is a match',
        'sealed/blind.py',
        '    if not all(usual):\n',
        '    if not any(usual):\n',
        (MATCHES,),
    ),
    Mutant(
        'who decided about scope is written by hand',
        f'{FRONT}registration_kept.py',
        'if names and not self.env.su:',
        'if False:',
        (TRIAGE,),
    ),
    Mutant(
        'what is out of scope becomes a case',
        f'{FRONT}registration_scope.py',
        "        if self.scope_decision == 'out':\n",
        '        if False:\n',
        (TRIAGE,),
    ),
    Mutant(
        'a referrer is asked',
        f'{FRONT}registration_question.py',
        '        if self._is_by_referrer():\n',
        '        if False:\n',
        (QUESTIONS,),
    ),
    Mutant(
        'a mail about a question to who did not choose mail',
        f'{FRONT}registration_confirmation.py',
        "self.contact_preference == 'email' and ",
        '',
        (QUESTIONS,),
    ),
    Mutant(
        'managers hear whom a mediator may know',
        OFFER,
        'if not self.env.user.has_group(DESK) or case.handed_over:',
        'if case.handed_over:',
        (ASSIGNMENT,),
    ),
    Mutant(
        'a line comes in each time',
        f'{FRONT}import.py',
        'if submissions._claim(digest(self._key_of(line)))]',
        'if line]',
        (IMPORT,),
    ),
    Mutant(
        'a list is kept when it is in',
        f'{FRONT}import.py',
        '        if not self.bad_count:\n            self._erase_seals()\n',
        '',
        (IMPORT,),
    ),
    Mutant(
        'the list of a colleague is open',
        'security/mediation_desk_security.xml',
        "[('create_uid', '=', user.id), ('company_id', 'in', company_ids)]",
        "[('company_id', 'in', company_ids)]",
        (IMPORT,),
    ),
    Mutant(
        'a registration is turned to the case of somebody else',
        f'{FRONT}registration_kept.py',
        "'date_came_back', 'case_id'}",
        "'date_came_back'}",
        (DESK,),
    ),
    Mutant(
        'the term until something is erased is written by hand',
        f'{FRONT}registration_kept.py',
        "'date_decided', ",
        '',
        (DESK,),
    ),
    Mutant(
        'what somebody has stopped is taken up again',
        f'{FRONT}registration_later.py',
        'if registration.date_withdrawn and registration.state in OPEN_STATES:',
        'if False:',
        (DESK,),
    ),
]
