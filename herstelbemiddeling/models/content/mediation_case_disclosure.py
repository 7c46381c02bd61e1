from odoo import fields, models

from .mediation_case import WHO_TALKS


class MediationCaseDisclosure(models.Model):
    """What leaves a case for somebody outside, and what whoever referred somebody may hear."""

    _inherit = 'mediation.case'

    disclosure_ids = fields.One2many(
        'mediation.disclosure', 'case_id', string="For outside", groups=WHO_TALKS
    )

    def _referrer_may_hear(self):
        """Return all that whoever referred somebody may be told.

        :return: ``'received'``; with consent of everybody of both sides to sharing it,
            ``'took_place'`` or ``'did_not'``
        """
        self.ensure_one()
        case_sudo = self.sudo()  # the same answer for whoever asks
        parties = case_sudo.party_ids.filtered(lambda party: party.side != 'support')
        minors = parties.filtered('is_minor')
        Consent = case_sudo.env['mediation.consent']
        agree = {'harmed', 'responsible'} <= set(parties.mapped('side')) and (
            len(Consent._in_force(parties, 'disclosure')) == len(parties)
            and len(Consent._in_force(minors, 'disclosure', given_by='guardian')) == len(minors)
        )
        if not agree:
            return 'received'
        completed = case_sudo.contact_ids.filtered(lambda contact: contact.state == 'completed')
        return 'took_place' if completed else 'did_not'
