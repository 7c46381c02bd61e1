"""nginx, with the configuration of docs/hosts/."""

import os
import shutil
import socket
import time

from .. import process, programs
from ..console import Stop
from ..postgres import free_port
from .files import FOLDER, filled

TYPES = 'types { text/html html; }\n'
TEMPORARY = ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi')


class Nginx:
    """:param hosts: the two servers of Odoo, in the order of the file"""

    def __init__(self, folder, hosts):
        self.folder, self.hosts = folder, hosts
        self.port = free_port()
        self.base_url = f'http://127.0.0.1:{self.port}'
        self.log = folder / 'error.log'
        self._child = None

    def start(self):
        self._write_configuration()
        program = programs.nginx()
        command = [program.folder / 'nginx', '-p', self.folder, '-c', self.folder / 'nginx.conf']
        command += ['-e', self.log, '-g', 'daemon off;']
        environment = process.replace_environment(**program.variables)
        with open(self.folder / 'output.log', 'wb') as output:
            self._child = process.start(command, stdout=output, stderr=output, env=environment)
        for _attempt in range(50):
            with socket.socket() as probe:
                if probe.connect_ex(('127.0.0.1', self.port)) == 0:
                    return
            time.sleep(0.1)
        raise Stop(f"nginx does not start: {self.folder / 'output.log'} says why.")

    def stop(self):
        if self._child:
            process.end(self._child)

    def _write_configuration(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        words = {
            'user www-data;': 'user root;' if os.geteuid() == 0 else '',
            '/run/nginx.pid': self.folder / 'nginx.pid',
            '/var/log/nginx/error.log': self.log,
            '/etc/nginx/mime.types': self.folder / 'mime.types',
            '/etc/nginx/herstelbemiddeling-listen.conf': self.folder / 'listen.conf',
            'root /etc/nginx/herstelbemiddeling;': f'root {FOLDER};',
        }
        for number, host in enumerate(self.hosts, 1):
            words[f'10.0.0.1{number}:8069'] = f'127.0.0.1:{host.port}'
            words[f'10.0.0.1{number}:8072'] = f'127.0.0.1:{host.live_port}'
        (self.folder / 'nginx.conf').write_text(filled('nginx.conf', words), encoding='utf-8')
        (self.folder / 'mime.types').write_text(TYPES, encoding='utf-8')
        # Instead of what stands there on a real proxy: this machine has no certificate.
        lines = [f'listen 127.0.0.1:{self.port};', 'server_name _;']
        lines += [f'{name}_temp_path {self.folder / name};' for name in TEMPORARY]
        (self.folder / 'listen.conf').write_text('\n'.join(lines), encoding='utf-8')
