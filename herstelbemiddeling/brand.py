"""What makes the public pages look like the organisation: its logo and its colour."""

import base64

from . import colours

LOGO, STYLE = '/herstelbemiddeling/logo', '/herstelbemiddeling/colour.css'
LARGEST_LOGO = 18_500  # bytes; with a heavier one the pages would be slow on an old phone


def brand_of(company_sudo):
    """Return the addresses of what the company has set, None for what it has not."""
    version = int(company_sudo.write_date.timestamp())
    has_logo = bool(logo_of(company_sudo))
    has_colour = bool(style_of(company_sudo))
    return {
        'logo': f'{LOGO}?{version}' if has_logo else None,
        'colour': f'{STYLE}?{version}' if has_colour else None,
    }


def logo_of(company_sudo):
    """Return the logo as bytes; None for Odoo's own, for a heavy one, and for none."""
    if company_sudo.uses_default_logo or not company_sudo.logo_web:
        return None
    picture = base64.b64decode(company_sudo.logo_web)
    return picture if len(picture) <= LARGEST_LOGO else None


def style_of(company_sudo):
    """Return the style sheet with the colour of the company, '' when it has set none."""
    return colours.style_of(company_sudo.primary_color)
