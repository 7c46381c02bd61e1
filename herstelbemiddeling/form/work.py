"""Work for the browser of who sends the form: cheap for one person, dear for ten thousand forms.

The browser has to find a number whose derived key begins with eight zero bits (ALTCHA, version 2,
with PBKDF2). A solution counts for one form only, since the key of the form is signed with it.
"""

import json

import altcha

ALGORITHM = 'PBKDF2/SHA-256'
SECONDS = 24 * 3600  # how long a challenge is good; the page may stay open over dinner


def challenge(secret, submission_key, cost, now):
    """Return the challenge as the text that the page hands to its script."""
    made = altcha.create_challenge(
        ALGORITHM,
        cost,
        data={'form': submission_key},
        expires_at=int(now) + SECONDS,
        hmac_secret=secret,
    )
    return json.dumps(made.to_dict())


def is_done(secret, submission_key, text):
    """Return whether this is a solution of a challenge of ours for that form."""
    try:
        payload = altcha.Payload.from_base64(text)
        is_for_form = payload.challenge.parameters.data == {'form': submission_key}
        return is_for_form and altcha.verify_solution(payload, secret).verified
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return False
