import re

from odoo import models

# What the public reads: pages of the website, and routes of ``type='public_page'``. Those take
# their language from their path themselves, and are not ``website=True`` for that reason.
PUBLIC_PAGE = re.compile(r'(/[\w@]+)?/herstelbemiddeling(/[a-z]+(/papier)?)?')
FILES = '/herstelbemiddeling/logo'


class IrHttp(models.AbstractModel):
    _inherit = 'ir.http'

    @classmethod
    def _is_multilang_url(cls, local_url, lang_url_codes=None):
        """A link on a page of the website leads to our page in the language of that page."""
        path = local_url.partition('#')[0].partition('?')[0].rstrip('/')
        if PUBLIC_PAGE.fullmatch(path) and not path.endswith(FILES):
            return True
        return super()._is_multilang_url(local_url, lang_url_codes)
