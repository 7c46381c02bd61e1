"""A small disk of our own, which can be full.

Mounting asks for rights that are had in a namespace of mounts of our own: nobody else sees these
disks, and they are gone when the last process of the run is.
"""

import ctypes
import os
import shutil
import subprocess
import sys

from ..console import Stop

_MS_REMOUNT = 32
_SIZE = 4 * 1024**3  # bytes; a disk in memory takes what is written on it, and no more
_MARK = 'HERSTEL_FAULTS_NAMESPACE'
_libc = ctypes.CDLL(None, use_errno=True)


def enter_namespace():
    """Start this command anew where it may mount; return at once when that was done."""
    if os.environ.get(_MARK):
        return
    options = ['--mount']
    if os.geteuid():
        options += ['--user', '--map-current-user', '--keep-caps']
    program = shutil.which('unshare')
    allowed = program and subprocess.run(
        [program, *options, 'true'], capture_output=True, check=False
    )
    if not allowed or allowed.returncode:
        raise Stop(
            "The fault run fills small disks of its own, and this account may not mount any: start"
            " it as root, or allow it namespaces (sysctl kernel.unprivileged_userns_clone=1)."
        )
    os.environ[_MARK] = '1'
    os.execv(program, [program, *options, sys.executable, *sys.argv])


class Disk:
    """A disk in memory, in a folder."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._mount(_SIZE, 0)
        folder.chmod(0o711)

    def fill(self):
        """Nothing more can be written on it."""
        for _attempt in range(100):
            found = os.statvfs(self.folder)
            used = (found.f_blocks - found.f_bfree) * found.f_frsize
            try:
                self._mount(used, _MS_REMOUNT)
            except OSError:
                continue  # something was written in between
            return
        raise Stop(f"The disk {self.folder} cannot be made full: try again.")

    def make_room(self):
        self._mount(_SIZE, _MS_REMOUNT)

    def _mount(self, size, flags):
        target, options = os.fsencode(self.folder), f'size={size}'.encode()
        if _libc.mount(b'tmpfs', target, b'tmpfs', flags, options):
            raise OSError(ctypes.get_errno(), "no disk could be mounted", str(self.folder))
