"""Search for somebody many times without HTTP in between, each time in a transaction of its own,
as a request does. In Odoo's shell. Prints ``{name: median of milliseconds}``."""

import statistics
import time

SPECIFICATION = {'code': {}, 'case_id': {}}


def main(env, parameters):
    user = env['res.users'].search([('login', '=', parameters['login'])])
    return {
        name: statistics.median(_find(env, user, name, value, parameters))
        for name, value in parameters['values'].items()
    }


def _find(env, user, name, value, parameters):
    times = []
    for number in range(parameters['warm_up'] + parameters['rounds']):
        with env.registry.cursor() as cr:
            Party = env(cr=cr, user=user.id)['mediation.party']
            begin = time.perf_counter()
            found = Party.web_search_read([(name, '=', value)], SPECIFICATION, limit=80)
            if number >= parameters['warm_up']:
                times.append((time.perf_counter() - begin) * 1000)
        assert found['length'] == 1, found
    return times


result = main(env, PARAMETERS)  # noqa: F821
print('HERSTEL-RESULT', json.dumps(result))  # noqa: F821
