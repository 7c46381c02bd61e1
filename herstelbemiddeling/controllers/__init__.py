from . import brand, letter, own_page, public_page, registration
