"""Settings come from the environment; what makes no sense is refused by name, at start."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading

import pytest
import redis
from django.core.checks import run_checks
from django.db import connection

from newsroom import checks, prerequisites

from .conftest import REPOSITORY

KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz"
SERVER = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "news.example"}
NAMES = ("DEBUG", "SECRET_KEY", "SECRET_KEY_FILE", "ALLOWED_HOSTS", "DATABASE_URL", "CACHE_URL", "MEDIA_ROOT")
SHOW = """
import django, json
django.setup()
from django.conf import settings
from django.core.cache import cache
{code}
"""


def start(code="", **environment):
    """A new process with these settings and no others, as (exit code, output, last line of the error output)."""
    hidden = (*NAMES, "DJANGO_ALLOW_ASYNC_UNSAFE")
    inherited = {name: value for name, value in os.environ.items() if name not in hidden}
    # An empty value hides what a developer's own .env may say.
    environment = {**inherited, **dict.fromkeys(NAMES, ""), **environment}
    done = subprocess.run(
        [sys.executable, "-c", SHOW.format(code=code)],
        cwd=REPOSITORY,
        env={**environment, "DJANGO_SETTINGS_MODULE": "newsroom.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.strip(), (done.stderr.strip().splitlines() or [""])[-1]


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DEBUG": "maybe"}, "The setting DEBUG makes no sense: “maybe” is neither true nor false."),
        (
            {"SECRET_KEY": ""},
            "SECRET_KEY, or SECRET_KEY_FILE, must be set while DEBUG is off "
            "(on a developer's own machine set DEBUG=true instead).",
        ),
        (
            {"SECRET_KEY": "short"},
            "The setting SECRET_KEY makes no sense: the key has 5 characters; "
            "one of 50 or more, drawn at random, is needed outside DEBUG.",
        ),
        (
            {"SECRET_KEY": "", "SECRET_KEY_FILE": "{folder}/none"},
            "The setting SECRET_KEY_FILE makes no sense: {folder}/none cannot be read: No such file or directory.",
        ),
        (
            {"SECRET_KEY": "", "SECRET_KEY_FILE": "{folder}"},
            "The setting SECRET_KEY_FILE makes no sense: {folder} cannot be read: Is a directory.",
        ),
        (
            {"SECRET_KEY": "", "SECRET_KEY_FILE": "{folder}/empty"},
            "The setting SECRET_KEY_FILE makes no sense: {folder}/empty is empty.",
        ),
        (
            {"SECRET_KEY": "", "SECRET_KEY_FILE": "{folder}/picture"},
            "The setting SECRET_KEY_FILE makes no sense: {folder}/picture is not a text file.",
        ),
        (
            {"DATABASE_URL": "foo"},
            "The setting DATABASE_URL makes no sense: it begins with sqlite:// or postgresql://.",
        ),
        (
            {"DATABASE_URL": "mysql://me@127.0.0.1/paper"},
            "The setting DATABASE_URL makes no sense: it begins with sqlite:// or postgresql://.",
        ),
        (
            {"DATABASE_URL": "postgres://"},
            "The setting DATABASE_URL makes no sense: it names no database: postgresql://user:password@host:port/name.",
        ),
        (
            {"DATABASE_URL": "postgresql://me@127.0.0.1:many/paper"},
            "The setting DATABASE_URL makes no sense: "
            "it reads postgresql://user:password@host:port/name, special characters %-encoded.",
        ),
        (
            {"DATABASE_URL": "sqlite://var/paper.sqlite3"},
            "The setting DATABASE_URL makes no sense: for SQLite it reads sqlite:///path/of/a/file and nothing more.",
        ),
        (
            {"DATABASE_URL": "sqlite:///{folder}"},
            "The setting DATABASE_URL makes no sense: {folder} is a folder.",
        ),
        (
            {"DATABASE_URL": "sqlite:///{folder}/picture"},
            "The setting DATABASE_URL makes no sense: {folder}/picture is no SQLite database.",
        ),
        (
            {"DATABASE_URL": "postgresql://me@127.0.0.1/paper?pool=maybe"},
            "The setting DATABASE_URL makes no sense: “?pool=maybe” is neither true nor false.",
        ),
        (
            {"CACHE_URL": "memcached://127.0.0.1:11211"},
            "The setting CACHE_URL makes no sense: it reads locmem://, dummy:// or redis://host:port/number.",
        ),
        (
            {"CACHE_URL": "redis://127.0.0.1:6379/first"},
            "The setting CACHE_URL makes no sense: it reads locmem://, dummy:// or redis://host:port/number.",
        ),
        (
            {"ALLOWED_HOSTS": "news.example,https://news.example"},
            "The setting ALLOWED_HOSTS makes no sense: “https://news.example” is not a host name "
            "(such as example.com: no https://, no port).",
        ),
        (
            {"ALLOWED_HOSTS": "news.example:8000"},
            "The setting ALLOWED_HOSTS makes no sense: “news.example:8000” is not a host name "
            "(such as example.com: no https://, no port).",
        ),
        (
            {"HAS_WORKER": "sometimes"},
            "The setting HAS_WORKER makes no sense: “sometimes” is neither true nor false.",
        ),
        (
            {"MOST_PIXELS": "0"},
            "The setting MOST_PIXELS makes no sense: “0” is no whole number from 1 on.",
        ),
        (
            {"MOST_MEGABYTES": "1e3"},
            "The setting MOST_MEGABYTES makes no sense: “1e3” is no whole number from 1 on.",
        ),
        (
            {"MEDIA_ROOT": "{folder}/picture"},
            "The setting MEDIA_ROOT makes no sense: {folder}/picture is not a folder.",
        ),
        (
            {"MEDIA_ROOT": "{folder}/picture/below"},
            "The setting MEDIA_ROOT makes no sense: {folder}/picture is not a folder.",
        ),
        # Where nothing can be written by anybody, by root neither.
        (
            {"MEDIA_ROOT": "/proc"},
            "The setting MEDIA_ROOT makes no sense: nothing can be written in /proc: No such file or directory.",
        ),
        (
            {"MEDIA_ROOT": "/proc/paper/media"},
            "The setting MEDIA_ROOT makes no sense: /proc/paper/media cannot be made: No such file or directory.",
        ),
    ],
)
def test_senseless_value_is_refused_by_name_at_start(environment, sentence, tmp_path):
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "picture").write_bytes(b"\x89PNG\xff")
    given = {name: value.replace("{folder}", str(tmp_path)) for name, value in environment.items()}
    code, _output, error = start(**{**SERVER, **given})
    assert code != 0
    assert error == "django.core.exceptions.ImproperlyConfigured: " + sentence.replace("{folder}", str(tmp_path))


def test_refusal_does_not_print_the_password():
    _code, _output, error = start(**SERVER, DATABASE_URL="postgresql://me:fishbone@127.0.0.1:many/paper")
    assert "DATABASE_URL" in error
    assert "fishbone" not in error


@pytest.mark.parametrize(
    ("environment", "code", "expected"),
    [
        ({}, "settings.DEBUG", False),
        ({"DEBUG": "true"}, "settings.DEBUG", True),
        ({"DEBUG": "off"}, "settings.DEBUG", False),
        (
            {"ALLOWED_HOSTS": " news.example , .city.example,[::1]"},
            "settings.ALLOWED_HOSTS",
            ["news.example", ".city.example", "[::1]"],
        ),
        ({}, "settings.DATABASES['default']['NAME']", str(REPOSITORY / "var" / "newsroom.sqlite3")),
        (
            {"DATABASE_URL": "sqlite:///var/other.sqlite3"},
            "settings.DATABASES['default']['NAME']",
            str(REPOSITORY / "var" / "other.sqlite3"),
        ),
        (
            {"DATABASE_URL": "postgresql://me:a%40b@db.example:5433/paper"},
            "[settings.DATABASES['default'][name] for name in "
            "('USER', 'PASSWORD', 'HOST', 'PORT', 'NAME', 'CONN_MAX_AGE', 'CONN_HEALTH_CHECKS')]",
            ["me", "a@b", "db.example", 5433, "paper", 600, True],
        ),
        (
            {"DATABASE_URL": "postgres://db.example/paper?pool=true"},
            "[settings.DATABASES['default'][name] for name in ('CONN_MAX_AGE', 'OPTIONS')]",
            [0, {"pool": True}],
        ),
        # A cache of each process for itself does not hear that a session has ended elsewhere.
        ({}, "settings.SESSION_ENGINE", "django.contrib.sessions.backends.db"),
        ({"CACHE_URL": "dummy://"}, "settings.SESSION_ENGINE", "django.contrib.sessions.backends.db"),
        (
            {"CACHE_URL": "redis://cache.example:6379/2"},
            "settings.SESSION_ENGINE",
            "django.contrib.sessions.backends.cached_db",
        ),
        ({}, "settings.CACHES['default']['BACKEND']", "django.core.cache.backends.locmem.LocMemCache"),
        (
            {"CACHE_URL": "rediss://:secret@cache.example:6380/2"},
            "settings.CACHES['default']['LOCATION']",
            "rediss://:secret@cache.example:6380/2",
        ),
        ({}, "str(settings.MEDIA_ROOT)", str(REPOSITORY / "var" / "media")),
        ({"MEDIA_ROOT": "var/pictures"}, "str(settings.MEDIA_ROOT)", str(REPOSITORY / "var" / "pictures")),
    ],
)
def test_setting_is_read_from_the_environment(environment, code, expected):
    assert start(f"print(json.dumps({code}))", **{**SERVER, **environment}) == (0, json.dumps(expected), "")


def test_secret_key_is_read_from_a_file(tmp_path):
    (tmp_path / "key").write_text(f"{KEY}\n")
    given = {"ALLOWED_HOSTS": "news.example", "SECRET_KEY_FILE": str(tmp_path / "key")}
    assert start("print(settings.SECRET_KEY)", **given) == (0, KEY, "")


def test_secret_key_is_made_once_and_kept_while_debug_is_on(tmp_path):
    """Of many processes that start at once, all use one key, and only its owner can read it."""
    code = f"""
from pathlib import Path
from newsroom.settings import kept_key
print(kept_key(Path({str(tmp_path / "var" / "secret_key")!r})))
"""
    keys = []
    threads = [threading.Thread(target=lambda: keys.append(start(code, DEBUG="true")[1])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = tmp_path / "var" / "secret_key"
    assert set(keys) == {kept.read_text()}
    assert len(kept.read_text()) >= 50
    assert kept.stat().st_mode & 0o777 == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_cache_works_on_a_real_redis():
    url = "redis://127.0.0.1:6379/15"
    try:
        redis.Redis.from_url(url, socket_connect_timeout=2).ping()
    except redis.RedisError as error:
        pytest.skip(f"no Redis answers on this machine: {type(error).__name__}")
    code = "cache.set('trial', '版', 5); print(cache.get('trial')); cache.delete('trial'); print(cache.get('trial'))"
    assert start(code, **SERVER, CACHE_URL=url) == (0, "版\nNone", "")


def test_production_passes_the_deployment_checks_with_the_documented_ones_silenced():
    code = """
from django.core.checks import run_checks
found = run_checks(include_deployment_checks=True)
print([message.id for message in found if not message.is_silenced()])
print(sorted(settings.SILENCED_SYSTEM_CHECKS))
"""
    silenced = ["ckeditor.W001", "security.W005", "security.W021"]
    assert start(code, **SERVER) == (0, f"[]\n{silenced}", "")
    described = (REPOSITORY / "docs" / "operator.md").read_text(encoding="utf-8")
    assert [name for name in silenced if name not in described] == []


@pytest.mark.django_db
def test_sqlite_is_set_up_for_several_writers():
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite only; this leg runs on PostgreSQL")
    with connection.cursor() as cursor:

        def pragma(name):
            return cursor.execute(f"PRAGMA {name}").fetchone()[0]

        assert pragma("journal_mode") == "wal"
        assert pragma("foreign_keys") == 1
        assert pragma("busy_timeout") == 20_000
        assert pragma("synchronous") == 1
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.django_db
def test_postgresql_connections_are_kept():
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL only; this leg runs on SQLite")
    code = """
from django.db import close_old_connections, connection
def serve():
    with connection.cursor() as cursor:
        server = cursor.execute("SELECT pg_backend_pid()").fetchone()[0]
    close_old_connections()
    return server
print(serve() == serve())
"""
    # The test's own database: the one that the address names need not exist.
    values = connection.settings_dict
    url = os.environ["TEST_DATABASE_URL"].rpartition("/")[0] + f"/{values['NAME']}"
    assert start(code, **SERVER, DATABASE_URL=url) == (0, "True", "")


def test_sqlite_without_fts5_is_named_by_a_check(monkeypatch):
    """A build without it cannot be had here: a connection stands in that refuses the module as such a build does."""

    class WithoutFts5(sqlite3.Connection):
        def execute(self, statement, *parameters):
            if "fts5" in statement:
                raise sqlite3.OperationalError("no such module: fts5")
            return super().execute(statement, *parameters)

    assert prerequisites.lacks_fts5() == ""
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda name: connect(name, factory=WithoutFts5))
    assert "was built without FTS5, which the search needs" in prerequisites.lacks_fts5()
    found = checks.sqlite_has_fts5(None, databases=["default"])
    assert [message.id for message in found] == (["newsroom.E001"] if connection.vendor == "sqlite" else [])


def test_checks_of_the_test_settings_find_nothing(db):
    assert [message for message in run_checks(databases=["default"]) if not message.is_silenced()] == []


@pytest.fixture
def checkout(tmp_path):
    """A folder with the settings alone, in which a `.env` can be laid."""
    for name in ("manage.py", "newsroom/__init__.py", "newsroom/settings.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / name, tmp_path / name)
    return tmp_path


def seen(checkout, code, **environment):
    inherited = {name: value for name, value in os.environ.items() if name not in NAMES}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=checkout, env={**inherited, **environment}, capture_output=True, text=True
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_file_of_settings_is_read_and_the_environment_goes_before_it(checkout):
    (checkout / ".env").write_text(
        f"DEBUG=true\nSECRET_KEY={KEY}\nALLOWED_HOSTS=news.example\n"
        "DATABASE_URL=postgresql://me:$5-a-day@db.example/paper\nCACHE_URL=\n"
    )
    code = (
        "from newsroom import settings; print(settings.DEBUG, settings.ALLOWED_HOSTS, "
        "settings.DATABASES['default']['PASSWORD'])"
    )
    assert seen(checkout, code) == "True ['news.example'] $5-a-day"
    assert seen(checkout, code, ALLOWED_HOSTS="city.example") == "True ['city.example'] $5-a-day"


def test_example_of_settings_can_be_copied_and_filled_in(checkout):
    example = (REPOSITORY / ".env.example").read_text(encoding="utf-8")
    code = "from newsroom import settings; print(settings.DEBUG, settings.ALLOWED_HOSTS)"
    (checkout / ".env").write_text(example)
    assert "SECRET_KEY, or SECRET_KEY_FILE, must be set" in seen(checkout, code)
    (checkout / ".env").write_text(
        example.replace("SECRET_KEY=\n", f"SECRET_KEY={KEY}\n").replace("HOSTS=\n", "HOSTS=news.example\n")
    )
    assert seen(checkout, code) == "False ['news.example']"


def test_commands_take_debug_as_on_only_where_nothing_is_configured(checkout):
    code = (
        "import os, sys, manage; sys.argv = ['manage.py', 'version']; sys.stdout = sys.stderr; manage.main(); "
        "sys.stdout = sys.__stdout__; print(os.environ.get('DEBUG'))"
    )
    assert seen(checkout, code) == "true"
    assert seen(checkout, code, DEBUG="false") == "false"
    assert seen(checkout, code, SECRET_KEY=KEY) == "None"
    (checkout / ".env").write_text(f"SECRET_KEY={KEY}\n")
    assert seen(checkout, code) == "None"
