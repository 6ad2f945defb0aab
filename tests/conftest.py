"""What every test has at hand: an empty media folder, the shared samples, a browser; and what could not run, said."""

import gc
import os
import shutil
import signal
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

REPOSITORY = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Machines differ in speed: no example fails for being slow. Runs of CI try the same examples each time.
hypothesis_settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.register_profile(
    "ci", hypothesis_settings.get_profile("default"), derandomize=True, print_blob=True
)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "default")


def hears_ctrl_c() -> None:
    """For a new process, before its program: a run in the background (`nohup … &`) ignores SIGINT, and bequeaths it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def is_required(what: str) -> bool:
    """Whether the lack of something that tests need, POSTGRES or BROWSER, is a failure: REQUIRE_POSTGRES=1."""
    return os.environ.get(f"REQUIRE_{what}") == "1"


def find_chromium() -> str | None:
    """The browser that CHROMIUM= names, else the first found on the PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def pytest_collection_modifyitems(config, items):
    """What does not depend on the database's engine is tried once, on the first leg: it takes half of the time.

    A choice of such tests alone is run on either.
    """
    if connection.vendor == "sqlite":
        return
    kept = [item for item in items if _touches_a_database(item) and not item.get_closest_marker("one_engine")]
    if kept:
        config.hook.pytest_deselected(items=list(set(items) - set(kept)))
        items[:] = kept


def pytest_collection_finish():
    """What is loaded by now stays: the collector of garbage leaves it out, and comes more rarely."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _touches_a_database(item) -> bool:
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames))


@pytest.fixture(autouse=True)
def _clean_slate():
    """No file, no cached value and no language of one test reaches the next."""
    translation.activate(django_settings.LANGUAGE_CODE)
    yield
    shutil.rmtree(django_settings.MEDIA_ROOT, ignore_errors=True)
    cache.clear()


@pytest.fixture(autouse=True)
def _database_may_be_emptied(request):
    """Before the tables of a test with real transactions are emptied, their triggers go; what follows puts them back.

    The database itself refuses to delete reviews, proofs and the audit trail, whoever asks.
    """
    marker = request.node.get_closest_marker("django_db")
    real = "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction"))
    if not real:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    from articles import triggers

    triggers.lift(connection)


@pytest.fixture
def child_environment(settings):
    """The environment in which `manage.py` works on the tests' own database and media."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        database = f"sqlite:///{values['NAME']}"
    else:
        host, port = quote(values["HOST"], safe=""), f":{values['PORT']}" if values["PORT"] else ""
        login = quote(values["USER"]) + (f":{quote(values['PASSWORD'])}" if values["PASSWORD"] else "")
        database = f"postgresql://{login}@{host}{port}/{values['NAME']}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATABASE_URL": database,
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "SECRET_KEY": settings.SECRET_KEY,
        "DEBUG": "false",
    }


@pytest.fixture
def people():
    """Who writes a text, who reviews it at each of its three stages, and who proofreads it."""
    from articles import roles
    from tests.factories import make_staff

    return {
        "author": make_staff("author", roles.REPORTER),
        "first": make_staff("first", roles.PAGE_EDITOR),
        "second": make_staff("second", roles.DESK_HEAD),
        "third": make_staff("third", roles.DUTY_EDITOR),
        "proofreader": make_staff("proofreader", roles.PROOFREADER),
    }


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real samples that may stand beside the repository."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "samples").is_dir():
        pytest.skip("the real samples (../shared beside the repository) are not here")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of an installed Chromium; where it is required and there is none, what needs it fails."""
    found = find_chromium()
    if not found:
        lack = "no Chromium on the PATH, and CHROMIUM= names none: browser tests cannot run"
        if is_required("BROWSER"):
            pytest.fail(lack, pytrace=False)
        pytest.skip(lack)
    return found


@pytest.fixture(scope="session")
def browser(chromium):
    """A real Chromium, driven by Playwright; make contexts of it with `browser.new_context()`."""
    from playwright.sync_api import sync_playwright

    # Chromium refuses its sandbox to root, and a container's shared memory is often too small for it.
    arguments = ["--disable-dev-shm-usage"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield running
        running.close()


def pytest_terminal_summary(terminalreporter):
    """Say which tests could not run, and why, each reason once."""
    reasons = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        reasons[reason] = reasons.get(reason, 0) + 1
    for reason, number in sorted(reasons.items()):
        terminalreporter.write_line(f"Not run, {number} of the tests: {reason}")
