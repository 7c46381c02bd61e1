from . import controllers, models, wizard
from .discretion import keep_values_in

# Not in a hook of the manifest: Odoo leaves those out when something has imported us before.
keep_values_in()
