"""A release's static files: hashed, compressed, complete, and CKEditor's own parts where it looks for them."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from .conftest import REPOSITORY

APPS = ("newsroom", "articles", "editions")
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


@pytest.fixture
def collected(settings, tmp_path) -> Path:
    """The folder of a release's static files, with a module of this test's own that imports another."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "trial.js").write_text('import { turn } from "./trial-part.js";\nturn();\n')
    (tmp_path / "own" / "trial-part.js").write_text("export function turn() {}\n")
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "newsroom.static_files.HashedStaticFiles"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path / "static"


def test_release_collects_every_file_and_hashes_what_modules_import(collected):
    for name in ("ckeditor/ckeditor/ckeditor.js", "ckeditor/ckeditor/skins/moono-lisa/editor.css"):
        assert (collected / name).is_file()
        assert HASHED.search(staticfiles_storage.stored_name(name))
        assert (collected / f"{staticfiles_storage.stored_name(name)}.gz").is_file()
    module = (collected / staticfiles_storage.stored_name("trial.js")).read_text()
    part = staticfiles_storage.stored_name("trial-part.js")
    assert HASHED.search(part)
    assert f'from "./{part}"' in module
    assert (collected / part).is_file()


def test_release_resolves_every_import_and_address_of_the_projects_own_files(collected):
    """Below the hashed names, nothing leads to a plain one or to nowhere."""
    own = [path for app in APPS for path in (REPOSITORY / app / "static").rglob("*") if path.is_file()]
    for source in own:
        name = source.relative_to(REPOSITORY / source.relative_to(REPOSITORY).parts[0] / "static").as_posix()
        stored = collected / staticfiles_storage.stored_name(name)
        assert HASHED.search(stored.name), name
        if source.suffix not in (".js", ".css"):
            continue
        text = stored.read_text(encoding="utf-8")
        leads = re.findall(r"""(?:from|import)\s*\(?["'](\.[^"']+)["']""", text)
        leads += re.findall(r"""url\(["']?(?!data:|#)([^"')#?]+)""", text)
        for lead in leads:
            assert HASHED.search(lead), f"{name} leads to {lead}"
            assert (stored.parent / lead).is_file(), f"{name} leads to {lead}"


def test_every_static_file_that_a_template_names_exists():
    """The storage serves a plain name where it knows no hashed one, so a misspelt name would go unseen."""
    named = {
        (path.relative_to(REPOSITORY).as_posix(), name)
        for app in APPS
        for path in (REPOSITORY / app / "templates").rglob("*")
        if path.is_file()
        for name in re.findall(r"\{%\s*static\s+[\"']([^\"']+)[\"']", path.read_text(encoding="utf-8"))
    }
    assert named
    assert sorted((path, name) for path, name in named if not finders.find(name)) == []
