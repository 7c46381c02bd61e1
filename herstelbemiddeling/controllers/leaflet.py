from odoo import http
from odoo.http import request

from ..letters.page import make_public_pdf, organisation
from .download import shown
from .public_page import READING, page_path, page_route, wrong_method
from .registration import PATH as FORM

PATH = '/herstelbemiddeling/folder'
TEMPLATE = 'herstelbemiddeling.leaflet_about'


class LeafletController(http.Controller):
    """What mediation is, on one sheet: to read, to print, to hand over."""

    @page_route(PATH, reads_only=True)
    def leaflet(self):
        if request.httprequest.method not in READING:
            return wrong_method(methods=READING)
        values = {
            'organisation': organisation(request.env.company.sudo()),
            'form': _address_of_form(),
        }
        pdf = make_public_pdf(request.env, TEMPLATE, request.env.lang, values)
        return shown(pdf, 'leaflet')


def _address_of_form():
    """Return where to register, to be typed."""
    website_sudo = request.env['website'].sudo().get_current_website()
    lang = website_sudo.language_ids.browse(request.page_lang)
    address = website_sudo.get_base_url() + page_path(FORM, lang, website_sudo)
    return address.removeprefix('https://').removeprefix('http://')
