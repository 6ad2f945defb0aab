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


@checks.register(checks.Tags.database)
def sqlite_can_search(app_configs, databases=None, **kwargs):
    """SQLite was built with FTS5, in which the search's index lies there."""
    errors = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "sqlite" and not has_fts5(connection):
            errors.append(
                checks.Error(
                    "This SQLite was built without FTS5, and has no JSON functions or is older than 3.40:"
                    " the search cannot keep its index in it.",
                    hint="Python's own builds and those of Debian 12 and later have it; PostgreSQL needs none.",
                    id="articles.E002",
                )
            )
    return errors


def has_fts5(connection) -> bool:
    """Whether the SQLite behind a connection can hold the search's index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pragma_module_list WHERE name IN ('fts5', 'json_each')")
        (modules,) = cursor.fetchone()
    return modules == 2 and connection.Database.sqlite_version_info >= (3, 40)
