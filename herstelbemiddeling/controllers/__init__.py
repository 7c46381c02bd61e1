from . import public_page, registration
