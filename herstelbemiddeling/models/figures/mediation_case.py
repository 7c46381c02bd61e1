from odoo import fields, models

from ... import sealed
from ...figures import definitions
from .mediation_counted import Counted

# What of a case decides under which headings it counts, and whether it does.
COUNTS = frozenset(
    {'stage_id', 'outcome_id', 'initiator_side', 'offence_id', 'region_id', 'company_id'}
    | {'date_registered', 'date_taken_up', 'date_closed'}
)
NO_REGISTRATION = 'none'
DUPLICATE = 'duplicate'  # the code of a closing reason


class MediationCase(models.Model):
    """Counted as taken up from the first hand-over on, and by its course when it is closed."""

    _name = 'mediation.case'
    _inherit = ['mediation.case', 'mediation.counted']

    date_taken_up = fields.Datetime(
        string="Taken up", readonly=True, copy=False, help="When a mediator first had the case."
    )

    def write(self, vals):
        if not COUNTS & vals.keys():
            return super().write(vals)
        # What is read as superuser must not be in the cache of somebody who may not.
        self.check_access('write')
        with self._counting_anew():
            return super().write(vals)

    def _note_hand_over(self, moment=None):
        result = super()._note_hand_over(moment)
        for case in self.sudo().filtered(lambda case: not case.date_taken_up):
            case.date_taken_up = case.date_assigned
        return result

    def _counted_as(self):
        cases = self.filtered(
            lambda case: (
                case.date_taken_up and not case.is_settled and case.outcome_id.code != DUPLICATE
            )
        )
        courses, kinds = cases._courses(), cases._kinds_of_referrer()
        return dict.fromkeys(self) | {
            case: Counted(case.company_id.id, courses[case], case._traits(kinds)) for case in cases
        }

    def _traits(self, kinds):
        traits = {
            'side': self.initiator_side,
            'offence': str(self.offence_id.id or definitions.UNKNOWN),
            'region': str(self.region_id.id or definitions.UNKNOWN),
            'referrer': kinds.get(self, NO_REGISTRATION),
        }
        if self.phase == 'closed':
            traits['ended_by'] = self.outcome_id.ended_by
        return tuple(traits.items())

    def _tallies(self, counted, age):
        return definitions.tallies_of_case(counted.course, {**dict(counted.traits), 'age': age})

    def _kinds_of_referrer(self):
        """Return ``{case: who registered}``, by the first registration of each."""
        registrations = self.env['mediation.registration'].search(
            [('case_id', 'in', self.ids)], order='id desc'
        )
        return {told.case_id: told.registrant_kind for told in registrations}

    def _courses(self):
        """Return ``{case: Course}``. How an open case goes does not count yet."""
        closed = self.filtered(lambda case: case.phase == 'closed')
        attempts = closed._rows('mediation.attempt', [('result', '!=', 'called_off')])
        words = closed._rows('mediation.consent', [('purpose', '=', 'participation')])
        contacts = closed._rows('mediation.contact', [('state', '=', 'completed')])
        return {
            case: definitions.Course(case.date_registered, case.date_taken_up)
            if case not in closed
            else definitions.Course(
                case.date_registered,
                case.date_taken_up,
                case.date_closed,
                tuple(row.moment for row in attempts.get(case, ()))
                + tuple(row.moment for row in words.get(case, ()) if _is_of_other(row)),
                tuple(_word(row) for row in words.get(case, ())),
                tuple((row.date_completed, row.mode) for row in contacts.get(case, ())),
            )
            for case in self
        }

    def _rows(self, model, domain):
        """Return ``{case: rows of a model}``, the oldest first, in one query."""
        rows = self.env[model].search([('case_id', 'in', self.ids), *domain], order='id')
        return rows.grouped('case_id')

    def _age_bands(self):
        initiators = {
            case: case.party_ids.filtered('is_initiator').sorted('id')[:1] for case in self
        }
        people = self.env['mediation.party'].union(*initiators.values())
        people.fetch(['birth_date'])
        people = people.filtered(lambda party: party._is_sealed_in('birth_date'))
        births = (
            sealed.open_values(people, ['birth_date'], reason="age band for the figures")
            if people
            else {}
        )
        return {
            case: definitions.age_band(
                births.get(party.id, {}).get('birth_date'), case.date_registered
            )
            for case, party in initiators.items()
        }


def _is_of_other(consent):
    return not consent.party_id.is_initiator and consent.party_id.side != 'support'


def _word(consent):
    return definitions.Word(
        consent.moment,
        consent.party_id.side,
        consent.party_id.id,
        consent.given_by == 'guardian',
        consent.decision == 'given',
    )
