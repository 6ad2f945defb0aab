"""Both databases are tested or the lack of one is said; a temporary server leaves nothing behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from . import legs, postgres
from .conftest import REPOSITORY, hears_ctrl_c

A_TEST = """
from django.db import connection

def test_vendor():
    assert connection.vendor in ("sqlite", "postgresql")
"""
A_BROWSER_TEST = """
from tests.conftest import chromium

def test_browser(chromium):
    assert chromium
"""
A_LONG_TEST = """
import os, pathlib, time

def test_that_is_stopped():
    if os.environ["TEST_DATABASE_URL"]:
        pathlib.Path(os.environ["MARK"]).touch()
        time.sleep(60)
"""


@pytest.fixture(autouse=True)
def _no_named_server(monkeypatch):
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.delenv("REQUIRE_POSTGRES", raising=False)
    monkeypatch.delenv("REQUIRE_BROWSER", raising=False)


@pytest.fixture
def no_server(monkeypatch, tmp_path):
    """A machine on which no server answers, and none is installed."""
    monkeypatch.setattr(postgres, "LOCAL", ())
    monkeypatch.setattr(postgres, "PACKAGES", str(tmp_path / "*"))
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def arguments(tmp_path):
    """Arguments for pytest: one small test, under the project's configuration."""

    def write(source: str) -> list[str]:
        (tmp_path / "test_small.py").write_text(source)
        configuration = str(REPOSITORY / "pyproject.toml")
        return ["-q", "-n0", "-p", "no:cacheprovider", "-c", configuration, "--rootdir", str(tmp_path), str(tmp_path)]

    return write


def installed_or_skip():
    try:
        postgres.installed()
    except postgres.NotAvailable as why:
        pytest.skip(f"no temporary cluster: {why}")


@pytest.fixture
def folder(monkeypatch):
    """A folder for temporary files of its own, which a cluster's user may enter too."""
    with tempfile.TemporaryDirectory(prefix="newsroom-legs-") as name:
        os.chmod(name, 0o755)
        monkeypatch.setattr(tempfile, "tempdir", name)
        monkeypatch.setenv("TMPDIR", name)
        yield Path(name)


def clusters(folder: Path) -> list[Path]:
    return [path.parent for path in folder.glob("newsroom-pg-*/data")]


def test_named_server_is_taken(monkeypatch, no_server):
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://me@db.example/paper")
    with postgres.server() as found:
        assert found == ("postgresql://me@db.example/paper", "PostgreSQL on the server that TEST_DATABASE_URL names")


def test_temporary_cluster_answers_and_is_gone_afterwards(folder):
    installed_or_skip()
    with postgres.server(temporary=True) as (url, where):
        with psycopg.connect(url.rpartition("/")[0] + "/postgres") as connection:
            running = connection.execute("SELECT current_setting('data_directory')").fetchone()[0]
            assert connection.execute("SELECT current_setting('listen_addresses')").fetchone()[0] == ""
        assert [f"{path}/data" for path in clusters(folder)] == [running]
        assert where.endswith(" on a temporary cluster")
        if os.geteuid() == 0:
            assert Path(running).stat().st_uid != 0
    assert list(folder.iterdir()) == []


def test_temporary_cluster_is_gone_after_a_failure(folder):
    installed_or_skip()

    def fail():
        with postgres.server(temporary=True):
            assert clusters(folder)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(folder.iterdir()) == []


def test_server_without_programs_is_said(no_server):
    with pytest.raises(postgres.NotAvailable) as why, postgres.server():
        pass
    assert str(why.value) == (
        "no server answers here, and no initdb is installed. On Debian and Ubuntu: apt-get install postgresql; "
        "or name a server with TEST_DATABASE_URL=postgresql://user:password@host:port/name"
    )


def test_missing_leg_is_said(no_server, arguments, capfd):
    assert legs.main(arguments(A_TEST)) == 0
    output = capfd.readouterr().out
    assert "1 passed" in output
    assert "\n  PostgreSQL: NOT RUN: no server answers here, and no initdb is installed." in output
    assert "\n  Browser tests: NOT RUN: no Chromium on the PATH (or CHROMIUM=)." in output


def test_missing_leg_fails_where_it_is_required(no_server, arguments, capfd, monkeypatch):
    monkeypatch.setenv("REQUIRE_POSTGRES", "1")
    assert legs.main(arguments(A_TEST)) == legs.MISSING
    assert "\n  PostgreSQL: FAILED, NOT RUN: no server answers here" in capfd.readouterr().out


def test_missing_browser_is_skipped_and_fails_where_it_is_required(no_server, arguments, capfd, monkeypatch):
    small = arguments(A_BROWSER_TEST)
    assert legs.main(small) == 0
    assert "1 skipped" in capfd.readouterr().out
    monkeypatch.setenv("REQUIRE_BROWSER", "1")
    assert legs.main(small) == 1
    output = capfd.readouterr().out
    assert "no Chromium on the PATH, and CHROMIUM= names none" in output
    assert "1 error" in output
    assert "\n  Browser tests: FAILED, NOT RUN: no Chromium on the PATH (or CHROMIUM=)." in output
    assert legs.main(arguments(A_TEST)) == legs.MISSING


def test_both_legs_run_and_are_named(arguments, capfd):
    installed_or_skip()
    assert legs.main([legs.TEMPORARY, *arguments(A_TEST)]) == 0
    output = capfd.readouterr().out
    assert output.count("1 passed") == 2
    first, second = output.partition("The legs that ran:\n")[2].splitlines()[:2]
    assert first.startswith("  SQLite: passed (")
    assert second.startswith("  PostgreSQL ")
    assert " on a temporary cluster: passed (" in second


def test_failing_leg_fails_the_run(no_server, arguments, capfd):
    assert legs.main(arguments("def test_wrong():\n    assert False\n")) == 1
    assert "\n  SQLite: FAILED (" in capfd.readouterr().out


def test_leg_without_tests_fails_the_run(no_server, arguments, capfd):
    assert legs.main(arguments("")) == 5
    assert "\n  SQLite: FAILED, no test was found (" in capfd.readouterr().out


def ignores_ctrl_c():
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.parametrize(
    ("begins", "stop"),
    [(hears_ctrl_c, signal.SIGTERM), (hears_ctrl_c, signal.SIGINT), (ignores_ctrl_c, signal.SIGTERM)],
    ids=["stopped", "by Ctrl-C", "stopped in the background"],
)
def test_stopped_run_leaves_nothing_behind(begins, stop, arguments, tmp_path, folder):
    installed_or_skip()
    mark = tmp_path / "mark"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.legs", legs.TEMPORARY, *arguments(A_LONG_TEST)],
        cwd=REPOSITORY,
        env={**os.environ, "MARK": str(mark)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=begins,
    )
    until = time.monotonic() + 60
    while not mark.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.1)
    assert mark.exists()
    (started,) = clusters(folder)
    server = int((started / "data" / "postmaster.pid").read_text().split()[0])
    # As a terminal does: Ctrl-C reaches every process of the run.
    os.killpg(process.pid, stop) if stop == signal.SIGINT else process.send_signal(stop)
    assert process.wait(60) in (130, 143)
    assert list(folder.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)
