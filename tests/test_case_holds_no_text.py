from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import MediationCase


class TestCaseHoldsNoText(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.make_case(cls.mediator)
        cls.kind = cls.env.ref('mail.mail_activity_data_call')

    def setUp(self):
        super().setUp()
        self.mine = self.as_user(self.case, self.mediator)

    def plan(self, **values):
        return (
            self.env['mail.activity']
            .with_user(self.mediator)
            .create(
                {
                    'res_model_id': self.env['ir.model']._get_id('mediation.case'),
                    'res_id': self.case.id,
                    'activity_type_id': self.kind.id,
                    'user_id': self.mediator.id,
                    **values,
                }
            )
        )

    def notices(self):
        return self.env['mail.message'].search(
            [('message_type', '=', 'user_notification')], order='id desc'
        )

    def test_nobody_writes_a_message_on_a_case(self):
        for login in ('mediator', 'desk', 'manager'):
            theirs = self.as_user(self.case, self.users[login])
            with self.subTest(login=login):
                with self.assertRefused(UserError, "holds no text"):
                    theirs.message_post(body="Canary note")
                with self.assertRefused(UserError, "holds no text"):
                    theirs.message_notify(
                        body="Canary note", partner_ids=self.manager.partner_id.ids
                    )

    def test_an_activity_has_a_kind_and_a_date_and_no_words(self):
        for values in ({'summary': "Canary"}, {'note': "<p>Canary</p>"}):
            with self.subTest(values=values), self.assertRefused(UserError, "holds no text"):
                self.plan(**values)
        activity = self.plan()
        with self.assertRefused(UserError, "holds no text"):
            activity.summary = "Canary"
        with self.assertRefused(UserError, "holds no text"):
            activity.action_feedback(feedback="Canary")

    def test_an_activity_with_words_is_not_moved_to_a_case(self):
        Activity = self.env['mail.activity'].with_user(self.mediator)
        activity = Activity.create({'summary': "Canary", 'user_id': self.mediator.id})
        with self.assertRefused(UserError, "holds no text"):
            activity.write(
                {
                    'res_model_id': self.env['ir.model']._get_id('mediation.case'),
                    'res_id': self.case.id,
                }
            )

    def test_whoever_has_left_the_organisation_gets_no_notice(self):
        self.desk.active = False
        self.env['mediation.registration']._receive(
            {'registrant_kind': 'self', 'side': 'harmed', 'full_name': "X"}, 'key'
        )
        self.env['mediation.registration']._announce()
        self.assertNotIn(self.desk.partner_id, self.notices()[:1].partner_ids)

    def test_an_activity_is_done_and_leaves_its_kind(self):
        activity = self.plan()
        self.env.cr.flush()
        activity.action_done()
        self.assertFalse(self.mine.activity_ids)
        done = self.case.message_ids.filtered('mail_activity_type_id')
        self.assertEqual(done.mail_activity_type_id, self.kind)

    def test_words_of_an_activity_elsewhere_are_left_alone(self):
        activity = self.env['mail.activity'].create(
            {
                'res_model_id': self.env['ir.model']._get_id('res.partner'),
                'res_id': self.manager.partner_id.id,
                'summary': "Water the plants",
                'user_id': self.manager.id,
            }
        )
        self.assertEqual(activity.summary, "Water the plants")

    def test_whoever_gets_an_activity_is_not_told_of_which_case(self):
        self.plan(user_id=self.manager.id)
        notice = self.notices()[0]
        self.assertEqual(notice.partner_ids, self.manager.partner_id)
        self.assertFalse(notice.model or notice.res_id)
        self.assertNotIn(self.case.name, f'{notice.subject} {notice.body} {notice.record_name}')

    def test_nobody_follows_a_case(self):
        self.mine.stage_id = self.stages['intake']
        self.plan()
        self.case.message_subscribe(partner_ids=self.employee.partner_id.ids)
        self.env.cr.flush()
        self.assertFalse(self.case.message_follower_ids)

    def test_no_file_is_attached_to_a_case_or_a_person(self):
        party = self.case.party_ids[0]
        for record in (self.mine, self.as_user(party, self.mediator)):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                self.env['ir.attachment'].with_user(self.mediator).create(
                    {
                        'name': "Canary.txt",
                        'raw': b"Canary",
                        'res_model': record._name,
                        'res_id': record.id,
                    }
                )

    def test_the_dialog_for_an_activity_still_works(self):
        wizard = (
            self.env['mail.activity.schedule']
            .with_user(self.mediator)
            .with_context(
                active_model='mediation.case', active_ids=self.case.ids, active_id=self.case.id
            )
        )
        with Form(wizard) as form:
            form.activity_type_id = self.kind
        form.record.action_schedule_activities()
        self.assertEqual(self.mine.activity_ids.activity_type_id, self.kind)
        self.assertFalse(self.mine.activity_ids.summary)
