"""The questions of the registration form: their words, and how each is asked.

The same questions stand on the steps, on the form in one page, and on paper.
"""

LINE, STORY, CHOICE, TICK, SELECT = 'line', 'story', 'choice', 'tick', 'select'

_LOOKS = {
    'registrant_kind': {'widget': CHOICE, 'required': True},
    'side': {'widget': CHOICE, 'required': True},
    'full_name': {'required': True, 'autocomplete': 'name'},
    'birth_date': {'size': 'short'},
    'lang': {'widget': SELECT},
    'needs_interpreter': {'widget': TICK},
    'contact_preference': {'widget': CHOICE},
    'email_address': {'type': 'email', 'autocomplete': 'email'},
    'phone_number': {'type': 'tel', 'autocomplete': 'tel', 'size': 'medium'},
    'voicemail_ok': {'widget': CHOICE},
    'street': {'autocomplete': 'street-address'},
    'postcode': {'autocomplete': 'postal-code', 'size': 'short'},
    'city': {'autocomplete': 'address-level2'},
    'via_phone': {'type': 'tel', 'size': 'medium'},
    'detained': {'widget': TICK},
    'registrant_name': {'autocomplete': 'section-registrant name'},
    'registrant_organisation': {'autocomplete': 'section-registrant organization'},
    'registrant_email': {'type': 'email', 'autocomplete': 'section-registrant email'},
    'registrant_phone': {
        'type': 'tel', 'autocomplete': 'section-registrant tel', 'size': 'medium',
    },
    'client_agrees': {'widget': TICK},
    'offence': {'suggestions': 'offences'},
    'police_report': {'widget': CHOICE},
    'story': {'widget': STORY},
    'other_party': {'widget': STORY},
    'hopes': {'widget': STORY},
    'privacy_read': {'widget': TICK, 'required': True},
    'wants_confirmation': {'widget': TICK},
}  # fmt: skip
# Needed of some and not of others, so marked neither way where it is not known of whom.
_NEEDED_OF = {
    'registrant_name': ('professional',),
    'registrant_email': (),
    'registrant_phone': (),
    'client_agrees': ('professional',),
    'institution': ('prison',),
}


def question(env, name, kind=None):
    """Return how a question is asked of who registers in this way (None: not known yet).

    Plain values for the templates: ``widget``, ``label``, ``hint``, ``options`` and attributes.
    """
    looks = {'widget': LINE, **_LOOKS.get(name, {})}
    if name in _NEEDED_OF:
        looks['required'] = kind in _NEEDED_OF[name]
        looks['is_unmarked'] = not looks['required'] and (
            kind is None or name in ('registrant_email', 'registrant_phone')
        )
    return {
        **looks,
        'name': name,
        'label': labels(env)[name],
        'hint': hints(env).get(name),
        'options': list(options(env).get(name, {}).items()),
    }


def labels(env):
    """Return the label of each field; the summary of errors uses the same words as the form."""
    return {
        'registrant_kind': env._("Whom do you register?"),
        'side': env._("What fits best?"),
        'full_name': env._("Name"),
        'birth_date': env._("Date of birth"),
        'lang': env._("Language"),
        'needs_interpreter': env._("An interpreter is needed"),
        'contact_preference': env._("What is the safest way?"),
        'email_address': env._("E-mail address"),
        'phone_number': env._("Phone number"),
        'voicemail_ok': env._("May we leave a voicemail?"),
        'street': env._("Street and number"),
        'postcode': env._("Postcode"),
        'city': env._("Town or city"),
        'via_name': env._("Who is it that we can go through?"),
        'via_phone': env._("Phone number of that person"),
        'safe_times': env._("What should we know to reach you safely?"),
        'detained': env._(
            "I am, or the person I register is, in prison or in another closed institution"
        ),
        'institution': env._("Name of the institution"),
        'institution_contact': env._("Who can help us to make an appointment there?"),
        'registrant_name': env._("Your name"),
        'registrant_organisation': env._("Your organisation"),
        'registrant_function': env._("Your function, or what you are to the person"),
        'registrant_email': env._("Your e-mail address"),
        'registrant_phone': env._("Your phone number"),
        'client_agrees': env._("The person knows that I send this form, and agrees"),
        'offence': env._("What kind of event was it?"),
        'event_when': env._("When was it?"),
        'event_where': env._("Where was it?"),
        'police_report': env._("Was it reported to the police?"),
        'story': env._("What would you like to tell about it?"),
        'other_party': env._("Who is the other person?"),
        'relation': env._("Do you, or the two people, know each other? From where?"),
        'hopes': env._("What do you hope for?"),
        'privacy_read': env._("I have read this"),
        'wants_confirmation': env._("Send me an e-mail that this was received"),
    }


def hints(env):
    return {
        'side': env._(
            "We are there for both sides alike. With your answer you do not admit anything."
        ),
        'full_name': env._("First name and last name."),
        'birth_date': env._("Day, month and year. For example 31-12-1980."),
        'lang': env._("Which language is best to talk in?"),
        'needs_interpreter': env._("We arrange and pay for one."),
        'email_address': env._("Only if nobody else reads this mail."),
        'via_name': env._("A name, and what this person is to you. Somebody you trust."),
        'safe_times': env._(
            "For example: after six in the evening; not on Sunday; ask for my sister Noor."
        ),
        'institution': env._("Name and town. If you register from prison, we need this."),
        'institution_contact': env._(
            "For example a mentor, a case manager or a spiritual counsellor. A name is enough."
        ),
        'registrant_name': env._("If you register somebody through your work, we need this."),
        'registrant_function': env._("For example: probation officer, mother, friend."),
        'registrant_email': env._(
            "If you register somebody through your work, we need your e-mail address or your"
            " phone number."
        ),
        'client_agrees': env._(
            "If you register somebody through your work, we can only go on when the person agrees."
            " They do not have to be sure yet about taking part."
        ),
        'offence': env._("A few words are enough."),
        'event_when': env._("A year is fine. It may be long ago."),
        'event_where': env._("For example the town."),
        'other_party': env._(
            "A name, and where they may be found, if you know it. It may also be more than one"
            " person."
        ),
        'relation': env._("For example: neighbours, family, strangers."),
        'hopes': env._(
            "For example: ask a question, tell what it did to you, say sorry, write a letter. You"
            " do not have to know it yet."
        ),
        'wants_confirmation': env._(
            "It does not say what it is about. Tick this only if nobody else reads the mail."
        ),
    }


def options(env):
    """Return ``{field: {value: answer}}`` for the fields with answers to choose from."""
    return {
        'registrant_kind': {
            'self': env._("I register myself"),
            'relative': env._("I register somebody in my family, or somebody close to me"),
            'professional': env._("I register somebody I know through my work"),
            'prison': env._("I am in prison, or I register somebody who is in prison"),
        },
        'side': {
            'harmed': env._("Something was done to me, or to the person I register"),
            'responsible': env._(
                "I am responsible for what happened, or suspected of it; or the person I register"
                " is"
            ),
        },
        'contact_preference': {
            'email': env._("E-mail"),
            'phone': env._("Phone"),
            'post': env._("A letter by post, in a plain envelope"),
            'someone': env._("Through somebody I trust"),
            'any': env._("It does not matter"),
        },
        'voicemail_ok': {
            'named': env._("Yes, and you may say who you are"),
            'anonymous': env._("Yes, but do not say who you are"),
            'no': env._("No"),
        },
        'police_report': {
            'yes': env._("Yes"),
            'no': env._("No"),
            'unknown': env._("I do not know"),
        },
    }
