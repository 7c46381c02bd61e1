"""Broken walls between organisations, and around the way out of the addon and into this version."""

from toolbox.mutants import Mutant

COMPANIES, REMOVAL = 'tests/test_companies.py', 'tests/test_removal.py'
VERSION_1 = 'tests/test_version_1.py'
MODULE = 'models/guard/ir_module_module.py'

MUTANTS = [
    Mutant(
        'a privacy officer reads the trail of another company',
        'security/mediation_audit_security.xml',
        "['|', ('company_id', '=', False), ('company_id', 'in', company_ids)]",
        "[(1, '=', 1)]",
        (COMPANIES,),
    ),
    Mutant(
        'an entry of the trail is of nobody once its case is gone',
        'models/guard/mediation_audit.py',
        'mediation_case.company_id, told.company_id, erased.company_id,',
        'NULL,',
        (COMPANIES,),
    ),
    Mutant(
        'the desk sees the mediators of another company',
        'security/mediation_supervision_security.xml',
        "[('user_id.company_ids', 'in', company_ids)]",
        "[(1, '=', 1)]",
        (COMPANIES,),
    ),
    Mutant(
        'the desk sees who declined a case of another company',
        'security/mediation_supervision_security.xml',
        "[('case_id.company_id', 'in', company_ids)]",
        "[(1, '=', 1)]",
        (COMPANIES,),
    ),
    Mutant(
        'colleagues of all companies are told and offered',
        'notices.py',
        "        ('company_ids', 'in', company.ids),\n",
        '',
        (COMPANIES,),
    ),
    Mutant(
        'a case goes to a mediator of another company',
        'models/pipeline/mediation_case.py',
        'if case.company_id not in user.sudo().company_ids:',
        'if False:',
        (COMPANIES,),
    ),
    Mutant(
        'a party is of the company that its maker has in front of him',
        'models/identity/mediation_party.py',
        'if party_sudo.company_id != party_sudo.case_id.company_id:',
        'if False:',
        (COMPANIES,),
    ),
    Mutant(
        'a look-up finds people of all companies',
        'models/guard/privacy_lookup.py',
        '" WHERE (%s) AND company_id = ANY(%s)"',
        '" WHERE (%s) OR company_id = ANY(%s)"',
        (COMPANIES,),
    ),
    Mutant(
        'uninstalled without a word',
        MODULE,
        '        if goes:\n            removal.check_may_go(self.env)\n',
        '',
        (REMOVAL,),
    ),
    Mutant(
        'uninstalled over RPC, past the state',
        MODULE,
        '        if self._is_mediation_here():\n            removal.check_may_go(self.env)\n',
        '',
        (REMOVAL,),
    ),
    Mutant(
        'a hold does not keep the addon',
        'removal.py',
        '    if holds:\n',
        '    if False:\n',
        (REMOVAL,),
    ),
    Mutant(
        'what was made by hand stays behind',
        'removal.py',
        "    'ir.filters': 'model_id',\n",
        '',
        (REMOVAL,),
    ),
    Mutant(
        'what the first version kept stays in the clear',
        'migrations/19.0.2.0.0/post-seal.py',
        'tables = migration.seal_plain_columns(api.Environment(cr, SUPERUSER_ID, {}))',
        "tables = [migration.__name__, api.__name__, str(SUPERUSER_ID)]",
        (VERSION_1,),
    ),
    Mutant(
        'a form that is not saved counts what another company has',
        'models/figures/mediation_figures_period.py',
        'if not (self.env.su or self.company_id <= self.env.companies):',
        'if False:',
        (COMPANIES,),
    ),
]
