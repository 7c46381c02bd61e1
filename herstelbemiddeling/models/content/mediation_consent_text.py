from odoo import api, fields, models


class MediationConsentText(models.Model):
    """The words somebody agrees to. A text that is in use is replaced by a newer version of it."""

    _name = 'mediation.consent.text'
    _description = "Consent text"
    _order = 'purpose, id desc'

    name = fields.Char(compute='_compute_name')
    purpose = fields.Selection(
        lambda self: self.env['mediation.consent']._fields['purpose'].selection,
        required=True,
        index=True,
    )
    version = fields.Char(required=True)
    text = fields.Text(required=True, translate=True)
    active = fields.Boolean(default=True)

    _version_uniq = models.UniqueIndex(
        '(purpose, version)', "There is a text with this version already. Give it the next one."
    )

    @api.depends('purpose', 'version')
    def _compute_name(self):
        labels = dict(self._fields['purpose']._description_selection(self.env))
        for text in self:
            text.name = f'{labels.get(text.purpose, "")} {text.version or ""}'.strip()

    @api.model
    def _current(self, purpose):
        """Return the newest text for a purpose, or none."""
        return self.search([('purpose', '=', purpose)], limit=1)
