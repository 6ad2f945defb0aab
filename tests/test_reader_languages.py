"""The catalogue of the site's words: complete, compiled, and in step with the code."""

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

ROOT = Path(settings.BASE_DIR)
CATALOGUE = ROOT / "newsroom/locale/zh_Hans/LC_MESSAGES/django.po"
_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) (".*")')


def entries(path: Path) -> dict:
    """A catalogue as {(context, msgid): (plural, [translations], flags)}."""
    found = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        parts, flags, name = {}, set(), None
        for line in block.splitlines():
            if line.startswith("#,"):
                flags |= {flag.strip() for flag in line[2:].split(",")}
            elif line.startswith("#"):
                continue
            elif match := _LINE.fullmatch(line):
                name = match[1]
                parts[name] = unquoted(match[2])
            elif line.startswith('"'):
                parts[name] += unquoted(line)
        if parts.get("msgid"):
            translations = [value for key, value in parts.items() if key.startswith("msgstr")]
            found[parts.get("msgctxt"), parts["msgid"]] = (parts.get("msgid_plural"), translations, flags)
    return found


def unquoted(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), text[1:-1])


def test_every_string_is_translated():
    catalogue = entries(CATALOGUE)
    assert len(catalogue) > 200
    untranslated = [key for key, (_plural, texts, _flags) in catalogue.items() if not texts or not all(texts)]
    fuzzy = [key for key, (_plural, _texts, flags) in catalogue.items() if "fuzzy" in flags]
    assert not untranslated
    assert not fuzzy


@pytest.mark.parametrize(
    ("word", "stands_for"),
    [
        ("撤回", "take back$|taken back by|takes an article back|proposed a correction, or"),
        ("撤销签发", "newsroom|list of editions|reopen"),
        ("已撤稿", "withdrawn"),
        ("已撤下", "edition|withdrawn|on the page"),
        ("解禁", "embargo"),
    ],
)
def test_a_word_of_the_newsroom_stands_for_one_thing(word, stands_for):
    """An author takes a text back, an edition goes back to the newsroom, readers lose what is withdrawn."""
    named = [msgid for (_context, msgid), (_plural, texts, _flags) in entries(CATALOGUE).items() if word in texts[0]]
    assert named
    assert [msgid for msgid in named if not re.search(stands_for, msgid, re.IGNORECASE)] == []


def test_makemessages_knows_every_name_that_marks_a_string():
    """It finds `gettext` by its name: under another the strings would never reach the catalogue."""
    known = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
    for app in ("articles", "editions", "newsroom"):
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                    marks = {name.asname or name.name for name in node.names if "gettext" in name.name}
                    assert marks <= known, path


def test_translations_keep_the_placeholders():
    for (_context, msgid), (plural, texts, _flags) in entries(CATALOGUE).items():
        wanted = set(re.findall(r"%\(\w+\)[sd]", plural or msgid))
        for text in texts:
            assert set(re.findall(r"%\(\w+\)[sd]", text)) == wanted, msgid


def test_the_compiled_catalogue_is_the_written_one():
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    kept = {key: text for key, text in compiled._catalog.items() if key}
    written = {}
    for (context, msgid), (plural, texts, _flags) in entries(CATALOGUE).items():
        key = f"{context}\x04{msgid}" if context else msgid
        written[(key, 0) if plural else key] = texts[0]
    assert kept == written


def test_no_string_of_the_code_is_missing(tmp_path):
    """`makemessages` on a copy of the sources finds the catalogue's strings, no more and no fewer."""
    if not all(shutil.which(tool) for tool in ("xgettext", "msgmerge", "msguniq", "msgattrib")):
        pytest.skip("the gettext tools are not installed: what makemessages would find is not compared")
    for app in ("articles", "editions", "newsroom"):
        shutil.copytree(ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--all", "--no-obsolete", "--verbosity=0"],
        cwd=tmp_path,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings", "DATABASE_URL": "", "MEDIA_ROOT": ""},
        check=True,
        timeout=120,
    )
    assert set(entries(tmp_path / CATALOGUE.relative_to(ROOT))) == set(entries(CATALOGUE))


@pytest.mark.django_db
def test_the_interface_is_english_under_en_and_the_print_stays(client):
    from tests.reader_paper import make_paper

    make_paper()
    text = client.get("/en/morning/2024-03-05/A01/1/").content.decode()
    for shown in ("Next article", "Larger", "Page A01: 要闻", "Tuesday, 5 March 2024", "No. 12", "A01版第1条"):
        assert shown in text
    text = client.get("/morning/2024-03-05/A01/1/").content.decode()
    for shown in (
        "下一篇",
        "放大",
        "缩小",
        "默认",
        "第A01版：要闻",
        "2024年3月5日 星期二",
        "总第12期",
        "版面导航",
        "责任编辑",
    ):
        assert shown in text


def test_every_language_of_the_site_has_its_catalogue():
    for code, _name in settings.LANGUAGES:
        if code != "en":
            assert (ROOT / "newsroom/locale" / translation.to_locale(code) / "LC_MESSAGES/django.mo").exists()
