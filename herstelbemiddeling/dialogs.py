"""What opens on top of the page that somebody works on."""


def in_dialog(record, name):
    """Return the action that opens a record in a dialog.

    :param name: the title, in the language of the user
    """
    return {
        'type': 'ir.actions.act_window',
        'name': name,
        'res_model': record._name,
        'res_id': record.id,
        'views': [(False, 'form')],
        'target': 'new',
    }
