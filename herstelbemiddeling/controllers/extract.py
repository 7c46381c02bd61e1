import json

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from .. import audit
from ..letters.page import language_of, make_pdf, organisation
from .download import download

TEMPLATE = 'herstelbemiddeling.extract'


class ExtractController(http.Controller):
    """What is held about one person, for that person: made when asked for, and kept nowhere."""

    @http.route(
        '/herstelbemiddeling/extract/<int:request_id>/<string:form>',
        type='http',
        auth='user',
        methods=['GET'],
        save_session=False,
        sitemap=False,
    )
    def extract(self, request_id, form):
        asked = request.env['mediation.person.request'].browse(request_id)
        asked._hand_over(form)  # whoever may not, or may not yet, hears why
        if form not in ('pdf', 'json'):
            raise NotFound
        # Everybody's extract comes from it; only administrators change it.
        template_sudo = request.env.ref(TEMPLATE).sudo()
        lang = language_of(template_sudo, asked.party_id.lang_id.code)
        party = asked.party_id.with_context(lang=lang)
        values = {
            'code': party.code,
            'date': asked.env.cr.now().date().isoformat(),
            'organisation': organisation(party.company_id.sudo()),
            'sections': party._extract(),
        }
        audit.note(request.env, 'printed', asked, reason='extract')
        if form == 'json':
            made = json.dumps(values, ensure_ascii=False, indent=1).encode()
        else:
            made = make_pdf(request.env, TEMPLATE, lang, values)
        return download(made, form, 'extract')
