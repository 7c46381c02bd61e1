"""How somebody can be reached safely: the answers that the form and a party have in common."""

CONTACT_PREFERENCES = [
    ('email', "E-mail"),
    ('phone', "Phone"),
    ('post', "Post"),
    ('someone', "Through somebody trusted"),
]

VOICEMAIL = [
    ('named', "Yes, with our name"),
    ('anonymous', "Yes, without our name"),
    ('no', "No"),
]

# What somebody answered about one way of being reached; no answer is an answer of its own.
MAY = [
    ('yes', "Safe"),
    ('no', "Never"),
]

# How something was said or handed over.
CHANNELS = [
    ('talk', "In a talk"),
    ('phone', "By phone"),
    ('letter', "By letter"),
    ('mail', "By e-mail"),
    ('form', "On the registration form"),
    ('page', "On the own page"),
    ('through', "Through somebody trusted"),
]
