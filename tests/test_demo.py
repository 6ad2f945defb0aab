"""The demo: from nothing to a served site, and a second time without doing anything twice."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from articles.archive import importing
from articles.models import Article
from newsroom import prerequisites

from .conftest import REPOSITORY, hears_ctrl_c

pytestmark = pytest.mark.django_db


@pytest.fixture
def free_port() -> str:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return str(trial.getsockname()[1])


@pytest.fixture
def taken_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield str(listening.getsockname()[1])


def run_demo(capsys) -> list[str]:
    call_command("demo", no_serve=True)
    return capsys.readouterr().out.splitlines()


def test_demo_is_refused_while_debug_is_off():
    with pytest.raises(CommandError) as refusal:
        call_command("demo")
    assert str(refusal.value) == (
        "The demo makes staff accounts whose passwords it prints: it runs only while DEBUG is on."
    )
    assert not get_user_model().objects.exists()


def test_taken_port_stops_the_demo_before_anything_is_done(settings, taken_port):
    settings.DEBUG = True
    with pytest.raises(CommandError) as refusal:
        call_command("demo", port=taken_port)
    assert str(refusal.value) == (
        f"Port {taken_port} is taken by another program. Stop that one, or choose another port: "
        f"make demo PORT={int(taken_port) + 1}."
    )
    assert not Article.objects.exists()


@pytest.mark.parametrize("port", ["many", "0", "70000", "-1", "８０００", ""])
def test_port_that_is_none_is_named(port):
    assert prerequisites.lacks_port(port) == f"PORT={port} is not a port: it is a number from 1 to 65535, such as 8000."


def test_missing_list_of_archives_is_named(settings, tmp_path):
    settings.DEBUG = True
    with pytest.raises(CommandError) as refusal:
        call_command("demo", no_serve=True, seeds=tmp_path)
    assert str(refusal.value).startswith(f"The list of archives, {tmp_path}/archives.toml, cannot be read: ")


def test_second_demo_imports_nothing_twice_and_keeps_what_was_edited(settings, capsys):
    settings.DEBUG = True
    first = run_demo(capsys)
    assert re.fullmatch(r"Database:  (SQLite|PostgreSQL), .*: up to date\.", first[0])
    archives, staff = first[1:-1], first[-1]
    assert archives
    assert all(
        re.fullmatch(r"Archive:   .*: \d+ editions, \d+ pages: [1-9]\d* articles new, .*", line) for line in archives
    )
    given = re.fullmatch(
        r"Staff:     admin with the password (\S{12}), editor with the password (\S{12}) \(printed this once\)\.", staff
    )
    users = {user.username: user for user in get_user_model().objects.all()}
    assert [users["admin"].is_superuser, users["editor"].is_superuser] == [True, False]
    assert users["admin"].check_password(given[1])
    assert users["editor"].check_password(given[2])
    assert users["editor"].has_perms(["articles.change_article", "editions.add_edition"])
    assert not users["editor"].has_perm("auth.change_user")

    article = Article.objects.exclude(body="").first()
    article.headline = "编辑改过的标题"
    article.save()
    users["admin"].set_password("another one")
    users["admin"].save()
    number = Article.objects.count()

    second = run_demo(capsys)
    assert len(second) == len(first)
    assert all(re.fullmatch(r"Archive:   .*: nothing has changed \(.* s\)\.", line) for line in second[1:-1])
    assert second[-1] == (
        "Staff:     admin and editor: there already; new password: .venv/bin/python manage.py changepassword NAME"
    )
    assert Article.objects.count() == number
    article.refresh_from_db()
    assert article.headline == "编辑改过的标题"
    users["admin"].refresh_from_db()
    assert users["admin"].check_password("another one")


def test_a_demo_that_is_stopped_while_it_imports_goes_no_further(settings, monkeypatch):
    def stopped(*arguments, **options):
        raise KeyboardInterrupt

    settings.DEBUG = True
    monkeypatch.setattr(importing, "run", stopped)
    with pytest.raises(SystemExit) as ended:
        call_command("demo", no_serve=True)
    assert ended.value.code == 130
    assert not get_user_model().objects.exists()


def test_demo_serves_readers_and_staff(tmp_path, free_port):
    """A process of its own, on a database of its own, as `make demo` starts it."""
    environment = {
        **os.environ,
        "DEBUG": "true",
        "SECRET_KEY": "",
        "ALLOWED_HOSTS": "",
        "DATABASE_URL": f"sqlite:///{tmp_path}/demo.sqlite3",
        "MEDIA_ROOT": str(tmp_path / "media"),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", free_port],
        cwd=REPOSITORY,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=hears_ctrl_c,
    )
    try:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith("Serving:"):
                break
        address = f"http://127.0.0.1:{free_port}"
        assert lines[-1:] == [
            f"Serving:   {address}/ for readers, {address}/admin/ for the staff; Ctrl-C stops it.\n"
        ], lines
        assert wait_for(f"{address}/") == 200
        assert wait_for(f"{address}/admin/login/") == 200
        assert wait_for(f"{address}/static/admin/css/base.css") == 200
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=30)[0]
    finally:
        # Nothing where it has ended; a server that did not heed Ctrl-C does not outlive its test.
        process.kill()
        process.wait()
    assert process.returncode == 0, rest


def wait_for(address: str, seconds: float = 20) -> int:
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address) as reply:
                return reply.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
