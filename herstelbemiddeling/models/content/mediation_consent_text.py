from odoo import api, fields, models
from odoo.exceptions import UserError


class MediationConsentText(models.Model):
    """The words somebody agrees to. A text that is in use is replaced by a newer version of it."""

    _name = 'mediation.consent.text'
    _description = "Consent text"
    _order = 'purpose, id desc'

    name = fields.Char(compute='_compute_name')
    purpose = fields.Selection(
        lambda self: (
            self.env['mediation.consent']._fields['purpose']._description_selection(self.env)
        ),
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

    def copy_data(self, default=None):
        """A copy is the next version of the same text."""
        rows = super().copy_data(default)
        for text, vals in zip(self, rows, strict=True):
            if not (default or {}).get('version'):
                vals['version'] = str(1 + self._highest_version(text.purpose))
        return rows

    def write(self, vals):
        if vals.keys() & {'purpose', 'version', 'text'}:
            self._check_not_in_use()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_in_use(self):
        self._check_not_in_use()

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=''):
        if field_name == 'text':
            self._check_not_in_use()
        return super()._update_field_translations(
            field_name, translations, digest=digest, source_lang=source_lang
        )

    def _check_not_in_use(self):
        """Raise UserError for words that somebody has agreed to."""
        # Whoever keeps the texts reads no consent; that there is one is all that is asked.
        Consent_sudo = self.env['mediation.consent'].sudo()
        if Consent_sudo.search_count([('text_id', 'in', self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "Somebody has agreed to these words, so they stay as they are. Duplicate the"
                    " text and change the copy: it becomes the next version, and from then on"
                    " people are asked for that one."
                )
            )

    def _highest_version(self, purpose):
        versions = self.with_context(active_test=False).search([('purpose', '=', purpose)])
        return max((int(text.version) for text in versions if text.version.isdigit()), default=0)

    @api.model
    def _current(self, purpose):
        """Return the newest text for a purpose, or none."""
        return self.search([('purpose', '=', purpose)], limit=1)
