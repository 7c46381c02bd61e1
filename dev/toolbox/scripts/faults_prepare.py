"""Make the office of the fault run: an organisation that mails, and a colleague at the desk.

Run in Odoo's shell. Reports the partner who is told of registrations.
"""

env.company.write(  # noqa: F821
    {'name': "Organisation Q", 'phone': "085 000 0000", 'email': "q@example.org"}
)
desk = (
    env['res.users']  # noqa: F821
    .with_context(no_reset_password=True)
    .create(
        {
            'name': "Desk Q",
            'login': 'faults_desk',
            'email': 'desk@example.org',
            'lang': 'en_US',
            'notification_type': 'inbox',
            'group_ids': [(4, env.ref('herstelbemiddeling.group_desk').id)],  # noqa: F821
        }
    )
)
env.cr.commit()  # noqa: F821
print('HERSTEL-RESULT', json.dumps(desk.partner_id.id))  # noqa: F821
