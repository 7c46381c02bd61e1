"""A mail server that delivers nothing and keeps every byte it is sent."""

import socketserver
import threading
from email import message_from_bytes


class _Handler(socketserver.StreamRequestHandler):
    def handle(self):
        self._say('220 sink')
        for line in self.rfile:
            self.server.seen.append(line)
            command = line[:4].upper()
            if command == b'DATA':
                self._say('354 go on')
                self._receive()
            self._say('221 bye' if command == b'QUIT' else '250 sink')
            if command == b'QUIT':
                return

    def _receive(self):
        lines = []
        for line in self.rfile:
            if line == b'.\r\n':
                break
            lines.append(line)
        self.server.seen += lines
        self.server.mails.append(b''.join(lines))

    def _say(self, words):
        self.wfile.write(f'{words}\r\n'.encode())


class SmtpSink(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(('127.0.0.1', 0), _Handler)
        self.mails = []
        self.seen = []  # all lines, those that say from and to whom as well
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)
        self._thread.start()

    @property
    def port(self):
        return self.server_address[1]

    def texts(self):
        """Return all that was sent, and once more what it says when it is decoded."""
        parts = [part for mail in self.mails for part in message_from_bytes(mail).walk()]
        decoded = [part.get_payload(decode=True) or b'' for part in parts]
        return b''.join(self.seen) + b'\n'.join(decoded)

    def stop(self):
        self.shutdown()
        self.server_close()
