from . import (
    brand,
    certificate,
    code,
    evaluation,
    leaflet,
    letter,
    own_page,
    paper,
    public_page,
    registration,
)
