"""Whether the run was good. Plain functions over what was measured.

Memory may settle while caches fill up, so only the second half counts. Rows may be added where
people put something in; any other table has to have as many as before, at the latest after the job
of the night that clears what is old.
"""

# MB an hour that a process may grow by in the second half. A leak of one kilobyte a request would
# be seen: a worker answers some five thousand in an hour of the soak.
FLAT = 6
# Seconds; what is seen for less is a program that a worker has started, and no worker.
BRIEF = 60
# What people put in, and what is kept of what they do.
WORK = (
    'mediation_', 'sealed_key', 'herstelbemiddeling_audit.',
)  # fmt: skip
WORK_OF_ODOO = {
    'mail_message': "a stage that was changed",
    'mail_message_subtype_rel': "a stage that was changed",
    'mail_tracking_value': "a stage that was changed",
    'mail_message_res_partner_rel': "a notice that something waits",
    'mail_notification': "a notice that something waits; half a year",
    'mail_activity': "a reminder for a mediator",
    'mail_followers': "who is told of a stage",
    'calendar_event': "a talk",
    'calendar_attendee': "whose talk it is",
    'calendar_event_res_partner_rel': "whose talk it is",
    'res_device_log': "a log-in, for the person to see",
    'res_users_log': "a log-in; one is kept for each person",
}
# Named in the issue: the table says what became of them even when they are as they were.
WATCHED = (
    'bus_bus', 'ir_attachment', 'ir_cron_progress', 'ir_cron_trigger', 'ir_logging', 'mail_mail',
    'mail_notification', 'mediation_visit', 'website_visitor', 'website_track',
)  # fmt: skip
# Of ours, cleared by the job of the night like wizards.
CLEARED = ('mediation_visit',)
# Odoo keeps the last ones: of what was changed in its caches, and of the runs of its jobs.
LAST_KEPT = {'orm_signaling_': 10, 'ir_cron_progress': 20}
# What Odoo itself warns of, and why it is none of ours.
HARMLESS = {
    "processed no record": "a job was begun late and found no time; it goes on at its next turn",
}


def slope(samples):
    """Return by how much the samples rise in an hour: the line of least squares through them.

    :param samples: ``[(seconds, value)]``
    """
    count = len(samples)
    middle = sum(moment for moment, _value in samples) / count
    mean = sum(value for _moment, value in samples) / count
    spread = sum((moment - middle) ** 2 for moment, _value in samples)
    if not spread:
        return 0.0
    rise = sum((moment - middle) * (value - mean) for moment, value in samples)
    return rise / spread * 3600


def growth_of_memory(samples, seconds):
    """Return the slope of the second half of a process, None when it did not live through it.

    :param seconds: how long the run took
    """
    half = [(moment, value) for moment, value in samples if moment >= seconds / 2]
    lived = half and samples[0][0] < seconds / 2 and samples[-1][0] > seconds * 0.95
    return slope(half) if lived and len(half) > 1 else None


def is_brief(samples):
    """Return whether a process came and went."""
    return samples[-1][0] - samples[0][0] < BRIEF


def may_grow(table, wizards):
    """Return whether people put rows into this table that stay."""
    if table in wizards or table in CLEARED:
        return False
    return table.startswith(WORK) or table in WORK_OF_ODOO


def grown(before, after, wizards):
    """Yield the tables that have more rows than before and may not."""
    for table, count in sorted(after.items()):
        kept = max((last for name, last in LAST_KEPT.items() if table.startswith(name)), default=0)
        if count > max(before.get(table, 0), kept) and not may_grow(table, wizards):
            yield table


def complaints(lines):
    """Return the lines of trouble in a log that are to be explained."""
    return [line for line in lines if not any(words in line for words in HARMLESS)]
