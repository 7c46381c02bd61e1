"""Broken walls of the public side: what a code tells, what travels along, what is junk."""

from toolbox.mutants import Mutant

LATER = 'models/front_door/mediation_registration_later.py'
CODE, REGISTRATION = 'controllers/code.py', 'controllers/registration.py'
SCREENING, VISIT = 'form/screening.py', 'models/front_door/mediation_visit.py'
CODE_PAGE, REFERRER = 'tests/test_code_page.py', 'tests/test_code_referrer.py'
ABUSE = 'tests/test_form_abuse.py'

MUTANTS = [
    Mutant(
        'a referrer sees what the person sees',
        LATER,
        'return self.registrant_kind in REFERRERS',
        'return False',
        (REFERRER,),
    ),
    Mutant(
        'what the form gave out opens the page for a code',
        CODE,
        "PURPOSE, KEPT_PURPOSE = 'registration code',",
        "PURPOSE, KEPT_PURPOSE = 'registration',",
        (CODE_PAGE,),
    ),
    Mutant(
        'a page for a code without an end',
        CODE,
        'answers.texts[TOKEN], SECONDS)',
        'answers.texts[TOKEN])',
        (CODE_PAGE,),
    ),
    Mutant(
        'what was typed is shown to who has another code',
        CODE,
        '        if receipt_digest != registration_sudo.receipt_digest:\n            return None\n',
        '',
        (CODE_PAGE,),
    ),
    Mutant(
        'codes tried without an end',
        CODE,
        "        self._visits()._note('code', self._address())\n",
        '        return\n',
        (CODE_PAGE,),
    ),
    Mutant('the trap is forgotten', SCREENING, '    if is_trapped:\n', '    if False:\n', (ABUSE,)),
    Mutant(
        'one network is counted for all',
        VISIT,
        'if address else SQL()',
        'if False else SQL()',
        (ABUSE,),
    ),
    Mutant(
        'one proof for many forms',
        'form/work.py',
        "payload.challenge.parameters.data == {'form': submission_key}",
        'True',
        (ABUSE,),
    ),
    Mutant(
        'a changed page goes on as if nothing was',
        REGISTRATION,
        "            answers.refusal = answers.refusal or 'lost'\n",
        '',
        ('tests/test_registration_steps.py',),
    ),
    Mutant(
        'junk rings at the desk',
        LATER,
        '        if self.screening == screening.APART:\n            return',
        '        if False:\n            return',
        (CODE_PAGE,),
    ),
]
