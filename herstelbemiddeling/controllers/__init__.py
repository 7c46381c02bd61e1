from . import brand, code, letter, paper, public_page, registration
