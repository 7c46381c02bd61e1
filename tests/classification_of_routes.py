"""Every route of the addon, and for whom it is."""

# Who may call: everybody. What comes in: a registration. What goes out: a receipt.
ROUTES = {
    '/herstelbemiddeling/aanmelden',
    '/<string:url_code>/herstelbemiddeling/aanmelden',
    '/herstelbemiddeling/evaluatie',
    '/<string:url_code>/herstelbemiddeling/evaluatie',
    '/herstelbemiddeling/aanmelden/papier',
    '/<string:url_code>/herstelbemiddeling/aanmelden/papier',
    '/herstelbemiddeling/folder',
    '/<string:url_code>/herstelbemiddeling/folder',
    '/herstelbemiddeling/code',
    '/<string:url_code>/herstelbemiddeling/code',
    '/herstelbemiddeling/colour.css',
    '/herstelbemiddeling/logo',
    # Whoever has the code of a party: what was released to that party.
    '/herstelbemiddeling/pagina',
    '/<string:url_code>/herstelbemiddeling/pagina',
    # Members of the case only: what they have just printed.
    '/herstelbemiddeling/letter/<int:dispatch_id>',
    '/herstelbemiddeling/disclosure/<int:disclosure_id>',
    # What is held about one person, for that person.
    '/herstelbemiddeling/extract/<int:request_id>/<string:form>',
    # Whoever brought in a list: the lines that were wrong.
    '/herstelbemiddeling/import/<int:import_id>',
    # The privacy officer: that something was erased, and nothing of it.
    '/herstelbemiddeling/certificate/<int:certificate_id>',
    # Managers and the privacy officer: figures in which no small group can be found.
    '/herstelbemiddeling/figures/<int:period_id>/<any(pdf,csv):kind>',
}
