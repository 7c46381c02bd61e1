from . import mediation_counted, mediation_fact

# isort: split
# What is counted inherits from the first.
from . import (
    mediation_attempt,
    mediation_case,
    mediation_consent,
    mediation_figures_period,
    mediation_figures_report,
    mediation_figures_words,
    mediation_party,
    mediation_registration,
)
