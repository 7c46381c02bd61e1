from . import brand, code, evaluation, letter, own_page, paper, public_page, registration
