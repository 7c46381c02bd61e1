"""Retention: what is kept for how long, and erasing it for good.

``terms`` says what falls due and when, ``erase`` erases one case, person or registration and
everything that hangs on it (``rows``), ``replay`` erases again what a restored backup has brought
back. Plain functions: nobody reaches them by a button or over RPC, but the scheduled job and the
start of the server.
"""
