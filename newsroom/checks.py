"""Django's checks of what the site needs from the machine that it runs on."""

from django.core import checks
from django.db import connections

from .prerequisites import lacks_fts5


@checks.register(checks.Tags.database)
def sqlite_has_fts5(app_configs, databases=None, **kwargs):
    """The search of a site on SQLite stands on its extension FTS5."""
    if not any(connections[alias].vendor == "sqlite" for alias in databases or []):
        return []
    lack = lacks_fts5()
    return [checks.Error(lack, id="newsroom.E001")] if lack else []
