"""Letters and mail to people outside.

A letter is a template that an organisation may change (``page``) as tagged PDF (``pdf``); a mail is
handed to the mail server without a word of it staying behind (``mail``).
"""
