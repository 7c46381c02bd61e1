"""3. One case with its parties: opened, moved a stage, a call noted; beside one lead of CRM."""

import json

from . import web_client
from .report import Chapter, Line
from .timing import race

FORM = '.o_form_view .o_form_sheet'
STAGE = '.o_statusbar_status button[data-value="{}"]'
LOG_CALL, REACHED = 'button[name=action_log_call]', '.modal button[name=action_reached]'
CALL = 'mediation.call'
AT_MOST_OPENED, AT_MOST_MOVED = 1.5, 1.0
NOTE = "Called, half an hour"


def measure(served):
    found = served.office.run_script('one_case.py')
    mediator, salesman = served.person('mediator_1'), served.person('salesman_1')
    captured = web_client.capture(served, _screens(found, mediator, salesman))
    opened, back, forth, *calling = captured['case']
    their_opened, their_back, their_forth = captured['lead']
    chapter = Chapter("3. One case")

    def compare(what, ours, theirs, at_most=None):
        times = race({'ours': ours, 'theirs': theirs})
        against = "CRM, one lead"
        medians = (times['ours'].median, times['theirs'].median)
        chapter.lines.append(Line(what, *medians, against, at_most=at_most))

    of_us, of_them = _reads(opened), _reads(their_opened)
    compare(
        "Opened: what the form itself reads",
        web_client.sender(mediator, of_us),
        web_client.sender(salesman, of_them),
        at_most=AT_MOST_OPENED,
    )
    compare(
        "Opened: all that the screen asks for",
        web_client.sender(mediator, opened),
        web_client.sender(salesman, their_opened),
        at_most=AT_MOST_OPENED,
    )
    compare(
        "Moved a stage and back, with the form read again",
        web_client.sender(mediator, back + forth),
        web_client.sender(salesman, their_back + their_forth),
        at_most=AT_MOST_MOVED,
    )
    compare(
        "A call logged (dialog and all), beside a note in the chatter",
        Call(mediator, calling).log,
        lambda: _note(salesman, found['lead']),
    )
    chapter.notes += [
        f"Case opened: {web_client.names(opened)}; lead: {web_client.names(their_opened)}.",
        (
            f"Case moved: {web_client.names(back + forth)};"
            f" lead: {web_client.names(their_back + their_forth)}."
        ),
        (
            "The case has two parties, one of them fully told, six talks and the way to its stage;"
            " the lead as many notes and moves. Reading the case opens seals and is noted in the"
            " audit trail, on disk, before the answer leaves. Forth goes through the gate of the"
            " approach."
        ),
        (
            "What was said and done stands in lists on the form of a case, and beside the form of a"
            " lead, in its chatter, which is asked for apart: the form alone is more here than"
            " there."
        ),
    ]
    return chapter


def _screens(found, mediator, salesman):
    phases = ('intake', 'approach')
    before, now = (
        mediator.call('mediation.stage', 'search', [['phase', '=', phase]])[0] for phase in phases
    )
    stages = salesman.call('crm.stage', 'search', [])
    return [
        {
            'name': 'case',
            'login': 'mediator_1',
            'path': f'/odoo/my-cases/{found["case"]}',
            'ready': FORM,
            'steps': [STAGE.format(before), STAGE.format(now), LOG_CALL, REACHED],
        },
        {
            'name': 'lead',
            'login': 'salesman_1',
            'path': f'/odoo/action-crm.crm_lead_action_pipeline/{found["lead"]}',
            'ready': FORM,
            'steps': [STAGE.format(stages[1]), STAGE.format(stages[2])],
        },
    ]


def _reads(requests):
    return [request for request in requests if web_client.method(request) == 'web_read']


def _note(salesman, lead):
    post = {'body': NOTE, 'message_type': 'comment', 'subtype_xmlid': 'mail.mt_note'}
    salesman.call_json(
        '/mail/message/post', {'thread_model': 'crm.lead', 'thread_id': lead, 'post_data': post}
    )


class Call:
    """The dialog for a call. Each time it is another record, so its number is put in anew."""

    def __init__(self, mediator, parts):
        self.mediator = mediator
        self.requests = [request for part in parts for request in part]

    def log(self):
        number = None
        for request in self.requests:
            body = json.loads(request['body'])
            if number and body['params'].get('model') == CALL:
                body['params']['args'][0] = [number]
            answer = self.mediator.replay({**request, 'body': json.dumps(body)})
            if isinstance(answer, dict) and answer.get('res_model') == CALL:
                number = answer['res_id']
