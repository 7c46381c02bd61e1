from odoo import api, models, tools


class BasePointing(models.AbstractModel):
    """Whoever points at a walled record must be allowed to read it.

    Odoo does not check the record that a many2one points at: naming an id would be enough to get
    its label, and every related field across it. This holds for all models, also of other addons.
    """

    _inherit = 'base'
    _is_walled = False

    @api.model_create_multi
    def create(self, vals_list):
        self._check_walled_targets(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_walled_targets([vals])
        return super().write(vals)

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        self._check_walled_targets([defaults])
        return defaults

    def onchange(self, values, field_names, fields_spec):
        self._check_walled_targets([values])
        return super().onchange(values, field_names, fields_spec)

    def _check_walled_targets(self, vals_list):
        """Raise AccessError when values point at a walled record that is shut for this user."""
        if self.env.su:
            return
        for name in self._fields_to_walled_records():
            ids = {id_ for vals in vals_list for id_ in _target_ids(vals.get(name))}
            if ids:
                self.env[self._fields[name].comodel_name].browse(ids).check_access('read')

    @tools.ormcache('self._name')
    def _fields_to_walled_records(self):
        """Return the names of the relational fields of this model that lead to a walled one."""
        return tuple(
            name
            for name, field in self._fields.items()
            if field.relational and self.env[field.comodel_name]._is_walled
        )


def _target_ids(value):
    """Return the ids of existing records in the value of a relational field, in any format."""
    if isinstance(value, bool) or not value:
        return []
    if isinstance(value, int):
        return [value]
    if isinstance(value, dict):
        return _target_ids(value.get('id'))
    if isinstance(value, models.BaseModel):
        return value.ids
    ids = []
    for item in value if isinstance(value, (list, tuple)) else []:
        if isinstance(item, (list, tuple)):  # a command: (code, id, ...), the last holds a list
            ids += [part for part in item[1:2] if isinstance(part, int) and item[0] != 0]
            ids += _target_ids(item[2]) if item[0] == 6 and len(item) > 2 else []
        elif isinstance(item, int):
            ids.append(item)
    return [id_ for id_ in ids if not isinstance(id_, bool) and id_ > 0]
