"""The words of each step: its heading, what stands below it, and why we ask."""


def step_texts(env, kind=None):
    """Return ``{step: {'title', 'intro': [paragraphs], 'why'}}`` for who registers in this way."""
    about_person = {
        'self': env._("About you"),
        'relative': env._("About the person you register"),
        'professional': env._("About the person you register"),
    }.get(kind, env._("About the person who is registered"))
    reach = env._("How can we reach you safely?")
    reached = env._("How can we reach you, or the person you register, safely?")
    reach_title = reach if kind in ('self', None) else reached
    texts = {
        'who': (
            env._("Who are you in this?"),
            [],
            env._("Then we ask you only what fits. Who you are changes nothing in what we do."),
        ),
        'registrant': (
            env._("About you, who fills in this form"),
            [env._("We may want to ask you something, or tell you that we received it.")],
            env._(
                "Nobody is registered without knowing it. What comes of it we tell to the person"
                " only, and to you if the person wants that."
            ),
        ),
        'person': (
            about_person,
            [],
            env._(
                "With a name we know whom to ask for. With a date of birth we do not mix up two"
                " people, and we know whether somebody is under 18."
            ),
        ),
        'young': (
            env._("Under 18"),
            [
                env._(
                    "Somebody under 18 can register too, also alone. The mediator first talks with"
                    " the young person, and explains everything again."
                ),
                env._(
                    "Nothing goes on before both agree: the young person, and a parent or"
                    " guardian."
                ),
                env._(
                    "Under 16, a parent or guardian also has to agree that we keep what is written"
                    " here."
                ),
                env._(
                    "Is it not safe that a parent or guardian hears of this? Call us first, or"
                    " write it at “What should we know to reach you safely?”."
                ),
            ],
            None,
        ),
        'institution': (
            env._("Prison or another institution"),
            [
                env._(
                    "A letter from us comes in a plain envelope. Staff may open mail there; what is"
                    " in the first letter tells nothing about the event. We prefer to make an"
                    " appointment through somebody who works there."
                )
            ],
            env._("We have to ask the institution for a visit or a call. We say only our name."),
        ),
        'way': (
            reach_title,
            [env._("You choose. We use nothing else, and we tell nothing to anyone else who"
                   " answers.")],
            env._("For some people a letter or a call is not safe. We want to know that first."),
        ),
        'reach': (
            reach_title,
            [],
            env._("We use this for making an appointment, and for nothing else."),
        ),
        'event': (
            env._("What happened?"),
            [
                env._(
                    "Tell only what you want to tell. You can leave all of this open; a mediator"
                    " will ask about it when you talk."
                )
            ],
            env._("With this we can find a mediator who knows about such events."),
        ),
        'other': (
            env._("The other person"),
            [
                env._(
                    "We do not contact the other person before a mediator has talked with you and"
                    " you still want it."
                )
            ],
            env._("Then the mediator does not have to search, if you want contact later on."),
        ),
        'hopes': (
            env._("What do you hope for?"),
            [],
            env._("It helps the mediator to prepare the first talk. You can always change it."),
        ),
        'check': (
            env._("Check your answers"),
            [env._("Nothing has been sent yet. You can change every answer.")],
            None,
        ),
    }  # fmt: skip
    return {
        name: {'title': title, 'intro': intro, 'why': why}
        for name, (title, intro, why) in texts.items()
    }
