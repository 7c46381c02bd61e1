"""Letters: a template that an organisation may change (``page``) as tagged PDF (``pdf``)."""
