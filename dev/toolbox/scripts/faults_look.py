"""Look at everything that was stored, opened with the keys. Run in Odoo's shell."""

from odoo.addons.herstelbemiddeling import sealed
from odoo.addons.herstelbemiddeling.audit.check import check
from odoo.addons.herstelbemiddeling.codes import digest
from odoo.addons.herstelbemiddeling.sealed import inspection

REASON = "the fault run"
TOLD = ['story', 'email_address', 'registrant_email', 'wants_confirmation']


def registrations(env, receipts):
    stored = env['mediation.registration'].sudo().search([])
    opened = sealed.open_values(stored, TOLD, reason=REASON)
    digests = {digest(receipt): receipt for receipt in receipts}
    return [
        {
            **opened[one.id],
            'receipt': digests.get(one.receipt_digest),
            'confirmation': one.confirmation_state,
            'is_apart': one.screening == 'apart',
        }
        for one in stored
    ]


def letters(env):
    queued = env['mediation.dispatch'].sudo().search([])
    opened = sealed.open_values(queued.party_id, ['email_address'], reason=REASON)
    return [
        {
            'address': opened[one.party_id.id]['email_address'],
            'state': 'uncertain' if one.failure == 'uncertain' else one.state,
        }
        for one in queued
    ]


found = {
    'registrations': registrations(env, PARAMETERS['receipts']),  # noqa: F821
    'letters': letters(env),  # noqa: F821
    'troubles': inspection.check(env)[1],  # noqa: F821
    'trail': list(check(env.cr)),  # noqa: F821
}
env.cr.commit()  # noqa: F821
print('HERSTEL-RESULT', json.dumps(found))  # noqa: F821
