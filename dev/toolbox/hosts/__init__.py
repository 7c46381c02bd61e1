"""./dev/hosts: two servers of Odoo behind nginx, a PostgreSQL primary and a streaming replica.

All of it is real and runs on this machine, configured by the files of `docs/hosts/` with the
addresses filled in (`files.py`). `hosts.py` starts it, `drill.py` kills parts of it under load.
"""
