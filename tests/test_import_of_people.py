"""People are not brought in from a file: Odoo would keep the file as it is."""

from odoo.exceptions import ValidationError

from .common import MediationCase

REFUSAL = "in a form of their own"


class TestImportOfPeople(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Import = cls.env['base_import.import'].with_user(cls.mediator)

    def test_no_file_with_people_is_kept(self):
        for model in ('mediation.party', 'mediation.registration'):
            waiting = self.Import.create({'res_model': model})
            with self.assertRefused(ValidationError, REFUSAL):
                waiting.file = b'full_name'
            with self.assertRefused(ValidationError, REFUSAL):
                self.Import.create({'res_model': model, 'file': b'full_name'})

    def test_a_file_that_is_there_is_not_turned_into_one_with_people(self):
        regions = self.Import.create({'res_model': 'mediation.region', 'file': b'name'})
        with self.assertRefused(ValidationError, REFUSAL):
            regions.res_model = 'mediation.party'
