"""The Makefile's first steps: what is missing is said in a sentence; what is there is not done again."""

import shutil
import subprocess
import sys

import pytest

from newsroom import prerequisites

from .conftest import REPOSITORY

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


def make(*arguments, folder=REPOSITORY):
    done = subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def checkout(tmp_path):
    """What the first steps need of a checkout, with nothing to install."""
    folder = tmp_path / "a checkout 报"
    (folder / "newsroom").mkdir(parents=True)
    shutil.copy(REPOSITORY / "Makefile", folder)
    shutil.copy(REPOSITORY / "newsroom" / "prerequisites.py", folder / "newsroom")
    (folder / "requirements.txt").write_text("# nothing\n")
    return folder


def test_help_names_every_target():
    code, output, error = make("help")
    assert (code, error) == (0, "")
    lines = [line.split() for line in output.splitlines()]
    assert [line[:2] for line in lines] == [
        ["make", name]
        for name in (
            "help",
            "demo",
            "test",
            "lint",
            "format",
            "bench",
            "fuzz",
            "restore-drill",
            "seeds",
            "pictures",
            "messages",
            "clean",
        )
    ]
    assert all(len(line) > 3 for line in lines)


def test_old_python_is_named(tmp_path):
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\nif [ "$1" = -V ]; then echo "Python 3.9.2"; else exit 1; fi\n')
    old.chmod(0o755)
    code, _output, error = make("demo", f"PYTHON={old}")
    assert code == 2
    assert error.splitlines()[0] == (
        f"This needs Python 3.11 or later, and {old} is Python 3.9.2. Name a newer one: PYTHON=/path/to/python3."
    )


def test_missing_python_is_named():
    code, _output, error = make("demo", "PYTHON=/nowhere/python3")
    assert code == 2
    assert error.splitlines()[0] == (
        "This needs Python 3.11 or later, and there is no /nowhere/python3 here. "
        "On Debian and Ubuntu: apt-get install python3 python3-venv. Or name one: PYTHON=/path/to/python3."
    )


def test_senseless_port_is_named_before_anything_is_installed(checkout):
    code, _output, error = make("demo", "PORT=many", f"PYTHON={sys.executable}", folder=checkout)
    assert code == 2
    assert error.splitlines()[0] == "PORT=many is not a port: it is a number from 1 to 65535, such as 8000."
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_python_without_venv_is_named(module, monkeypatch):
    assert prerequisites.lacks_venv() == ""
    # What the import system knows to be absent; Debian leaves ensurepip to a package of its own.
    monkeypatch.setitem(sys.modules, module, None)
    assert prerequisites.lacks_venv() == (
        f"This Python ({sys.executable}) cannot make a virtual environment: its module {module} is not installed. "
        "On Debian and Ubuntu: apt-get install python3-venv."
    )


def test_python_without_sqlite_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    assert prerequisites.lacks_fts5() == (
        f"This Python ({sys.executable}) was built without SQLite. Name another one with PYTHON=, "
        "such as the system's own python3."
    )


def test_packages_are_installed_again_only_when_the_list_has_changed(checkout):
    python = f"PYTHON={sys.executable}"
    environment = "Python:    making a virtual environment in .venv.\n"
    packages = "Packages:  installing requirements.txt.\n"
    assert make("install", python, folder=checkout) == (0, environment + packages, "")
    assert make("install", python, folder=checkout) == (0, "", "")
    (checkout / "requirements.txt").write_text("# nothing else\n")
    assert make("install", python, folder=checkout) == (0, packages, "")
    # An environment whose Python is gone is made again.
    (checkout / ".venv" / "bin" / "python").unlink()
    assert make("install", python, folder=checkout) == (0, environment + packages, "")
    assert make("clean", folder=checkout) == (0, "", "")
    assert not (checkout / ".venv").exists()
