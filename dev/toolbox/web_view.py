"""What the web client reads for a view: worked out from the view, as the web client does."""

from xml.etree import ElementTree as ET

VIEWS = ('list', 'kanban', 'form')
TO_MANY = ('one2many', 'many2many')


def specification(views, kind, model):
    """Return what `web_read` is asked for a view.

    :param views: the answer of ``get_views``
    :param kind: 'form', 'list' or 'kanban'
    """
    arch = ET.fromstring(views['views'][kind]['arch'])
    return _of_element(arch, model, views['models'])


def _of_element(view, model, models):
    spec = {}
    for node in _fields_of(view):
        name = node.get('name')
        field = models[model]['fields'].get(name)
        if not field:
            continue
        if field['type'] in TO_MANY:
            nested = {}
            for child in node:
                if child.tag in VIEWS:
                    nested |= _of_element(child, field['relation'], models)
            spec[name] = {'fields': nested or {'display_name': {}}}
        elif field['type'] == 'many2one':
            spec[name] = {'fields': {'display_name': {}}}
        else:
            spec[name] = {}
    return spec


def _fields_of(element):
    for child in element:
        if child.tag == 'field':
            yield child
        else:
            yield from _fields_of(child)
