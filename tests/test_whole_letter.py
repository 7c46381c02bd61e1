"""A whole case in the browser: a letter that is received and that nobody wants to answer."""

from .journey import start_case

WORDS = "Canary woorden van spijt"


def test_a_letter_without_a_reply_completes_a_case(person, office):
    case = start_case(person, office.base_url, 'responsible', "Canary Brief-Verzonnen")
    case.take_in()
    case.approach()
    case.prepare("Letter")
    case.write_down('responsible', WORDS)
    case.step('wants_it', 'deliver', 'no_reply')
    case.move_on("Aftercare")
    case.close_case("Letter delivered, no reply wanted")

    assert case.case('phase')['phase'] == 'closed'
    message = case.rows('mediation.message', 'state', 'recipient_wants')[0]
    assert (message['state'], message['recipient_wants']) == ('no_reply', 'yes')
    received = case.rows('mediation.delivery', 'body')
    assert [copy['body'] for copy in received] == [WORDS]
