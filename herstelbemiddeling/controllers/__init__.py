from . import (
    brand,
    code,
    evaluation,
    extract,
    leaflet,
    letter,
    own_page,
    paper,
    public_page,
    registration,
)
