from . import brand, code, evaluation, letter, paper, public_page, registration
