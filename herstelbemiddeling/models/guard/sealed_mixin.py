from lxml import etree

from odoo import api, fields, models
from odoo.exceptions import UserError

X2MANY = ('one2many', 'many2many')


class SealedMixin(models.AbstractModel):
    """Two people of one case may have the same record open: neither overwrites the other's words.

    Each record counts how often each of its fields was changed. A form sends along what it shows
    (`static/src/js/seen_revisions.js`), and whoever saves a field that somebody else has changed
    since hears so. Two saves at the very same moment meet in the row: PostgreSQL refuses the
    second, Odoo does it again, and then it is the later one.
    """

    _inherit = 'sealed.mixin'

    revisions = fields.Json(readonly=True, copy=False)

    def write(self, vals):
        result = super().write(vals)
        changed = [name for name in vals if self._is_counted(name)]
        field = self._fields['revisions']
        for record in self.sudo():
            counts = record.revisions or {}
            # Past ``write``: counting is no change of its own.
            field.write(record, {**counts, **{name: counts.get(name, 0) + 1 for name in changed}})
        return result

    def web_save(self, vals, specification, next_id=None):
        self._refuse_to_overwrite(vals, self.env.context.get('seen_revisions') or {})
        return super().web_save(vals, specification, next_id=next_id)

    @api.model
    def _get_view(self, view_id=None, view_type='form', **options):
        """A form holds the revisions that it shows, of the rows in its lists as well."""
        arch, view = super()._get_view(view_id, view_type, **options)
        for node in [arch, *arch.xpath('.//field/list | .//field/form')]:
            parent = self._fields.get(node.getparent().get('name')) if node is not arch else None
            model = self.env[parent.comodel_name] if parent else self
            if node.tag in ('form', 'list') and 'revisions' in model:
                hidden = 'invisible' if node.tag == 'form' else 'column_invisible'
                etree.SubElement(node, 'field', {'name': 'revisions', hidden: '1'})
        return arch, view

    def _refuse_to_overwrite(self, vals, seen):
        """Raise UserError when a field that is to be saved was changed after it was shown.

        :param seen: ``{'model,id': revisions that the form shows}``
        """
        for record in self:
            shown = seen.get(f'{self._name},{record.id}')
            if shown is not None:
                counts = record.revisions or {}
                later = [name for name in vals if counts.get(name, 0) != shown.get(name, 0)]
                record._refuse_fields(later)
        for name, value in vals.items():
            if self._fields[name].type in X2MANY:
                rows = self.env[self._fields[name].comodel_name]
                # What is chosen from a list of the configuration has no revisions.
                if 'revisions' in rows:
                    rows._refuse_rows(value, seen)

    @api.model
    def _refuse_rows(self, commands, seen):
        """The same for the rows that are saved together with what they are part of."""
        for command in commands or []:
            if command[0] == fields.Command.UPDATE:
                self.browse(command[1])._refuse_to_overwrite(command[2], seen)

    def _refuse_fields(self, names):
        if names:
            labels = [self._fields[name]._description_string(self.env) for name in names]
            raise UserError(
                self.env._(
                    "Somebody else has changed this while it was open here: %(fields)s. Nothing of"
                    " it was overwritten. Copy what you typed, open this again, and put the two"
                    " together.",
                    fields=', '.join(labels),
                )
            )

    @api.model
    def _is_counted(self, name):
        field = self._fields.get(name)
        return bool(field and field.store and field.type not in X2MANY)
