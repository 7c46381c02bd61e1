"""A real working day of an organisation, in acts; the soak runs it at ten times its pace.

Perspectief Herstelbemiddeling, the Dutch organisation for this work, had almost 1,550 registrations
in 2019 and 24 mediators, with some 56 new cases a year each. Assumed here is an organisation about
twice as large: 2,500 registrations a year, so 10 a working day, and 60 mediators who do everything
on the screen.
"""

HOURS = 8
TIMES = 10
MEDIATORS = 60
CASES, OPEN_CASES = 10_000, 1_500

PUBLIC = {
    'look_at_the_website': 150,
    'look_at_the_form': 60,
    'register': 10,
    'fetch_the_leaflet': 10,
    'visit_the_own_page': 40,
    'type_a_wrong_code': 2,
}
DESK = {'log_in': 2, 'open_registrations': 60, 'triage': 10}
MANAGER = {'log_in': 2, 'open_pipeline': 20, 'open_dashboard': 10}
# Of one mediator
MEDIATOR = {
    'log_in': 2,
    'open_board': 12,
    'open_case': 15,
    'log_a_call': 6,
    'write_a_note': 3,
    'take_up': 0.2,
    'write_a_letter': 0.5,
    'send_a_mail': 0.5,
}


def an_hour(acts, people=1):
    """Return how often each act is done in an hour of the soak."""
    return {name: count * people * TIMES / HOURS for name, count in acts.items()}
