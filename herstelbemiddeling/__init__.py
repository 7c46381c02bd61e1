from . import controllers, models, sealed, wizard
