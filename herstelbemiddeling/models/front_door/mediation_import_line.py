from odoo import api, fields, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# What may be wrong with a line, by the keys of ``form.answers`` and ``form.import_list``.
SENTENCES = {
    'cells': _lt("This line does not have as many cells as the first one."),
    'repeats': _lt("This is the same as line %(detail)s."),
    'before': _lt("This was imported before."),
    'formula': _lt("This begins as a formula. Write it as text."),
    'choice': _lt("This is not one of the possible answers."),
    'date': _lt("This is not a date. An example: 31-12-1980."),
    'birth_date_range': _lt("This cannot be a date of birth."),
    'date_received_range': _lt("This cannot be the day on which it was received."),
    'language': _lt("This language is not known here. Use its code, such as nl or en."),
    'email': _lt("This is not an e-mail address."),
    'phone': _lt("This is not a phone number."),
    'too_long': _lt("This is too long. There is room for %(detail)s characters."),
    'characters': _lt("There are signs in this that cannot be kept."),
    'encoding': _lt("Some letters cannot be read."),
    'missing': _lt("This is missing."),
    'way_missing': _lt("There is no way to reach the person."),
}


class MediationImportLine(models.Model):
    """What is wrong with one line of an old list: its number and a sentence, never a value."""

    _name = 'mediation.import.line'
    _description = "Line that is not imported"
    _order = 'number, id'

    import_id = fields.Many2one(
        'mediation.import', required=True, readonly=True, index=True, ondelete='cascade'
    )
    number = fields.Integer(string="Line", required=True, readonly=True)
    # The name of one of our own fields; what stands above a column in the file is not kept.
    column = fields.Char(string="Name of the column", readonly=True)
    problem = fields.Char(required=True, readonly=True)  # a key of SENTENCES
    detail = fields.Integer(readonly=True)
    about = fields.Char(string="Column", compute='_compute_sentence')
    sentence = fields.Char(string="What is wrong", compute='_compute_sentence')

    @api.depends('column', 'problem', 'detail')
    @api.depends_context('lang')
    def _compute_sentence(self):
        labels = self.env['mediation.registration']._fields
        for line in self:
            field = labels.get('lang_id' if line.column == 'lang' else line.column)
            line.about = field._description_string(self.env) if field else False
            sentence = self.env._(SENTENCES[line.problem])
            line.sentence = sentence % {'detail': line.detail}

    @api.model
    def _problem_of(self, key):
        """Return the key of the sentence for a key of the form; what has none is missing."""
        return key if key in SENTENCES else 'missing'
