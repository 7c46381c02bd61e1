from . import (
    brand,
    code,
    evaluation,
    import_list,
    leaflet,
    letter,
    own_page,
    paper,
    public_page,
    registration,
)
