"""Do the rules and rights in the database still say what the addon ships?

An administrator can switch a rule off, narrow it to a group or give a right on the screen, and
nobody would notice. So the database is compared with the files of the addon.
"""

import ast
import csv
import re
from pathlib import Path

from lxml import etree

from odoo.tools import file_open, file_path, str2bool

from ..rights import ROLES
from .result import bad, good, listed

ADDON = 'herstelbemiddeling'
OPERATIONS = ('perm_read', 'perm_write', 'perm_create', 'perm_unlink')


def roles(env):
    """The five groups of the addon."""
    return env['res.groups'].union(*map(env.ref, ROLES))


def rules_stand(env):
    shipped = _shipped_rules(env)
    rules = env['ir.rule'].search(
        ['|', ('model_id.model', '=like', 'mediation.%'), ('id', 'in', _own_ids(env, 'ir.rule'))]
    )
    found = {
        (
            rule.model_id.model,
            _domain(rule.domain_force),
            frozenset(rule.groups.ids),
            tuple(rule[operation] for operation in OPERATIONS),
        ): rule.name
        for rule in rules
    }
    return _compare(
        env,
        shipped,
        found,
        env._("All record rules are as shipped."),
        lambda names: env._("Record rules differ from what is shipped: %(names)s.", names=names),
    )


def rights_stand(env):
    shipped = _shipped_rights(env)
    rights = env['ir.model.access'].search(
        [
            '|',
            ('model_id.model', '=like', 'mediation.%'),
            ('id', 'in', _own_ids(env, 'ir.model.access')),
        ]
    )
    found = {
        (
            right.model_id.model,
            right.group_id.id,
            tuple(right[operation] for operation in OPERATIONS),
        ): right.name
        for right in rights
    }
    return _compare(
        env,
        shipped,
        found,
        env._("All rights are as shipped."),
        lambda names: env._("Rights differ from what is shipped: %(names)s.", names=names),
    )


def _compare(env, shipped, found, all_well, differs):
    """An update puts back what is gone, but leaves a flag alone that its file does not name."""
    changed = {**shipped, **found}
    names = [changed[key] for key in shipped.keys() ^ found.keys()]
    if not names:
        return good(all_well)
    return bad(
        differs(listed(names)),
        env._(
            "While nobody works: delete these in Settings → Technical → Security, then put back"
            " what is shipped: odoo -u %(addon)s -d %(database)s --stop-after-init.",
            addon=ADDON,
            database=env.cr.dbname,
        ),
    )


def _own_ids(env, model):
    own = env['ir.model.data'].search([('module', '=', ADDON), ('model', '=', model)])
    return own.mapped('res_id')


def _shipped_rules(env):
    rules = {}
    for file in sorted(Path(file_path(f'{ADDON}/security')).glob('*.xml')):
        for record in etree.parse(file).iterfind('.//record[@model="ir.rule"]'):
            fields = {field.get('name'): field for field in record.iterfind('field')}
            groups = fields['groups'].get('eval') if 'groups' in fields else ''
            key = (
                _ref(env, fields['model_id'].get('ref')).model,
                _domain(fields['domain_force'].text if 'domain_force' in fields else ''),
                frozenset(
                    _ref(env, name).id for name in re.findall(r"""ref\(['"](.+?)['"]\)""", groups)
                ),
                tuple(
                    str2bool(fields[operation].get('eval')) if operation in fields else True
                    for operation in OPERATIONS
                ),
            )
            rules[key] = fields['name'].text
    return rules


def _shipped_rights(env):
    with file_open(f'{ADDON}/security/ir.model.access.csv') as file:
        return {
            (
                _ref(env, row['model_id:id']).model,
                _ref(env, row['group_id:id']).id,
                tuple(row[operation] == '1' for operation in OPERATIONS),
            ): row['name']
            for row in csv.DictReader(file)
        }


def _ref(env, name):
    return env.ref(name if '.' in name else f'{ADDON}.{name}')


def _domain(text):
    """A domain in a form that spaces and line breaks do not change."""
    text = (text or '[]').strip()
    try:
        return ast.dump(ast.parse(text, mode='eval'))
    except SyntaxError:
        return text


def roles_are_implied_by_nothing(env):
    implying = roles(env).implied_by_ids
    if not implying:
        return good(env._("No other group brings a role of the addon with it."))
    return bad(
        env._(
            "Whoever is in these groups gets a role as well: %(groups)s.",
            groups=listed(implying.mapped('full_name')),
        ),
        env._("Settings → Groups: take the role out of the inherited groups of each of them."),
    )


def website_forms(env):
    opened = env['ir.model'].search(
        [('model', '=like', 'mediation.%'), ('website_form_access', '=', True)]
    )
    if not opened:
        return good(env._("Forms of the website builder cannot write into a room."))
    return bad(
        env._(
            "Any form on the website can write into: %(models)s.",
            models=listed(opened.mapped('model')),
        ),
        env._(
            "Settings → Technical → Models: switch “Allowed to use in forms” off for each of them."
        ),
    )
