from odoo import models

# Routes of ``type='public_page'``: they read their language from their path themselves, so that no
# cookie and no redirect is needed, and are not ``website=True`` for that reason.
PUBLIC_PAGES = (
    '/herstelbemiddeling/aanmelden',
    '/herstelbemiddeling/aanmelden/papier',
    '/herstelbemiddeling/code',
    '/herstelbemiddeling/evaluatie',
    '/herstelbemiddeling/folder',
)


class IrHttp(models.AbstractModel):
    _inherit = 'ir.http'

    @classmethod
    def _is_multilang_url(cls, local_url, lang_url_codes=None):
        """A link to the form on a page of the website leads to the form in that page's language."""
        path = local_url.partition('#')[0].partition('?')[0].rstrip('/')
        return path.endswith(PUBLIC_PAGES) or super()._is_multilang_url(local_url, lang_url_codes)
