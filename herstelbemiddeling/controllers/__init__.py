from . import brand, code, evaluation, leaflet, letter, paper, public_page, registration
