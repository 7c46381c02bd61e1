from odoo import api, fields, models
from odoo.exceptions import UserError


class MediationContent(models.AbstractModel):
    """What every model of the content room has in common: it belongs to one case for ever.

    Only the members of that case enter; the record rules say so in the database, this class says so
    in Python. Everything a row points at belongs to the same case: a mediator with two cases cannot
    mix them up.
    """

    _name = 'mediation.content'
    _description = "Content of a case"
    _inherit = 'sealed.mixin'
    _seal_key_field = 'case_id'
    _parent_field = 'party_id'  # where the case is known from, when it is not given

    case_id = fields.Many2one('mediation.case', required=True, index=True, ondelete='restrict')

    def _may_open_seals(self):
        # Who is let in is asked of the case, also for who may not read the case itself.
        return self.sudo().case_id._is_open_to(self.env.user)

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._with_case(self._with_context_defaults(vals)) for vals in vals_list]
        # What is new does not bring back a go that was lost before it, by the clock for instance.
        case_ids = {vals['case_id'] for vals in vals_list if vals.get('case_id')}
        self.env['mediation.case'].browse(case_ids)._drop_goes()
        records = super().create(vals_list)
        records._check_one_case()
        return records

    def write(self, vals):
        for name in ('case_id', self._seal_key_field):
            if name in vals and any(record[name].id != vals[name] for record in self):
                raise UserError(
                    self.env._("This stays where it is. Make a new one at the right place instead.")
                )
        result = super().write(vals)
        self._check_one_case()
        return result

    def _with_case(self, vals):
        """Fill in the case from what the row hangs on; whoever points at it may read it."""
        parent = self._fields.get(self._parent_field)
        if vals.get('case_id') or not parent or not vals.get(self._parent_field):
            return vals
        record = self.env[parent.comodel_name].browse(vals[self._parent_field])
        record.check_access('read')
        return {**vals, 'case_id': record.case_id.id}

    def _check_one_case(self):
        """Raise UserError when a row points at a person or a paper of another case."""
        names = [
            name
            for name, field in self._fields.items()
            if field.type in ('many2one', 'many2many') and 'case_id' in self.env[field.comodel_name]
        ]
        # As superuser: a row may point at what its writer does not see, and is refused then too.
        for record in self.sudo():
            if any(record[name].case_id - record.case_id for name in names):
                raise UserError(
                    self.env._("This belongs to another case. Choose people of this case only.")
                )

    def _check_kept(self, vals, names):
        """Raise UserError when a person writes what the system keeps, whatever a screen shows."""
        if not self.env.su and names & vals.keys():
            self.check_access('read')  # whoever is not let in hears no more than that
            raise UserError(
                self.env._("This follows from what happens. Use the buttons: they take each step.")
            )

    def _check_stands_at(self, states):
        """Raise UserError when this is in none of these states any more. Lock the row first."""
        if self.state not in states:
            labels = dict(self._fields['state']._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This is not possible while it stands at “%(state)s”. Reload the page to see"
                    " where it is.",
                    state=labels[self.state],
                )
            )

    def _recorder(self):
        """Return the id of who writes this down: nobody where people do it on their own page."""
        return not self.env.user._is_public() and self.env.uid

    def _refuse_change(self):
        """Raise UserError: what was laid down is never changed, only followed by something new."""
        self.check_access('read')  # whoever is not let in hears no more than that
        raise UserError(
            self.env._("What was laid down stays as it is. Add a new entry that says what changed.")
        )
