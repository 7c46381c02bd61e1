"""The public pages as a visitor goes through them in a real browser."""

from axe_playwright_python.sync_playwright import Axe

from .front import CODE, EVALUATION, FORM

PREFIX = {'nl-NL': '', 'en-US': '/en', 'ar-001': '/ar'}
WIDE = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
NEXT = 'main button[value=next]'


class Visitor:
    """Somebody with a browser of their own, that turns to nobody but the server."""

    def __init__(self, browser, front, language='nl-NL', size=(390, 800), **options):
        self.front, self.language = front, language
        self.prefix = PREFIX[language]
        width, height = size
        self.context = browser.new_context(
            viewport={'width': width, 'height': height}, locale=language, **options
        )
        self.attempts = []
        self.context.route('**/*', self._answer)
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.failures = []
        self.page.on('pageerror', lambda error: self.failures.append(str(error)))
        self.page.on('console', lambda line: line.type == 'error' and self.refused(line.text))

    def refused(self, line):
        if 'Failed to load resource' not in line:  # a page with status 400 is a page
            self.failures.append(line)

    def _answer(self, route):
        if route.request.url.startswith(f'{self.front.base_url}/'):
            route.continue_()
        else:
            self.attempts.append(route.request.url)
            route.abort()

    def close(self):
        assert self.attempts == []
        assert self.failures == []
        assert self.context.cookies() == []
        self.context.close()

    def open(self, path):
        return self.page.goto(self.front.base_url + self.prefix + path)

    def next(self, **typed):
        """Fill in what is given and go on to the next page."""
        self.fill(**typed)
        self.press(NEXT)

    def fill(self, **typed):
        for name, text in typed.items():
            if self.page.locator(f'input[type=radio][name={name}]').count():
                self.page.check(f'input[name={name}][value={text}]')
            elif self.page.locator(f'input[type=checkbox][name={name}]').count():
                self.page.check(f'[name={name}]')
            else:
                self.page.fill(f'[name={name}]', text)

    def press(self, button):
        """Press a button that leads to a page, and wait until that is there with all it loads."""
        with self.page.expect_navigation(wait_until='load'):
            self.page.click(button)

    def step(self):
        return self.page.get_attribute('input[name=step]', 'value')

    def to_check(self):
        self.open(FORM)
        self.next(registrant_kind='self', side='harmed')
        self.next(full_name="Noor Zandstra")
        self.next(contact_preference='phone')
        self.next(phone_number='0612345678')
        for step in ('event', 'other', 'hopes'):
            assert self.step() == step
            self.press('button[value=skip]')
        assert self.step() == 'check'

    def send(self):
        self.fill(privacy_read='yes')
        self.press('button[value=send]')
        return self.page.inner_text('#receipt').strip()

    def post(self, path, **typed):
        """Send a form that no page has, as a browser does."""
        with self.page.expect_navigation(wait_until='load'):
            self._post(path, typed)

    def _post(self, path, typed):
        self.page.evaluate(
            """([path, typed]) => {
                const form = document.createElement('form');
                form.method = 'post';
                form.action = path;
                for (const [name, value] of Object.entries(typed)) {
                    const input = document.createElement('input');
                    [input.type, input.name, input.value] = ['hidden', name, value];
                    form.append(input);
                }
                document.body.append(form);
                form.submit();
            }""",
            [self.prefix + path, typed],
        )

    # Every page there is

    def every_page(self):
        """Go through all pages and their errors; yield the name of each one when it is there."""
        yield from self._steps_of_somebody()
        yield from self._steps_of_others()
        yield from self._pages_of_code(self.receipt)
        yield from self._other_pages()

    def _steps_of_somebody(self):
        self.open(FORM)
        yield 'who'
        self.page.click('details summary')
        yield 'why'
        self.press(NEXT)
        yield 'who, with errors'
        self.next(registrant_kind='self', side='harmed')
        yield 'person'
        self.next(birth_date="no date")
        yield 'person, with errors'
        self.next(full_name="Noor Zandstra", birth_date='1-2-2012', detained='yes')
        yield 'young'
        self.press(NEXT)
        yield 'institution'
        self.next(institution="Verzonnen")
        yield 'way'
        self.next(contact_preference='any')
        yield 'reach'
        self.next(email_address='nobody', phone_number='no')
        yield 'reach, with errors'
        self.next(email_address='n@example.org', phone_number='0612345678')
        for step in ('event', 'other', 'hopes'):
            assert self.step() == step
            yield step
            self.press(NEXT)
        yield 'check'
        self.press('button[value=send]')
        yield 'check, with errors'
        self.receipt = self.send()
        yield 'receipt'

    def _steps_of_others(self):
        self.open(FORM)
        self.next(registrant_kind='professional', side='responsible')
        yield 'registrant'
        self.press(NEXT)
        yield 'registrant, with errors'
        self.post(FORM, full_name="N" * 201, registrant_kind='prison')
        yield 'form on one page, with errors'

    def _pages_of_code(self, receipt):
        self.open(CODE)
        yield 'code'
        self.press('main button')
        yield 'code, wrong'
        for topic in ('add', 'reach', 'stop'):
            self.open(CODE)
            self.fill(code=receipt)
            self.press('main button')
            yield 'status'
            self.press(f'button[value=ask_to_{topic}]')
            yield f'code, {topic}'
            self.press(f'button[value={topic}]')
            yield f'code, {topic} done'
        self.open(CODE)
        self.post(CODE, code=self.front.receipts['professional'])
        yield 'code of a referrer'
        self.post(CODE, token='x')
        yield 'code, unreadable'

    def _other_pages(self):
        self.open(EVALUATION)
        yield 'evaluation'
        self.press('main button')
        yield 'evaluation, wrong code'
        self.post(EVALUATION, answers='1', code='x', score_safe='9')
        yield 'evaluation, with errors'
        self.post(EVALUATION, answers='1', code='x', score_safe='4')
        yield 'evaluation, code to mend'
        self.page.goto(f'{self.front.base_url}/xx{FORM}')
        yield 'not found'
        self.post(f'{FORM}/papier', x='y')
        yield 'wrong method'


def faults(page):
    """Return what axe finds on the page as it is, '' for nothing."""
    results = Axe().run(page)
    return results.generate_report() if results.violations_count else ''
