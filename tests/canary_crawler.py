"""All that one colleague can ask to come upon what people have told, by each interface there is.

What comes back is looked through by the client. What is only found or not found is an answer too:
``oracles`` has the questions to which somebody got a count, an order or a name for a canary.
"""

import json

CASE, PARTY, REGISTRATION = 'mediation.case', 'mediation.party', 'mediation.registration'
EMERGENCY = 'mediation.emergency'  # the addon may not know of any
WALLED = (REGISTRATION, PARTY, CASE)
PEOPLE = {
    CASE: ('party_ids', 'harmed_party_ids', 'responsible_party_ids', 'registration_ids'),
    PARTY: ('case_id.registration_ids', 'case_id.party_ids'),
    REGISTRATION: ('case_id.party_ids', 'duplicate_of_id'),
    'mediation.audit': ('case_id.party_ids', 'case_id.registration_ids'),
    'mediation.case.offer': ('registration_id', 'case_id.party_ids'),
    'mediation.case.offer.suggestion': ('offer_id.registration_id',),
    EMERGENCY: ('case_id.party_ids', 'case_id.registration_ids'),
}
# What is refused of a field is refused whoever asks: these ask for each, the others for a few.
IN_FULL = ('desk', 'mediator', 'officer')
# Groups of any other kind say a choice, a number or a day, which everything else shows as well.
WITH_LABELS = ('char', 'many2one', 'many2many', 'one2many', 'text')
# Of a path that only leads to what is asked in full elsewhere
FEW = ('full_name', 'email_address', 'phone_number', 'city', 'institution')
POINTS_TO_WALLED = {
    PARTY: {'case_id': CASE},
    REGISTRATION: {'case_id': CASE, 'duplicate_of_id': REGISTRATION},
    'mediation.case.offer': {'registration_id': REGISTRATION, 'case_id': CASE},
    EMERGENCY: {'case_id': CASE},
    'mediation.audit': {'case_id': CASE},
}


class Crawler:
    def __init__(self, day, login):
        self.day, self.login = day, login
        self.own = may_meet(day, login)
        self.fields_to_try = set().union(*day.sealed.values()) if login in IN_FULL else set(FEW)
        self.client = day.client(login)
        self.oracles = []
        self.readable = set()
        self.fields = {}  # of the models with a wall, as this colleague is told of them

    def crawl(self):
        self.read_everything()
        self.look_for_people()
        self.group_people()
        self.search_everything()
        self.point_at_people()
        self.take_people_along()
        self.ask_as_programs_do()
        self.look_around()
        return self

    # Reading -----------------------------------------------------------------------------------

    def read_everything(self):
        """Every field of every model, all at once; one by one where that gives an error."""
        for model, newest in self.day.models.items():
            domain = [['id', '>', newest]] if newest else []
            answer = self.ask(model, 'search_read', domain, context=context())
            if 'error' not in answer:
                self.readable.add(model)
            elif not is_refused(answer):
                self.readable.add(model)
                self.read_field_by_field(model, domain)
        for model in (name for name in self.day.models if name.startswith('mediation.')):
            self.fields[model] = self.ask(model, 'fields_get', (), ['type', 'store']).get('result')
        for model in (*WALLED, *self.day.content):
            self.read_as_the_web_client_does(model)

    def read_field_by_field(self, model, domain):
        fields = self.ask(model, 'fields_get', (), ['type']).get('result', {})
        ids = self.ask(model, 'search', domain, context=context()).get('result', [])
        for field in fields:
            if is_failure(self.ask(model, 'read', ids, [field], context=context())):
                for record in ids:
                    self.ask(model, 'read', [record], [field], context=context())

    def read_as_the_web_client_does(self, model):
        """With the people of a case nested in it, the ones who are hidden by name as well."""
        fields = self.fields[model] or {}
        spec = {name: {} for name in fields}
        for field in spec.keys() & {'case_id', *PEOPLE.get(model, ())}:
            nested = {name: {} for name in (*FEW, 'display_name')}
            spec[field] = {'fields': nested if field != 'case_id' else {
                name: {'fields': nested} for name in ('party_ids', 'registration_ids')
            }}  # fmt: skip
        place = f'{model} with its people'
        self.ask(model, 'web_search_read', [], spec, place=place, context=context())
        for record in hidden_records(self.day, model):
            self.ask(model, 'read', [record])
            self.ask(model, 'read', [record], list(FEW))
            self.ask(model, 'web_read', [record], spec, place=place)
        views = [[False, kind] for kind in ('form', 'list', 'kanban', 'search')]
        self.ask(model, 'get_views', views)
        self.ask(model, 'default_get', list(spec))

    # Searching ---------------------------------------------------------------------------------

    def look_for_people(self):
        """By each field that is sealed, straight and through whatever points at people."""
        paths_of = {**dict.fromkeys(self.day.content, ('case_id.party_ids',)), **PEOPLE}
        for model, paths in paths_of.items():
            if model in self.readable:
                for path in (*self.sealed(model), *self.paths(model, paths)):
                    if path.rpartition('.')[2] in self.fields_to_try:
                        self.look_by(model, path)

    def sealed(self, model):
        return self.day.sealed.get(model, ())

    def paths(self, model, pointers):
        for pointer in pointers:
            leads_to = REGISTRATION if 'registration' in pointer else PARTY
            # A case leads to all that is known of its people, and everything else leads to a case.
            in_full = model == CASE and pointer in ('party_ids', 'registration_ids')
            for field in self.sealed(leads_to) if in_full else FEW:
                yield f'{pointer}.{field}'

    def look_by(self, model, path):
        field = path.rpartition('.')[2]
        others = [
            value
            for teller, value in self.day.canaries.of_field(field).items()
            if teller not in self.own
        ]
        some = others[0][:10]
        self.count(model, path, 'ilike', some)
        if field in FEW:
            # Equality is for the people of the own rooms, where the field has a blind index.
            self.count(model, path, 'in', others)
        if field in FEW and field == path:
            self.count(model, path, '=like', f'{some}%')
            self.count(model, path, '>', some[:2])
        if field == path:
            self.say(model, path, 'order', self.ask(model, 'search', [], 0, 5, f'{path} desc'))

    def count(self, model, path, operator, value):
        condition = [path, operator, value]
        answer = self.ask(model, 'search_count', [condition], context=context())
        self.say(model, path, operator, answer)

    def say(self, model, path, how, answer):
        if answer.get('result'):
            self.oracles.append((model, path, how))

    def group_people(self):
        """In each way that a list, a board or a pivot groups and counts."""
        for model in WALLED:
            if model not in self.readable:
                continue
            for field, about in self.fields[model].items():
                is_sealed = field in self.sealed(model)
                if not (field in self.fields_to_try if is_sealed else about['type'] in WITH_LABELS):
                    continue
                grouped = self.ask(model, 'formatted_read_group', [], [field], ['__count'])
                if is_sealed:
                    self.say(model, field, 'group', grouped)
                    self.ask(model, 'formatted_read_group', [], [], [f'{field}:array_agg'])
            for field in FEW:
                for how in ('count_distinct', 'max'):
                    self.ask(model, 'formatted_read_group', [], [], [f'{field}:{how}'])
                self.ask(model, 'web_read_group', [], [field])
                bar = {'field': field, 'colors': {}}
                self.ask(model, 'read_progress_bar', [], 'create_uid', bar)
            for path in PEOPLE[model]:
                self.ask(model, 'formatted_read_group', [], [f'{path}.city'], ['__count'])

    def search_everything(self):
        """By label and by each text of each model, for the beginning of any canary."""
        for model in sorted(self.readable):
            self.search_texts(model, ['display_name', *self.day.texts.get(model, ())])
        word = self.day.canaries.word
        for model in WALLED:
            self.say(model, 'display_name', 'name_search', self.ask(model, 'name_search', word))
            self.ask(model, 'web_name_search', word, {'display_name': {}, 'create_uid': {}})

    def search_texts(self, model, texts):
        answer = self.count_texts(model, texts, self.day.canaries.word)
        if 'error' in answer and len(texts) > 1:
            for field in texts:
                self.search_texts(model, [field])
        # A model without a label finds everything by any label.
        elif answer.get('result') and answer != self.count_texts(model, texts, 'Zzz9'):
            self.say(model, ', '.join(texts), 'ilike', answer)

    def count_texts(self, model, texts, word):
        conditions = [[field, 'ilike', word] for field in texts]
        domain = ['|'] * (len(conditions) - 1) + conditions
        answer = self.ask(model, 'search_count', domain, context=context())
        return {name: answer[name] for name in ('result', 'error') if name in answer}

    # Pointing at people ------------------------------------------------------------------------

    def point_at_people(self):
        """Where a record can be made to point at somebody, and everything be worked out again."""
        to_content = {model: {'case_id': CASE} for model in self.day.content}
        for model, pointers in {**POINTS_TO_WALLED, **to_content}.items():
            fields = self.fields.get(model)
            if not fields:
                continue
            spec = {name: {} for name in fields}
            for pointer, target in pointers.items():
                spec[pointer] = {'fields': {name: {} for name in self.fields[target] or ()}}
                for hidden in some_records(self.day, target):
                    self.ask(model, 'onchange', [], {pointer: hidden}, [pointer], spec)
                self.ask(model, 'default_get', list(spec), context={f'default_{pointer}': hidden})
        for case in some_records(self.day, CASE):
            values = {'res_model_id': self.day.case_model, 'res_id': case}
            spec = {name: {} for name in ('display_name', 'res_name', 'summary', 'note')}
            self.ask('mail.activity', 'onchange', [], values, list(values), spec)
            self.ask('calendar.event', 'onchange', [], values, list(values), spec)

    def take_people_along(self):
        """Copied, exported, as a file, as a page."""
        for model in (PARTY, REGISTRATION):
            for record in some_records(self.day, model):
                self.ask(model, 'copy', [record])
                self.ask(model, 'copy_data', [record])
                self.ask(model, 'export_data', [record], list(FEW))
                self.ask(model, 'get_metadata', [record])
                for field in FEW:
                    self.client.get(f'/web/content/{model}/{record}/{field}')
                    self.client.get(f'/web/image/{model}/{record}/{field}')
        token = self.client.token()
        self.export(PARTY, FEW, token)
        self.export(REGISTRATION, FEW, token)
        self.export(CASE, ('display_name', 'party_ids/full_name'), token)

    def export(self, model, names, token):
        wanted = {
            'model': model,
            'fields': [{'name': name, 'label': name, 'type': 'char'} for name in names],
            'ids': False,
            'domain': [],
            'import_compat': False,
        }
        for kind in ('csv', 'xlsx'):
            data = {'data': json.dumps(wanted), 'csrf_token': token}
            self.client.send('POST', f'/web/export/{kind}', question=str(wanted), data=data)

    # Around ------------------------------------------------------------------------------------

    def ask_as_programs_do(self):
        client = self.client
        for model in WALLED:
            fields = [name for name in self.fields[model] or FEW if name != 'receipt']
            client.json2(model, 'search_read', domain=[], fields=fields, context=context())
            client.json2(model, 'export_data', ids=[1], fields_to_export=list(FEW))
        # The password is checked anew each time, which is slow on purpose.
        client.jsonrpc(REGISTRATION, 'search_read', [], list(FEW), place=f'{REGISTRATION} by JSON')
        client.xmlrpc(PARTY, 'search_read', [], list(FEW), place=f'{PARTY} by XML')
        client.xmlrpc(PARTY, 'search_read', [], list(FEW), version='', place=f'{PARTY} by old XML')
        client.get('/json/1/my-cases')
        client.get('/json/1/registrations')

    def look_around(self):
        """Messages, activities, notifications, menus, reports, pages, with and without debug."""
        client = self.client
        for path in ('/odoo?debug=1', '/web/webclient/load_menus', '/odoo/my-cases', '/my', '/'):
            client.get(path)
        for model in WALLED:
            # Only a case has messages, and the others must not be taken for something that has.
            for record in hidden_records(self.day, model)[: None if model == CASE else 1]:
                self.ask(model, 'read', [record], ['display_name'])
                thread = {'thread_model': model, 'thread_id': record}
                client.post('/mail/thread/messages', thread)
                request = {**thread, 'request_list': ['activities', 'followers', 'attachments']}
                client.post('/mail/data', {'fetch_params': [['mail.thread', request]]})
                client.get('/mail/view', model=model, res_id=record)
        client.get('/odoo?debug=0')
        everything = ['init_messaging', 'failures', 'systray_get_activities', 'channels_as_member']
        client.post('/mail/data', {'fetch_params': everything})
        for box in ('inbox', 'history', 'starred'):
            client.post(f'/mail/{box}/messages', {})
        client.post('/discuss/search', {'term': self.day.canaries.word})
        client.post('/websocket/peek_notifications', self.channels())
        client.post('/web/action/load', {'action_id': 'herstelbemiddeling.mediation_case_action'})
        client.get('/report/html/web.preview_externalreport/1')

    def channels(self):
        records = [f'{model}_{id_}' for model in WALLED for id_ in hidden_records(self.day, model)]
        names = ['broadcast', 'mail.message', *records]
        return {'channels': names, 'last': 0, 'is_first_poll': True}

    def ask(self, model, method, *args, **kwargs):
        return self.client.web(model, method, *args, **kwargs)


# Whose words these colleagues may meet; everybody else meets nobody's.
MAY_MEET = {
    'desk': {'new', 'phoned', 'listed', 'declined', 'referred', 'waiting', 'offered'},
    'mediator': {'mine', 'passed_on'},
    'other': {'theirs'},
    'officer': {'complained'},
    'second_officer': {'complained'},
}
# Whoever decides about it or is concerned by it reads why somebody asks for emergency access.
MAY_READ_WHY = {'other', 'officer', 'second_officer', 'manager'}
REFUSALS = ('odoo.exceptions.AccessError',)


def may_meet(day, login):
    own = set(MAY_MEET.get(login, ()))
    if EMERGENCY in day.models:
        own |= {'asked'} if login in MAY_READ_WHY else set()
        own |= {'theirs'} if login == 'officer' else set()
    return own


def context(**more):
    return {'active_test': False, 'bin_size': True, **more}


def is_refused(answer):
    return answer['error']['data']['name'] in REFUSALS


def is_failure(answer):
    return 'error' in answer and not is_refused(answer)


def hidden_records(day, model):
    """One record of each fate."""
    if model == REGISTRATION:
        return list(day.registrations.values())
    if model == CASE:
        return list(day.cases.values())
    if model in day.content:
        return list(day.content[model].values())
    return [second for _first, second in day.parties.values()]


def some_records(day, model):
    """One that the desk may see and nobody else, and one of each of two mediators."""
    tellers = ('waiting', 'mine', 'theirs')
    if model == PARTY:
        return [day.parties[teller][0] for teller in tellers]
    return [(day.cases if model == CASE else day.registrations)[teller] for teller in tellers]
