from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...safe_contact import CHANNELS

LEAFLET = '/herstelbemiddeling/folder'


class MediationInformation(models.Model):
    """That somebody got information, which, in which language and when.

    Room: content. Full and unbiased information comes before consent (Directive 2012/29/EU, article
    12(1)(b)). Append-only.
    """

    _name = 'mediation.information'
    _description = "Information given"
    _inherit = 'mediation.content'
    _seal_prefix = 'I'
    _order = 'id desc'

    party_id = fields.Many2one('mediation.party', required=True, index=True, ondelete='restrict')
    leaflet_id = fields.Many2one('mediation.leaflet', required=True, ondelete='restrict')
    leaflet_version = fields.Char(readonly=True)
    lang_id = fields.Many2one(
        'res.lang', string="Language", ondelete='restrict', context={'active_test': False}
    )
    moment = fields.Datetime(required=True, default=fields.Datetime.now)
    channel = fields.Selection(CHANNELS, required=True, default='talk')
    user_id = fields.Many2one(
        'res.users', string="Given by", readonly=True, default=lambda self: self.env.user
    )
    print_url = fields.Char(string="To print: “About mediation”", compute='_compute_print_url')

    @api.depends('lang_id')
    def _compute_print_url(self):
        """The public leaflet, in a language of the website or else in the website's own."""
        # Its address and its languages are public.
        website_sudo = self.env['website'].sudo().get_current_website()
        offered = website_sudo.language_ids - website_sudo.default_lang_id
        for information in self:
            prefix = (information.lang_id & offered).url_code
            information.print_url = f'/{prefix}{LEAFLET}' if prefix else LEAFLET

    @api.constrains('moment')
    def _check_moment(self):
        """A gate stands on it: nobody is informed by what will be handed over."""
        if any(information.moment > fields.Datetime.now() for information in self):
            raise ValidationError(self.env._("A date here lies in the future. Check it."))

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(self._with_context_defaults(vals)) for vals in vals_list]
        for vals in vals_list:
            leaflet = self.env['mediation.leaflet'].browse(vals.get('leaflet_id'))
            party = self.env['mediation.party'].browse(vals.get('party_id'))
            vals.update(leaflet_version=leaflet.version, user_id=self.env.uid)
            vals.setdefault('lang_id', party.lang_id.id)
        given = super().create(vals_list)
        given.party_id._note_informed()
        return given

    def write(self, vals):  # pylint: disable=method-required-super
        self._refuse_change()
