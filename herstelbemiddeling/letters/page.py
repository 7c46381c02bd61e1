"""From a template of letters to its PDF: the language, the sender, and why it may fail."""

from functools import lru_cache

from odoo.exceptions import UserError

from . import pdf

LANGUAGES = ('nl_NL', 'en_US')  # of whoever has none in which the letter is written


def language_of(template_sudo, wanted):
    """Return the language that a letter is written in: of the person, else Dutch, else English.

    A letter whose template nobody has translated would say it is in one language and be in another.
    """
    field = template_sudo._fields['arch_db']
    written = sorted(field._get_stored_translations(template_sudo) or {'en_US': ''})
    for code in (wanted, *LANGUAGES):
        same = [name for name in written if code and name[:2] == code[:2]]
        if same:
            return code if code in same else same[0]
    return LANGUAGES[-1]


def organisation(company_sudo):
    """Return what a letter says of its sender; the window shows the address without the name."""
    place = ' '.join(filter(None, (company_sudo.zip, company_sudo.city)))
    return {
        'name': company_sudo.name,
        'phone': company_sudo.phone,
        'email': company_sudo.email,
        'address': ', '.join(filter(None, (company_sudo.street, place))),
    }


@lru_cache(maxsize=32)
def _public_pdf(html):
    return pdf.to_pdf(html)


def make_public_pdf(env, template_name, lang, values):
    """Return the PDF of a page about nobody: made once, and kept in memory. Never for a letter."""
    return make_pdf(env, template_name, lang, values, _public_pdf)


def make_pdf(env, template_name, lang, values, to_pdf=None):
    """Return the PDF of a template of letters; plain values only reach it.

    :raise UserError: when this server or this template cannot make it
    """
    qweb = env['ir.qweb'].with_context(lang=lang)
    direction = env['res.lang']._get_data(code=lang).direction
    page = {**values, 'lang': lang.replace('_', '-'), 'direction': direction}
    html = qweb._render(template_name, {'letter': page}, minimal_qcontext=True)
    try:
        return (to_pdf or pdf.to_pdf)(f'<!DOCTYPE html>\n{html}')
    except pdf.Unavailable:
        raise UserError(
            env._(
                "This server cannot make letters at the moment. Nothing is lost: what you entered"
                " stays. Ask your administrator to look at “Letters” on the health page."
            )
        ) from None
    except pdf.Fetching:
        raise UserError(
            env._(
                "The template of this letter wants to fetch something (an image, a font, a style"
                " sheet). Letters fetch nothing: ask your administrator to take it out."
            )
        ) from None
