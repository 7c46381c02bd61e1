"""What falls due, and when: one statement over plain dates, in which no seal is opened.

Counted is from the last act: the latest moment at which somebody did something.

- Of a registration: it came in, was decided about or was stopped, or somebody came back to it with
  the code.
- Of a person in a closed case: the case was closed, where the person stands has changed, or
  something was written down about this person.
- Of a complaint: it was answered.
- Of a closed case: it was closed, somebody came back to its registration with the code, or anything
  was written down in it.

Looking is no act, and neither is what a job does by itself. A case that was reopened is another
case, in which the people stand anew: each of the two is counted by itself.
"""

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tools import SQL

# After a term is changed nothing goes for this long: there is time to undo a slip.
REST_DAYS = 7
# A hold that nobody has agreed to yet keeps what it is about for this long, and then no more.
ASKED_HOLD_DAYS = 7

# The ids of four tables in one list.
KINDS = {
    'mediation.registration': 0, 'mediation.case': 1, 'mediation.party': 2,
    'mediation.complaint': 3,
}  # fmt: skip

DUE = """
    WITH terms (company_id, unconfirmed, declined, unapproached, closed, answered, warning,
                earliest) AS (
        VALUES %(terms)s
    ),
    kept AS (%(registrations)s UNION ALL %(cases)s UNION ALL %(parties)s
             UNION ALL %(complaints)s),
    due AS (
        SELECT kept.*, greatest(
                   (last_act + CASE ground
                       WHEN 'unconfirmed' THEN make_interval(days => terms.unconfirmed)
                       WHEN 'declined' THEN make_interval(days => terms.declined)
                       WHEN 'unapproached' THEN make_interval(months => terms.unapproached)
                       WHEN 'closed' THEN make_interval(years => terms.closed)
                       ELSE make_interval(years => terms.answered)
                   END)::date,
                   terms.earliest
               ) AS date_due,
               %(today)s + terms.warning AS horizon
          FROM kept JOIN terms USING (company_id)
    )
    SELECT due.id, due.model, due.record_id, due.code, due.case_id, due.file_code, due.company_id,
           due.ground, due.last_act::date AS date_last_act, due.date_due, put_off.date_until,
           CASE
               WHEN EXISTS (%(holds)s) OR EXISTS (%(requests)s) OR EXISTS (%(open_complaints)s)
                   THEN 'held'
               WHEN put_off.date_until > %(today)s THEN 'put_off'
               WHEN due.date_due <= %(today)s THEN 'due'
               ELSE 'coming'
           END AS state
      FROM due
      LEFT JOIN LATERAL (
          SELECT max(date_until) AS date_until FROM mediation_retention_delay
           WHERE code = due.code
      ) put_off ON true
     WHERE due.date_due <= due.horizon
"""
HOLDS = """
    SELECT FROM mediation_retention_hold hold
     WHERE (hold.state IN ('held', 'ending')
            OR hold.state = 'asked' AND hold.date_asked > %(since)s)
       AND (hold.code = due.file_code OR hold.code IN (
           SELECT code FROM mediation_registration WHERE case_id = due.case_id))
"""
# Whoever asks about the own data is answered first, and what rests is not erased either.
REQUESTS = """
    SELECT FROM mediation_person_request asked
     WHERE asked.case_id = due.case_id AND asked.state IN ('open', 'in_force')
"""
# What a complaint is about has to be there as long as it is looked at.
OPEN_COMPLAINTS = """
    SELECT FROM mediation_complaint complaint
     WHERE complaint.case_id = due.case_id AND complaint.state <> 'answered'
"""
REGISTRATIONS = """
    SELECT id * 4 + %(number)s AS id, 'mediation.registration' AS model, id AS record_id, code,
           NULL::integer AS case_id, code AS file_code, company_id,
           CASE state WHEN 'new' THEN 'unconfirmed' ELSE 'declined' END AS ground,
           greatest(date_received, date_decided, date_withdrawn, date_came_back) AS last_act
      FROM mediation_registration
     WHERE case_id IS NULL
       AND (state IN ('declined', 'referred', 'duplicate')
            OR state = 'new' AND screening = 'apart')
"""
CASES = """
    SELECT closed.id * 4 + %(number)s AS id, 'mediation.case' AS model, closed.id AS record_id,
           closed.name AS code, closed.id AS case_id, closed.name AS file_code, closed.company_id,
           'closed' AS ground, greatest(closed.date_closed, %(acts)s) AS last_act
      FROM mediation_case closed JOIN terms USING (company_id)
     WHERE closed.phase = 'closed'
       AND closed.date_closed < %(today)s + terms.warning + 1
           - make_interval(years => terms.closed)
"""
# Whoever never said yes to anything. The initiator came by himself, and stays with the case.
PARTIES = """
    SELECT party.id * 4 + %(number)s AS id, 'mediation.party' AS model, party.id AS record_id,
           party.code, closed.id AS case_id, closed.name AS file_code, closed.company_id,
           CASE WHEN %(was_approached)s THEN 'declined' ELSE 'unapproached' END AS ground,
           greatest(closed.date_closed, party.state_since, %(acts)s) AS last_act
      FROM mediation_case closed
      JOIN mediation_party party ON party.case_id = closed.id
      JOIN sealed_key key ON key.owner = 'mediation.party,' || party.code
     WHERE closed.phase = 'closed'
       AND party.is_initiator IS NOT TRUE
       AND key.wrapped IS NOT NULL
       AND NOT EXISTS (
           SELECT FROM mediation_consent
            WHERE party_id = party.id AND decision = 'given')
"""
# Whom a complaint is about does not see that there was one, also not when it goes.
COMPLAINTS = """
    SELECT complaint.id * 4 + %(number)s AS id, 'mediation.complaint' AS model,
           complaint.id AS record_id, complaint.code, NULL::integer AS case_id,
           complaint.code AS file_code, complaint.company_id, 'answered' AS ground,
           complaint.date_answered::timestamp AS last_act
      FROM mediation_complaint complaint
     WHERE complaint.state = 'answered'
       AND NOT EXISTS (
           SELECT FROM mediation_complaint_concerned_rel concerned
            WHERE concerned.mediation_complaint_id = complaint.id
              AND concerned.res_users_id = %(reader)s)
"""
APPROACHED = """
    (EXISTS (SELECT FROM mediation_attempt
              WHERE party_id = party.id AND result <> 'called_off')
     OR EXISTS (SELECT FROM mediation_information WHERE party_id = party.id)
     OR EXISTS (SELECT FROM mediation_consent WHERE party_id = party.id)
     OR EXISTS (SELECT FROM mediation_session_party_rel
                  JOIN mediation_session ON mediation_session.id = mediation_session_id
                 WHERE mediation_party_id = party.id AND state = 'held'))
"""


def due(env):
    """Return the query of everything that falls due within the warning time, and what is over."""
    env.flush_all()
    today = fields.Date.today()
    return SQL(
        DUE,
        terms=SQL(', ').join(_terms(company) for company in env['res.company'].sudo().search([])),
        registrations=SQL(REGISTRATIONS, number=KINDS['mediation.registration']),
        cases=SQL(
            CASES, number=KINDS['mediation.case'], today=today,
            acts=_acts(env, 'case_id', SQL('closed.id')),
        ),
        parties=SQL(
            PARTIES, number=KINDS['mediation.party'], was_approached=SQL(APPROACHED),
            acts=_acts(env, 'party_id', SQL('party.id')),
        ),
        complaints=SQL(
            COMPLAINTS, number=KINDS['mediation.complaint'], reader=env.uid
        ),
        open_complaints=SQL(OPEN_COMPLAINTS),
        requests=SQL(REQUESTS),
        holds=SQL(HOLDS, since=fields.Datetime.now() - relativedelta(days=ASKED_HOLD_DAYS)),
        today=today,
    )  # fmt: skip


def written_down(env, name):
    """Return the models in which a row is something written down, with a many2one of this name."""
    return [
        model
        for model in (env[model_name] for model_name in sorted(env.registry))
        if isinstance(model, env.registry['mediation.content'])
        and model._auto and not model._abstract and not model._transient
        and name in model._fields and model._fields[name].store
    ]  # fmt: skip


def _acts(env, name, value):
    latest = [
        SQL("(SELECT max(create_date) FROM %s WHERE %s = %s)",
            SQL.identifier(model._table), SQL.identifier(name), value)
        for model in written_down(env, name)
    ]  # fmt: skip
    if name == 'case_id':
        came_back = "(SELECT max(date_came_back) FROM mediation_registration WHERE case_id = %s)"
        latest.append(SQL(came_back, value))
    return SQL(', ').join(latest)


def _terms(company):
    policy = company.env['mediation.policy']._of(company)
    changed = policy.retention_changed_on
    return SQL(
        "(%s, %s, %s, %s, %s, %s, %s, %s::date)",
        company.id,
        policy.retention_unconfirmed_days,
        policy.retention_declined_days,
        policy.retention_unapproached_months,
        policy.retention_closed_years,
        policy.retention_complaint_years,
        policy.retention_warning_days,
        changed + relativedelta(days=REST_DAYS) if changed else None,
    )
