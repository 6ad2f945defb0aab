from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import system_checks  # noqa: F401  (registers them)

        post_migrate.connect(keep_in_step, sender=self, dispatch_uid="roles and triggers")


def keep_in_step(using, **kwargs) -> None:
    """After `migrate` the roles have their permissions, the database its triggers, and the search its index."""
    from . import roles, triggers
    from .models import Proof
    from .search import index

    connection = connections[using]
    # A migration to an earlier state leaves no table to guard.
    if Proof._meta.db_table in connection.introspection.table_names():
        roles.keep_in_step([apps.get_app_config(label) for label in ("articles", "editions")])
        triggers.install(connection)
        index.install()
