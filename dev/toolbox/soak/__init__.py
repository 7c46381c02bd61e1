"""./dev/soak: people work for an hour at ten times the real load, and nothing piles up.

`day.py` says what a real day is, `colleague.py` and `public.py` do it, `load.py` lets them arrive,
`samples.py` looks at the server meanwhile, `verdict.py` judges.
"""
