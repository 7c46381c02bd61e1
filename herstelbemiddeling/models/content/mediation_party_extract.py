import base64
from collections import Counter
from typing import NamedTuple

from odoo import fields, models
from odoo.tools import format_date, format_datetime

from ... import contact_data

MOMENTS = {'opened', 'searched', 'printed', 'released', 'emergency'}


class Part(NamedTuple):
    """What one person gets of the records of one model.

    :param link: the field that leads to the person
    :param names: the fields, in this order
    :param ours: of these, what we wrote about the person: it may speak of somebody else
    """

    model: str
    link: str
    names: str
    ours: frozenset = frozenset()


# What stands here is given; what does not is named with its reason in the test of the extract.
PARTS = (
    Part(
        'mediation.party',
        'id',
        'side role state consent_state lang_id needs_interpreter interpreter_name'
        ' interpreter_arranged interpreter_is_relative contact_mode_ids full_name birth_date'
        ' is_minor guardian_name guardian_contact email_address phone_number street postcode city'
        ' contact_preference voicemail_ok neutral_envelope safe_times contact_via may_phone'
        ' may_mail may_post may_visit detained institution institution_contact institution_post'
        ' visiting_times date_release permission_state permission_asked_on permission_granted_on'
        ' wishes date_data_obtained date_notice_given is_restricted',
    ),
    Part(
        'mediation.information',
        'party_id',
        'moment leaflet_id leaflet_version lang_id channel',
    ),
    Part(
        'mediation.consent',
        'party_id',
        'moment purpose contact_mode_id decision given_by channel text_version lang_id valid_until'
        ' remark',
        frozenset({'remark'}),
    ),
    Part(
        'mediation.inquiry',
        'party_id',
        'date_asked ground asked_of date_answered result answer',
        frozenset({'answer', 'asked_of'}),
    ),
    Part(
        'mediation.attempt',
        'party_id',
        'moment number channel result date_result remark',
        frozenset({'remark'}),
    ),
    Part(
        'mediation.restriction',
        'party_id',
        'kind date_from date_until contact_mode_ids imposed_by decision decision_date decided_by',
        frozenset({'imposed_by', 'decided_by'}),
    ),
    Part('mediation.session', 'party_ids', 'date_start kind how state reached minutes place'),
    Part(
        'mediation.assessment',
        'party_id',
        'date_final version state good_until facts_acknowledged risk safety motives capacity'
        ' capacity_remark conclusion conclusion_remark supervision supervision_remark',
        frozenset(
            {'safety', 'motives', 'capacity_remark', 'conclusion_remark', 'supervision_remark'}
        ),
    ),
    Part('mediation.willingness', 'party_id', 'contact_mode_id answer'),
    Part(
        'mediation.message',
        'sender_id',
        'date_released state release_channel released_by body enclosure enclosure_name'
        ' date_read_back',
    ),
    Part('mediation.delivery', 'recipient_id', 'moment how body enclosure'),
    Part('mediation.agreement', 'by_party_id', 'description date_due state'),
    Part('mediation.agreement', 'for_party_id', 'description date_due state date_told'),
    Part(
        'mediation.disclosure.agreement',
        'party_id',
        'moment decision given_by channel version',
    ),
    Part('mediation.dispatch', 'party_id', 'date_gone kind channel state'),
    Part('mediation.page.code', 'party_id', 'moment state date_ended'),
    Part('mediation.page.entry', 'party_id', 'moment kind date_until body'),
    Part('mediation.evaluation', 'party_id', 'date_until is_answered'),
    Part('mediation.note', 'party_id', 'date body', frozenset({'body'})),
    Part(
        'mediation.person.request',
        'party_id',
        'date_received kind words identity date_due state ground date_done',
    ),
)
# Of whoever registered: all that was filled in.
REGISTRATION = (
    'date_received registrant_kind side full_name birth_date email_address phone_number street'
    ' postcode city needs_interpreter contact_preference voicemail_ok safe_times detained'
    ' institution institution_contact via_name via_phone registrant_name registrant_organisation'
    ' registrant_function registrant_email registrant_phone offence event_when event_where'
    ' police_report other_party relation story hopes added'
)


class MediationPartyExtract(models.Model):
    """Everything that is held about one person, for that person (GDPR, article 15).

    Nothing of anybody else: what we wrote is left out where the name, address, phone number or mail
    of somebody else in the case stands in it. The mediator reads it before it is handed over.
    """

    _inherit = 'mediation.party'

    def _extract(self):
        """Return ``[{'model', 'title', 'records': [[{'name', 'label', 'value', 'text'}]]}]``.

        Read as the person who asks: whoever may not open it gets nothing.
        """
        self.ensure_one()
        self.check_access('write')
        others = self._extract_others()
        sections, codes = [], []
        for records, names, ours in self._extract_sources():
            rows = [self._extract_row(record, names, ours, others) for record in records]
            if any(rows):
                sections.append(
                    {
                        'model': records._name,
                        'title': self.env['ir.model']._get(records._name).name,
                        'records': rows,
                    }
                )
            codes += records.mapped('code')
        return [*sections, self._extract_who_looked(codes)]

    def _extract_sources(self):
        """Yield ``(records, names of fields, what we wrote)``."""
        for part in PARTS:
            records = self.env[part.model].search([(part.link, 'in', self.ids)], order='id')
            yield records, part.names.split(), part.ours
            if part.model == self._name and self.is_initiator:
                registrations = self.case_id.registration_ids
                # Who registered somebody else wrote about the person: the source is named
                # (article 15(1)(g)), and the words are looked at like ours.
                of_others = frozenset({'story', 'hopes', 'added', 'relation', 'other_party'})
                own = set(registrations.mapped('registrant_kind')) <= {'self', 'prison'}
                yield registrations, REGISTRATION.split(), frozenset() if own else of_others

    def _extract_others(self):
        """Return the contact data of everybody else in the case."""
        others = self.case_id.party_ids - self
        return [{name: other[name] for name in contact_data.FIELDS} for other in others]

    def _extract_row(self, record, names, ours, others):
        row = []
        for name in names:
            field, value = record._fields[name], record[name]
            if not value and field.type != 'boolean':
                continue
            if name in ours and any(contact_data.find(value, other) for other in others):
                raw, text = None, self.env._("[left out: it speaks of somebody else]")
            else:
                raw, text = self._extract_value(record, field, value)
            label = field._description_string(self.env)
            row.append({'name': name, 'label': label, 'value': raw, 'text': text})
        return row

    def _extract_value(self, record, field, value):
        """Return a value for a program, and the same for a person."""
        if field.type in ('many2one', 'many2many'):
            names = value.mapped('display_name')
            return names, ", ".join(names)
        if field.type == 'selection':
            return value, dict(field._description_selection(self.env)).get(value, value)
        if field.type == 'boolean':
            return value, self.env._("Yes") if value else self.env._("No")
        if field.type == 'date':
            return value.isoformat(), format_date(self.env, value)
        if field.type == 'datetime':
            return value.isoformat(), format_datetime(self.env, value)
        if field.type == 'binary':
            size = max(1, len(base64.b64decode(value)) // 1024)
            text = self.env._(
                "a file of %(size)s kB; it comes with the file for a program", size=size
            )
            return value if isinstance(value, str) else value.decode(), text
        return value, str(value)

    def _extract_who_looked(self, codes):
        """Return who looked at what is held, by day and function; colleagues are not named."""
        entries = self.env['mediation.audit'].search(
            [('code', 'in', codes), ('verb', 'in', list(MOMENTS))], order='seq'
        )
        labels = dict(entries._fields['verb']._description_selection(self.env))
        looked = Counter(
            (fields.Date.to_date(entry.moment), entry.roles, entry.verb) for entry in entries
        )
        return {
            'model': 'mediation.audit',
            'title': self.env._("Who looked at this"),
            'records': [
                [
                    {'name': 'day', 'label': self.env._("Day"), 'value': day.isoformat(),
                     'text': format_date(self.env, day)},
                    {'name': 'roles', 'label': self.env._("Function"), 'value': roles,
                     'text': roles or ''},
                    {'name': 'verb', 'label': self.env._("What"), 'value': verb,
                     'text': f'{labels.get(verb, verb)} ({times})'},
                ]
                for (day, roles, verb), times in looked.items()
            ],
        }  # fmt: skip
