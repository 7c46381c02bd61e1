from . import letter, public_page, registration
