"""Broken walls of the own page of a party: who opens it, for how long, and what it shows."""

from toolbox.mutants import Mutant

PAGE = 'controllers/own_page.py'
CODE = 'models/content/mediation_page_code.py'
SHOWN = 'models/content/mediation_party_shown.py'
DONE = 'models/content/mediation_party_own_page.py'
WALLS, TOPICS = 'tests/test_own_page_walls.py', 'tests/test_own_page.py'

MUTANTS = [
    Mutant(
        'a page stays open when its code was blocked',
        CODE,
        "return bool(self._usable([('id', 'in', self.ids)]))",
        'return True',
        (WALLS,),
    ),
    Mutant(
        'a code that was replaced still opens',
        CODE,
        "            & Domain('state', '=', 'active')\n",
        '',
        (WALLS,),
    ),
    Mutant(
        'the desk takes a code along',
        CODE,
        'if not self.env.su and self.env.user not in party.case_id._carriers():',
        'if False:',
        (TOPICS,),
    ),
    Mutant(
        'a page of yesterday is still open',
        PAGE,
        "IN_USE, texts.get('token', ''), SECONDS)",
        "IN_USE, texts.get('token', ''))",
        (WALLS,),
    ),
    Mutant(
        'what one person typed comes back for another',
        PAGE,
        ' or found_sudo.party_id != former_sudo.party_id',
        '',
        (WALLS,),
    ),
    Mutant(
        'a page that asks for the code opens the page itself',
        PAGE,
        "'own page', 'own page, shut'",
        "'own page', 'own page'",
        (WALLS,),
    ),
    Mutant(
        'what was delivered to the other is read here',
        SHOWN,
        "[('recipient_id', '=', self.id)]",
        "[('case_id', '=', self.case_id.id)]",
        (WALLS,),
    ),
    Mutant(
        'the guardian says yes, and the page says that the child did',
        SHOWN,
        "            & Domain('given_by', '=', 'self')\n",
        '',
        (TOPICS,),
    ),
    Mutant(
        'a text is agreed to that has changed since',
        SHOWN,
        'text.shown_version and text.shown_version == text.version',
        'text.shown_version',
        (TOPICS,),
    ),
    Mutant(
        'a closed case is changed from the own page',
        DONE,
        "        if self.case_id.phase == 'closed':\n",
        '        if False:\n',
        (TOPICS,),
    ),
    Mutant(
        'a page that is sent twice is done twice',
        PAGE,
        '                if self._claim(texts):\n',
        '                if self._claim(texts) or True:\n',
        (TOPICS,),
    ),
]
