"""Two people of one case have the same thing open: whoever saves second overwrites nothing."""

from odoo import Command
from odoo.exceptions import UserError

from .process import ProcessCase
from .test_classification import WALLED

FILLED_BY_THE_SYSTEM = {
    'mediation.audit', 'mediation.evaluation.answer', 'mediation.first.step',
    'mediation.import.line', 'mediation.retention.certificate', 'mediation.retention.due',
    'mediation.submission', 'mediation.visit', 'sealed.key',
}  # fmt: skip
# What people make and nobody may write in afterwards.
NEVER_CHANGED = {'mediation.retention.delay', 'mediation.retention.hold'}


class TestTwoPeople(ProcessCase):
    def setUp(self):
        super().setUp()
        self.bring_to('preparation')
        self.case.sudo().co_mediator_ids = self.co_mediator

    def papers(self):
        """What both may write in at any time, and the field with the words."""
        make = {
            'mediation.note': ('body', {'party_id': self.initiator.id}),
            'mediation.assessment': ('safety', {'party_id': self.initiator.id}),
            'mediation.inquiry': ('answer', {'party_id': self.other.id, 'ground': 'police'}),
            'mediation.restriction': ('area', {'party_id': self.other.id, 'kind': 'area'}),
            'mediation.disclosure': ('text', {'case_id': self.case.id}),
            'mediation.agreement': (
                'description',
                {'by_party_id': self.other.id, 'for_party_id': self.initiator.id},
            ),
        }
        yield self.initiator, 'wishes'
        yield self.initiator, 'lang_id'
        letters = self.contact('letter')
        yield letters, 'place'
        yield self.message(letters), 'body'
        yield self.talk(self.initiator, 'call', 'planned', date_start=self.ago(days=-3)), 'place'
        for name, (field, values) in make.items():
            model = self.env[name].with_user(self.mediator)
            yield model.create({'case_id': self.case.id, **values}), field

    def shown(self, record, user):
        """A record as somebody has it on the screen: what is saved says what was seen."""
        record = self.as_user(record, user)
        seen = {f'{record._name},{record.id}': record.revisions or {}}
        return record.with_context(seen_revisions=seen)

    def words(self, record, field, text):
        lang = {'first': 'base.lang_nl', 'second': 'base.lang_en'}
        return {field: self.env.ref(lang[text]).id if field == 'lang_id' else text}

    def test_who_saves_second_hears_so_and_neither_text_is_lost(self):
        for record, field in self.papers():
            with self.subTest(model=record._name, field=field):
                mine = self.shown(record, self.mediator)
                theirs = self.shown(record, self.co_mediator)
                first = self.words(record, field, 'first')
                theirs.web_save(first, {})
                label = record._fields[field]._description_string(self.env)
                with self.assertRefused(UserError, f"open here: {label}. Nothing of it was"):
                    mine.web_save(self.words(record, field, 'second'), {})
                self.assertEqual(theirs._convert_to_write({field: theirs[field]}), first)
                again = self.shown(record, self.mediator)
                again.web_save(self.words(record, field, 'second'), {})

    def test_who_changed_something_else_is_not_in_the_way(self):
        mine = self.shown(self.initiator, self.mediator)
        theirs = self.shown(self.initiator, self.co_mediator)
        theirs.web_save({'wishes': "Words of a colleague"}, {})
        mine.web_save({'safe_times': "In the evening"}, {})
        self.assertEqual(mine.wishes, "Words of a colleague")

    def test_what_a_step_has_changed_is_not_overwritten_either(self):
        letter = self.message(self.contact('letter'))
        letter.sender_id.with_user(self.mediator).phone_number = '06-12345678'
        letter.body = "Call me: 0612345678"
        mine = self.shown(letter, self.mediator)
        self.shown(letter, self.co_mediator).action_take_out()
        with self.assertRefused(UserError, "Somebody else has changed this"):
            mine.web_save({'body': "Call me any time: 0612345678"}, {})

    def test_a_row_in_a_list_is_kept_as_well(self):
        party = self.as_user(self.initiator, self.mediator)
        note = self.env['mediation.note'].with_user(self.mediator).create({'party_id': party.id})
        seen = {f'mediation.note,{note.id}': note.revisions or {}}
        note.with_user(self.co_mediator).body = "Words of a colleague"
        change = [Command.update(note.id, {'body': "My words"})]
        with self.assertRefused(UserError, "Somebody else has changed this"):
            party.with_context(seen_revisions=seen).web_save({'note_ids': change}, {})
        another = [Command.create({'body': "My words"})]
        party.with_context(seen_revisions=seen).web_save({'note_ids': another}, {})
        self.assertEqual(set(party.note_ids.mapped('body')), {"Words of a colleague", "My words"})

    def test_what_is_chosen_from_a_list_of_the_configuration_is_saved(self):
        mine = self.shown(self.initiator, self.mediator)
        shuttle = self.env.ref('herstelbemiddeling.mediation_contact_mode_shuttle')
        mine.web_save({'contact_mode_ids': [Command.link(shuttle.id)]}, {})
        self.assertIn(shuttle, mine.contact_mode_ids)

    def test_every_form_of_a_walled_model_says_what_it_shows(self):
        for name in WALLED:
            model = self.env[name]
            if model._abstract or model._transient or 'revisions' not in model:
                continue
            with self.subTest(model=name):
                arch = model._get_view(view_type='form')[0]
                self.assertTrue(arch.xpath("./field[@name='revisions']"))
                for rows in arch.xpath('.//field/list[@editable]'):
                    self.assertTrue(rows.xpath("./field[@name='revisions']"))

    def test_no_walled_model_that_people_fill_in_is_left_out(self):
        models = [self.env[name] for name in WALLED]
        kept = {m._name for m in models if not (m._abstract or m._transient)}
        without = {name for name in kept if 'revisions' not in self.env[name]}
        self.assertEqual(without, FILLED_BY_THE_SYSTEM | NEVER_CHANGED)
        rights = self.env['ir.model.access'].search([('model_id.model', 'in', [*without])])
        self.assertFalse(rights.filtered('perm_write'))


def test_two_browsers_lose_no_word(office, person):
    """The web client itself sends along what it shows."""
    office.shell(
        "case = env['mediation.case'].search([('mediator_id.login', '=', 'b_mediator'),"
        " ('phase', '=', 'preparation')], limit=1)\n"
        "case.co_mediator_ids = env['res.users'].search([('login', '=', 'b_other')])\n"
        "env['ir.config_parameter'].set_param('test.party', case.party_ids[0].id)"
    )
    number = office.shell("print(env['ir.config_parameter'].get_param('test.party'))").split()[-1]
    first, second = person('b_mediator'), person('b_other')
    for page in (first, second):
        page.goto(f'{office.base_url}/odoo/mediation.party/{number}')
        page.wait_for_selector('div[name=wishes] textarea')
    save(first, "Words of the first")
    first.wait_for_selector('.o_form_button_save', state='hidden')
    save(second, "Words of the second")
    second.wait_for_selector('text=Somebody else has changed this')
    assert second.input_value('div[name=wishes] textarea') == "Words of the second"
    save(first, "Words of the first, and more")
    first.wait_for_selector('.o_form_button_save', state='hidden')
    first.reload()
    first.wait_for_selector('div[name=wishes] textarea')
    assert first.input_value('div[name=wishes] textarea') == "Words of the first, and more"


def save(page, words):
    page.fill('div[name=wishes] textarea', words)
    page.keyboard.press('Tab')
    page.click('.o_form_button_save')
