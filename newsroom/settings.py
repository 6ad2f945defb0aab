"""Settings, all that differs between machines read from the environment (see `.env.example`)."""

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _
from environs import Env, EnvError

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)


def given(name: str) -> str:
    """The setting `name` of the environment; one that is empty counts as not set."""
    return env.str(name, "").strip()


def refused(name: str, why: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"The setting {name} makes no sense: {why}")


def in_project(path: str) -> Path:
    """A path as settings give it: a relative one begins at the project's folder, wherever a command is called."""
    return BASE_DIR / Path(path).expanduser()


def switch(name: str) -> bool:
    """The setting `name`, true or false: off unless it is set."""
    try:
        return env.bool(name) if given(name) else False
    except EnvError as error:
        raise refused(name, f"“{given(name)}” is neither true nor false.") from error


def whole_number(name: str, unset: int) -> int:
    """The setting `name`, a whole number from 1 on; `unset` where it is not given."""
    text = given(name)
    if not text:
        return unset
    if not re.fullmatch(r"[0-9]{1,18}", text) or int(text) < 1:
        raise refused(name, f"“{text}” is no whole number from 1 on.")
    return int(text)


def secret_key() -> str:
    """SECRET_KEY, or the content of SECRET_KEY_FILE; while DEBUG is on, one made once and kept under var/."""
    if given("SECRET_KEY"):
        return checked_key("SECRET_KEY", given("SECRET_KEY"))
    if not given("SECRET_KEY_FILE"):
        if DEBUG:
            return kept_key(VAR_DIR / "secret_key")
        raise ImproperlyConfigured(
            "SECRET_KEY, or SECRET_KEY_FILE, must be set while DEBUG is off "
            "(on a developer's own machine set DEBUG=true instead)."
        )
    path = in_project(given("SECRET_KEY_FILE"))
    try:
        key = path.read_text().strip()
    except OSError as error:
        raise refused("SECRET_KEY_FILE", f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise refused("SECRET_KEY_FILE", f"{path} is not a text file.") from error
    if not key:
        raise refused("SECRET_KEY_FILE", f"{path} is empty.")
    return checked_key("SECRET_KEY_FILE", key)


def checked_key(name: str, key: str) -> str:
    """The key, refused outside DEBUG where it could be guessed: whoever knows it can sign in as anybody."""
    if not DEBUG and (len(key) < 50 or len(set(key)) < 5):
        raise refused(
            name,
            f"the key has {len(key)} characters; one of 50 or more, drawn at random, is needed outside DEBUG.",
        )
    return key


def kept_key(path: Path) -> str:
    """The key in that file, made when there is none yet; of two processes that make one, both use the first."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix="secret_key.") as made:
            made.write(get_random_secret_key())
            made.flush()
            with suppress(FileExistsError):
                os.link(made.name, path)
    return path.read_text()


def database() -> dict:
    """DATABASE_URL as Django's settings; SQLite under var/ by default."""
    url = given("DATABASE_URL")
    if not url:
        return sqlite(VAR_DIR / "newsroom.sqlite3")
    if url.partition("://")[0] not in ("sqlite", "postgres", "postgresql") or "://" not in url:
        raise refused("DATABASE_URL", "it begins with sqlite:// or postgresql://.")
    try:
        values = dj_database_url.parse(url)
    except ValueError as error:
        raise refused(
            "DATABASE_URL",
            "it reads postgresql://user:password@host:port/name, special characters %-encoded.",
        ) from error
    if values["ENGINE"].endswith("sqlite3"):
        if values["NAME"] in ("", ":memory:") or urlsplit(url).netloc or values.get("OPTIONS"):
            raise refused("DATABASE_URL", "for SQLite it reads sqlite:///path/of/a/file and nothing more.")
        return sqlite(in_project(values["NAME"]))
    if not values["NAME"]:
        raise refused("DATABASE_URL", "it names no database: postgresql://user:password@host:port/name.")
    # A new connection costs more than a page view. With ?pool=true psycopg's pool keeps them instead.
    pool = values.get("OPTIONS", {}).get("pool", False)
    if not isinstance(pool, bool):
        raise refused("DATABASE_URL", f"“?pool={pool}” is neither true nor false.")
    values["CONN_MAX_AGE"] = 0 if pool else 600
    values["CONN_HEALTH_CHECKS"] = True
    return values


def sqlite(path: Path) -> dict:
    """A database in that file; its folder is made."""
    if path.is_dir():
        raise refused("DATABASE_URL", f"{path} is a folder.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused("DATABASE_URL", f"{path.parent} cannot be made: {error.strerror}.") from error
    if path.exists():
        try:
            with open(path, "rb") as file:
                beginning = file.read(16)
        except OSError as error:
            raise refused("DATABASE_URL", f"{path} cannot be read: {error.strerror}.") from error
        # A new database is an empty file until something is written into it.
        if beginning not in (b"", b"SQLite format 3\x00"):
            raise refused("DATABASE_URL", f"{path} is no SQLite database.")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # A deferred transaction that begins by reading and then writes ignores the busy timeout.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def cache() -> dict:
    """CACHE_URL as Django's settings: locmem:// by default, redis://host:port/number on a server."""
    url = given("CACHE_URL") or "locmem://"
    if url in ("locmem://", "dummy://"):
        backend = {"locmem://": "locmem.LocMemCache", "dummy://": "dummy.DummyCache"}[url]
        return {"BACKEND": f"django.core.cache.backends.{backend}"}
    try:
        parts = urlsplit(url)
        number = unquote(parts.path).strip("/")
        readable = parts.scheme in ("redis", "rediss") and bool(parts.hostname) and (parts.port or 6379) > 0
    except ValueError:
        readable = False
    if not readable or not re.fullmatch(r"\d*", number):
        raise refused("CACHE_URL", "it reads locmem://, dummy:// or redis://host:port/number.")
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "newsroom",
    }


def allowed_hosts() -> list[str]:
    """ALLOWED_HOSTS, host names separated by commas."""
    hosts = [host.strip() for host in given("ALLOWED_HOSTS").split(",") if host.strip()]
    for host in hosts:
        if not re.fullmatch(r"\*|\.?[\w-]+(\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\]", host):
            raise refused(
                "ALLOWED_HOSTS",
                f"“{host}” is not a host name (such as example.com: no https://, no port).",
            )
    return hosts


def media_root() -> Path:
    """MEDIA_ROOT, the folder of everything that is uploaded or imported; var/media by default."""
    path = in_project(given("MEDIA_ROOT") or "var/media")
    for folder in (path, *path.parents):
        if folder.exists() and not folder.is_dir():
            raise refused("MEDIA_ROOT", f"{folder} is not a folder.")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused("MEDIA_ROOT", f"{path} cannot be made: {error.strerror}.") from error
    try:
        tempfile.TemporaryFile(dir=path).close()
    except OSError as error:
        raise refused("MEDIA_ROOT", f"nothing can be written in {path}: {error.strerror}.") from error
    return path


DEBUG = switch("DEBUG")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = allowed_hosts()

INSTALLED_APPS = [
    "newsroom",
    "articles",
    "editions",
    "ckeditor",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "newsroom.admin.NewsroomAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.AddressLanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "newsroom.middleware.TooMuchMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.middleware.TraditionalMiddleware",
    "newsroom.middleware.NotFoundMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": cache()}
# A cache that each process has for itself would go on knowing a session that another process has ended.
SESSION_ENGINE = (
    "django.contrib.sessions.backends.cached_db"
    if CACHES["default"]["BACKEND"].endswith("RedisCache")
    else "django.contrib.sessions.backends.db"
)

# The first language stands at the bare addresses, the others under their prefix.
LANGUAGE_CODE = "zh-hans"
# Traditional Chinese reads the simplified catalogue, by a link in the folder; `newsroom.traditional` converts pages.
LANGUAGES = [
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
    ("en", _("English")),
]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Originals are private and answer to staff only; readers get renditions under names that nobody can guess. Nobody
# reaches the others by an address of their own: `delivered` holds what waits to be matched with the pages of an
# edition, `bound` the PDFs of whole editions.
MEDIA_URL = "/media/"
MEDIA_ROOT = media_root()
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "originals", "base_url": "/admin/originals/"},
    },
    "renditions": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "renditions", "base_url": MEDIA_URL},
    },
    "delivered": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "delivered", "base_url": None, "directory_permissions_mode": 0o700},
    },
    "bound": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "bound", "base_url": None, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.static_files.HashedStaticFiles",
    },
}

# What takes long is left to `manage.py db_worker`, where one runs.
HAS_WORKER = switch("HAS_WORKER")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# What one file may be that somebody uploads, and one picture that the site opens.
MOST_PIXELS = whole_number("MOST_PIXELS", 200_000_000)
MOST_MEGABYTES = whole_number("MOST_MEGABYTES", 200)
MOST_PDF_PAGES = whole_number("MOST_PDF_PAGES", 200)

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# On a server the site is behind a proxy that speaks TLS and says so.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = not DEBUG
# A monitor on the machine itself asks the site's own process, past the proxy.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if DEBUG else 31_536_000
SESSION_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_SECURE = not DEBUG
CSRF_FAILURE_VIEW = "newsroom.typed.csrf_failure"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

# Everything goes to the process's error output, where whatever started it keeps it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # The development server would say again what django.request has said.
        "django.server": {"level": "CRITICAL"},
    },
}

# The body's editor in the admin. Its list of allowed elements repeats `articles.richtext`, which decides.
CKEDITOR_CONFIGS = {
    "default": {
        "versionCheck": False,
        "height": 420,
        "width": "100%",
        "entities": False,
        "basicEntities": True,
        "format_tags": "p;h3",
        "contentsCss": f"{STATIC_URL}articles/admin/body.css",
        "forcePasteAsPlainText": False,
        # Pictures belong to the photos below the text; `paste.js` says so.
        "clipboard_handleImages": False,
        "disableNativeSpellChecker": True,
        "toolbar": "Paper",
        "toolbar_Paper": [
            ["Format", "Bold", "Italic", "Subscript", "Superscript"],
            ["NumberedList", "BulletedList", "Blockquote", "Link", "Unlink", "Table"],
            ["Undo", "Redo", "Find", "Replace", "Maximize"],
        ],
        "removePlugins": "elementspath,image,uploadimage,filebrowser,stylesheetparser,exportpdf",
        # A pasted heading of any rank stays one here, and is stored as a subhead.
        "allowedContent": (
            "p h1 h2 h3 h4 h5 h6 strong em ul ol li blockquote table thead tbody tr br sub sup; "
            "th td[colspan,rowspan]; a[!href]"
        ),
    }
}
# The same with the source in view.
CKEDITOR_CONFIGS["superuser"] = CKEDITOR_CONFIGS["default"] | {
    "toolbar_Paper": [*CKEDITOR_CONFIGS["default"]["toolbar_Paper"], ["Source"]],
}

SILENCED_SYSTEM_CHECKS = [
    # The editor is unmaintained, and known to be: it is a widget of the admin form only, and `articles.richtext`
    # sanitises whatever it sends (docs/operator.md).
    "ckeditor.W001",
    # A paper does not decide for the other hosts of its domain.
    "security.W005",
    "security.W021",
]
