"""A mail server that delivers nothing and keeps every byte it is sent; in a mood, if asked."""

import socketserver
import threading
import time
from collections import Counter
from contextlib import suppress
from email import message_from_bytes

# Takes every mail; after some seconds; says "not now"; says "no"; hangs up before it says "yes".
MOODS = OK, SLOW, LATER, REFUSING, DROPPING = 'ok', 'slow', 'later', 'refusing', 'dropping'
SECONDS = 3  # that a slow one takes
_NO = {LATER: '451 not now', REFUSING: '550 no'}


class _Handler(socketserver.StreamRequestHandler):
    def handle(self):
        with suppress(OSError):  # who spoke to us is gone
            self._talk()

    def _talk(self):
        self._say('220 sink')
        recipients = []
        for line in self.rfile:
            self.server.sink.seen.append(line)
            command = line[:4].upper()
            answer = '250 sink'
            if command == b'RCPT':
                answer = _NO.get(self._mood(), answer)
                recipients.append(line.partition(b'<')[2].partition(b'>')[0].decode().lower())
            elif command == b'DATA':
                self._say('354 go on')
                self._receive(recipients)
                recipients = []
                if self._mood() == DROPPING:
                    return
            self._say('221 bye' if command == b'QUIT' else answer)
            if command == b'QUIT':
                return

    def _mood(self):
        mood = self.server.sink.mood
        self.server.sink.met[mood] += 1
        return mood

    def _receive(self, recipients):
        lines = []
        for line in self.rfile:
            if line == b'.\r\n':
                break
            lines.append(line)
        else:
            return  # cut off: no mail has come
        self.server.sink.take(lines, recipients)
        if self._mood() == SLOW:
            time.sleep(SECONDS)

    def _say(self, words):
        self.wfile.write(f'{words}\r\n'.encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False


class SmtpSink:
    """It listens from the beginning on; `mood` may be changed at any moment."""

    def __init__(self):
        self.mails = []
        self.seen = []  # all lines, those that say from and to whom as well
        self.received = Counter()  # mails that have come in, by address
        self.mood = OK
        self.met = Counter()  # how often a mood was met
        self.port = 0
        self.come_back()

    def come_back(self):
        self._server = _Server(('127.0.0.1', self.port), _Handler)
        self._server.sink = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        """Nobody answers any more, until it comes back."""
        self._server.shutdown()
        self._server.server_close()

    def take(self, lines, recipients):
        self.seen += lines
        self.mails.append(b''.join(lines))
        self.received.update(recipients)

    def texts(self):
        """Return all that was sent, and once more what it says when it is decoded."""
        parts = [part for mail in self.mails for part in message_from_bytes(mail).walk()]
        decoded = [part.get_payload(decode=True) or b'' for part in parts]
        return b''.join(self.seen) + b'\n'.join(decoded)
