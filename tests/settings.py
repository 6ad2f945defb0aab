"""Production's settings as the tests run them: without TLS, with cheap passwords, and in a folder of their own."""

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="newsroom-tests-")
os.environ.update(
    DEBUG="false",
    SECRET_KEY="only-for-the-tests-of-this-project-0123456789-abcdefghijklmnop",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL", "") or f"sqlite:///{_folder.name}/newsroom.sqlite3",
    CACHE_URL="locmem://",
    MEDIA_ROOT=f"{_folder.name}/media",
    # Playwright runs an event loop in the thread of its test, which may use the database all the same.
    DJANGO_ALLOW_ASYNC_UNSAFE="true",
)

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import DATABASES, STORAGES  # noqa: E402

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the browser tests' server and the threads of a test see one database.
    DATABASES["default"]["TEST"] = {"NAME": f"{_folder.name}/test.sqlite3"}
else:
    # Connections that outlive a test's thread would keep its database from being dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
