"""What the system keeps of a record: nobody gives it, whatever a screen shows."""


def without_defaults(model, names):
    """Return the model without a default in the context for any of these fields.

    A default in the context is a value as well, and whoever calls over RPC chooses the context.
    """
    defaults = {f'default_{name}' for name in names}
    context = {name: value for name, value in model.env.context.items() if name not in defaults}
    return model.with_env(model.env(context=context))
