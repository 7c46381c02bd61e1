import re

from odoo import api, fields, models
from odoo.tools import conditional, config, ormcache

from ...brand import brand_of

ADDON = 'herstelbemiddeling'


class Website(models.Model):
    _inherit = 'website'

    phone_hours = fields.Char(
        translate=True,
        help="When somebody answers the phone. Empty: on working days.",
    )
    # A block on a page follows the settings: the builder stores a field as a field, not its text.
    mediation_contact = fields.Html(compute='_compute_mediation_contact', sanitize=False)

    @api.depends('company_id', 'phone_hours')
    @api.depends_context('lang')
    def _compute_mediation_contact(self):
        for website in self:
            website.mediation_contact = self.env['ir.qweb']._render(
                'herstelbemiddeling.contact_details',
                website._contact_details(),
                minimal_qcontext=True,
            )

    def _contact_details(self):
        """Return what anybody may know of the organisation, as plain text."""
        company_sudo = self.sudo().company_id  # a visitor may not read a company
        postcode_and_city = f'{company_sudo.zip or ""} {company_sudo.city or ""}'.strip()
        lines = [company_sudo.street, company_sudo.street2, postcode_and_city]
        return {
            'name': company_sudo.name,
            'phone': company_sudo.phone,
            # The (0) in +31 (0)30 is for who dials inside the country.
            'phone_url': 'tel:' + re.sub(r'\(0\)|[^0-9+]', '', company_sudo.phone or ''),
            'hours': self.phone_hours,
            'email': company_sudo.email,
            'email_url': f'mailto:{company_sudo.email}',
            'address': [line for line in lines if line],
        }

    @ormcache('self.id', 'lang_id', cache='templates.cached_values')
    def _surroundings(self, lang_id):
        """Return what stands around every public page in one language: plain values, not to change.

        Kept in each process until something that is shown here changes: Odoo empties this cache
        when a website, a language or a template does, our models of the company, its partner and
        its policy do so too. Nothing of a visitor or of anybody who registered is in it.
        """
        lang = self.env['res.lang'].browse(lang_id)
        website = self.with_context(lang=lang.code)
        return {
            'lang': lang.code.replace('_', '-'),
            'direction': lang.direction,
            'prefix': website._prefix_of(lang),
            'exit_url': website._exit_url(),
            'languages': [
                {
                    'name': other.name.split('/')[-1].strip(),
                    'lang': other.code.replace('_', '-'),
                    'prefix': website._prefix_of(other),
                    'is_current': other == lang,
                }
                for other in website.language_ids
            ],
            'organisation': {**brand_of(website.company_id), **website._contact_details()},
        }

    @ormcache('self.id', cache='templates.cached_values')
    def _page_languages(self):
        """Return ``{code in a path: (id, code)}`` of the languages; None stands for the default."""
        known = {lang.url_code: (lang.id, lang.code) for lang in self.language_ids}
        return {**known, None: (self.default_lang_id.id, self.default_lang_id.code)}

    @conditional(
        'xml' not in config['dev_mode'],  # there a template is read anew each time
        ormcache('self.id', 'self.env.lang', 'name', cache='templates.cached_values'),
    )
    def _page_for_everybody(self, name, make):
        """Return a page that is alike for everybody who asks for it in this language, made once.

        :param make: makes it, when it is not there or something that it shows has changed
        """
        return make()

    def _prefix_of(self, lang):
        """Return what stands before the path of a page in this language."""
        return '' if lang == self.default_lang_id else f'/{lang.url_code}'

    def _exit_url(self):
        return self.env['mediation.policy']._of(self.sudo().company_id).exit_url

    def _enumerate_pages(self, query_string=None, force=False):
        """Leave out of the sitemap what nobody chose to be found: see `_pages_to_be_found`."""
        found = super()._enumerate_pages(query_string=query_string, force=force)
        if query_string or force:
            return found  # an editor looks for a page to link to
        return self._pages_to_be_found(found)

    def _pages_to_be_found(self, found):
        """Yield our information pages, and the pages that an editor made and lets be indexed.

        Not routes: the form, the code and somebody's own page are nobody's business, and
        /website/info tells which apps run here. Not the pages that other apps bring along either:
        nobody of the organisation wrote them. An own page has an owner who chose.
        """
        locations = [location for location in found if location.get('id')]
        # Pages and what they come from are not for the visitor in whose name this runs.
        pages_sudo = self.env['website.page'].sudo().browse([page['id'] for page in locations])
        brought = self._templates_of_other_apps(pages_sudo.mapped('key'))
        for location, page_sudo in zip(locations, pages_sudo, strict=True):
            if page_sudo.key not in brought:
                yield location

    def _templates_of_other_apps(self, keys):
        """Return which of these keys belong to a template that another app has brought along.

        A page that an editor changed is a copy for one website, under the same key.
        """
        records_sudo = self.env['ir.model.data'].sudo()
        views = records_sudo.search(
            [
                ('model', '=', 'ir.ui.view'),
                ('module', '!=', ADDON),
                ('name', 'in', [key.partition('.')[2] for key in keys if key]),
            ]
        )
        return {view.complete_name for view in views}
