"""The clock of the servers, which can be set while they run; that of this process stays right."""

import shutil

from .. import programs


class Clock:
    """What time it is for every process that is started with `variables`."""

    def __init__(self, folder):
        self._file = folder / 'clock'
        # Copied, since the account of the database server may not reach every folder.
        self._library = shutil.copy(programs.clock_library(), folder)
        self.jump(0)

    @property
    def variables(self):
        return {
            'LD_PRELOAD': str(self._library),
            'FAKETIME_TIMESTAMP_FILE': str(self._file),
            'FAKETIME_CACHE_DURATION': '1',  # seconds until a process sees that it was set
            # As when a machine is set right: what measures how long something takes goes on.
            'FAKETIME_DONT_FAKE_MONOTONIC': '1',
            'NO_FAKE_STAT': '1',
        }

    def jump(self, seconds):
        """Be this far from the right time, ahead or behind."""
        partial = self._file.with_suffix('.partial')
        partial.write_text(f'{seconds:+d}\n', encoding='utf-8')
        partial.chmod(0o644)
        partial.rename(self._file)
