"""Look at everything that was stored, opened with the keys. Run in Odoo's shell."""

from odoo.addons.herstelbemiddeling import sealed
from odoo.addons.herstelbemiddeling.audit.check import check
from odoo.addons.herstelbemiddeling.codes import digest
from odoo.addons.herstelbemiddeling.sealed import inspection

stored = env['mediation.registration'].sudo().search([])  # noqa: F821
names = ['story', 'email_address', 'registrant_email', 'wants_confirmation']
opened = sealed.open_values(stored, names, reason="the fault run") if stored else {}
digests = {digest(receipt): receipt for receipt in PARAMETERS['receipts']}  # noqa: F821
print(
    'HERSTEL-RESULT',
    json.dumps(  # noqa: F821
        {
            'registrations': [
                {
                    **opened[one.id],
                    'receipt': digests.get(one.receipt_digest),
                    'confirmation': one.confirmation_state,
                    'is_apart': one.screening == 'apart',
                }
                for one in stored
            ],
            'troubles': inspection.check(env)[1],  # noqa: F821
            'trail': list(check(env.cr)),  # noqa: F821
        }
    ),
)
env.cr.commit()  # noqa: F821
