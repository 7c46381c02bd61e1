"""Fill the office of a benchmark with cases, or with leads as well. In Odoo's shell.

Rows are made by the database itself; only what is sealed passes through Python, by the addon's own
cipher, so that every value opens as if a person had typed it. One row in so many is open, spread
over the whole table. Leads are made by the same statements, with as many activities and tags.
"""

import csv
import io
import secrets
import time
from datetime import date, timedelta

from odoo.addons.herstelbemiddeling import codes
from odoo.addons.herstelbemiddeling.sealed import blind, cipher, keys, master

# Every number gives another code: the factor and the number of codes have no divisor in common.
CODE = """
    CREATE FUNCTION pg_temp.code(prefix text, number bigint) RETURNS text IMMUTABLE LANGUAGE sql
    RETURN prefix || '-' || (%s)
"""
LETTER = "substr('{letters}', 1 + (number * 123456791 % {codes} / {power} % {base})::int, 1)"

CASES = """
    INSERT INTO mediation_case (
        name, active, company_id, stage_id, phase, date_last_stage_update, priority, mediator_id,
        handed_over, initiator_side, offence_id, region_id, outcome_id, ended_by,
        closed_from_phase, date_registered, date_assigned, date_taken_up, date_closed, waiting_on,
        waiting_since, create_uid, write_uid, create_date, write_date)
    SELECT pg_temp.code('HB', n), true, %(company)s, stage.id, stage.phase, now_at - n %% 90 * day,
           CASE WHEN n %% 50 = 0 THEN '1' ELSE '0' END,
           (%(mediators)s::int[])[1 + place %% cardinality(%(mediators)s)],
           true, CASE WHEN n %% 3 = 0 THEN 'responsible' ELSE 'harmed' END,
           (%(offences)s::int[])[1 + n %% cardinality(%(offences)s)],
           (%(regions)s::int[])[1 + n %% cardinality(%(regions)s)],
           CASE WHEN NOT is_open THEN %(outcome)s END, CASE WHEN NOT is_open THEN 'contact' END,
           CASE WHEN NOT is_open THEN 'aftercare' END,
           now_at - (90 + n %% 900) * day, now_at - (90 + n %% 900) * day,
           now_at - (90 + n %% 900) * day, CASE WHEN NOT is_open THEN now_at - n %% 90 * day END,
           CASE WHEN is_open THEN 'us' ELSE 'nobody' END, now_at - n %% 20 * day, 1, 1,
           now_at - (90 + n %% 900) * day, now_at
      FROM (SELECT n, n %% %(one_in)s = 0 AS is_open,
                   (CASE WHEN n %% %(one_in)s = 0 THEN n / %(one_in)s ELSE n END)::int AS place,
                   now() AT TIME ZONE 'UTC' AS now_at, interval '1 day' AS day
              FROM generate_series(1, %(count)s) AS n) AS numbers
      JOIN mediation_stage AS stage ON stage.id = CASE
           WHEN is_open THEN (%(stages)s::int[])[1 + place / 20 %% cardinality(%(stages)s)]
           ELSE %(last_stage)s END
     ORDER BY n
"""
MEMBERS = """
    INSERT INTO {relation} ({case}, {user})
    SELECT id, mediator_id FROM mediation_case WHERE mediator_id IS NOT NULL
    ON CONFLICT DO NOTHING
"""
LABELS = """
    INSERT INTO {relation} ({record}, {label})
    SELECT id, (%(labels)s::int[])[1 + (id + k) %% cardinality(%(labels)s)]
      FROM {table}, generate_series(1, 2) AS k WHERE {is_open} AND (k = 1 OR hashint4(id) %% 2 = 0)
    ON CONFLICT DO NOTHING
"""
ACTIVITIES = """
    INSERT INTO mail_activity (
        res_model_id, res_model, res_id, res_name, activity_type_id, user_id, user_tz,
        date_deadline, active, automated, create_uid, write_uid, create_date, write_date)
    SELECT %(model_id)s, %(model)s, id, {name}, %(kind)s, {user}, 'Europe/Amsterdam',
           current_date + (id %% 21 - 7), true, false, 1, 1, now(), now()
      FROM {table} WHERE {is_open} AND abs(hashint4(id)) %% 5 < 3
"""
LEADS = """
    INSERT INTO crm_lead (
        name, type, active, company_id, user_id, team_id, stage_id, priority, partner_id,
        contact_name, email_from, email_normalized, phone, expected_revenue, prorated_revenue,
        probability, automated_probability, won_status, lost_reason_id, color, date_open,
        date_closed, date_last_stage_update, create_uid, write_uid, create_date, write_date)
    SELECT 'Lead number ' || n, 'opportunity', is_open, %(company)s,
           (%(salesmen)s::int[])[1 + place %% cardinality(%(salesmen)s)], %(team)s,
           (%(stages)s::int[])[1 + place / 20 %% cardinality(%(stages)s)],
           CASE WHEN n %% 50 = 0 THEN '1' ELSE '0' END, %(partner)s, 'Contact ' || n,
           'lead' || n || '@example.org', 'lead' || n || '@example.org', '06' || 10000000 + n,
           1000 + n %% 5000, 100 + n %% 500, CASE WHEN is_open THEN 10 ELSE 0 END,
           CASE WHEN is_open THEN 10 ELSE 0 END, CASE WHEN is_open THEN 'pending' ELSE 'lost' END,
           CASE WHEN NOT is_open THEN %(reason)s END, 0, now_at - (90 + n %% 900) * day,
           CASE WHEN NOT is_open THEN now_at - n %% 90 * day END, now_at - n %% 90 * day, 1, 1,
           now_at - (90 + n %% 900) * day, now_at
      FROM (SELECT n, n %% %(one_in)s = 0 AS is_open,
                   (CASE WHEN n %% %(one_in)s = 0 THEN n / %(one_in)s ELSE n END)::int AS place,
                   now() AT TIME ZONE 'UTC' AS now_at, interval '1 day' AS day
              FROM generate_series(1, %(count)s) AS n) AS numbers
     ORDER BY n
"""
PARTIES = """
    INSERT INTO mediation_party (
        code, case_id, company_id, side, role, is_initiator, state, consent_state,
        needs_interpreter, permission_state, state_since, create_uid, write_uid, create_date,
        write_date)
    SELECT pg_temp.code('P', 2 * c.id + k), c.id, c.company_id,
           CASE k WHEN 0 THEN 'harmed' ELSE 'responsible' END,
           CASE k WHEN 0 THEN 'victim' ELSE 'offender' END,
           k = 0, 'known', 'not_asked', abs(hashint4(c.id)) %% 10 = 0,
           'not_needed', now(), 1, 1, now(), now()
      FROM mediation_case AS c, generate_series(0, 1) AS k
"""
TELL = "UPDATE mediation_party AS party SET {columns} FROM told WHERE told.id = party.id"
SEALED = ('full_name', 'birth_date', 'email_address', 'phone_number')


def main(env, parameters):
    begin = time.monotonic()
    loader = Loader(env, parameters)
    loader.make_cases()
    loader.make_parties()
    if parameters['beside_crm']:
        loader.make_leads()
    return {'seconds': time.monotonic() - begin}


class Loader:
    def __init__(self, env, parameters):
        self.env = env
        self.is_sealed = parameters['sealed']
        self.common = {
            'count': parameters['cases'],
            'one_in': parameters['cases'] // parameters['open_cases'],
            'company': env.company.id,
            'kind': env.ref('mail.mail_activity_data_todo').id,
        }
        base = len(codes.ALPHABET)
        letters = [
            LETTER.format(letters=codes.ALPHABET, codes=base**6, power=base**place, base=base)
            for place in range(6)
        ]
        env.cr.execute(CODE % ' || '.join(letters))

    def execute(self, statement, **values):
        self.env.cr.execute(statement, {**self.common, **values})

    def make_cases(self):
        stages = self.env['mediation.stage'].search([])
        closed = stages.filtered(lambda stage: stage.phase == 'closed')
        self.execute(
            CASES,
            mediators=self._users('mediator'),
            offences=self.env['mediation.offence'].search([]).ids,
            regions=self.env['mediation.region'].search([]).ids,
            outcome=self.env['mediation.outcome'].search([('ended_by', '=', 'contact')])[0].id,
            stages=(stages - closed).ids,
            last_stage=closed[0].id,
        )
        for name in ('member_ids', 'declared_user_ids'):
            field = self.env['mediation.case']._fields[name]
            columns = {'relation': field.relation, 'case': field.column1, 'user': field.column2}
            self.execute(MEMBERS.format(**columns))
        modes = self.env['mediation.contact.mode'].search([])
        self._surround('mediation.case', "phase <> 'closed'", 'contact_mode_ids', modes)

    def make_leads(self):
        stages = self.env['crm.stage'].search([('fold', '=', False)])
        team = self.env['crm.team'].search([], limit=1)
        self.execute(
            LEADS,
            salesmen=self._users('salesman'),
            team=team.id,
            stages=stages.ids,
            partner=self.env.company.partner_id.id,
            reason=self.env['crm.lost.reason'].search([], limit=1).id,
        )
        tags = self.env['crm.tag'].search([]) or self.env['crm.tag'].create(
            [{'name': f"Tag {number}"} for number in range(6)]
        )
        self._surround('crm.lead', 'active', 'tag_ids', tags)

    def _users(self, role):
        return self.env['res.users'].search([('login', '=like', f'{role}\\_%')], order='id').ids

    def _surround(self, model, is_open, labels_name, labels):
        """Labels and activities: the same number for a case as for a lead."""
        Model = self.env[model]
        field = Model._fields[labels_name]
        names = {'table': Model._table, 'is_open': is_open}
        columns = {'relation': field.relation, 'record': field.column1, 'label': field.column2}
        self.execute(LABELS.format(**names, **columns), labels=labels.ids)
        user = 'mediator_id' if model == 'mediation.case' else 'user_id'
        self.execute(
            ACTIVITIES.format(**names, name='name', user=user),
            model=model,
            model_id=self.env['ir.model']._get_id(model),
        )

    def make_parties(self):
        self.execute(PARTIES)
        if self.is_sealed:
            self._seal_parties()

    def _seal_parties(self):
        """Tell each party's name, birth date, mail and phone, sealed by a key of its own."""
        self.execute(
            "CREATE TEMPORARY TABLE told (id int, full_name text, birth_date text,"
            " email_address text, phone_number text, full_name_index text,"
            " email_address_index text, phone_number_index text, person_index text)"
        )
        self.execute("SELECT id, code FROM mediation_party ORDER BY id")
        people = self.env.cr.fetchall()
        seal = Sealer(self.env)
        rows = [seal(number, *person) for number, person in enumerate(people)]
        self._copy('told', [told for told, _key in rows])
        self._copy('sealed_key (owner, key_id, master_id, wrapped)', [key for _told, key in rows])
        names = [*SEALED, *(f'{name}_index' for name in SEALED if name != 'birth_date')]
        columns = ', '.join(f'{name} = told.{name}' for name in (*names, 'person_index'))
        self.execute(TELL.format(columns=columns))

    def _copy(self, target, rows):
        buffer = io.StringIO()
        csv.writer(buffer).writerows(rows)
        buffer.seek(0)
        self.env.cr.copy_expert(f'COPY {target} FROM STDIN (FORMAT csv)', buffer)


class Sealer:
    """Seals people as the addon does, without a record for each."""

    def __init__(self, env):
        self.master_id, self.master = next(iter(master.load().items()))
        self.secret = keys.system_secret(env, 'blind index')

    def __call__(self, number, party_id, code):
        """Return ``(the columns of a party, the row of its key)``."""
        owner, key_id = f'mediation.party,{code}', secrets.token_hex(6)
        secret = secrets.token_bytes(cipher.KEY_LENGTH)
        key = cipher.Key(key_id, secret)
        values = person(number)
        told = [
            key.seal(value.encode(), ('mediation.party', code, name))
            for name, value in zip(SEALED, values, strict=True)
        ]
        name, birth_date, email, phone = values
        indexes = [
            blind.digest(self.secret, 'name', name),
            blind.digest(self.secret, 'email', email),
            blind.digest(self.secret, 'phone', phone),
            blind.digest_together(self.secret, [('name', name), ('date', birth_date)]),
        ]
        wrapped = self.master.seal(secret, ('key', owner, key_id))
        return [party_id, *told, *indexes], [owner, key_id, self.master_id, wrapped]


def person(number):
    """Who this is; find_person.py asks for some of them."""
    born = date(1950, 1, 1) + timedelta(days=number % 20000)
    return (
        f"Person {number} Verzonnen",
        born.isoformat(),
        f'person{number}@example.org',
        f'06{10000000 + number}',
    )


result = main(env, PARAMETERS)  # noqa: F821
env.cr.commit()  # noqa: F821
print('HERSTEL-RESULT', json.dumps(result))  # noqa: F821
