from odoo import models


class MailTrackingValue(models.Model):
    _name = 'mail.tracking.value'
    _inherit = ['mail.tracking.value', 'mediation.around']
    _about = ('mail_message_id.model', 'mail_message_id.res_id')
