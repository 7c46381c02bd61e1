from odoo import http
from odoo.http import request

from odoo.addons.web.controllers.dataset import DataSet

from ..refusal import is_guarded

# The columns of the board and the numbers: large to read, and nobody acts on a person by them.
IN_GROUPS = frozenset(
    {
        'formatted_read_group',
        'formatted_read_grouping_sets',
        'read_progress_bar',
        'search_count',
        'web_read_group',
    }
)


class ReadingController(DataSet):
    """Where PostgreSQL has a replica, Odoo asks it whatever the web client only reads.

    A replica may be behind, for a moment or for as long as nobody sees that it is broken. Whoever
    reads there that somebody may be called, and not that this was taken back, hurts a person. So
    what is about people is read where it is written (:mod:`..sealed.gate` refuses anything else).
    """

    def _may_be_behind(self, rule, args):
        # Odoo's own look comes first: it answers what is no question at all.
        if not self._call_kw_readonly(rule, args):
            return False
        params = request.get_json_data()['params']
        model, method = params['model'], params['method']
        return not is_guarded(model) or (model == 'mediation.case' and method in IN_GROUPS)

    @http.route(readonly=_may_be_behind)
    def call_kw(self, model, method, args, kwargs, path=None):
        return super().call_kw(model, method, args, kwargs, path)

    @http.route(readonly=_may_be_behind)
    def call_button(self, model, method, args, kwargs, path=None):
        return super().call_button(model, method, args, kwargs, path)
