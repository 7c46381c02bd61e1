from . import evaluation, letter, public_page, registration
