"""Django's checks of what articles need from their database."""

from django.core import checks
from django.db import connections

from . import triggers
from .models import Proof


@checks.register(checks.Tags.database)
def reviews_are_guarded(app_configs, databases=None, **kwargs):
    """The triggers that keep reviews, proofs and the audit trail as they were written are in force."""
    errors = []
    for alias in databases or []:
        connection = connections[alias]
        if Proof._meta.db_table not in connection.introspection.table_names():
            continue
        if missing := triggers.missing(connection):
            errors.append(
                checks.Error(
                    f"The database does not guard reviews, proofs and the audit trail: {', '.join(sorted(missing))}.",
                    hint="python manage.py migrate puts the triggers back in place.",
                    id="articles.E001",
                )
            )
    return errors
