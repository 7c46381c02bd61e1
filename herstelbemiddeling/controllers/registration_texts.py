"""What the registration form says when something is missing or wrong."""


def problem_text(env, problem):
    """Return the sentence for a problem with one field: what is wrong and what to do."""
    texts = {
        'registrant_kind_missing': env._("Choose who is registering."),
        'side_missing': env._("Choose one of the two. If you are not sure, choose what fits best."),
        'full_name_missing': env._("Fill in a name, so that we know whom to ask for."),
        'privacy_read_missing': env._("Tick the box when you have read what we do with this form."),
        'way_missing': env._(
            "Give us at least one way to reach you: an e-mail address, a phone number,"
            " or a street, postcode and town."
        ),
        'registrant_name_missing': env._("Fill in your own name."),
        'registrant_way_missing': env._("Fill in your own e-mail address or phone number."),
        'client_agrees_missing': env._(
            "We can only go on if the person knows about this and agrees. Talk about it together"
            " first. You are welcome to call us about how to do that."
        ),
        'institution_missing': env._("Fill in where the person is, so that we can reach them."),
        'email_preferred': env._("You chose e-mail. Fill in an e-mail address, or choose another"
                                 " way."),
        'phone_preferred': env._("You chose phone. Fill in a phone number, or choose another way."),
        'post_preferred': env._("You chose post. Fill in street, postcode and town, or choose"
                                " another way."),
        'addition_missing': env._("Write what you want to add."),
        'answer_missing': env._("Write an answer to one of the questions."),
        'someone_preferred': env._(
            "You chose to be reached through somebody. Fill in who it is, or choose another way."
        ),
        'email': env._("This does not look like an e-mail address. An example: name@example.com."),
        'phone': env._("Use at least 6 digits. Spaces and the signs + - ( ) are fine."),
        'date': env._("Write the day, the month and the year. An example: 31-12-1980."),
        'birth_date_range': env._("This date cannot be a date of birth. Check the year."),
        'language': env._("We do not know this language. Choose one from the list."),
        'choice': env._("Choose one of the answers."),
        'too_long': env._(
            "This is %(excess)s characters too long. There is room for %(limit)s characters.",
            **{'excess': 0, 'limit': 0, **problem.numbers},
        ),
        'characters': env._(
            "There were signs in it that we cannot keep. We took them out. Check the text and send"
            " the form again."
        ),
        'encoding': env._(
            "We could not read some of the letters. Check the text and send the form again."
        ),
        'repeated': env._("This question was answered twice. Check the answer."),
        'file': env._("Write an answer. You cannot send a file with this form."),
    }  # fmt: skip
    return texts[problem.key]


def refusal_text(env, refusal):
    """Return the sentence for what is wrong with the form as a whole."""
    not_ours = env._(
        "Something was sent with the form that does not belong to it. Send the form again, or"
        " call us."
    )
    texts = {
        'unreadable': env._("We could not read the form. Fill it in again, or call us."),
        'too_large': env._(
            "The form was too large for us to receive. Make your texts shorter, or call us."
        ),
        'unknown_field': not_ours,
        'query': not_ours,
        'lost': env._(
            "We could not read what was filled in on the pages before. Please go through them once"
            " more, or call us."
        ),
        'bad_key': env._("Something was wrong with the form. Send it again."),
        'failed': env._(
            "Something went wrong on our side. Your registration was not received. Nothing that"
            " you typed is lost: send the form again in a moment, or call us."
        ),
    }
    return texts[refusal]
