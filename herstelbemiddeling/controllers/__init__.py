from . import (
    brand,
    code,
    evaluation,
    extract,
    import_list,
    certificate,
    leaflet,
    letter,
    own_page,
    paper,
    public_page,
    registration,
)
