"""Two people for what one must not decide alone.

A person is not an account: somebody with two roles, or with one account to administer and another
to work, is one person and not two. Who sits there is asked as everywhere (``person``): code that
works as somebody else is nobody.
"""

from odoo.tools import email_normalize

from .person import person_id


def asks_directly(env):
    """Return whether the user of the environment is the person who is there."""
    return not env.su and env.uid == person_id(env)


def is_same_person(one, other):
    """Return whether two accounts are of one person, as far as Odoo can know."""
    return bool(one and other) and (one == other or bool(_traits(one) & _traits(other)))


def _traits(user):
    user_sudo = user.sudo()
    addresses = (user_sudo.login, user_sudo.email)
    mails = {email_normalize(address) for address in addresses if address}
    return {user_sudo.partner_id, *mails} - {False}
