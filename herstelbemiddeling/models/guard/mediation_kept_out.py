"""Rows of Odoo that are never about a mediation, whoever makes them, an administrator included.

Each would carry words or people in or out: who is notified or follows, drafts, templates, links
for outsiders, mail that comes in. One idea, and three lines for each model that it holds for.
"""

from odoo import api, models

from ...surroundings import is_about_a_mediation, refuse_text


class MediationKeptOut(models.AbstractModel):
    _name = 'mediation.kept.out'
    _description = "Kept out of mediations"

    # The fields with the model, and where there is one the id, of what a row is about.
    _about = ('model', 'res_id')

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._refuse_mediations()
        return rows

    def write(self, vals):
        result = super().write(vals)
        self._refuse_mediations()
        return result

    def _refuse_mediations(self):
        """Raise UserError when one of the rows is about a mediation."""
        for row in self.sudo():
            about = [next(iter(row.mapped(path)), None) for path in self._about]
            if is_about_a_mediation(self.env, *about):
                refuse_text(self.env)


class FetchmailServer(models.Model):
    _name = 'fetchmail.server'
    _inherit = ['fetchmail.server', 'mediation.kept.out']
    _about = ('object_id.model',)


class MailActivityPlan(models.Model):
    _name = 'mail.activity.plan'
    _inherit = ['mail.activity.plan', 'mediation.kept.out']
    _about = ('res_model',)


class MailAlias(models.Model):
    _name = 'mail.alias'
    _inherit = ['mail.alias', 'mediation.kept.out']
    _about = ('alias_model_id.model',)


class MailComposeMessage(models.TransientModel):
    _name = 'mail.compose.message'
    _inherit = ['mail.compose.message', 'mediation.kept.out']
    _about = ('model',)


class MailFollowers(models.Model):
    _name = 'mail.followers'
    _inherit = ['mail.followers', 'mediation.kept.out']
    _about = ('res_model', 'res_id')


class MailFollowersEdit(models.TransientModel):
    _name = 'mail.followers.edit'
    _inherit = ['mail.followers.edit', 'mediation.kept.out']
    _about = ('res_model',)


class MailMessageLinkPreview(models.Model):
    _name = 'mail.message.link.preview'
    _inherit = ['mail.message.link.preview', 'mediation.kept.out']
    _about = ('message_id.model', 'message_id.res_id')


class MailMessageReaction(models.Model):
    _name = 'mail.message.reaction'
    _inherit = ['mail.message.reaction', 'mediation.kept.out']
    _about = ('message_id.model', 'message_id.res_id')


class MailMessageTranslation(models.Model):
    _name = 'mail.message.translation'
    _inherit = ['mail.message.translation', 'mediation.kept.out']
    _about = ('message_id.model', 'message_id.res_id')


class MailNotification(models.Model):
    _name = 'mail.notification'
    _inherit = ['mail.notification', 'mediation.kept.out']
    _about = ('mail_message_id.model', 'mail_message_id.res_id')


class MailScheduledMessage(models.Model):
    _name = 'mail.scheduled.message'
    _inherit = ['mail.scheduled.message', 'mediation.kept.out']


class MailTemplate(models.Model):
    _name = 'mail.template'
    _inherit = ['mail.template', 'mediation.kept.out']
    _about = ('model_id.model',)


class PortalShare(models.TransientModel):
    _name = 'portal.share'
    _inherit = ['portal.share', 'mediation.kept.out']
    _about = ('res_model', 'res_id')
