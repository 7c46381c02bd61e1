"""What the web client asks of the server, from a test that is logged in."""

import json


class WebCalls:
    """For an ``HttpCase``."""

    def call(self, model, method, *arguments, **options):
        """Call as the web client does; return the whole answer as text."""
        body = {'model': model, 'method': method, 'args': arguments, 'kwargs': options}
        response = self.url_open(
            f'/web/dataset/call_kw/{model}/{method}',
            data=json.dumps({'jsonrpc': '2.0', 'method': 'call', 'params': body}),
            headers={'Content-Type': 'application/json'},
        )
        return response.text
