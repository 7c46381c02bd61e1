"""Make the office of the fault run: an organisation that mails, a desk, and letters that wait.

Run in Odoo's shell. The letters are mails to people whose cases are over; one is due every few
seconds. Reports the partner who is told of registrations.
"""

from datetime import datetime, timedelta

FEW = 5  # seconds


def make_desk(env):
    env.company.write({'name': "Organisation Q", 'phone': "085 000 0000", 'email': "q@example.org"})
    return (
        env['res.users']
        .with_context(no_reset_password=True)
        .create(
            {
                'name': "Desk Q",
                'login': 'faults_desk',
                'email': 'desk@example.org',
                'lang': 'en_US',
                'notification_type': 'inbox',
                'group_ids': [(4, env.ref('herstelbemiddeling.group_desk').id)],
            }
        )
    )


def queue_letters(env, addresses):
    cases = env['mediation.case'].create([{'initiator_side': 'harmed'} for _ in addresses])
    parties = env['mediation.party'].create(
        [
            {'case_id': case.id, 'side': 'harmed', 'is_initiator': True, 'email_address': address}
            for case, address in zip(cases, addresses, strict=True)
        ]
    )
    close(env, cases)
    letters = env['mediation.dispatch'].create(
        [{'party_id': party.id, 'kind': 'closing', 'channel': 'mail'} for party in parties]
    )
    moments = [datetime.now() + timedelta(seconds=FEW * number) for number in range(len(letters))]
    for letter, moment in zip(letters, moments, strict=True):
        letter._keep(state='queued', date_queued=moment, date_next=moment, tries=0)
    env.ref('herstelbemiddeling.ir_cron_send_dispatches')._trigger(moments)


def close(env, cases):
    """Nobody has to go through their whole course for this."""
    stage = env['mediation.stage'].search([('phase', '=', 'closed')], limit=1)
    env.flush_all()
    env.cr.execute(
        "UPDATE mediation_case SET stage_id = %s, phase = 'closed', date_closed = now()"
        ' WHERE id = ANY(%s)',
        [stage.id, cases.ids],
    )
    env.invalidate_all()


desk = make_desk(env)  # noqa: F821
queue_letters(env, PARAMETERS['addresses'])  # noqa: F821
env.cr.commit()  # noqa: F821
print('HERSTEL-RESULT', json.dumps(desk.partner_id.id))  # noqa: F821
