"""The figures for the Ministry, as plain Python that knows no record.

``definitions`` says what is counted, ``suppression`` what may be shown of it, and ``tables`` puts
the two together. What is counted lies in ``mediation.fact``.
"""
