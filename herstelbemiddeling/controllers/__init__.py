from . import brand, letter, public_page, registration
