"""Letters: a template that an organisation may change (``page``), made into tagged PDF (``pdf``)."""
