from . import (
    brand,
    code,
    evaluation,
    figures,
    leaflet,
    letter,
    own_page,
    paper,
    public_page,
    registration,
)
