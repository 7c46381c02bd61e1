"""Notices to colleagues: that something waits for them, never what it is.

A notice goes by Odoo's own notification (inbox or mail, as each user has chosen). Odoo lets every
internal user read whom a notification went to, and keeps its text for ever for whoever got it.
So it names no record and holds no code.
"""


def colleagues(company, *groups):
    """Return who holds one of these roles and works in this company: nobody else hears of it.

    :param company: a company, in the environment of whoever tells them
    :param groups: external ids of groups
    """
    env = company.env
    # Which colleagues there are is no secret; not everybody who tells them something reads users.
    domain = [
        ('all_group_ids', 'in', [env.ref(group).id for group in groups]),
        ('company_ids', 'in', company.ids),
    ]
    return env['res.users'].sudo().search(domain).with_env(env)


def send_notice(users, subject, body):
    """Tell these users something; mails are queued and never hold up the request.

    :param users: who is told, in one message; nothing happens when there is nobody
    :param subject: a lazy translation, shown in the language of the reader, or of the organisation
        when there are several
    :param body: the same
    """
    partners = users.sudo().partner_id
    if not partners:
        return
    reader = partners if len(partners) == 1 else users.env.company.sudo().partner_id
    env = partners.with_context(lang=reader.lang).env
    env['mail.thread'].with_context(mail_notify_force_send=False).message_notify(
        partner_ids=partners.ids,
        subject=env._(subject),
        body=env._(body),
        # The public user has no address of its own; nobody is meant to answer a notice.
        author_id=partners.env.ref('base.partner_root').id,
    )
