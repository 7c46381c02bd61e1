"""Who has no business with people at all: a visitor, and an administrator with all he can make."""

from .canary_crawler import CASE, FEW, PARTY, REGISTRATION, WALLED, hidden_records
from .canary_day import FORM

# Odoo lets an administrator run code on the server. What it finds comes back as an error.
CODE = {
    'as superuser': "raise UserError(str(env['{model}'].sudo().search([]).mapped('{field}')))",
    'all at once': "raise UserError(str(env['{model}'].sudo().search([]).read()))",
    'in the name of a mediator': (
        "user = env['res.users'].search([('login', '=', 'canary_mediator')])\n"
        "raise UserError(str(env['{model}'].with_user(user).search([]).mapped('{field}')))"
    ),
    'exported': ("raise UserError(str(env['{model}'].sudo().search([]).export_data(['{field}'])))"),
    'from the table': (
        "env.cr.execute('SELECT * FROM {table}')\nraise UserError(str(env.cr.fetchall()))"
    ),
    'copied to a partner': (
        "for record in env['{model}'].sudo().search([]):\n"
        "    env['res.partner'].create({{'name': record.{field}}})"
    ),
    'from what is kept in memory': (
        "records = env['{model}'].sudo().search([])\n"
        "records.fetch(['{field}'])\n"
        "raise UserError(str(dict(records._fields['{field}']._get_cache(env))))"
    ),
}
CONTROL = "raise UserError('This was seen')"


class Visitor:
    """Nobody who has logged in, who knows all ids and addresses."""

    def __init__(self, day):
        self.day, self.client = day, day.client()

    def crawl(self):
        client, word = self.client, self.day.canaries.word
        for path in ('/', '/odoo', '/web/login', '/sitemap.xml', '/website/info', FORM, '/my'):
            client.get(path)
        client.get('/website/search', search=word)
        for model in WALLED:
            client.web(model, 'search_read', [])
            client.json2(model, 'search_read', domain=[])
            client.jsonrpc(model, 'search_read', [])
            client.xmlrpc(model, 'search_read', [])
            client.xmlrpc(model, 'search_read', [], version='')
            for record in hidden_records(self.day, model):
                self.look_at(model, record)
        client.post('/mail/data', {'fetch_params': ['init_messaging', 'failures']})
        client.post('/discuss/search', {'term': word})
        names = ['broadcast', *(f'{model}_1' for model in WALLED)]
        seen = {'channels': names, 'last': 0, 'is_first_poll': True}
        client.post('/websocket/peek_notifications', seen)
        return self

    def look_at(self, model, record):
        client, thread = self.client, {'thread_model': model, 'thread_id': record}
        for field in FEW if model != CASE else ('display_name',):
            client.get(f'/web/content/{model}/{record}/{field}')
            client.get(f'/web/image/{model}/{record}/{field}')
        client.get('/mail/view', model=model, res_id=record)
        client.get(f'/odoo/{model}/{record}')
        client.post('/mail/thread/messages', thread)
        if model == CASE:
            request = {**thread, 'request_list': ['activities', 'followers', 'attachments']}
            client.post('/mail/data', {'fetch_params': [['mail.thread', request]]})


class Administrator:
    """Somebody who administers Odoo and takes what he can get."""

    def __init__(self, day):
        self.day, self.client = day, day.client('administrator')

    def run(self, code):
        """Run code on the server; return what comes back."""
        values = {'name': "Code", 'state': 'code', 'code': code}
        model = self.find('base', 'model_res_partner')
        action = self.client.do('ir.actions.server', 'create', {**values, 'model_id': model})
        return self.client.web('ir.actions.server', 'run', [action])

    def find(self, module, name):
        domain = [['module', '=', module], ['name', '=', name]]
        return self.client.do('ir.model.data', 'search_read', domain, ['res_id'])[0]['res_id']

    def crawl(self):
        for model, field in ((PARTY, 'full_name'), (REGISTRATION, 'story')):
            for code in CODE.values():
                values = {'model': model, 'field': field, 'table': model.replace('.', '_')}
                self.run(code.format(**values))
            self.schedule(CODE['as superuser'].format(model=model, field=field))
            self.write_mail(model, field)
            self.print_report(model, field)
        return self

    def schedule(self, code):
        """A job runs as nobody in particular."""
        job = self.client.do(
            'ir.cron',
            'create',
            {
                'name': "Job",
                'state': 'code',
                'code': code,
                'model_id': self.find('base', 'model_res_partner'),
                'interval_number': 1,
                'interval_type': 'months',
            },
        )
        self.client.web('ir.cron', 'method_direct_trigger', [job])

    def write_mail(self, model, field):
        values = {
            'name': "Mail",
            'model_id': self.find('herstelbemiddeling', f'model_{model.replace(".", "_")}'),
            'subject': f'{{{{ object.{field} }}}}',
            'body_html': f'<p t-out="object.{field}"/>',
            'email_to': 'canary_administrator@example.org',
        }
        template = self.client.web('mail.template', 'create', values).get('result')
        for record in hidden_records(self.day, model)[:3] if template else ():
            self.client.web('mail.template', 'send_mail', [template], record)

    def print_report(self, model, field):
        key = f'herstelbemiddeling.canary_{model.replace(".", "_")}'
        arch = f'<t t-name="{key}"><p t-foreach="docs" t-as="doc" t-out="doc.{field}"/></t>'
        view = {'type': 'qweb', 'name': key, 'key': key, 'arch': arch}
        self.client.do('ir.ui.view', 'create', view)
        report = {'name': "Report", 'model': model, 'report_name': key, 'report_type': 'qweb-html'}
        self.client.do('ir.actions.report', 'create', report)
        for record in hidden_records(self.day, model)[:3]:
            self.client.get(f'/report/html/{key}/{record}', place=f'report of {model}')
