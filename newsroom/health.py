"""What a monitor asks: whether the site's database and cache answer."""

import logging

from django.conf import settings
from django.core.cache import cache
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpResponse
from django.views.decorators.http import require_safe
from redis import RedisError

logger = logging.getLogger(__name__)


@require_safe
def healthz(request):
    """`ok`, or 503 and a line that names what does not answer; why it does not is in the log alone."""
    silent = [name for name, asked in (("database", database_answers), ("cache", cache_answers)) if not asked()]
    response = HttpResponse(
        f"no answer from: {', '.join(silent)}\n" if silent else "ok\n",
        status=503 if silent else 200,
        content_type="text/plain; charset=utf-8",
    )
    response["Cache-Control"] = "no-store"
    return response


def database_answers() -> bool:
    """Whether the database answers, in one query of a table that `migrate` makes before any other."""
    try:
        with connection.cursor() as cursor:
            # On SQLite a query of no table would not so much as open the file.
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except DatabaseError as error:
        logger.error("The database does not answer: %s", error)
        return False
    return True


def cache_answers() -> bool:
    """Whether Redis answers; a cache of the process's own always does."""
    if not settings.CACHES["default"]["BACKEND"].endswith("RedisCache"):
        return True
    try:
        cache.get("healthz")
    except RedisError as error:
        logger.error("The cache does not answer: %s", error)
        return False
    return True
