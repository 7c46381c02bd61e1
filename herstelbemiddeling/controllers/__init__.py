from . import (
    brand,
    code,
    evaluation,
    extract,
    import_list,
    leaflet,
    letter,
    own_page,
    paper,
    public_page,
    registration,
)
