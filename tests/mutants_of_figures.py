"""Broken walls of the figures; see ``mutants``."""

from toolbox.mutants import Mutant

FACTS = 'tests/test_figures_facts.py'
PERIOD = 'tests/test_figures_period.py'
SUPPRESSION = 'tests/test_figures_suppression.py'
HOUSE = 'models/figures'

MUTANTS = [
    Mutant(
        'no second suppression', 'figures/suppression.py', '    table.hide()\n', '', (SUPPRESSION,)
    ),
    Mutant(
        'one row is protected by itself',
        'figures/suppression.py',
        'if (other_row, other_column) == (row, column):',
        'if False:',
        (SUPPRESSION,),
    ),
    Mutant(
        'four are enough', 'figures/suppression.py', 'SMALLEST = 5', 'SMALLEST = 4', (SUPPRESSION,)
    ),
    Mutant(
        'managers read the facts',
        'security/ir.model.access.csv',
        'model_mediation_fact,group_manager,0,0,0,0',
        'model_mediation_fact,group_manager,1,0,0,0',
        (FACTS,),
    ),
    Mutant(
        'what is frozen can be changed',
        f'{HOUSE}/mediation_figures_period.py',
        "write')\n        if any(period.state == 'frozen' for period in self):",
        "write')\n        if False:",
        (PERIOD,),
    ),
    Mutant(
        'a month is frozen twice',
        f'{HOUSE}/mediation_figures_period.py',
        '        if other:\n',
        '        if False:\n',
        (PERIOD,),
    ),
    Mutant(
        'tables of a running period',
        f'{HOUSE}/mediation_figures_period.py',
        'tables.work_out_totals(self._tallies())',
        'tables.work_out(self._tallies(), self._values(self._tallies()))',
        (PERIOD,),
    ),
    Mutant(
        'the order of the facts tells',
        f'{HOUSE}/mediation_fact.py',
        ' ORDER BY random()',
        ' ORDER BY month, measure, heading, value',
        (FACTS,),
    ),
    Mutant(
        'what is taken back stays counted',
        f'{HOUSE}/mediation_counted.py',
        '            tallies.subtract(less.get(company) or {})\n',
        '',
        (FACTS,),
    ),
    Mutant(
        'what is erased leaves the figures',
        f'{HOUSE}/mediation_counted.py',
        '        self._add_tallies(tallied, {}, is_settled=True)\n',
        '',
        (FACTS,),
    ),
]
